import Diagnostics

/// What a character is to the tokenizer.
enum LetterClass: Sendable { case none, small, capital, digit, mark }

/// A character of a text, decoded. Bytes that are not UTF-8 are no letters.
struct Letter {
  let scalar: UInt32
  /// How many bytes it has, 1 at least.
  let length: Int
  let kind: LetterClass

  init(_ text: UnsafeBufferPointer<UInt8>, at index: Int) {
    let byte = text[index]
    if byte < 0x80 {
      scalar = UInt32(byte)
      length = 1
      kind = Letter.asciiClass(byte)
      return
    }
    let size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 0
    guard size > 0, index + size <= text.count else {
      (scalar, length, kind) = (0xFFFD, 1, .none)
      return
    }
    var value = UInt32(byte) & (size == 2 ? 0x1F : size == 3 ? 0x0F : 0x07)
    for next in index + 1..<index + size {
      guard text[next] & 0xC0 == 0x80 else {
        (scalar, length, kind) = (0xFFFD, 1, .none)
        return
      }
      value = value << 6 | UInt32(text[next] & 0x3F)
    }
    scalar = value
    length = size
    kind = Letter.kind(of: value)
  }

  /// What joins two parts of an identifier.
  var isConnector: Bool { scalar == 0x5F || scalar == 0x2D || scalar == 0x2E }

  /// An apostrophe, straight or curved, which is left out: `don't` is `dont`.
  var isApostrophe: Bool { scalar == 0x27 || scalar == 0x2019 }

  /// Writes the letter in lower case, without its mark if it is Latin, and says how many bytes it takes: never more than it has.
  func fold(into target: UnsafeMutablePointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    if scalar < 0x80 {
      target[0] = UInt8(truncatingIfNeeded: scalar).asciiLowercased
      return 1
    }
    if kind == .mark { return 0 }
    if scalar < 0x180, let base = Letter.latinBase(scalar) {
      target[0] = base.0
      if base.1 > 0 { target[1] = base.1 }
      return base.1 > 0 ? 2 : 1
    }
    if let lower = Letter.lowercase(scalar) {
      target[0] = UInt8(0xC0 | lower >> 6)
      target[1] = UInt8(0x80 | lower & 0x3F)
      return 2
    }
    for offset in 0..<length { target[offset] = text[index + offset] }
    return length
  }
}

extension Letter {
  private static func asciiClass(_ byte: UInt8) -> LetterClass {
    if byte >= 0x61 && byte <= 0x7A { return .small }
    if byte >= 0x41 && byte <= 0x5A { return .capital }
    return byte >= 0x30 && byte <= 0x39 ? .digit : .none
  }

  /// Letters beyond ASCII: everything but what is known as punctuation, symbols and spaces.
  private static func kind(of scalar: UInt32) -> LetterClass {
    switch scalar {
    case 0x80...0xA9, 0xAB...0xB4, 0xB6...0xB9, 0xBB...0xBF, 0xD7, 0xF7: return .none
    case 0xC0...0xDE: return .capital
    case 0x100...0x137, 0x14A...0x177: return scalar & 1 == 0 ? .capital : .small
    case 0x139...0x148, 0x179...0x17E: return scalar & 1 == 1 ? .capital : .small
    case 0x178: return .capital
    case 0x300...0x36F: return .mark
    case 0x391...0x3A9, 0x400...0x42F: return .capital
    case 0x1680, 0x2000...0x206F, 0x20A0...0x2BFF, 0x2E00...0x2E7F, 0x3000...0x303F, 0xD800...0xF8FF: return .none
    case 0xFE10...0xFE6F, 0xFEFF...0xFF0F, 0xFF1A...0xFF20, 0xFFF0...0xFFFF, 0x1F000...0x1FAFF: return .none
    case 0x11_0000...: return .none
    default: return .small
    }
  }

  /// The small letter of a Greek or Cyrillic capital.
  private static func lowercase(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0x391...0x3A9, 0x410...0x42F: return scalar + 0x20
    case 0x400...0x40F: return scalar + 0x50
    default: return nil
    }
  }

  /// The base letters of a Latin letter with a mark, 0 for a second one that is not there; nil if it is none.
  private static func latinBase(_ scalar: UInt32) -> (UInt8, UInt8)? {
    switch scalar {
    case 0xC6, 0xE6: (UInt8(ascii: "a"), UInt8(ascii: "e"))
    case 0xDF: (UInt8(ascii: "s"), UInt8(ascii: "s"))
    case 0xDE, 0xFE: (UInt8(ascii: "t"), UInt8(ascii: "h"))
    case 0x132, 0x133: (UInt8(ascii: "i"), UInt8(ascii: "j"))
    case 0x152, 0x153: (UInt8(ascii: "o"), UInt8(ascii: "e"))
    case 0xC0...0xFF: (base(of: scalar, from: 0xC0, in: latinOne), 0)
    case 0x100...0x17F: (base(of: scalar, from: 0x100, in: latinExtended), 0)
    default: nil
    }
  }

  private static func base(of scalar: UInt32, from first: UInt32, in table: StaticString) -> UInt8 {
    table.withUTF8Buffer { $0[Int(scalar - first)] }
  }
}

/// The base letters of U+00C0 to U+00FF; those of two letters and the signs stand as `-` and are never looked up.
private let latinOne: StaticString = "aaaaaa-ceeeeiiiidnooooo-ouuuuy--aaaaaa-ceeeeiiiidnooooo-ouuuuy-y"

/// The base letters of U+0100 to U+017F.
private let latinExtended: StaticString = """
  aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii--jjkkklllllll\
  lllnnnnnnnnnoooooo--rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
  """
