import Diagnostics

/// A word that pages share.
public struct Tag: Sendable {
  /// The word as the first page writes it.
  public var name: Text
  /// The name of its page: lower case, hyphens for whatever a path should not hold.
  public var slug: Text
  /// The pages that carry it, as indices of `Catalog.pages`, rising.
  public var pages: [Int]

  /// The tags of some pages, in the order of their names; spellings that give one slug are one tag.
  public static func make(from pages: [Page]) -> [Tag] {
    var places = TextTable<Int>(capacity: 128)
    var tags: [Tag] = []
    for index in pages.indices {
      for name in pages[index].tags where !name.isEmpty {
        let slug = slug(of: name)
        guard let place = places[slug] else {
          places.set(slug, tags.count)
          tags.append(Tag(name: name, slug: slug, pages: [index]))
          continue
        }
        if tags[place].pages.last != index { tags[place].pages.append(index) }
      }
    }
    return tags.sorted { $0.slug < $1.slug }
  }

  /// The name of a tag's page.
  public static func slug(of name: Text) -> Text {
    if name.utf8.withUnsafeBufferPointer({ $0.allSatisfy(isPlain) }) { return name }
    var bytes: [UInt8] = []
    for byte in name.trimmed().asciiLowercased().utf8 {
      if isPlain(byte) { bytes.append(byte) } else if bytes.last != UInt8(ascii: "-") { bytes.append(UInt8(ascii: "-")) }
    }
    return Text(bytes)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80 || byte == UInt8(ascii: "+")
  }
}
