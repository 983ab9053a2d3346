import Diagnostics

/// Reads a JSON text (RFC 8259) into a tree with the place of every value.
public enum JSONReader {
  /// The value of a file, or of a range of it.
  ///
  /// Numbers without fraction or exponent that fit 64 bits are `.int`, others `.double`. Faults are diagnostics of the rules
  /// `json-syntax`, `json-cut-short` and `json-duplicate-key`; after a syntax fault there is no value. Offsets are the file's, whatever the range.
  public static func read(
    _ file: SourceFile, in range: SourceRange? = nil, options: JSONOptions = JSONOptions()
  ) -> Reading {
    let start = min(max(range?.start ?? 0, 0), file.bytes.count)
    let end = min(max(range?.end ?? file.bytes.count, start), file.bytes.count)
    let bytes = start == 0 && end == file.bytes.count ? file.bytes : Array(file.bytes[start..<end])
    var scanner = JSONScanner(bytes, options: options, offset: start)
    var sink = DiagnosticSink(file)
    var node = scanner.node(after: scanner.next()) { key, range, first in
      let related = RelatedPlace(message: "first written here", file: file.path, location: sink.location(of: first.start))
      sink.report(
        "json-duplicate-key", at: range, "the key `\(key)` is written twice", help: "keep one of the two", related: [related])
    }
    if node != nil, scanner.next() != .end { node = nil }
    if let fault = scanner.fault { sink.report(fault.rule, at: fault.range, fault.message, help: fault.help) }
    return Reading(node: node, diagnostics: sink.diagnostics)
  }
}

extension JSONFault {
  /// The rule of the diagnostic for it.
  public var rule: Text { kind == .cutShort ? "json-cut-short" : "json-syntax" }
}

extension JSONScanner {
  /// The fault as a diagnostic, with its line if that is still in memory.
  ///
  /// Only right for a scanner of a whole file (`offset` 0).
  public func diagnostic(for fault: JSONFault, file: Text) -> Diagnostic {
    var found = Diagnostic(rule: fault.rule, severity: .error, message: fault.message, help: fault.help, file: file)
    place(&found, at: fault.range)
    return found
  }

  /// Gives a finding the place of a range that was just read, and its line if that is still in memory.
  public func place(_ diagnostic: inout Diagnostic, at range: SourceRange) {
    diagnostic.start = window.location(of: range.start)
    diagnostic.end = window.location(of: range.end)
    diagnostic.excerpt = window.excerpt(around: range.start)
  }
}
