/// A number made of bytes, eight at a time. It tells words apart in tables, says where files are cut, and names them.
enum Fingerprint {
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The fingerprint of some bytes; another one for another seed.
  static func of(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0) -> UInt64 {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return mixed(seed, 0) }
    return of(base, bytes.count, seed: seed)
  }

  /// The fingerprint of some bytes.
  static func of(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBufferPointer { of($0) } }

  /// The fingerprint of the bytes at an address, of which there is one at least.
  static func of(_ base: UnsafePointer<UInt8>, _ count: Int, seed: UInt64 = 0) -> UInt64 {
    var hash = mixed(seed, UInt64(truncatingIfNeeded: count))
    let start = UnsafeRawPointer(base)
    var index = 0
    while count - index >= 8 {
      hash = mixed(hash, start.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    let rest = count - index
    if rest >= 4 {
      let low = start.loadUnaligned(fromByteOffset: index, as: UInt32.self)
      let high = start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      hash = mixed(hash, UInt64(low) | UInt64(high) << 32)
    } else if rest > 0 {
      hash = mixed(hash, UInt64(base[index]) | UInt64(base[index + rest / 2]) << 8 | UInt64(base[count - 1]) << 16)
    }
    hash = (hash ^ hash >> 29) &* 0xBF58_476D_1CE4_E5B9
    return hash ^ hash >> 32
  }

  /// Takes eight more bytes.
  static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word) &* factor
    return product ^ product >> 32
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
