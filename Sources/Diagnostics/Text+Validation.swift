extension Text {
  /// Whether the bytes are well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF).
  public var isValidUTF8: Bool { Text.firstInvalidByte(in: utf8[...]) == nil }

  /// The offset of the first byte that does not belong to well-formed UTF-8, or nil.
  public static func firstInvalidByte(in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.withUnsafeBufferPointer { buffer in
      firstInvalidByte(in: buffer).map { $0 + bytes.startIndex }
    }
  }

  /// The text with control characters shown as the symbols of U+2400 and invalid bytes as U+FFFD, for messages.
  public var visible: Text {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
    var shown: [UInt8] = []
    var rest = utf8[...]
    while let first = rest.first {
      if first < 0x20 || first == 0x7F {
        shown += [0xE2, 0x90, first == 0x7F ? 0xA1 : 0x80 + first]
        rest.removeFirst()
      } else {
        let length = rest.withUnsafeBufferPointer { sequenceLength($0, at: 0) }
        shown += length == 0 ? [0xEF, 0xBF, 0xBD] : Array(rest.prefix(length))
        rest.removeFirst(max(length, 1))
      }
    }
    return Text(shown)
  }

  private static func firstInvalidByte(in buffer: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    let count = buffer.count
    let raw = UnsafeRawBufferPointer(buffer)
    while index < count {
      // Eight ASCII bytes at a time.
      while index + 8 <= count, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
        index += 8
      }
      guard index < count else { return nil }
      let length = sequenceLength(buffer, at: index)
      if length == 0 { return index }
      index += length
    }
    return nil
  }
}

/// How many bytes the well-formed sequence at an index has; 0 where there is none.
private func sequenceLength(_ buffer: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
  let first = buffer[index]
  if first < 0x80 { return 1 }
  let length = first >= 0xC2 && first < 0xE0 ? 2 : first & 0xF0 == 0xE0 ? 3 : first >= 0xF0 && first < 0xF5 ? 4 : 0
  guard length > 0, index + length <= buffer.count else { return 0 }
  for next in 1..<length where buffer[index + next] & 0xC0 != 0x80 { return 0 }
  let second = buffer[index + 1]
  switch first {
  case 0xE0: return second >= 0xA0 ? 3 : 0
  case 0xED: return second < 0xA0 ? 3 : 0
  case 0xF0: return second >= 0x90 ? 4 : 0
  case 0xF4: return second < 0x90 ? 4 : 0
  default: return length
  }
}
