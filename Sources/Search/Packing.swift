import Diagnostics

/// Writes numbers as LEB128 and bytes with their length before them.
struct Packer {
  var bytes: [UInt8] = []

  /// The bytes in memory of their size, for what is kept long.
  var exactBytes: [UInt8] { bytes.withUnsafeBufferPointer { Array($0) } }

  mutating func write(_ number: Int) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func write(_ text: [UInt8]) { text.withUnsafeBufferPointer { write($0) } }

  mutating func write(_ text: UnsafeBufferPointer<UInt8>) {
    write(text.count)
    bytes.append(contentsOf: text)
  }

  /// Writes a key by what it shares with the one before.
  mutating func write(key: UnsafeBufferPointer<UInt8>, after previous: [UInt8]) {
    let shared = previous.withUnsafeBufferPointer { sharedPrefix(key, $0) }
    write(shared)
    write(UnsafeBufferPointer(rebasing: key[shared...]))
  }

  mutating func write(key: [UInt8], after previous: [UInt8]) {
    key.withUnsafeBufferPointer { write(key: $0, after: previous) }
  }
}

/// Reads what a `Packer` wrote. Of bytes that nobody wrote it makes zeros and sets `isBroken`.
struct Unpacker {
  private let bytes: [UInt8]
  private(set) var index = 0
  private(set) var isBroken = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// How many bytes are left, 0 in a broken file.
  var rest: Int { isBroken ? 0 : bytes.count - index }

  mutating func byte() -> UInt8 {
    guard !isBroken, index < bytes.count else {
      isBroken = true
      return 0
    }
    index += 1
    return bytes[index - 1]
  }

  /// A number below 2^31.
  mutating func number() -> Int {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 28, by: 7) {
      let byte = byte()
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 {
        if value < 0x8000_0000 { return Int(value) }
        break
      }
    }
    isBroken = true
    return 0
  }

  mutating func text() -> [UInt8] { bytes(number()) }

  /// The next bytes, as many as are asked for.
  mutating func bytes(_ count: Int) -> [UInt8] {
    guard count >= 0, count <= rest else {
      isBroken = true
      return []
    }
    index += count
    return Array(bytes[index - count..<index])
  }

  /// Passes over bytes.
  mutating func skip(_ count: Int) {
    if count >= 0, count <= rest { index += count } else { isBroken = true }
  }

  mutating func key(after previous: [UInt8]) -> [UInt8] {
    let shared = number()
    guard shared <= previous.count else {
      isBroken = true
      return []
    }
    return Array(previous[..<shared]) + text()
  }

  mutating func hash() -> UInt64 {
    var hash: UInt64 = 0
    for _ in 0..<6 { hash = hash << 8 | UInt64(byte()) }
    return hash
  }
}

/// How many bytes two keys begin with in common.
func sharedPrefix(_ left: [UInt8], _ right: [UInt8]) -> Int {
  left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { sharedPrefix(left, $0) } }
}

/// How many bytes two keys begin with in common.
func sharedPrefix(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
  let shorter = min(left.count, right.count)
  var count = 0
  while count < shorter, left[count] == right[count] { count &+= 1 }
  return count
}

extension Packer {
  /// Writes the six bytes that a file's name is made of.
  mutating func write(name: Text) { write(hash: SearchFile.hash(of: name)) }

  /// Writes the number that a file's name is made of.
  mutating func write(hash: UInt64) {
    for shift in stride(from: UInt64(40), through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: hash >> shift)) }
  }
}
