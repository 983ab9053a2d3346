/// Text made safe and measurable for a terminal.
///
/// Control characters become pictures (`␛`), direction overrides and bytes that are not UTF-8 become `�`, tabs become spaces, so that no
/// escape sequence from a ticket reaches the terminal and a caret stands under its character.
struct DisplayText {
  /// The bytes to print.
  private(set) var bytes: [UInt8] = []
  /// The display column, from 0, at which each scalar of the source begins, and one more for the end.
  private(set) var columns: [Int] = []

  /// The shown form of a line or message.
  init(_ text: Text, tabWidth: Int = 4) {
    var column = 0
    var index = 0
    while index < text.utf8.count {
      let scalar = decodeScalar(text.utf8, at: index)
      columns.append(column)
      if scalar.value == 0x09 {
        let width = tabWidth - column % tabWidth
        bytes.append(contentsOf: repeatElement(0x20, count: width))
        column += width
      } else {
        column += append(scalar, of: text.utf8, at: index)
      }
      index += scalar.length
    }
    columns.append(column)
  }

  /// The shown form of a message: a single line.
  static func safe(_ text: Text) -> Text {
    #if !arch(wasm32)
      // Nearly every message is such a text, and a report has thousands.
      if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    #endif
    return Text(DisplayText(text, tabWidth: 1).bytes)
  }

  private mutating func append(_ scalar: DecodedScalar, of source: [UInt8], at index: Int) -> Int {
    switch scalar.value {
    case 0..<0x20: appendPicture(UInt8(0x80 + scalar.value))
    case 0x7F: appendPicture(0xA1)
    case 0x80...0x9F, 0xFFFD, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
      bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
    default:
      bytes.append(contentsOf: source[index..<index + scalar.length])
      return displayWidth(scalar.value)
    }
    return 1
  }

  /// Appends U+2400 plus the low byte's offset: the picture of a control character.
  private mutating func appendPicture(_ last: UInt8) { bytes.append(contentsOf: [0xE2, 0x90, last]) }
}

extension Text {
  /// The text on one line as a terminal may show it: control characters as pictures, direction overrides and invalid bytes as `�`.
  public var displayed: Text { DisplayText.safe(self) }
}

/// A Unicode scalar and the number of bytes it took.
struct DecodedScalar {
  var value: UInt32
  var length: Int
}

/// The scalar at an index; a byte that begins no valid sequence is U+FFFD of length 1.
func decodeScalar(_ bytes: [UInt8], at index: Int) -> DecodedScalar {
  let first = bytes[index]
  if first < 0x80 { return DecodedScalar(value: UInt32(first), length: 1) }
  let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
  guard first >= 0xC2, first <= 0xF4, index + length <= bytes.count else { return DecodedScalar(value: 0xFFFD, length: 1) }
  var value = UInt32(first) & (0x7F >> UInt32(length))
  for offset in 1..<length {
    guard bytes[index + offset] & 0xC0 == 0x80 else { return DecodedScalar(value: 0xFFFD, length: 1) }
    value = value << 6 | UInt32(bytes[index + offset] & 0x3F)
  }
  let smallest: UInt32 = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80
  guard value >= smallest, value <= 0x10FFFF, !(0xD800...0xDFFF).contains(value) else {
    return DecodedScalar(value: 0xFFFD, length: 1)
  }
  return DecodedScalar(value: value, length: length)
}

/// How many terminal columns a scalar takes: 0 for combining marks, 2 for East Asian wide characters and emoji, else 1.
///
/// After Unicode 15 East_Asian_Width (W, F) and the blocks of combining marks, in coarse ranges: a caret may be off in rare scripts.
func displayWidth(_ scalar: UInt32) -> Int {
  switch scalar {
  case ..<0x300: 1
  case 0x300...0x36F, 0x483...0x489, 0x591...0x5BD, 0x610...0x61A, 0x64B...0x65F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF,
    0x200B...0x200D, 0x2060, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F, 0xE0100...0xE01EF:
    0
  case 0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x2614...0x2615, 0x26A1, 0x2705, 0x274C,
    0x2753...0x2755,
    0x2757, 0x2795...0x2797, 0x2B50, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18AFF, 0x1B000...0x1B2FB, 0x1F004, 0x1F0CF,
    0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA,
    0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4, 0x1F3F8...0x1F43E, 0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D,
    0x1F54B...0x1F567, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6D0...0x1F6DF, 0x1F6EB...0x1F6FC, 0x1F7E0...0x1F7EB,
    0x1F90C...0x1FAFF, 0x20000...0x3FFFD:
    2
  default: 1
  }
}
