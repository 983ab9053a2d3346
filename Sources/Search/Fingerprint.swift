/// A number made of bytes, eight at a time. It tells words apart in tables, says where files are cut, and names them.
enum Fingerprint {
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The fingerprint of some bytes.
  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return 0 }
    let start = UnsafeRawPointer(base)
    var hash = UInt64(truncatingIfNeeded: bytes.count) &* factor
    var index = 0
    while bytes.count - index > 8 {
      hash = mixed(hash, start.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    return mixed(hash, last(of: start, bytes.count, bytes.count - index))
  }

  /// The fingerprint of some bytes.
  static func of(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBufferPointer { of($0) } }

  /// The fingerprint of bytes, one at least, of which seven more can be read.
  @inline(__always)
  static func ofPadded(_ base: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    let start = UnsafeRawPointer(base)
    var hash = UInt64(truncatingIfNeeded: count) &* factor
    var index = 0
    while count - index > 8 {
      hash = mixed(hash, start.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    let eight = start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    return mixed(hash, eight & ~0 >> UInt64(truncatingIfNeeded: 64 - (count - index) * 8))
  }

  /// The fingerprint of at most eight bytes, one at least, that are the lowest of a number.
  @inline(__always)
  static func ofFew(_ bytes: UInt64, _ count: Int) -> UInt64 {
    mixed(UInt64(truncatingIfNeeded: count) &* factor, bytes & ~0 >> UInt64(truncatingIfNeeded: 64 &- count &* 8))
  }

  /// The fingerprint of eight bytes and the lowest of eight more, 8 to 15 together.
  @inline(__always)
  static func ofTwo(_ bytes: UInt64, _ more: UInt64, _ count: Int) -> UInt64 {
    let first = mixed(UInt64(truncatingIfNeeded: count) &* factor, bytes)
    return count == 8 ? first : mixed(first, more & ~0 >> UInt64(truncatingIfNeeded: 128 &- count &* 8))
  }

  /// Takes eight more bytes.
  @inline(__always)
  static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word) &* factor
    return product ^ product >> 32
  }

  /// The last bytes, one to eight of them, as a number.
  private static func last(of start: UnsafeRawPointer, _ count: Int, _ rest: Int) -> UInt64 {
    if count >= 8 {
      return start.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self) >> UInt64(truncatingIfNeeded: 64 - rest * 8)
    }
    var number: UInt64 = 0
    for index in 0..<rest {
      number |= UInt64(start.load(fromByteOffset: index, as: UInt8.self)) << UInt64(truncatingIfNeeded: index * 8)
    }
    return number
  }
}

/// Whether as many bytes at two addresses are the same.
func equalBytes(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  let (one, other) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
  var index = 0
  while count - index >= 8 {
    if one.loadUnaligned(fromByteOffset: index, as: UInt64.self) != other.loadUnaligned(fromByteOffset: index, as: UInt64.self) {
      return false
    }
    index += 8
  }
  while index < count {
    if left[index] != right[index] { return false }
    index += 1
  }
  return true
}
