import Diagnostics
import Knowledge

/// Reads the navigation that another generator's files have: line by line, since they hold more than we read, tags of Python for one.
enum NavigationReader {
  /// The entries of MkDocs' `nav`.
  static func yaml(_ lines: [ArraySlice<UInt8>]) -> [AuthorNavigation.Item] {
    entries(of: "nav", in: lines).filter { $0.target.isEmpty || SitePath.isMarkdown($0.target) }
  }

  /// The entries of a list under a key, whatever they lead to.
  static func entries(of key: Text, in lines: [ArraySlice<UInt8>]) -> [AuthorNavigation.Item] {
    guard let start = lines.firstIndex(where: { $0.starts(with: (key + ":").utf8) }) else { return [] }
    var items: [AuthorNavigation.Item] = []
    for line in lines[(start + 1)...] {
      guard let first = line.first, first == 0x20 || first == UInt8(ascii: "-") || first == UInt8(ascii: "#") else { break }
      let indentation = line.prefix { $0 == 0x20 }.count
      let rest = line.dropFirst(indentation)
      guard rest.first == UInt8(ascii: "-") else { continue }
      let (title, target) = entry(Text(rest.dropFirst()).trimmed())
      items.append(AuthorNavigation.Item(title: title, target: target, level: indentation))
    }
    return items
  }

