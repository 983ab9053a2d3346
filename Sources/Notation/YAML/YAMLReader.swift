import Diagnostics

/// Reads the subset of YAML 1.2 in which content and tickets are written, with the place of every value.
///
/// The subset: block and flow mappings and lists, plain, quoted, literal and folded texts, comments, one document. Plain values follow the core
/// schema (null, booleans, integers, numbers); dates, `yes` and `no` are texts. Anchors, aliases, tags, complex and merge keys, directives, further
/// documents and tabs as indentation are refused with a finding that says how to write it instead. What is read means the same to any YAML 1.2
/// reader. After a fault in an entry the next entry of the same block is read, so that one run shows several faults.
public enum YAMLReader {
  /// The longest text that is read, in bytes.
  public static var sizeLimit: Int { 4 << 20 }

  /// How deep mappings and lists may be nested.
  public static var depthLimit: Int { 64 }

  /// How many faults of notation are reported before reading stops.
  public static var faultLimit: Int { 20 }

  /// Reads a file, or the part of it that is given: whole lines, such as front matter or the contents of a fence.
  public static func read(_ file: SourceFile, in range: SourceRange? = nil) -> Reading {
    let start = min(max(range?.start ?? 0, 0), file.bytes.count)
    let end = min(max(range?.end ?? file.bytes.count, start), file.bytes.count)
    guard end - start <= sizeLimit else {
      var sink = DiagnosticSink(file)
      sink.report(
        YAMLFault.rule, at: SourceRange(start, start),
        "\(end - start) bytes of YAML are too much; at most \(sizeLimit) are read", help: "split it into several files")
      return Reading(diagnostics: sink.diagnostics)
    }
    return file.bytes.withUnsafeBufferPointer { bytes in
      var parser = YAMLParser(file, bytes, start: start, end: end)
      let node = parser.document()
      return Reading(node: node, diagnostics: parser.sink.diagnostics)
    }
  }
}
