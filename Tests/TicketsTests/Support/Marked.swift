import Diagnostics

/// A text with places marked: `«…»` encloses what a finding should point at.
struct Marked {
  /// The text without marks.
  var bytes: [UInt8] = []
  /// The marked parts, in the order of the text.
  var ranges: [SourceRange] = []

  init(_ marked: String) {
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "«": ranges.append(SourceRange(bytes.count, bytes.count))
      case "»": ranges[ranges.count - 1].end = bytes.count
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
  }

  func file(_ path: Text = "ticket.yml") -> SourceFile { SourceFile(path: path, bytes: bytes) }
}

extension Diagnostic {
  /// `rule: message` and the offsets, for comparisons in tests.
  var summary: String { "\(rule): \(message)" }

  /// The bytes that the finding points at.
  var range: SourceRange { SourceRange(start.offset, end.offset) }
}
