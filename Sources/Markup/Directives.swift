import Diagnostics

/// A block that MyST, the Markdown of Sphinx and Jupyter Book, calls a directive: `:::{note} Title`, or the same with backticks.
struct Directive {
  /// What it becomes here.
  var note: Note
  /// The lines around it.
  var fence: NoteFence
  /// The picture that it shows, as a range of its line; nil for none.
  var picture: Range<Int>?

  /// Reads the line that begins one; nil for a line that begins none, or one whose text is no Markdown.
  init?(_ line: Bytes) {
    guard let sign = line.first, sign == UInt8(ascii: ":") || sign == UInt8(ascii: "`") else { return nil }
    let count = line.prefix { $0 == sign }.count
    guard count >= 3, count < line.count, line[count] == UInt8(ascii: "{"),
      let close = line[count...].firstIndex(of: UInt8(ascii: "}")), close > count + 1
    else { return nil }
    fence = NoteFence(sign: sign, count: count)
    let name = Text(Array(line[(count + 1)..<close]))
    var argument = line[(close + 1)...].drop(while: isSpace)
    while let last = argument.last, isSpace(last) { argument = argument.dropLast() }
    let title = argument.isEmpty ? nil : Array(argument)
    guard let kind = Self.kind(name, title) else { return nil }
    note = Note(kind: kind)
    if ["figure", "image"].contains(name), !argument.isEmpty { picture = argument.startIndex..<argument.endIndex }
  }

  private static func kind(_ name: Text, _ title: [UInt8]?) -> Note.Kind? {
    switch name {
    case "tab-item": return .tab(title: title ?? [])
    case "dropdown", "details": return .admonition(kind: Array("details".utf8), title: title, folds: true, isOpen: false)
    case "admonition", "topic", "sidebar", "card", "grid-item-card", "margin", "aside", "exercise", "solution", "proof",
      "theorem":
      return .admonition(kind: Array("note".utf8), title: title ?? [], folds: false, isOpen: false)
    case "versionadded", "versionchanged", "deprecated":
      let words: Text = name == "versionadded" ? "Added in " : name == "versionchanged" ? "Changed in " : "Deprecated since "
      return .admonition(kind: Array("info".utf8), title: words.utf8 + (title ?? []), folds: false, isOpen: false)
    case "figure", "image", "table", "tab-set", "grid", "grid-item", "div", "container", "glossary", "only", "epigraph",
      "centered":
      return .wrapper
    default:
      // A word behind the name of a box is the first of its text, which few write there.
      return BoxKind.named(name.utf8).map { .admonition(kind: $0, title: title, folds: false, isOpen: false) }
    }
  }
}

extension Directive {
  /// Whether a line is an option: `:class: dropdown`.
  static func isOption(_ line: Bytes) -> Bool { optionName(line) != nil }

  private static func optionName(_ line: Bytes) -> Range<Int>? {
    guard line.first == UInt8(ascii: ":") else { return nil }
    let name = line.dropFirst().prefix { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    guard !name.isEmpty, name.endIndex < line.count, line[name.endIndex] == UInt8(ascii: ":") else { return nil }
    return name.startIndex..<name.endIndex
  }

  /// The value of an option in the lines at the beginning of a text; nil if it is not there.
  static func option(_ names: [Text], in text: Bytes) -> Range<Int>? {
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
      let first = text[start..<end].firstIndex { !isSpace($0) && $0 != UInt8(ascii: ">") } ?? end
      guard let name = optionName(Bytes(rebasing: text[first..<end])) else { return nil }
      if names.contains(Text(Array(text[(first + name.lowerBound)..<(first + name.upperBound)]))) {
        var value = text[(first + name.upperBound + 1)..<end].drop(while: isSpace)
        while let last = value.last, isSpace(last) { value = value.dropLast() }
        return value.startIndex..<value.endIndex
      }
      start = end + 1
    }
    return nil
  }

  /// The text of a code block without the options at its beginning.
  static func withoutOptions(_ text: Bytes) -> Bytes {
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? text.count
      guard isOption(Bytes(rebasing: text[start..<end])) else { break }
      start = end
    }
    return Bytes(rebasing: text[start...])
  }

  /// Whether a fence lists pages that each section lists here anyhow.
  static func isContents(_ info: Bytes) -> Bool {
    info.begins(with: "{toctree}") || info.begins(with: "{tableofcontents}") || info.begins(with: "{contents}")
  }
}

extension Preparation {
  /// Opens what a directive becomes, if the line begins one.
  mutating func openDirective(_ bytes: Bytes, _ first: Int) -> Bool {
    guard let directive = Directive(Bytes(rebasing: bytes[first..<scan.end])) else { return false }
    closeUnmatched()
    let text = Bytes(rebasing: bytes[scan.next...].prefix(4_096))
    openNote(directive.note, bytes, content: scan.end, fence: directive.fence, mayHaveOptions: true)
    if let name = Directive.option(["name", "label"], in: text) { writeLine("{#", at: name, in: text, ending: "}") }
    if let picture = directive.picture { writePicture((picture.lowerBound + first)..<(picture.upperBound + first), bytes, text) }
    return true
  }

  private mutating func writePicture(_ path: Range<Int>, _ bytes: Bytes, _ options: Bytes) {
    let description = Directive.option(["alt"], in: options).map { Bytes(rebasing: options[$0]) }
    // Only words: what is marked up in a description would not be one.
    let words = description?.filter { !isBracket($0) } ?? []
    let start: [UInt8] = Array("![".utf8) + words + Array("](<".utf8)
    result.lineStarts.append(path.lowerBound - scan.prefix.count - start.count)
    input.append(scan.prefix)
    input.append(start)
    for byte in bytes[path] where !isBracket(byte) { input.append(byte) }
    input.append(">)\n")
    writeSeparator(scan.prefix)
  }

  private func isBracket(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
      || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "`")
  }

  private mutating func writeLine(_ start: StaticString, at range: Range<Int>, in text: Bytes, ending: StaticString) {
    result.lineStarts.append(scan.start)
    input.append(scan.prefix)
    input.append(start)
    input.append(Bytes(rebasing: text[range]))
    input.append(ending)
    input.append(UInt8(ascii: "\n"))
    writeSeparator(scan.prefix)
  }
}
