import Diagnostics

/// The encodings of message bodies (RFC 2045, 6).
extension DecodedText {
  /// The text with `=XX` and soft line ends of quoted-printable decoded (RFC 2045, 6.7); in headers `_` is a space (RFC 2047, 4.2).
  func quotedPrintableDecoded(inHeader: Bool = false) -> DecodedText {
    decoded { index, output in
      let byte = bytes[index]
      guard byte == UInt8(ascii: "=") else {
        output.append(inHeader && byte == UInt8(ascii: "_") ? 0x20 : byte, from: map[index])
        return index + 1
      }
      if let length = softLineEnd(at: index) { return index + length }
      if index + 2 < bytes.count, let high = hexValue(bytes[index + 1]), let low = hexValue(bytes[index + 2]) {
        output.append(high << 4 | low, from: map[index])
        return index + 3
      }
      output.append(byte, from: map[index])
      return index + 1
    }
  }

  /// The bytes that base64 stands for (RFC 4648); what is not of its alphabet is left out.
  func base64Decoded() -> DecodedText {
    var bits: UInt32 = 0
    var count = 0
    var place: Int32 = 0
    return decoded { index, output in
      guard let value = base64Value(bytes[index]) else {
        if bytes[index] == UInt8(ascii: "=") { count = 0 }
        return index + 1
      }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)), from: place)
      }
      place = map[index]
      return index + 1
    }
  }

  /// The length of `=` and a line end, perhaps with spaces between; the end of the text counts as one.
  private func softLineEnd(at index: Int) -> Int? {
    var end = index + 1
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
    if end == bytes.count { return end - index }
    if bytes[end] == 0x0D { end += 1 }
    guard end < bytes.count, bytes[end] == 0x0A else { return nil }
    return end + 1 - index
  }
}

/// The value of a hexadecimal digit.
func hexValue(_ byte: UInt8) -> UInt8? {
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
