import Diagnostics

/// The ids that other generators give to headings.
enum ForeignAnchor {
  /// The id here of a heading that another generator calls otherwise; nil if there is none, or more than one.
  ///
  /// MkDocs writes `steps_1` where GitHub writes `steps-1`, has one hyphen for many, and `uber` for `über`; on GitHub links lead to
  /// headings whatever their capitals.
  static func anchor(_ fragment: Text, among anchors: [Text]) -> Text? {
    let wanted = key(SitePath.decoded(fragment) ?? fragment)
    if wanted.isEmpty { return nil }
    let found = anchors.filter { key($0) == wanted }
    return found.count == 1 ? found[0] : nil
  }

  /// Latin letters without their accents.
  private static func plain(_ id: [UInt8]) -> [UInt8] {
    let letters: StaticString = "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"
    return letters.withUTF8Buffer { letters in
      id.indices.compactMap { index in
        if id[index] == 0xC3 { return nil }
        guard index > 0, id[index - 1] == 0xC3, id[index] >= 0x80, id[index] < 0xC0 else { return id[index] }
        return letters[Int(id[index]) - 0x80]
      }
    }
  }

  private static func key(_ id: Text) -> [UInt8] {
    var bytes = plain(id.asciiLowercased().utf8)
    if id.hasPrefix("user-content-") { bytes.removeFirst("user-content-".utf8.count) }
    let last = bytes.lastIndex(of: UInt8(ascii: "_"))
    if let last, last + 1 < bytes.count, bytes[(last + 1)...].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      bytes[last] = UInt8(ascii: "-")
    }
    var key: [UInt8] = []
    for byte in bytes where byte < 0x80 {
      let isHyphen = byte == UInt8(ascii: "-")
      if isHyphen, key.last == UInt8(ascii: "-") || key.isEmpty { continue }
      key.append(byte)
    }
    while key.last == UInt8(ascii: "-") { key.removeLast() }
    return key
  }
}
