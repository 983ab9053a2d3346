/// Writes text with `&`, `<`, `>` and `"` as entities, fit for elements and for attributes in double quotes.
enum Escaping {
  /// How many bytes have to be free for a text of a size: each could be a reference, and eight are written together.
  static func room(for count: Int) -> Int { 6 * count + 8 }

  /// Writes a text where there is room for it, and gives the place behind it. Copies and looks at eight bytes at a time.
  static func write(_ text: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    guard var source = text.baseAddress.map({ UnsafeRawPointer($0) }) else { return target }
    var target = target
    let end = source + text.count
    while end - source >= 8 {
      let clean = copy(source.loadUnaligned(as: UInt64.self), to: target)
      target += clean
      source += clean
      if clean < 8 { writeEntity(of: &source, to: &target) }
    }
    let rest = end - source
    if rest > 0, text.count >= 8 {
      // The last eight bytes of the text without those that are written.
      let last = (end - 8).loadUnaligned(as: UInt64.self).littleEndian >> UInt64(truncatingIfNeeded: 64 &- rest &* 8)
      if copy(last.littleEndian, to: target) == 8 { return target + rest }
    }
    while source < end { writeOne(&source, to: &target) }
    return target
  }

  /// Writes eight bytes, and says how many of them stand for themselves before the first that does not.
  @inline(__always)
  private static func copy(_ word: UInt64, to target: UnsafeMutablePointer<UInt8>) -> Int {
    UnsafeMutableRawPointer(target).storeBytes(of: word, as: UInt64.self)
    let found = bytesToEscape(word.littleEndian)
    return found == 0 ? 8 : found.trailingZeroBitCount / 8
  }

  @inline(__always)
  private static func writeOne(_ source: inout UnsafeRawPointer, to target: inout UnsafeMutablePointer<UInt8>) {
    let byte = source.load(as: UInt8.self)
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): writeEntity(of: &source, to: &target)
    default:
      target.pointee = byte
      target += 1
      source += 1
    }
  }

  private static func writeEntity(of source: inout UnsafeRawPointer, to target: inout UnsafeMutablePointer<UInt8>) {
    let entity: StaticString =
      switch source.load(as: UInt8.self) {
      case UInt8(ascii: "&"): "&amp;"
      case UInt8(ascii: "<"): "&lt;"
      case UInt8(ascii: ">"): "&gt;"
      default: "&quot;"
      }
    target.update(from: entity.utf8Start, count: entity.utf8CodeUnitCount)
    target += entity.utf8CodeUnitCount
    source += 1
  }

  /// The highest bit of each byte that is one of the four; bits above the lowest one set may be wrong.
  ///
  /// `<` and `>` differ in one bit, and so do `"` and `&`: two comparisons of eight bytes find the four.
  @inline(__always)
  private static func bytesToEscape(_ word: UInt64) -> UInt64 {
    let angles = (word | 0x0202_0202_0202_0202) ^ 0x3E3E_3E3E_3E3E_3E3E
    let quotes = (word | 0x0404_0404_0404_0404) ^ 0x2626_2626_2626_2626
    return zeroBytes(of: angles) | zeroBytes(of: quotes)
  }

  @inline(__always)
  private static func zeroBytes(of word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 }
}

extension [UInt8] {
  /// Appends text with `&`, `<`, `>` and `"` as entities.
  mutating func appendEscaped(_ text: [UInt8]) {
    text.withUnsafeBufferPointer { appendEscaped($0) }
  }

  /// Appends text with `&`, `<`, `>` and `"` as entities.
  mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    // So many bytes have room on the stack.
    let most = 128
    for start in stride(from: 0, to: text.count, by: most) {
      let part = UnsafeBufferPointer(rebasing: text[start..<Swift.min(start + most, text.count)])
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Escaping.room(for: part.count)) { memory in
        guard let base = memory.baseAddress else { return }
        append(contentsOf: UnsafeBufferPointer(start: base, count: Escaping.write(part, to: base) - base))
      }
    }
  }

  /// The bytes that `write` makes in memory for as many, where it gives the place behind them. Made so, an array is copied once and has its size.
  init(room: Int, _ write: (UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8>) {
    self = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { memory in
      guard let base = memory.baseAddress else { return [] }
      return Array(UnsafeBufferPointer(start: base, count: write(base) - base))
    }
  }
}
