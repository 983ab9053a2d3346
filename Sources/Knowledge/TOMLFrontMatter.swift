import Diagnostics

/// What stands between `+++` lines at the top of a page of Hugo or Zola: of TOML the lines that say what we know as well.
enum TOMLFrontMatter {
  /// The front matter, and the offset of the first byte after it.
  static func read(_ bytes: [UInt8], from start: Int) -> (FrontMatter, bodyStart: Int) {
    var matter = FrontMatter()
    guard let first = FrontMatter.line(of: bytes, at: start), FrontMatter.isFence(bytes[first.content], "+++") else {
      return (matter, start)
    }
    var position = first.next
    while let line = FrontMatter.line(of: bytes, at: position) {
      if FrontMatter.isFence(bytes[line.content], "+++") {
        matter.range = SourceRange(first.next, position)
        return (matter, line.next)
      }
      take(bytes[line.content], into: &matter)
      position = line.next
    }
    return (FrontMatter(), start)
  }

  private static func take(_ line: ArraySlice<UInt8>, into matter: inout FrontMatter) {
    guard let sign = line.firstIndex(of: UInt8(ascii: "=")) else { return }
    let value = Text(line[(sign + 1)...]).trimmed()
    switch Text(line[..<sign]).trimmed() {
    case "title": matter.title = strings(value).first ?? ""
    case "description": matter.description = strings(value).first ?? ""
    case "tags": matter.tags = strings(value)
    case "weight": matter.weight = FrontMatter.place(value)
    case "draft": matter.isDraft = value.equals("true")
    default: break
    }
  }

  /// The strings in a value.
  private static func strings(_ value: Text) -> [Text] {
    var strings: [Text] = []
    var rest = value.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else { continue }
      var string: [UInt8] = []
      while let next = rest.popFirst(), next != byte {
        let isEscape = next == UInt8(ascii: "\\") && byte == UInt8(ascii: "\"") && !rest.isEmpty
        string.append(isEscape ? rest.removeFirst() : next)
      }
      strings.append(Text(string))
    }
    return strings
  }
}
