import Diagnostics

/// Where the front matter of a Markdown text stands, and where its body.
public struct FrontMatter: Hashable, Sendable {
  /// The YAML between the `---` lines.
  public var yaml: SourceRange
  /// What comes after.
  public var body: SourceRange

  /// The front matter of some bytes: a first line `---` and a later line `---` or `...`; nil if there is none.
  public static func find(in bytes: [UInt8]) -> FrontMatter? {
    var lines = LineScanner(bytes)
    guard let first = lines.next(), lines.isDocumentStart(first) else { return nil }
    let start = lines.offset
    while let line = lines.nextBeginning(with: UInt8(ascii: "-"), or: UInt8(ascii: ".")) {
      if lines.isDocumentStart(line) || lines.isDocumentEnd(line) {
        return FrontMatter(yaml: SourceRange(start, line.start), body: SourceRange(lines.offset, bytes.count))
      }
    }
    return nil
  }
}

extension LineScanner {
  fileprivate func isDocumentEnd(_ line: SourceRange) -> Bool {
    line.end - line.start == 3 && bytes[line.start..<line.end].allSatisfy { $0 == UInt8(ascii: ".") }
  }
}
