/// A block of our own that libcmark sees as a block quote which begins with a mark.
struct Note {
  enum Kind {
    /// `[^label]: …`
    case footnote(label: [UInt8])
    /// `!!! kind "title"`, or `??? kind` that folds.
    case admonition(kind: [UInt8], title: [UInt8]?, folds: Bool, isOpen: Bool)
    /// `=== "title"`, one of the tabs of a group.
    case tab(title: [UInt8])
    /// `: …` below a term.
    case definition
    /// What another generator gives a class or places; its text alone is shown.
    case wrapper
  }

  var kind: Kind

  /// The title of a box or a tab; nil where it has none of its own.
  var title: [UInt8]? {
    switch kind {
    case .admonition(_, let title, _, _): title
    case .tab(let title): title
    default: nil
    }
  }

  /// Whether its title may have markup in it, and so stands as a heading before its content.
  var takesTitle: Bool {
    title?.contains { byte in
      switch byte {
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "&"), UInt8(ascii: "\\"),
        UInt8(ascii: "<"), UInt8(ascii: ":"), UInt8(ascii: "="):
        true
      default: false
      }
    } ?? false
  }

  /// Whether a line that lacks the indentation may continue the last paragraph.
  var allowsLazyLines: Bool {
    switch kind {
    case .admonition, .tab, .wrapper: false
    case .footnote, .definition: true
    }
  }
}

/// The beginnings of notes. Each takes a line from its first character that is no space.
enum NoteStarts {
  /// Whether a box or a tab can begin with a byte.
  static func isFirst(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "/"): true
    default: false
    }
  }

  /// `[^label]:`; the second value is the offset behind it and the spaces after it.
  static func footnote(_ line: Bytes) -> (Note, Int)? {
    guard line.count > 4, line[0] == UInt8(ascii: "["), line[1] == UInt8(ascii: "^") else { return nil }
    var end = 2
    while end < line.count, line[end] != UInt8(ascii: "]") {
      if isSpace(line[end]) || line[end] == UInt8(ascii: "[") { return nil }
      end += 1
    }
    guard end > 2, end + 1 < line.count, line[end + 1] == UInt8(ascii: ":") else { return nil }
    var content = end + 2
    while content < line.count, line[content] == 0x20 || line[content] == 0x09 { content += 1 }
    return (Note(kind: .footnote(label: Array(line[2..<end]))), content)
  }

  /// `: ` and what follows; the second value is the offset of the content.
  static func definition(_ line: Bytes) -> (Note, Int)? {
    guard line.count > 2, line[0] == UInt8(ascii: ":"), line[1] == 0x20 || line[1] == 0x09 else { return nil }
    var content = 1
    while content < line.count, line[content] == 0x20 || line[content] == 0x09 { content += 1 }
    return content < line.count ? (Note(kind: .definition), content) : nil
  }

  /// `!!! kind "title"`, `??? kind`, `???+ kind`: MkDocs' admonitions.
  static func admonition(_ line: Bytes) -> Note? {
    guard line.count > 4, line.begins(with: "!!!") || line.begins(with: "???") else { return nil }
    let folds = line[0] == UInt8(ascii: "?")
    let isOpen = folds && line[3] == UInt8(ascii: "+")
    var words = line[(isOpen ? 4 : 3)...]
    words = words.drop { $0 == 0x20 || $0 == 0x09 }
    let kind = words.prefix { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    guard let first = kind.first, isLetter(first) else { return nil }
    words = words.dropFirst(kind.count)
    while let last = words.last, isSpace(last) { words = words.dropLast() }
    var title: [UInt8]?
    if let quote = words.firstIndex(of: UInt8(ascii: "\"")) {
      guard words.count > quote - words.startIndex + 1, words.last == UInt8(ascii: "\"") else { return nil }
      title = Array(words[(quote + 1)..<(words.endIndex - 1)])
      words = words[..<quote]
    }
    guard
      words.allSatisfy({ isAlphanumeric($0) || $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") })
    else { return nil }
    let name = kind.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    return Note(kind: .admonition(kind: name, title: title, folds: folds, isOpen: isOpen))
  }
}
