import Diagnostics

/// Text decoded from a file, with the offset of each byte in it.
struct DecodedText {
  var bytes: [UInt8] = []
  var map: [Int32] = []

  /// The bytes of a file's range as they are.
  init(_ file: [UInt8], in range: SourceRange) {
    bytes = Array(file[range.start..<range.end])
    map = (range.start...range.end).map { Int32($0) }
  }

  /// Nothing yet.
  init() {}

  mutating func append(_ byte: UInt8, from offset: Int32) {
    bytes.append(byte)
    map.append(offset)
  }

  /// The same text from an index on, up to another.
  func part(_ range: Range<Int>) -> DecodedText {
    var part = DecodedText()
    part.bytes = Array(bytes[range])
    part.map = Array(map[range.lowerBound..<min(range.upperBound + 1, map.count)])
    return part
  }

  /// Whether each byte stands in the file as it is, one after the other.
  var isExact: Bool { map.isEmpty || Int(map[map.count - 1] - map[0]) == map.count - 1 }
}

extension DecodedText {
  /// The text with `=XX` and soft line ends of quoted-printable decoded (RFC 2045, 6.7); in headers `_` is a space (RFC 2047, 4.2).
  func quotedPrintableDecoded(inHeader: Bool = false) -> DecodedText {
    var decoded = DecodedText()
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "="), let step = softLineEnd(at: index) {
        index += step
      } else if bytes[index] == UInt8(ascii: "="), index + 2 < bytes.count, let high = hexValue(bytes[index + 1]),
        let low = hexValue(bytes[index + 2])
      {
        decoded.append(high << 4 | low, from: map[index])
        index += 3
      } else {
        decoded.append(inHeader && bytes[index] == UInt8(ascii: "_") ? 0x20 : bytes[index], from: map[index])
        index += 1
      }
    }
    decoded.close(like: self)
    return decoded
  }

  /// The bytes that base64 stands for (RFC 4648); what is not of its alphabet is left out.
  func base64Decoded() -> DecodedText {
    var decoded = DecodedText()
    var bits: UInt32 = 0
    var count = 0
    for index in bytes.indices {
      guard let value = base64Value(bytes[index]) else { continue }
      bits = bits << 6 | UInt32(value)
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)), from: map[index])
    }
    decoded.close(like: self)
    return decoded
  }

  /// The text in UTF-8, from ISO 8859-1.
  func latin1Decoded() -> DecodedText {
    var decoded = DecodedText()
    for index in bytes.indices {
      if bytes[index] < 0x80 {
        decoded.append(bytes[index], from: map[index])
      } else {
        decoded.append(0xC0 | bytes[index] >> 6, from: map[index])
        decoded.append(0x80 | bytes[index] & 0x3F, from: map[index])
      }
    }
    decoded.close(like: self)
    return decoded
  }

  /// Gives the end of the text its place.
  private mutating func close(like source: DecodedText) {
    map.append(source.map.last ?? 0)
  }

  /// The length of `=` and a line end, perhaps with spaces between.
  private func softLineEnd(at index: Int) -> Int? {
    var end = index + 1
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
    if end < bytes.count, bytes[end] == 0x0D { end += 1 }
    guard end < bytes.count, bytes[end] == 0x0A else { return nil }
    return end + 1 - index
  }

  private func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  private func base64Value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte - 0x41
    case 0x61...0x7A: byte - 0x61 + 26
    case 0x30...0x39: byte - 0x30 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
