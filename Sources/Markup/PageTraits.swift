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

  /// Looks through the text. The loop has no branches, so that it runs over many bytes at a time.
  init(_ text: Bytes) {
    guard let base = text.baseAddress, text.count > 0 else {
      self.init(rawValue: 0)
      return
    }
    var low: UInt8 = 0
    var sign: UInt8 = 0
    for index in 0..<(text.count - 1) {
      let this = base[index]
      let next = base[index + 1]
      low |= Self.both(this, 0x2F, next, 0x2F, 1) | Self.both(this, 0x77, next, 0x77, 2)
      low |= Self.both(this, 0x5B, next, 0x5B, 4) | Self.both(this, 0x5B, next, 0x5E, 8)
      low |= Self.both(this, 0x21, next, 0x21, 16) | Self.both(this, 0x3F, next, 0x3F, 16)
      low |= Self.both(this, 0x0A, next, 0x3A, 32) | Self.both(this, 0x20, next, 0x3A, 32)
      low |= Self.both(this, 0x3A, next, 0x2D, 64) | Self.both(this, 0x2D, next, 0x3A, 64)
      low |= (this == 0x7C ? 64 : 0) | (this == 0x7E ? 128 : 0)
      sign |= (this == 0x40 ? 1 : 0) | (this == 0x7B ? 4 : 0)
      sign |= Self.both(this, 0x3D, next, 0x3D, 2) | Self.both(this, 0x38, next, 0x3C, 8)
    }
    let last = base[text.count - 1]
    low |= (last == 0x7C ? 64 : 0) | (last == 0x7E ? 128 : 0)
    self.init(rawValue: UInt16(low) | UInt16(sign) << 8)
  }

  @inline(__always) private static func both(_ this: UInt8, _ first: UInt8, _ next: UInt8, _ second: UInt8, _ bit: UInt8) -> UInt8
  {
    (this == first ? bit : 0) & (next == second ? bit : 0)
  }
}
