import Diagnostics

/// The kinds of boxes that several generators and Obsidian know; in forms that could be something else only these are boxes.
enum BoxKind {
  /// The kind of this name in small letters; nil if nobody calls a box so.
  static func named(_ name: some Collection<UInt8>) -> [UInt8]? {
    let small = name.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    return names.contains { Text(small).equals($0) } ? small : nil
  }

  private static let names: [StaticString] = [
    "note", "tip", "important", "warning", "caution", "info", "danger", "success", "failure", "bug", "example",
    "quote", "abstract", "summary", "question", "details", "todo", "check", "done", "fail", "error", "missing", "help",
    "faq", "cite", "hint", "attention", "tldr", "secondary",
  ]
}

extension NoteStarts {
  /// `:::note`, `:::tip[Title]`, `::: danger Title`: a box of Docusaurus, VitePress and others, up to a line with as many colons.
  static func fenced(_ line: Bytes) -> (Note, colons: Int)? {
    let colons = line.prefix { $0 == UInt8(ascii: ":") }.count
    guard colons >= 3 else { return nil }
    let words = trimmed(line[colons...])
    let name = words.prefix { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    guard let kind = BoxKind.named(name) else { return nil }
    let rest = words.dropFirst(name.count)
    guard let first = rest.first else { return (box(kind, title: nil), colons) }
    if first == UInt8(ascii: "["), let close = rest.lastIndex(of: UInt8(ascii: "]")) {
      return (box(kind, title: Array(rest[(rest.startIndex + 1)..<close])), colons)
    }
    // `{.class}` says how it looks elsewhere.
    if first == UInt8(ascii: "{") { return (box(kind, title: nil), colons) }
    guard isSpace(first) else { return nil }
    let title = trimmed(rest)
    return (box(kind, title: title.first == UInt8(ascii: "{") ? nil : Array(title)), colons)
  }

  /// Whether a line ends a box that began with so many colons.
  static func closing(_ line: Bytes, colons: Int) -> Bool {
    let count = line.prefix { $0 == UInt8(ascii: ":") }.count
    return count >= colons && line[count...].allSatisfy(isSpace)
  }

  private static func box(_ kind: [UInt8], title: [UInt8]?) -> Note {
    let folds = Text(kind).equals("details")
    return Note(kind: .admonition(kind: kind, title: title, folds: folds, isOpen: false))
  }

  private static func trimmed(_ words: Bytes.SubSequence) -> Bytes.SubSequence {
    var words = words.drop(while: isSpace)
    while let last = words.last, isSpace(last) { words = words.dropLast() }
    return words
  }
}
