import Diagnostics
import Notation
import ServiceLevels
import Snapshots
import Tickets

/// What outside systems said, as the content folder holds it.
public struct SnapshotShelf: Sendable {
  /// Requests; nil where there is no snapshot of them, which is not the same as no requests.
  public var requests: RequestSnapshot?
  /// The jobs in the queue; nil where there is no snapshot of it.
  public var jobs: JobSnapshot?
  /// The jobs that ended of late; nil where there is no snapshot of them.
  public var history: JobSnapshot?

  /// A shelf with nothing on it.
  public init() {}

  /// The open requests as rules see them; nil where nothing is known of them.
  public var openRequests: [OpenRequest]? { requests.map { $0.open.map(OpenRequest.init) } }

  /// A text with its secrets masked.
  public static func masked(_ text: Text) -> Text {
    let secrets = SecretScanner.scan(text.utf8)
    return secrets.isEmpty ? text : Text(SecretScanner.mask(text.utf8, secrets.map(\.range)))
  }
}

extension OpenRequest {
  /// A request of the snapshot as rules and readers of the site see it: without what says who people are, and with secrets masked.
  init(_ request: Request) {
    var names: Set<Text> = []
    self.init(
      number: request.number, title: SnapshotShelf.masked(request.title), state: request.state.name, opened: request.openedAt,
      form: request.form ?? "",
      answers: request.publishableFields.filter { names.insert($0.name).inserted }
        .map { Answer(name: $0.name, value: SnapshotShelf.masked($0.value)) })
  }
}
