import Diagnostics

/// The signs on the lines around a block: `:::` or `///`, or the tags of a component.
struct NoteFence {
  var sign: UInt8
  var count: Int
  /// The name of the component in small letters; nil for signs.
  var tag: [UInt8]?

  /// Whether a line ends the block: `:::` by as many signs or more, `///` by just as many, so that blocks can stand in each other.
  func isClosed(by line: Bytes) -> Bool {
    if let tag { return ComponentTag.closes(line, tag) }
    let run = line.prefix { $0 == sign }.count
    return (sign == UInt8(ascii: "/") ? run == count : run >= count) && line[run...].allSatisfy(isSpace)
  }
}

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
    "faq", "cite", "hint", "attention", "tldr", "secondary", "new", "seealso",
  ]
}

extension NoteStarts {
  /// `:::note`, `:::tip[Title]`, `::: danger Title`: a box of Docusaurus, VitePress and others, up to a line with as many colons.
  static func fenced(_ line: Bytes) -> (Note, NoteFence)? {
    let colons = line.prefix { $0 == UInt8(ascii: ":") }.count
    guard colons >= 3 else { return nil }
    let fence = NoteFence(sign: UInt8(ascii: ":"), count: colons)
    let words = trimmed(line[colons...])
    let name = words.prefix { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    guard let kind = BoxKind.named(name) else { return nil }
    let rest = words.dropFirst(name.count)
    guard let first = rest.first else { return (box(kind, title: nil), fence) }
    if first == UInt8(ascii: "["), let close = rest.lastIndex(of: UInt8(ascii: "]")) {
      return (box(kind, title: Array(rest[(rest.startIndex + 1)..<close])), fence)
    }
    // `{.class}` says how it looks elsewhere.
    if first == UInt8(ascii: "{") { return (box(kind, title: nil), fence) }
    guard isSpace(first) else { return nil }
    let title = trimmed(rest)
    return (box(kind, title: title.first == UInt8(ascii: "{") ? nil : Array(title)), fence)
  }

  /// `/// note | Title`: a block of MkDocs' newer form, up to a line with just as many slashes.
  static func slashed(_ line: Bytes) -> (Note, NoteFence)? {
    let slashes = line.prefix { $0 == UInt8(ascii: "/") }.count
    guard slashes >= 3, slashes < line.count, isSpace(line[slashes]) else { return nil }
    let fence = NoteFence(sign: UInt8(ascii: "/"), count: slashes)
    let words = trimmed(line[slashes...])
    let name = words.prefix { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    let rest = trimmed(words.dropFirst(name.count))
    guard rest.isEmpty || rest.first == UInt8(ascii: "|") else { return nil }
    let title = rest.isEmpty ? nil : Array(trimmed(rest.dropFirst()))
    switch Text(Array(name)) {
    case "tab": return (Note(kind: .tab(title: title ?? [])), fence)
    case "html", "caption", "figure-caption", "table-caption", "define": return (Note(kind: .wrapper), fence)
    case "admonition": return (box(Array("note".utf8), title: title), fence)
    default:
      // A kind of somebody's own has a title.
      let kind = BoxKind.named(name) ?? (title == nil || name.isEmpty ? nil : Array(name))
      return kind.map { (box($0, title: title), fence) }
    }
  }

  /// Whether a line is `$$` alone, as formulas begin and end.
  static func isFormulaFence(_ line: Bytes) -> Bool {
    line.count >= 2 && line[0] == UInt8(ascii: "$") && line[1] == UInt8(ascii: "$") && line[2...].allSatisfy(isSpace)
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