  /// The value of a key that stands at the beginning of a line, without quotes. The other generators' files hold more than we read: tags of Python,
  /// for one.
  static func value(of key: String, in lines: [ArraySlice<UInt8>], isIndented: Bool = false) -> Text? {
    for line in lines {
      let line = isIndented ? line.drop { $0 == 0x20 || $0 == 0x09 } : line
      guard line.starts(with: key.utf8) else { continue }
      let rest = Text(line.dropFirst(key.utf8.count)).trimmed().utf8
      guard let sign = rest.first, sign == UInt8(ascii: ":") || sign == UInt8(ascii: "=") else { continue }
      let value = Text(rest.dropFirst()).trimmed().utf8
      guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
        let text = Text(value.prefix { $0 != UInt8(ascii: "#") }).trimmed()
        return text.isEmpty ? nil : text
      }
      let text = Text(value.dropFirst().prefix { $0 != quote })
      return text.isEmpty ? nil : text
    }
    return nil
  }

  /// `Title: path.md`, `Title:` or `path.md`, without quotes and comments.
  private static func entry(_ text: Text) -> (title: Text, target: Text) {
    let (first, rest) = scalar(text.utf8[...])
    if let rest { return (first, scalar(rest).text) }
    return ("", first)
  }

  /// What stands up to a colon, and what stands behind it; nil behind it where there is none.
  private static func scalar(_ text: ArraySlice<UInt8>) -> (text: Text, rest: ArraySlice<UInt8>?) {
    let text = text.drop { $0 == 0x20 }
    if let quote = text.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let quoted = text.dropFirst().prefix { $0 != quote }
      let rest = text[quoted.endIndex...].dropFirst().drop { $0 == 0x20 }
      return (Text(quoted), rest.first == UInt8(ascii: ":") ? rest.dropFirst() : nil)
    }
    for index in text.indices {
      let next = index + 1 < text.endIndex ? text[index + 1] : 0x20
      if text[index] == UInt8(ascii: ":"), next == 0x20 { return (Text(text[..<index]).trimmed(), text[(index + 1)...]) }
      if text[index] == 0x20, next == UInt8(ascii: "#") { return (Text(text[..<index]).trimmed(), nil) }
      if text[index] == UInt8(ascii: "#"), index == text.startIndex { return ("", nil) }
    }
    return (Text(text).trimmed(), nil)
  }

  /// The entries of Zensical's `nav`: strings, tables and arrays of TOML.
  static func toml(_ lines: [ArraySlice<UInt8>]) -> [AuthorNavigation.Item] {
    guard let start = lines.firstIndex(where: { $0.starts(with: "nav".utf8) && $0.contains(UInt8(ascii: "[")) }) else {
      return []
    }
    var items: [AuthorNavigation.Item] = []
    var title = Text()
    var depth = 0
    for line in lines[start...] {
      var rest = line
      while let byte = rest.popFirst(), byte != UInt8(ascii: "#") {
        switch byte {
        case UInt8(ascii: "["):
          if depth > 0 { items.append(AuthorNavigation.Item(title: title, level: depth)) }
          title = ""
          depth += 1
        case UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          let text = rest.prefix { $0 != byte }
          rest = rest[text.endIndex...].dropFirst()
          if rest.first(where: { $0 != 0x20 }) == UInt8(ascii: "=") {
            title = Text(text)
          } else if depth > 0 {
            items.append(AuthorNavigation.Item(title: title, target: Text(text), level: depth))
            title = ""
          }
        default: break
        }
      }
      if depth <= 0 { break }
    }
    return items.filter { $0.target.isEmpty || SitePath.isMarkdown($0.target) }
  }

  /// The entries of Jupyter Book's `_toc.yml`.
  static func tableOfContents(_ lines: [ArraySlice<UInt8>]) -> [AuthorNavigation.Item] {
    var items: [AuthorNavigation.Item] = []
    for line in lines {
      let indentation = line.prefix { $0 == 0x20 || $0 == UInt8(ascii: "-") }.count
      let (key, rest) = scalar(line.dropFirst(indentation))
      guard let rest else { continue }
      let value = scalar(rest).text
      switch key {
      // The start page stands beside the others, not above them.
      case "root": items.append(AuthorNavigation.Item(title: "", target: value, level: .max))
      case "file": items.append(AuthorNavigation.Item(title: "", target: value, level: indentation))
      case "caption", "part": items.append(AuthorNavigation.Item(title: value, level: max(indentation - 1, 0)))
      case "title" where indentation > 0 && !items.isEmpty: items[items.count - 1].title = value
      default: break
      }
    }
    return items
  }

  /// The links of a list in Markdown: mdBook's `SUMMARY.md`, `_Sidebar.md` of a wiki.
  static func list(_ lines: [ArraySlice<UInt8>]) -> [AuthorNavigation.Item] {
    var items: [AuthorNavigation.Item] = []
    for line in lines {
      // A heading stands above every list.
      let indentation = 1 + line.prefix { $0 == 0x20 || $0 == 0x09 }.reduce(0) { $0 + ($1 == 0x09 ? 4 : 1) }
      let text = line.drop { [0x20, 0x09, UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+")].contains($0) }
      if line.first == UInt8(ascii: "#") || line.starts(with: "**".utf8) {
        let title = Text(line.filter { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "*") }).trimmed()
        items.append(AuthorNavigation.Item(title: title, level: 0))
      } else if let item = link(in: text, level: indentation) {
        items.append(item)
      }
    }
    // A heading without pages is the list's own.
    return items.indices.filter { index in
      !items[index].target.isEmpty || (index + 1 < items.count && !items[index + 1].target.isEmpty && index > 0)
    }.map { items[$0] }
  }

  private static func link(in text: ArraySlice<UInt8>, level: Int) -> AuthorNavigation.Item? {
    if let name = between("[[", "]]", text) {
      let parts = name.split(separator: UInt8(ascii: "|"), maxSplits: 1)
      guard let target = parts.last, let title = parts.first else { return nil }
      return AuthorNavigation.Item(title: parts.count > 1 ? Text(title) : "", target: Text(target).trimmed(), level: level)
    }
    guard let title = between("[", "](", text), let target = between("](", ")", text) else { return nil }
    let path = Text(target.prefix { $0 != UInt8(ascii: "#") && $0 != 0x20 }).trimmed()
    if path.isEmpty || path.utf8.contains(UInt8(ascii: ":")) { return nil }
    let plain = title.filter { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "`") }
    return AuthorNavigation.Item(title: Text(plain), target: path, level: level)
  }

  private static func between(_ open: StaticString, _ close: StaticString, _ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let start = place(of: open, in: text), let end = place(of: close, in: text[(start + open.utf8CodeUnitCount)...])
    else { return nil }
    return text[(start + open.utf8CodeUnitCount)..<end]
  }

  private static func place(of sign: StaticString, in text: ArraySlice<UInt8>) -> Int? {
    text.indices.first { index in sign.withUTF8Buffer { text[index...].starts(with: $0) } }
  }
}
