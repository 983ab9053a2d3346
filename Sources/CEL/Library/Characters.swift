import Diagnostics

/// A text by its code points: CEL counts them, the bytes only carry them.
struct Characters {
  let bytes: [UInt8]

  init(_ text: Text) { bytes = text.utf8 }

  /// How many code points there are.
  var count: Int {
    var count = 0
    for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// The byte at which the code point of an index begins; the end for the index after the last; nil beyond it.
  func offset(of index: Int64) -> Int? {
    guard index >= 0, index <= Int64(bytes.count) else { return nil }
    var rest = index
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if rest == 0 { return offset }
      rest -= 1
    }
    return rest == 0 ? bytes.count : nil
  }

  /// The index of the code point that begins at a byte.
  func index(of offset: Int) -> Int64 {
    var count: Int64 = 0
    for byte in bytes[..<offset] where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  func needOffset(of index: Int64) throws(EvaluationError) -> Int {
    guard let offset = offset(of: index) else {
      throw EvaluationError("index \(index) is outside the string of \(count) characters")
    }
    return offset
  }

  /// The code points from one index up to another.
  func substring(_ start: Int64, _ end: Int64) throws(EvaluationError) -> Text {
    let first = try needOffset(of: start)
    let last = try needOffset(of: end)
    guard first <= last else { throw EvaluationError("the substring begins at \(start), after its end \(end)") }
    return Text(bytes[first..<last])
  }

  /// The first place of a part at or after a byte.
  func find(_ part: [UInt8], from start: Int) -> Int? {
    guard !part.isEmpty else { return start }
    guard part.count <= bytes.count else { return nil }
    var offset = start
    while offset + part.count <= bytes.count {
      if bytes[offset] == part[0], matches(part, at: offset) { return offset }
      offset += 1
    }
    return nil
  }

  /// The last place of a part at or before a byte.
  func findLast(_ part: [UInt8], from start: Int) -> Int? {
    var offset = min(start, bytes.count - part.count)
    while offset >= 0 {
      if matches(part, at: offset) { return offset }
      offset -= 1
    }
    return nil
  }

  private func matches(_ part: [UInt8], at offset: Int) -> Bool {
    for index in part.indices where bytes[offset + index] != part[index] { return false }
    return true
  }

  /// Each code point's bytes.
  var scalars: [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start = 0
    for offset in bytes.indices.dropFirst() where bytes[offset] & 0xC0 != 0x80 {
      result.append(bytes[start..<offset])
      start = offset
    }
    if start < bytes.count { result.append(bytes[start...]) }
    return result
  }

  /// Without white space (Unicode's property White_Space) at both ends.
  var trimmed: Text {
    let scalars = scalars
    guard let first = scalars.firstIndex(where: { !isWhiteSpace($0) }),
      let last = scalars.lastIndex(where: { !isWhiteSpace($0) })
    else { return Text() }
    return Text(bytes[scalars[first].startIndex..<scalars[last].endIndex])
  }

  private func isWhiteSpace(_ scalar: ArraySlice<UInt8>) -> Bool {
    switch decode(scalar) {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }
}

/// The code point of a UTF-8 sequence.
func decode(_ bytes: ArraySlice<UInt8>) -> UInt32 {
  guard let first = bytes.first else { return 0 }
  var value = bytes.count == 1 ? UInt32(first) : UInt32(first) & (0x7F >> UInt32(bytes.count))
  for byte in bytes.dropFirst() { value = value << 6 | UInt32(byte & 0x3F) }
  return value
}
