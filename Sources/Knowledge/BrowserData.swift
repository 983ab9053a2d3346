import Diagnostics
import ServiceLevels
import Snapshots

extension LinterData {
  /// The data of a site: its agreement with version and digest, and the requests that one may start from.
  public init(_ agreement: Agreement, _ parts: Catalog.Parts) {
    let pages = parts.pages.filter(\.isAgreement)
    self.init(
      linter: agreement.linter, agreementVersion: pages.map(\.matter.version).first { !$0.isEmpty } ?? "",
      agreementDigest: Digest.hexadecimal(of: pages.flatMap(\.file.bytes)), requests: parts.snapshots.earlierRequests,
      clock: agreement.linter.site.clock)
  }
}

extension SourceFile {
  /// The data of a site as a file of it: its name carries its fingerprint, so that it may be kept for ever.
  init(_ data: LinterData) {
    let bytes = data.bytes
    self.init(path: "assets/opos.\(Digest.hexadecimal(of: bytes)).bin", bytes: bytes)
  }
}

extension SnapshotShelf {
  /// The requests that a new one may start from: all open ones, and the last hundred closed; nil where nothing is known of them.
  var earlierRequests: [EarlierRequest]? {
    guard let requests else { return nil }
    let closed = requests.requests.filter { !$0.state.isOpen }
      .sorted { ($0.closedAt?.seconds ?? 0, $0.number) > ($1.closedAt?.seconds ?? 0, $1.number) }
    return requests.open.map { EarlierRequest(OpenRequest($0), isOpen: true) }
      + closed.prefix(100).map { EarlierRequest(OpenRequest($0), isOpen: false) }
  }
}
