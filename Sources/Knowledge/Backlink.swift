import Diagnostics
import Glibc
import Markup

/// A link from a page to another, seen from the other.
public struct Backlink: Sendable, Hashable {
  /// The page that links, as an index of `Catalog.pages`.
  public var page: Int
  /// Its link to the other, as `Outgoing.mention(of:)` counts them.
  public var link: Int

  /// A link.
  public init(page: Int, link: Int) {
    self.page = page
    self.link = link
  }
}

/// The sentence in which a page links to another.
public struct Mention: Sendable, Hashable {
  /// How many bytes of the sentence are shown on either side of the link.
  private static let reach = 100

  /// What stands before the link's text.
  public var before: Text
  /// The link's text.
  public var text: Text
  /// What stands behind it.
  public var after: Text

  /// A sentence in its parts.
  init(before: Text, text: Text, after: Text) { (self.before, self.text, self.after) = (before, text, after) }

  /// The sentence around a link; nil for one without a text of its own, such as an image's.
  public init?(_ slot: Slot, in page: Page) {
    guard !slot.text.isEmpty, let section = page.body.sections.first(where: { $0.heading == slot.heading }) else { return nil }
    let bytes = section.text.utf8
    guard let found = bytes.firstPlace(of: slot.text.utf8) else { return nil }
    let start = Mention.start(of: bytes, before: found.lowerBound)
    let end = Mention.end(of: bytes, behind: found.upperBound)
    before = Text(Array(bytes[start.offset..<found.lowerBound]))
    if start.isCut { before = "… " + before }
    text = slot.text
    after = Text(Array(bytes[found.upperBound..<end.offset]))
    if end.isCut { after += " …" }
  }

  /// Where the sentence begins: behind the end of another one, or at a word within reach.
  private static func start(of bytes: [UInt8], before link: Int) -> (offset: Int, isCut: Bool) {
    var index = link
    var word = link
    while index > 0, link - index < reach {
      if bytes[index - 1] == 0x0A { return (index, false) }
      if bytes[index - 1] == 0x20 {
        word = index
        if index > 1, bytes[index - 2].endsSentence { return (index, false) }
      }
      index -= 1
    }
    return index == 0 ? (0, false) : (word, true)
  }

  /// Where the sentence ends: behind its stop, or behind a word within reach.
  private static func end(of bytes: [UInt8], behind link: Int) -> (offset: Int, isCut: Bool) {
    var index = link
    var word = link
    while index < bytes.count, index - link < reach {
      if bytes[index] == 0x0A { return (index, false) }
      if bytes[index] == 0x20 {
        if index > link, bytes[index - 1].endsSentence { return (index, false) }
        word = index
      }
      index += 1
    }
    return index == bytes.count ? (index, false) : (word, true)
  }
}

extension [UInt8] {
  /// Where some bytes first stand.
  fileprivate func firstPlace(of wanted: [UInt8]) -> Range<Int>? {
    withUnsafeBytes { text in
      wanted.withUnsafeBytes { wanted in
        guard let base = text.baseAddress, let first = wanted.baseAddress, wanted.count <= text.count else { return nil }
        var index = 0
        while index <= text.count - wanted.count {
          guard let found = memchr(base + index, Int32(wanted[0]), text.count - wanted.count - index + 1) else { return nil }
          index = UnsafeRawPointer(found) - base
          if memcmp(base + index, first, wanted.count) == 0 { return index..<index + wanted.count }
          index += 1
        }
        return nil
      }
    }
  }
}

extension UInt8 {
  fileprivate var endsSentence: Bool {
    self == UInt8(ascii: ".") || self == UInt8(ascii: "!") || self == UInt8(ascii: "?")
  }
}

extension Catalog {
  /// A tag or a page with more neighbours than this says little about any of them.
  private static let mostNeighbours = 100

  /// Pages that have to do with a page: that share its rarer tags, or are linked by the pages that link to it. The nearest first; pages that it links to or
  /// that link to it are left out, as they stand in its text or beside it.
  ///
  /// - Parameter tags: The page's tags, as indices of `Catalog.tags`.
  public func related(to index: Int, tags pageTags: [Int], count: Int) -> [Int] {
    var nearness: [Int: Int] = [:]
    for tag in pageTags where tags[tag].pages.count <= Catalog.mostNeighbours {
      for page in tags[tag].pages { nearness[page, default: 0] += max(2, 24 / tags[tag].pages.count) }
    }
    for backlink in backlinks[index].prefix(Catalog.mostNeighbours)
    where outgoing[backlink.page].targets.count <= Catalog.mostNeighbours {
      for page in outgoing[backlink.page].targets { nearness[page, default: 0] += 3 }
    }
    for page in outgoing[index].targets + backlinks[index].map(\.page) + [index] { nearness[page] = nil }
    let near = nearness.filter { $0.value > 3 && !pages[$0.key].isIndex }
    return near.sorted { ($1.value, pages[$0.key].path) < ($0.value, pages[$1.key].path) }.prefix(count).map(\.key)
  }
}
