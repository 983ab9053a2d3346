import Diagnostics

/// A line that stands for the text of another file: `{{#include path}}` as mdBook writes it, or `--8<-- "path"` as MkDocs' snippets do.
struct IncludeDirective {
  /// What is taken of the file.
  enum Part: Equatable {
    /// All of it.
    case whole
    /// From a heading with this id up to the next one that is not below it.
    case heading(Text)
    /// What stands between the lines that name it.
    case named(Text)
    /// Lines, from 1, both included.
    case lines(first: Int, last: Int)
  }

  /// What stands before the directive and is repeated before each line: spaces and quote marks.
  var prefix: Range<Int>
  /// The path as it is written, without the part.
  var path: Text
  var part: Part
  /// The directive, as a range of the file.
  var range: Range<Int>

  /// What a line of a file says; nil if it is no directive.
  init?(_ bytes: [UInt8], line: Range<Int>) {
    let start = line.first { !Self.isPrefix(bytes[$0]) } ?? line.upperBound
    let end = line.last { !Self.isSpace(bytes[$0]) }.map { $0 + 1 } ?? line.upperBound
    guard start < end, let target = Self.target(bytes[start..<end]) else { return nil }
    prefix = line.lowerBound..<start
    range = start..<end
    (path, part) = Self.split(target)
    if path.isEmpty { return nil }
  }

  private static func target(_ words: ArraySlice<UInt8>) -> Text? {
    if words.starts(with: "{{#include ".utf8), words.suffix(2).elementsEqual("}}".utf8) {
      return Text(words.dropFirst(11).dropLast(2)).trimmed()
    }
    guard words.starts(with: "--8<-- ".utf8) else { return nil }
    let quoted = Text(words.dropFirst(7)).trimmed().utf8
    guard quoted.count > 2, let quote = quoted.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      quoted.last == quote
    else { return nil }
    return Text(quoted.dropFirst().dropLast())
  }

  /// The path and the part: `a.md`, `a.md#id`, `a.sh:name`, `a.sh:2:10`, `a.sh:2:`, `a.sh::10`.
  private static func split(_ target: Text) -> (Text, Part) {
    let bytes = target.utf8
    if let hash = bytes.firstIndex(of: UInt8(ascii: "#")) {
      return (Text(bytes[..<hash]), .heading(Text(bytes[(hash + 1)...])))
    }
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return (target, .whole) }
    let path = Text(bytes[..<colon])
    let rest = bytes[(colon + 1)...].split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    let first = rest[0].isEmpty ? 1 : number(rest[0])
    guard let first else { return (path, .named(Text(Array(bytes[(colon + 1)...])))) }
    if rest.count == 1 { return (path, .lines(first: first, last: first)) }
    return (path, .lines(first: first, last: rest[1].isEmpty ? .max : number(rest[1]) ?? first))
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count < 8, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// Whether a line names the beginning or end of a part, and which: `ANCHOR: name`, `ANCHOR_END: name`, `--8<-- [start:name]`, `--8<-- [end:name]`,
  /// behind whatever the language of the file takes for a comment.
  static func mark(in line: ArraySlice<UInt8>) -> (name: Text, isEnd: Bool)? {
    let forms: [(StaticString, Bool, UInt8?)] = [
      ("ANCHOR: ", false, nil), ("ANCHOR_END: ", true, nil), ("--8<-- [start:", false, UInt8(ascii: "]")),
      ("--8<-- [end:", true, UInt8(ascii: "]")),
    ]
    for (form, isEnd, closing) in forms {
      guard let start = line.firstRange(of: form) else { continue }
      let rest = line[start.upperBound...]
      return (Text(rest.prefix { closing == nil ? !isSpace($0) : $0 != closing }), isEnd)
    }
    return nil
  }

  private static func isPrefix(_ byte: UInt8) -> Bool { isSpace(byte) || byte == UInt8(ascii: ">") }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}

extension ArraySlice<UInt8> {
  fileprivate func firstRange(of literal: StaticString) -> Range<Int>? {
    literal.withUTF8Buffer { wanted in
      guard wanted.count <= count else { return nil }
      for start in startIndex...(endIndex - wanted.count) where self[start] == wanted[0] {
        if self[start..<(start + wanted.count)].elementsEqual(wanted) { return start..<(start + wanted.count) }
      }
      return nil
    }
  }
}
