import Diagnostics
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

/// The links of all pages, seen from the pages that they lead to.
public struct Backlinks: Sendable {
  /// The links, those to one page together.
  private var links: [Backlink]
  /// Where those to each page begin, and where the last end.
  private var starts: [Int]

  /// Of a site without pages.
  public init() { (links, starts) = ([], [0]) }

  /// Turns round where the links of all pages lead.
  public init(of outgoing: [Outgoing]) {
    // Looked at where they are: a copy counts references to each of its lists.
    (links, starts) = outgoing.withUnsafeBufferPointer { outgoing in
      var starts = [Int](repeating: 0, count: outgoing.count + 1)
      for index in outgoing.indices { for target in outgoing[index].targets { starts[target + 1] += 1 } }
      for index in outgoing.indices { starts[index + 1] += starts[index] }
      var (links, next) = ([Backlink](repeating: Backlink(page: 0, link: 0), count: starts[outgoing.count]), starts)
      for index in outgoing.indices {
        for (link, target) in outgoing[index].targets.enumerated() {
          links[next[target]] = Backlink(page: index, link: link)
          next[target] += 1
        }
      }
      return (links, starts)
    }
  }

  /// The links to a page, in the order of the pages that they stand in.
  public subscript(page: Int) -> ArraySlice<Backlink> { links[starts[page]..<starts[page + 1]] }
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

  /// The same, looked at where it stands.
  public struct Lent {
    /// What stands before the link's text.
    public let before: UnsafeBufferPointer<UInt8>
    /// The link's text.
    public let text: UnsafeBufferPointer<UInt8>
    /// What stands behind it.
    public let after: UnsafeBufferPointer<UInt8>

    /// Whether there is nothing but the link's text.
    public var isBare: Bool { before.allSatisfy(\.isASCIISpace) && after.allSatisfy(\.isASCIISpace) }
  }

  /// Calls `body` with the parts where they stand.
  func withLent<Result>(_ body: (Lent) -> Result) -> Result {
    before.utf8.withUnsafeBufferPointer { before in
      text.utf8.withUnsafeBufferPointer { text in
        after.utf8.withUnsafeBufferPointer { body(Lent(before: before, text: text, after: $0)) }
      }
    }
  }

  /// Where the sentence around a link is in the text of its section.
  struct Place {
    /// The index of the section among those of the page.
    var section: Int
    /// Where what is shown of it begins and ends.
    var start: Int
    var end: Int
    /// The link's text.
    var link: Range<Int>
    /// Whether the sentence is longer than what is shown.
    var isStartCut: Bool
    var isEndCut: Bool
  }

  /// The place of the sentence around a link; nil for one without a text of its own, such as an image's.
  static func place(of slot: Slot, in sections: [Section]) -> Place? {
    guard !slot.text.isEmpty, let section = sections.firstIndex(where: { $0.heading == slot.heading }) else { return nil }
    return sections[section].text.utf8.withUnsafeBufferPointer { bytes in
      guard let found = slot.text.utf8.withUnsafeBufferPointer({ bytes.firstRange(ofWords: $0) }) else { return nil }
      let start = Mention.start(of: bytes, before: found.lowerBound)
      let end = Mention.end(of: bytes, behind: found.upperBound)
      return Place(
        section: section, start: start.offset, end: end.offset, link: found, isStartCut: start.isCut, isEndCut: end.isCut)
    }
  }

  /// Where the sentence begins: behind the end of another one, or at a word within reach.
  private static func start(of bytes: UnsafeBufferPointer<UInt8>, before link: Int) -> (offset: Int, isCut: Bool) {
    var index = link
    var word = link
    let limit = max(0, link - reach)
    while index > limit {
      let byte = bytes[index &- 1]
      if byte <= 0x20 {
        if byte == 0x0A { return (index, false) }
        if byte == 0x20 {
          word = index
          if index > 1, bytes[index - 2].endsSentence { return (index, false) }
        }
      }
      index &-= 1
    }
    return index == 0 ? (0, false) : (word, true)
  }

  /// Where the sentence ends: behind its stop, or behind a word within reach.
  private static func end(of bytes: UnsafeBufferPointer<UInt8>, behind link: Int) -> (offset: Int, isCut: Bool) {
    var index = link
    var word = link
    let limit = min(bytes.count, link + reach)
    while index < limit {
      let byte = bytes[index]
      if byte <= 0x20 {
        if byte == 0x0A { return (index, false) }
        if byte == 0x20 {
          if index > link, bytes[index - 1].endsSentence { return (index, false) }
          word = index
        }
      }
      index &+= 1
    }
    return index == bytes.count ? (index, false) : (word, true)
  }
}

extension UInt8 {
  fileprivate var endsSentence: Bool {
    self == UInt8(ascii: ".") || self == UInt8(ascii: "!") || self == UInt8(ascii: "?")
  }
}
