import Diagnostics
import Notation

/// Where each byte of a decoded text stood in the file that it was decoded from.
public struct TextOrigin: Sendable {
  /// The file.
  public var file: SourceFile
  /// For each byte of the decoded text, and for its end, an offset in the file.
  public var map: [Int32]
  /// The part of the text that stands in the file as it is, one byte after the other, so that an edit of it is one of the file.
  public var exact: SourceRange

  /// A decoded text's origin.
  public init(file: SourceFile, map: [Int32], exact: SourceRange) {
    self.file = file
    self.map = map
    self.exact = exact
  }

  /// The file's range of a range of the decoded text.
  public func range(of range: SourceRange) -> SourceRange {
    let start = offset(range.start)
    guard range.end > range.start else { return SourceRange(start, start) }
    let last = offset(range.end - 1)
    return SourceRange(start, max(start, last + (isExact(range) ? 1 : unit(at: last))))
  }

  /// Whether a range of the decoded text stands in the file as it is.
  public func isExact(_ range: SourceRange) -> Bool {
    exact.start <= range.start && range.end <= exact.end && exact.end > exact.start
  }

  private func offset(_ index: Int) -> Int { map.isEmpty ? 0 : Int(map[min(max(index, 0), map.count - 1)]) }

  /// The length of what stands at an offset of the file for one decoded character: `=C3`, `\n`, `\u00e9` or a byte.
  private func unit(at offset: Int) -> Int {
    func byte(_ ahead: Int) -> UInt8 { offset + ahead < file.bytes.count ? file.bytes[offset + ahead] : 0 }
    switch byte(0) {
    case UInt8(ascii: "="): return hexValue(byte(1)) != nil && hexValue(byte(2)) != nil ? 3 : 1
    case UInt8(ascii: "\\"):
      guard byte(1) == UInt8(ascii: "u") else { return 2 }
      let isPair = byte(2).asciiLowercased == UInt8(ascii: "d") && byte(6) == UInt8(ascii: "\\") && (hexValue(byte(3)) ?? 0) >= 8
      return isPair ? 12 : 6
    default: return 1
    }
  }
}

extension TextOrigin {
  /// The file's range up to where the next decoded byte stands: everything that a range was decoded from.
  func wholeRange(of range: SourceRange) -> SourceRange {
    SourceRange(offset(range.start), max(offset(range.start), offset(range.end)))
  }

  /// The same origin, where the file is itself a text with an origin.
  func within(_ outer: TextOrigin) -> TextOrigin {
    let isExact = exact.end > exact.start && outer.isExact(SourceRange(offset(exact.start), offset(exact.end)))
    return TextOrigin(
      file: outer.file, map: map.map { Int32(truncatingIfNeeded: outer.offset(Int($0))) },
      exact: isExact ? exact : SourceRange(0, 0))
  }

  /// Findings about the decoded text as ones about the file; their places are yet to be counted in lines and columns.
  func moved(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      let place = range(of: SourceRange(diagnostic.start.offset, diagnostic.end.offset))
      diagnostic.start.offset = place.start
      diagnostic.end.offset = place.end
      diagnostic.related = []
      diagnostic.fixes = []
      return diagnostic
    }
  }
}

extension TicketContent {
  /// Puts a title that the surroundings give behind the ticket's text, so that it has a place like everything else.
  ///
  /// - Parameters:
  ///   - map: for each byte of the title, and for its end, an offset in the file.
  ///   - surrounding: the file that the ticket's text, or the whole of it, was decoded from.
  mutating func appendTitle(_ title: [UInt8], map: [Int32], in surrounding: SourceFile) {
    var origin = self.origin ?? TextOrigin(file: surrounding, map: [0], exact: SourceRange(0, 0))
    let start = file.bytes.count + 1
    file = SourceFile(path: file.path, bytes: file.bytes + [0x0A] + title)
    origin.map += map
    self.origin = origin
    outerTitle = Node(.string(Text(title)), text: Text(title), range: SourceRange(start, start + title.count))
  }
}
