import Diagnostics

extension Preparation {
  /// Opens what is made of a component whose tag has the line, or a few lines, for itself. Its text may be indented as far as its author likes.
  mutating func openComponent(_ bytes: Bytes, _ first: Int) -> Bool {
    guard let tag = ComponentTag(Bytes(rebasing: bytes[first...].prefix(ComponentTag.longest))) else { return false }
    var end = first + tag.end
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 || bytes[end] == 0x0D { end += 1 }
    guard end == bytes.count || bytes[end] == 0x0A else { return false }
    closeUnmatched()
    if !scan.hasOpened { writeSeparator(scan.continuationPrefix(scan.containers.count)) }
    scan.leaf = .none
    (scan.end, scan.next) = (end, min(end + 1, bytes.count))
    if tag.isClosing { return true }
    let ends = componentEnds ?? ComponentTag.lastEnds(in: bytes)
    componentEnds = ends
    let note = tag.note
    if !tag.isAlone, ends[tag.name] ?? 0 > end {
      openNote(note, bytes, content: scan.end, fence: NoteFence(sign: UInt8(ascii: "<"), count: 1, tag: tag.name))
      scan.containers[scan.containers.count - 1].isEmpty = true
    }
    guard case .wrapper = note.kind else { return true }
    if result.firstComponent == nil { result.firstComponent = first }
    if let line = tag.titleLine { writeParagraph(line) }
    return true
  }

  /// Writes a paragraph that the file has in other words.
  private mutating func writeParagraph(_ line: [UInt8]) {
    let prefix = scan.continuationPrefix(scan.containers.count)
    result.lineStarts.append(scan.start)
    input.append(prefix)
    input.append(line)
    input.append(UInt8(ascii: "\n"))
    writeSeparator(prefix)
  }
}

extension ComponentTag {
  /// The components that closing tags in a text end, and where the last tag of each is.
  static func lastEnds(in text: Bytes) -> [[UInt8]: Int] {
    var ends: [[UInt8]: Int] = [:]
    var index = 0
    while index + 2 < text.count {
      if text[index] == UInt8(ascii: "<"), text[index + 1] == UInt8(ascii: "/"),
        let tag = ComponentTag(Bytes(rebasing: text[index...].prefix(ComponentTag.longest)))
      {
        ends[tag.name] = index
      }
      index += 1
    }
    return ends
  }
}
