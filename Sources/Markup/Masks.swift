import Diagnostics

/// Control characters that stand in libcmark's text for characters that it must not read as markup. One byte for one byte, so that
/// columns stay; the page's own control characters of these codes became spaces before.
enum Mask {
  /// Begins the comment that marks a block of ours.
  static let block: UInt8 = 0x01
  static let asterisk: UInt8 = 0x02
  static let underscore: UInt8 = 0x03
  static let tilde: UInt8 = 0x04
  static let ampersand: UInt8 = 0x05
  static let backslash: UInt8 = 0x06
  static let openingBracket: UInt8 = 0x07
  static let closingBracket: UInt8 = 0x08
  /// A backslash that escapes: gone in text, kept in code. (A block's mark stands nowhere else.)
  static let escape: UInt8 = 0x01

  /// What a masked byte was; other bytes are themselves.
  static func original(of byte: UInt8) -> UInt8 {
    switch byte {
    case asterisk: UInt8(ascii: "*")
    case underscore: UInt8(ascii: "_")
    case tilde: UInt8(ascii: "~")
    case ampersand: UInt8(ascii: "&")
    case backslash, escape: UInt8(ascii: "\\")
    case openingBracket: UInt8(ascii: "[")
    case closingBracket: UInt8(ascii: "]")
    default: byte
    }
  }

  /// Whether a byte is one of these.
  @inline(__always) static func isMask(_ byte: UInt8) -> Bool { byte < 0x09 }

  /// The bytes as they were in the file.
  static func restored(_ bytes: Bytes, isText: Bool) -> [UInt8] {
    var restored: [UInt8] = []
    restored.reserveCapacity(bytes.count)
    for byte in bytes where !(isText && byte == escape) { restored.append(original(of: byte)) }
    return restored
  }
}

extension TreeRenderer {
  /// Writes text in which masks may stand.
  mutating func unmaskedAndEscaped(_ bytes: Bytes, isText: Bool) {
    if !bytes.contains(where: Mask.isMask) { return out.appendEscapingHTML(bytes) }
    Mask.restored(bytes, isText: isText).withUnsafeBufferPointer { out.appendEscapingHTML($0) }
  }

  /// A string of libcmark's as it was in the file.
  func restored(_ bytes: Bytes, isText: Bool = false) -> Text {
    prepared.features.masks ? Text(Mask.restored(bytes, isText: isText)) : Text(Array(bytes))
  }
}
