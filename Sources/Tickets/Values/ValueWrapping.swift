import Diagnostics
import Notation

/// Blanks and quotes around an answer that are not part of it: `" v01_02 "`, `` `v01_02` ``.
enum ValueWrapping {
  /// The answer without them; that there were any is reported.
  static func unwrapped(_ node: Node, _ field: FormField, _ sink: inout DiagnosticSink) -> Node {
    let trimmed = node.text.trimmedRange
    var inner = trimmed
    if field.kind != .textarea, !field.name.equals("title"), mayBeWrapped(trimmed, of: node.text.utf8) {
      while let next = part(inside: inner, of: node.text.utf8, isAddress: field.type == .url || field.type == .email) {
        inner = next
      }
    }
    let hasBlanks = trimmed.count < node.text.count && !hasLineEnd(node.text.utf8, outside: trimmed)
    guard inner != trimmed || hasBlanks else { return trimmed.count == node.text.count ? node : node.part(trimmed) }
    report(node, hasBlanks ? nil : trimmed, inner, field, &sink)
    return node.part(inner)
  }

  /// Whether a part of a text begins or ends with a byte of a quote or of a blank.
  private static func mayBeWrapped(_ range: Range<Int>, of bytes: [UInt8]) -> Bool {
    guard !range.isEmpty else { return false }
    let first = bytes[range.lowerBound]
    return first >= 0x80 || bytes[range.upperBound - 1] >= 0x80
      || first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") || first == UInt8(ascii: "`") || first == UInt8(ascii: "<")
  }

  private static func report(
    _ node: Node, _ outer: Range<Int>?, _ inner: Range<Int>, _ field: FormField, _ sink: inout DiagnosticSink
  ) {
    let text = Text(node.text.utf8[inner])
    let isBlank = outer == nil && inner == node.text.trimmedRange
    // A text may well begin and end with quotes; a date may not.
    let severity: Severity = isBlank ? .info : field.type == .text ? .warning : .error
    let range = outer.map { $0.count == node.text.count ? node.range : node.sourceRange(ofText: $0) } ?? node.range
    sink.report(
      "value-wrapped", severity, at: range, "`\(field.name)` has \(isBlank ? "blanks" : "quotes") around it",
      help: "write \(text.visible.quoted) alone",
      fixes: [Fix(title: "write \(text.visible.quoted)", safe: true, edits: [sink.edit(range, to: text)])])
  }

  /// What is left of a part of a text without one pair of quotes or one blank at either end; nil if there is none.
  private static func part(inside range: Range<Int>, of bytes: [UInt8], isAddress: Bool) -> Range<Int>? {
    for (open, close) in marks {
      guard range.count > open.utf8CodeUnitCount + close.utf8CodeUnitCount else { continue }
      let inner = range.lowerBound + open.utf8CodeUnitCount..<range.upperBound - close.utf8CodeUnitCount
      let isAngle = open.utf8Start[0] == UInt8(ascii: "<")
      guard !isAngle || isAddress, bytes[range.lowerBound..<inner.lowerBound].begins(with: open),
        bytes[inner.upperBound..<range.upperBound].begins(with: close), !bytes[inner].contains(open.utf8Start[0])
      else { continue }
      return inner
    }
    for blank in blanks where range.count > blank.utf8CodeUnitCount {
      let count = blank.utf8CodeUnitCount
      if bytes[range.prefix(count)].begins(with: blank) { return range.dropFirst(count) }
      if bytes[range.suffix(count)].begins(with: blank) { return range.dropLast(count) }
    }
    return nil
  }

  /// Quotes as keyboards, Markdown and word processors make them, and the angles around an address.
  private static var marks: [(StaticString, StaticString)] {
    [("\"", "\""), ("'", "'"), ("`", "`"), ("\u{201C}", "\u{201D}"), ("\u{2018}", "\u{2019}"), ("<", ">")]
  }

  /// A space, which is left when quotes are gone, and those that are copied unseen: no-break, zero-width, byte order mark.
  private static var blanks: [StaticString] { [" ", "\u{A0}", "\u{200B}", "\u{FEFF}"] }

  private static func hasLineEnd(_ bytes: [UInt8], outside range: Range<Int>) -> Bool {
    bytes[..<range.lowerBound].contains(0x0A) || bytes[range.upperBound...].contains(0x0A)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func begins(with literal: StaticString) -> Bool { literal.withUTF8Buffer { elementsEqual($0) } }
}
