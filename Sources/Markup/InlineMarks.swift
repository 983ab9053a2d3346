import CMark
import Diagnostics

/// What MkDocs, Obsidian and GitHub write inside a line beyond Markdown: marked words, keys, names of pictures.
extension TreeRenderer {
  /// `==marked words==`. Returns the offset behind it.
  mutating func mark(at index: Int, _ part: inout TextPart) -> Int? {
    let text = part.text
    let sign = UInt8(ascii: "=")
    guard index + 4 < part.end, text[index + 1] == sign, text[index + 2] != sign, !isSpace(text[index + 2]),
      index == 0 || (text[index - 1] != sign && !isAlphanumeric(text[index - 1]))
    else { return nil }
    var close = index + 3
    while close + 1 < part.end, text[close] != sign || text[close + 1] != sign { close += 1 }
    guard close + 1 < part.end, !isSpace(text[close - 1]),
      close + 2 == part.end || (text[close + 2] != sign && !isAlphanumeric(text[close + 2]))
    else { return nil }
    flush(&part, to: index)
    out.append("<mark>")
    part.written = index + 2
    flush(&part, to: close)
    out.append("</mark>")
    part.written = close + 2
    return part.written
  }

  /// `++ctrl+alt+del++`. Returns the offset behind it.
  mutating func keys(at index: Int, _ part: inout TextPart) -> Int? {
    let text = part.text
    let sign = UInt8(ascii: "+")
    guard index + 1 < part.end, text[index + 1] == sign,
      index == 0 || !isAlphanumeric(text[index - 1]) && text[index - 1] != sign && text[index - 1] != UInt8(ascii: "{")
    else { return nil }
    var end = index + 2
    while end < part.end, isAlphanumeric(text[end]) || text[end] == UInt8(ascii: "-") || text[end] == sign { end += 1 }
    guard end - index > 4, text[end - 1] == sign, text[end - 2] == sign else { return nil }
    let names = text[(index + 2)..<(end - 2)].split(separator: sign, omittingEmptySubsequences: false)
    guard names.allSatisfy({ !$0.isEmpty }) else { return nil }
    flush(&part, to: index)
    for (number, name) in names.enumerated() {
      out.append(number == 0 ? "<kbd>" : "+<kbd>")
      // `ctrl`, `page-up`: names of keys; `a` is a letter.
      if let first = name.first { out.append(first >= 0x61 && first <= 0x7A ? first & ~0x20 : first) }
      for byte in name.dropFirst() { out.append(byte == UInt8(ascii: "-") ? 0x20 : byte) }
      out.append("</kbd>")
    }
    part.written = end
    return end
  }

  /// `:tada:`, or `:material-account:{ .lg }`, whose picture is not to be had: it is left out. Returns the offset behind it.
  mutating func shortcode(at index: Int, _ part: inout TextPart) -> Int? {
    let text = part.text
    guard index == 0 || !(isAlphanumeric(text[index - 1]) || text[index - 1] == UInt8(ascii: ":")) else { return nil }
    var end = index + 1
    while end < part.end, Shortcode.isNameByte(text[end]) { end += 1 }
    guard end < part.end, end > index + 1, text[end] == UInt8(ascii: ":") else { return nil }
    let name = Bytes(rebasing: text[(index + 1)..<end])
    end += 1
    if let picture = Shortcode.picture(of: name) {
      flush(&part, to: index)
      out.append(picture)
    } else if Shortcode.isIcon(name) {
      flush(&part, to: index)
      if let length = AttributeList.length(Bytes(rebasing: text[end..<part.end])) { end += length }
      // One of the spaces around it goes with it.
      let isAtStart = index == 0 || isSpace(text[index - 1])
      if isAtStart, end < part.end, text[end] == 0x20 { end += 1 }
    } else {
      return nil
    }
    part.written = end
    return end
  }

  /// Writes a place that links can name, where a list of attributes has an id.
  mutating func writeAnchor(ofAttributes list: Bytes) {
    let words = Mask.restored(list, isText: true)
    guard let id = Label.name(in: list) ?? AttributeList.id(in: words) else { return }
    page.anchors.append(Text(id))
    guard ids.reserve(id) else { return }
    out.append("<span id=\"")
    id.withUnsafeBufferPointer { out.appendEscapingHTML($0) }
    out.append("\"></span>")
  }
}

/// `(label)=` on a line of its own, as MyST names the block below it.
enum Label {
  /// The name; nil for a text that is no label.
  static func name(in text: Bytes) -> [UInt8]? {
    guard text.count > 3, text[0] == UInt8(ascii: "("), text.last == UInt8(ascii: "="), text[text.count - 2] == UInt8(ascii: ")")
    else { return nil }
    let name = Mask.restored(Bytes(rebasing: text[1..<(text.count - 2)]), isText: true)
    return name.contains { isSpace($0) || $0 == UInt8(ascii: "(") } ? nil : name
  }
}

extension AttributeList {
  /// The id that a list gives; nil if it gives none.
  static func id(in list: [UInt8]) -> [UInt8]? {
    for word in list.dropFirst().dropLast().split(whereSeparator: isSpace) {
      let name = word.drop { $0 == UInt8(ascii: ":") }
      if name.count > 1, name.first == UInt8(ascii: "#") { return Array(name.dropFirst()) }
    }
    return nil
  }
}
