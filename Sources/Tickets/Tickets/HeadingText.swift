import Diagnostics
import Notation

/// `### Label` text: headings with the answers below them, in any order, with any line ends.
struct HeadingText {
  /// A heading and what stands below it.
  struct Section {
    /// The heading's text.
    var label: SourceRange
    /// Whether the space after its `#` is missing, so that Markdown takes it for text.
    var isLoose: Bool
    /// The line of the heading.
    var line: SourceRange
    /// From the line after the heading to the next heading.
    var body: SourceRange
  }

  /// What stands before the first heading.
  private(set) var preamble: SourceRange
  /// The headings in the order of the text. Headings in code fences are text.
  private(set) var sections: [Section] = []

  init(_ bytes: [UInt8], in range: SourceRange? = nil) {
    let end = range?.end ?? bytes.count
    preamble = SourceRange(range?.start ?? 0, end)
    var lines = LineScanner(bytes, in: range)
    var fence: UInt8?
    var looseCount = 0
    while let line = lines.next() {
      if let mark = HeadingText.fenceMark(bytes, line) {
        fence = fence == nil ? mark : (fence == mark ? nil : fence)
      } else if fence == nil, let heading = HeadingText.heading(bytes, line) {
        if heading.isLoose { looseCount += 1 }
        if heading.isLoose, looseCount > HeadingText.largestLooseCount { continue }
        closeSection(at: line.start)
        let body = SourceRange(lines.offset, end)
        sections.append(Section(label: heading.label, isLoose: heading.isLoose, line: line, body: body))
      }
    }
  }

  /// How many lines such as `##Label` are looked at; what has more of them is a listing.
  private static let largestLooseCount = 200

  /// Whether a line is a heading of three or more `#`, as issue forms render labels.
  static func isHeading(_ bytes: [UInt8], _ line: SourceRange) -> Bool {
    heading(bytes, line).map { $0.level >= 2 && !$0.isLoose } ?? false
  }

  /// Whether there is a heading anywhere.
  static func hasHeading(_ bytes: [UInt8]) -> Bool { hasLine(bytes) { isHeading(bytes, $0) } }

  /// Whether there is a line such as `##Label` anywhere.
  static func hasLooseHeading(_ bytes: [UInt8]) -> Bool { hasLine(bytes) { heading(bytes, $0)?.isLoose ?? false } }

  private static func hasLine(_ bytes: [UInt8], _ isWanted: (SourceRange) -> Bool) -> Bool {
    var lines = LineScanner(bytes)
    while let line = lines.next() {
      if isWanted(line) { return true }
    }
    return false
  }

  private mutating func closeSection(at offset: Int) {
    if sections.isEmpty { preamble.end = offset } else { sections[sections.count - 1].body.end = offset }
  }

  /// The text and level of an ATX heading: at most three spaces, one to six `#`, a space, text, closing `#`. A loose one has two to six `#` and
  /// a letter after them.
  private static func heading(_ bytes: [UInt8], _ line: SourceRange) -> (label: SourceRange, level: Int, isLoose: Bool)? {
    var index = line.start
    while index < line.end, index - line.start < 3, bytes[index] == 0x20 { index += 1 }
    let hashes = index
    while index < line.end, bytes[index] == UInt8(ascii: "#") { index += 1 }
    let level = index - hashes
    guard (1...6).contains(level), index < line.end else { return nil }
    let isLoose = bytes[index] != 0x20 && bytes[index] != 0x09
    if isLoose, level < 2 || !(bytes[index].isASCIILetter || bytes[index] >= 0x80) { return nil }
    while index < line.end, bytes[index].isASCIISpace { index += 1 }
    var end = line.end
    while end > index, bytes[end - 1].isASCIISpace || bytes[end - 1] == UInt8(ascii: "#") { end -= 1 }
    return index < end ? (SourceRange(index, end), level, isLoose) : nil
  }

  private static func fenceMark(_ bytes: [UInt8], _ line: SourceRange) -> UInt8? {
    var index = line.start
    while index < line.end, index - line.start < 3, bytes[index] == 0x20 { index += 1 }
    guard index + 3 <= line.end, bytes[index] == UInt8(ascii: "`") || bytes[index] == UInt8(ascii: "~"),
      bytes[index + 1] == bytes[index], bytes[index + 2] == bytes[index]
    else { return nil }
    return bytes[index]
  }
}

extension Node {
  /// The text of a part of a file, without the spaces and lines around it; `\r\n` and lone `\r` become `\n`.
  static func text(_ bytes: [UInt8], in range: SourceRange) -> Node {
    var start = range.start
    var end = range.end
    while start < end, bytes[start].isASCIISpace { start += 1 }
    while end > start, bytes[end - 1].isASCIISpace { end -= 1 }
    let part = bytes[start..<end]
    guard part.contains(0x0D) else {
      let text = Text(part)
      return Node(.string(text), text: text, range: SourceRange(start, end))
    }
    var text: [UInt8] = []
    var map: [Int32] = []
    for index in part.indices {
      if part[index] == 0x0A, index > start, part[index - 1] == 0x0D { continue }
      text.append(part[index] == 0x0D ? 0x0A : part[index])
      map.append(Int32(index))
    }
    return Node(.string(Text(text)), text: Text(text), range: SourceRange(start, end), map: map)
  }

  /// The lines of the text that are not empty, without the spaces around them.
  var lines: [Node] { parts { $0 == 0x0A } }

  /// The parts of the text between separators, without the spaces around them; empty ones are left out.
  func parts(separatedBy isSeparator: (UInt8) -> Bool) -> [Node] {
    var parts: [Node] = []
    var start = 0
    for index in 0...text.utf8.count where index == text.utf8.count || isSeparator(text.utf8[index]) {
      let trimmed = Text(text.utf8[start..<index]).trimmedRange
      if !trimmed.isEmpty { parts.append(part(start + trimmed.lowerBound..<start + trimmed.upperBound)) }
      start = index + 1
    }
    return parts
  }
}
