// The browser judges one ticket after the other, with other answers each time.
#if !arch(wasm32)
  import CEL
  import Notation

  /// Numbers for the values of a field: the same for values that no expression can tell from each other.
  struct ValueNumbers {
    /// Values by number, of which the first is 1.
    private var values: [Value] = []
    private var hashes: [UInt64] = []
    /// A hash table of numbers; 0 where nothing is.
    private var table = [UInt16](repeating: 0, count: 64)
    private var lookups = 0
    private var found = 0

    /// After so many values a field of which less than a quarter came before gets no more numbers.
    private static let trial = 64

    /// Whether there is no number for another value.
    var isFull: Bool { values.count == 1 << 14 }

    /// Counts that a value came again whose number is known.
    mutating func countAgain() {
      lookups += 1
      found += 1
    }

    /// The number of a value; nil if its kind has none, or if the field's values are hardly ever the same.
    mutating func number(of value: Value) -> UInt16? {
      if lookups >= ValueNumbers.trial, found < lookups / 4 { return nil }
      guard let hash = ValueNumbers.hash(of: value) else { return nil }
      lookups += 1
      var place = Int(truncatingIfNeeded: hash) & (table.count - 1)
      while table[place] != 0 {
        let index = Int(table[place]) - 1
        if hashes[index] == hash, identical(values[index], value) {
          found += 1
          return table[place]
        }
        place = (place + 1) & (table.count - 1)
      }
      values.append(value)
      hashes.append(hash)
      let number = UInt16(values.count)
      table[place] = number
      if values.count * 2 > table.count { grow() }
      return number
    }

    private mutating func grow() {
      table = [UInt16](repeating: 0, count: table.count * 2)
      for (index, hash) in hashes.enumerated() {
        var place = Int(truncatingIfNeeded: hash) & (table.count - 1)
        while table[place] != 0 { place = (place + 1) & (table.count - 1) }
        table[place] = UInt16(index + 1)
      }
    }

    private static func hash(of value: Value) -> UInt64? {
      switch value {
      case .string(let text): return mixed(hash(of: text.utf8, 1))
      case .int(let number): return mixed(UInt64(bitPattern: number))
      case .double(let number): return mixed(number.bitPattern)
      case .timestamp(let time): return mixed(UInt64(bitPattern: time.seconds) &+ UInt64(time.nanoseconds))
      case .list(let values):
        var hash: UInt64 = 2
        for value in values {
          guard case .string(let text) = value else { return nil }
          hash = ValueNumbers.hash(of: text.utf8, hash)
        }
        return mixed(hash)
      default: return nil
      }
    }

    private static func mixed(_ hash: UInt64) -> UInt64 {
      let mixed = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
      return mixed ^ mixed >> 29
    }

    private static func hash(of bytes: [UInt8], _ start: UInt64) -> UInt64 {
      bytes.withUnsafeBytes { hashOfBytes($0, from: start ^ UInt64(bytes.count)) }
    }
  }

  /// Whether two values cannot be told apart by any expression. Values of kinds that no field has are told apart.
  private func identical(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.string(let left), .string(let right)): left.utf8 == right.utf8
    case (.int(let left), .int(let right)): left == right
    case (.double(let left), .double(let right)): left.bitPattern == right.bitPattern
    case (.timestamp(let left), .timestamp(let right)): left == right
    case (.list(let left), .list(let right)):
      left.count == right.count && left.indices.allSatisfy { identical(left[$0], right[$0]) }
    default: false
    }
  }
#endif
