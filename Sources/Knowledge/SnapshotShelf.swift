import Diagnostics
import Notation
import ServiceLevels
import Snapshots

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
}

extension OpenRequest {
  /// A request of the snapshot as rules see it.
  init(_ request: Request) {
    self.init(
      number: request.number, title: request.title, state: request.state.name, opened: request.openedAt, form: request.form ?? "",
      answers: request.fields.map { Answer(name: $0.name, value: $0.value) })
  }
}
