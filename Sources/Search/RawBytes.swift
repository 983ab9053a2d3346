/// Writing to memory of which the caller knows that it has room.
extension UnsafeMutablePointer<UInt8> {
  /// Writes a number as LEB128, and moves behind it.
  @inline(__always)
  mutating func write(_ number: Int) {
    // Most are short, and written without a loop.
    let low = UInt8(truncatingIfNeeded: number)
    if UInt(bitPattern: number) < 0x80 {
      self[0] = low
      self += 1
    } else if UInt(bitPattern: number) < 0x4000 {
      let two = UInt16(truncatingIfNeeded: number &<< 1) & 0x7F00 | UInt16(low) | 0x80
      UnsafeMutableRawPointer(self).storeBytes(of: two.littleEndian, as: UInt16.self)
      self += 2
    } else {
      writeLong(number)
    }
  }

  private mutating func writeLong(_ number: Int) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      self[0] = UInt8(truncatingIfNeeded: rest) | 0x80
      rest >>= 7
      self += 1
    }
    self[0] = UInt8(truncatingIfNeeded: rest)
    self += 1
  }

  /// Writes bytes, eight at a time: up to seven more are read and written, and will be written over.
  @inline(__always)
  mutating func copy(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    var offset = 0
    while offset < count {
      let eight = UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      UnsafeMutableRawPointer(self).storeBytes(of: eight, toByteOffset: offset, as: UInt64.self)
      offset &+= 8
    }
    self += count
  }

  /// Writes bytes, one at least, and nothing beyond them.
  @inline(__always)
  mutating func copyExactly(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    let (source, target) = (UnsafeRawPointer(bytes), UnsafeMutableRawPointer(self))
    if count < 4 {
      self[0] = bytes[0]
      self[count &>> 1] = bytes[count &>> 1]
      self[count &- 1] = bytes[count &- 1]
    } else {
      var offset = 0
      while count &- offset > 4 {
        target.storeBytes(
          of: source.loadUnaligned(fromByteOffset: offset, as: UInt32.self), toByteOffset: offset, as: UInt32.self)
        offset &+= 4
      }
      let last = source.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
      target.storeBytes(of: last, toByteOffset: count &- 4, as: UInt32.self)
    }
    self += count
  }
}
