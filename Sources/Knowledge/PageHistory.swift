import Diagnostics
import Notation

/// What the repository says about a file of the content.
public struct PageHistory: Sendable, Hashable {
  /// A change.
  public struct Change: Sendable, Hashable {
    /// When it was committed.
    public var instant: Timestamp
    /// The first line of its message.
    public var subject: Text
  }

  /// Most changes that are told one by one.
  public static let mostChanges = 8

  /// The last changes, the newest first.
  public var changes: [Change] = []
  /// How many there were in all.
  public var count = 0
  /// The first one.
  public var first: Timestamp?

  /// Reads what `git log --name-only --format=%x01%ct%x02%s` prints: the history of each file by its path.
  public static func read(_ log: [UInt8]) -> [Text: PageHistory] {
    var histories: [Text: PageHistory] = [:]
    for commit in log.split(separator: 1) {
      let lines = commit.split(separator: 0x0A)
      guard let head = lines.first, let mark = head.firstIndex(of: 2), let seconds = parseInt64(Text(head[..<mark])),
        let instant = Timestamp(seconds: seconds)
      else { continue }
      let change = Change(instant: instant, subject: Text(head[(mark + 1)...]).visible)
      for path in lines.dropFirst() { histories[Text(path), default: PageHistory()].add(change) }
    }
    return histories
  }

  /// A fingerprint of all of it.
  public var fingerprint: UInt64 {
    var hash = Fingerprint()
    hash.combine(count)
    hash.combine(Int(first?.seconds ?? 0))
    for change in changes {
      hash.combine(Int(change.instant.seconds))
      hash.combine(change.subject)
    }
    return hash.value
  }

  private mutating func add(_ change: Change) {
    count += 1
    first = change.instant
    if changes.count < PageHistory.mostChanges { changes.append(change) }
  }
}

extension Page {
  /// Whether its file in the site shows its history, in a site that tells that.
  public var tellsHistory: Bool { !isAgreement && !isIndex }
}
