import CMarkArena

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
  /// Appends text with `&`, `<`, `>` and `"` as character references; bytes are copied and looked at many at a time.
  mutating func appendEscapingHTML(_ text: UnsafeBufferPointer<UInt8>) { appendEscapingHTML(text) { $0 } }

  /// The same for text with masks.
  ///
  /// - Parameter unmask: What stands for a mask; nil for nothing.
  @inline(__always)
  mutating func appendEscapingHTML(_ text: UnsafeBufferPointer<UInt8>, unmask: (UInt8) -> UInt8?) {
    guard let source = text.baseAddress else { return }
    var written = 0
    while true {
      reserve(text.count - written)
      let plain = cmark_page_copy_plain(base + count, source + written, text.count - written)
      advance(plain)
      written += plain
      guard written < text.count else { return }
      let byte = source[written]
      if let shown = byte < Mask.end ? unmask(byte) : byte { appendReference(to: shown) }
      written += 1
    }
  }

  /// Appends a byte as a character reference, if HTML wants it so.
  private mutating func appendReference(to byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("&quot;")
    case UInt8(ascii: "&"): append("&amp;")
    case UInt8(ascii: "<"): append("&lt;")
    case UInt8(ascii: ">"): append("&gt;")
    default: append(byte)
    }
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
