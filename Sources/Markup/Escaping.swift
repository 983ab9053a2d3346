private let ones: UInt64 = 0x0101_0101_0101_0101
private let highBits: UInt64 = 0x8080_8080_8080_8080

/// The highest bit of each byte that is zero; bits above the lowest one set may be wrong.
@inline(__always) private func zeroBytes(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highBits }

/// The highest bit of each byte that HTML wants escaped: `"` and `&` differ in one bit, and so do `<` and `>`.
@inline(__always) private func bytesToEscape(_ word: UInt64) -> UInt64 {
  let quoteOrAmpersand = (word & ~(ones &* 0x04)) ^ (ones &* 0x22)
  let angle = (word & ~(ones &* 0x02)) ^ (ones &* 0x3C)
  return zeroBytes(quoteOrAmpersand) | zeroBytes(angle)
}

/// The ASCII characters that libcmark leaves alone in an address, as bits of their codes.
private let safeInURLLow: UInt64 = 0xAFFF_FF3A_0000_0000
private let safeInURLHigh: UInt64 = 0x47FF_FFFE_87FF_FFFF

extension UInt8 {
  /// Whether libcmark leaves it alone in an address.
  @inline(__always) var isSafeInURL: Bool {
    let bits = self < 64 ? safeInURLLow >> UInt64(self) : self < 128 ? safeInURLHigh >> UInt64(self - 64) : 0
    return bits & 1 == 1
  }
}

extension ByteBuffer {
  /// Appends text with `&`, `<`, `>` and `"` as character references. Copies and looks at eight bytes at a time.
  mutating func appendEscapingHTML(_ text: UnsafeBufferPointer<UInt8>) {
    guard var source = text.baseAddress else { return }
    let end = source + text.count
    reserve(text.count + 8)
    while end - source >= 8 {
      let word = UnsafeRawPointer(source).loadUnaligned(as: UInt64.self)
      storeWord(word)
      let found = bytesToEscape(UInt64(littleEndian: word))
      if found == 0 {
        advance(8)
        source += 8
        continue
      }
      let clean = found.trailingZeroBitCount / 8
      advance(clean)
      source += clean
      appendReference(to: source.pointee, then: end - source + 8)
      source += 1
    }
    while source < end {
      switch source.pointee {
      case UInt8(ascii: "\""), UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"):
        appendReference(to: source.pointee, then: end - source + 8)
      default: append(source.pointee)
      }
      source += 1
    }
  }

  private mutating func appendReference(to byte: UInt8, then following: Int) {
    switch byte {
    case UInt8(ascii: "\""): append("&quot;")
    case UInt8(ascii: "&"): append("&amp;")
    case UInt8(ascii: "<"): append("&lt;")
    default: append("&gt;")
    }
    reserve(following)
  }

  /// Appends an address: percent-encoded as libcmark does and escaped for an attribute.
  mutating func appendEscapingURL(_ url: UnsafeBufferPointer<UInt8>) {
    reserve(url.count)
    for byte in url {
      if byte.isSafeInURL {
        append(byte)
      } else if byte == UInt8(ascii: "&") {
        append("&amp;")
      } else if byte == UInt8(ascii: "'") {
        append("&#x27;")
      } else {
        append(UInt8(ascii: "%"))
        append(hexadecimal(byte >> 4))
        append(hexadecimal(byte & 15))
      }
    }
  }

  private func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
  }
}
