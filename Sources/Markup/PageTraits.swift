import CMarkArena

/// Which pairs of characters occur in a page, found in one pass: most pages have few of them, and what has none need not be looked for.
struct PageTraits: OptionSet {
  var rawValue: UInt16

  /// `//`, which every bare address has.
  static let address = PageTraits(rawValue: 1)
  /// `ww`
  static let host = PageTraits(rawValue: 2)
  /// `[[`
  static let wikiLink = PageTraits(rawValue: 4)
  /// `[^`
  static let footnote = PageTraits(rawValue: 8)
  /// `!!` or `??`
  static let admonition = PageTraits(rawValue: 16)
  /// A line end or a space, and `:`.
  static let definition = PageTraits(rawValue: 32)
  /// `|`, `:-` or `-:`
  static let table = PageTraits(rawValue: 64)
  /// `~`
  static let tilde = PageTraits(rawValue: 128)
  /// `@`
  static let sign = PageTraits(rawValue: 256)
  /// `==`
  static let equals = PageTraits(rawValue: 512)
  /// `{`
  static let brace = PageTraits(rawValue: 1024)
  /// `8<`
  static let snippet = PageTraits(rawValue: 2048)

  init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Looks through the text.
  init(_ text: Bytes) { self.init(rawValue: text.baseAddress.map { cmark_page_pairs($0, text.count) } ?? 0) }
}
