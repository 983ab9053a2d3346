import Diagnostics
import Notation

/// Walks through the records of a Table API answer, one by one, and says what is wrong with the answer.
///
/// An answer may carry an error and yet HTTP status 200, may carry both records and an error, and may end in the middle of a record.
struct ServiceNowAnswer {
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether all of the answer was there, and no error with it.
  private(set) var isComplete = true

  /// Whether the first field of a record says that nobody wants it.
  private let isUnwanted: (Node.Entry) -> Bool
  private let path: Text
  private var scanner: JSONScanner
  private var level = Level.outside
  private var count = 0
  private var hasResult = false
  private var hasError = false

  private enum Level { case outside, answer, records, done }

  init(path: Text, isUnwanted: @escaping (Node.Entry) -> Bool = { _ in false }, more: @escaping () -> [UInt8]) {
    self.path = path
    self.isUnwanted = isUnwanted
    scanner = JSONScanner(options: JSONOptions(repairsText: true, manyTexts: true), more: more)
  }

  /// The next record; nil at the end, or where the text is cut short.
  mutating func next() -> Node? {
    while level != .done {
      let step = scanner.next()
      switch step {
      case .end: finish()
      case .fault: fail()
      default: if let node = node(step) { return node }
      }
    }
    return nil
  }
}

extension ServiceNowAnswer {
  private mutating func node(_ step: JSONToken) -> Node? {
    switch (level, step) {
    case (.outside, .objectStart): level = .answer
    case (.outside, .arrayStart):
      hasResult = true
      level = .records
    case (.answer, .key): return member()
    case (.answer, .objectEnd): level = .outside
    case (.records, .objectStart): return record()
    case (.records, .arrayEnd): level = scanner.openContainers > 0 ? .answer : .outside
    default: scanner.skipValue(after: step)
    }
    return nil
  }

  private mutating func member() -> Node? {
    let name = scanner.text
    switch name {
    case "result":
      hasResult = true
      let step = scanner.next()
      if step == .arrayStart {
        level = .records
      } else if step == .objectStart {
        return record()
      } else if step == .fault {
        fail()
      }
    case "error": error()
    default: scanner.skipValue(after: .key)
    }
    return nil
  }

  private mutating func record() -> Node? {
    guard let node = scanner.object(unless: isUnwanted) else { return nil }
    count += 1
    if case .null = node.value { return nil }
    return node
  }

  private mutating func error() {
    let place = scanner.range
    guard let node = scanner.node(after: .key) else { return }
    hasError = true
    isComplete = false
    let message = node["message"]?.text ?? node.text
    let detail = node["detail"]?.text ?? ""
    var found = Diagnostic(
      rule: "snapshot-error", severity: .error, message: "ServiceNow answered with an error: `\(message)`",
      help: detail.isEmpty ? "what came with it is used and marked incomplete" : detail, file: path)
    scanner.place(&found, at: place)
    diagnostics.append(found)
  }

  private mutating func finish() {
    level = .done
    guard !hasResult, !hasError, count == 0 else { return }
    isComplete = false
    diagnostics.append(
      Diagnostic(
        rule: "snapshot-unknown", severity: .warning, message: "the answer has no `result`, so the requests are unknown",
        help: "an answer without records is `{\"result\": []}`", file: path))
  }

  private mutating func fail() {
    level = .done
    isComplete = false
    guard let fault = scanner.fault else { return }
    diagnostics.append(scanner.snapshotDiagnostic(for: fault, file: path, kept: "records", count: count))
  }
}
