import Diagnostics

/// Keys and values in the order in which they were given.
///
/// Keys are bool, int, uint or string. Numbers that are equal are one key, whatever their types: `1` and `1u`. A lookup is a scan of
/// a small map and a binary search in a larger one, so that no choice of keys makes it slow.
public struct MapValue: Sendable {
  /// The keys, in the order given.
  public let keys: [Value]

  /// The values, each at the index of its key.
  public let values: [Value]

  /// For more than a few keys, their indices in the order of `precedes`.
  private let order: [Int]

  /// A map without keys.
  public init() {
    keys = []
    values = []
    order = []
  }

  /// A map of these entries; nil if a key occurs twice or is of a type that cannot be a key.
  public init?(keys: [Value], values: [Value]) {
    guard keys.count == values.count, keys.allSatisfy({ $0.isMapKey }) else { return nil }
    var order: [Int] = []
    if keys.count > MapValue.scanned {
      order = sortedIndices(keys.count) { precedes(keys[$0], keys[$1]) }
      for index in order.indices.dropFirst() where keys[order[index - 1]] == keys[order[index]] { return nil }
    } else {
      for index in keys.indices {
        for other in 0..<index where keys[other] == keys[index] { return nil }
      }
    }
    self.keys = keys
    self.values = values
    self.order = order
  }

  /// A map with strings for keys; of a key that occurs twice the first entry counts.
  public init(_ entries: [(key: Text, value: Value)]) {
    let sorted = sortedIndices(entries.count) { entries[$0].key < entries[$1].key }
    var kept = [Bool](repeating: true, count: entries.count)
    for index in sorted.indices.dropFirst() where entries[sorted[index]].key == entries[sorted[index - 1]].key {
      kept[sorted[index]] = false
    }
    var keys: [Value] = []
    var values: [Value] = []
    for index in entries.indices where kept[index] {
      keys.append(.string(entries[index].key))
      values.append(entries[index].value)
    }
    self = MapValue(keys: keys, values: values) ?? MapValue()
  }

  /// How many entries there are.
  public var count: Int { keys.count }

  /// The value of a key; nil if it is absent. A double finds the whole number that it equals.
  public subscript(key: Value) -> Value? { index(of: key).map { values[$0] } }

  /// The value of a string key.
  public subscript(key: Text) -> Value? { self[.string(key)] }

  /// Where a key stands.
  func index(of key: Value) -> Int? {
    guard !order.isEmpty else { return keys.firstIndex { $0 == key } }
    guard let key = key.asMapKey else { return nil }
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      if precedes(keys[order[middle]], key) { low = middle + 1 } else { high = middle }
    }
    guard low < order.count, keys[order[low]] == key else { return nil }
    return order[low]
  }

  private static var scanned: Int { 8 }
}

extension MapValue: Equatable {
  /// Whether both have the same keys with equal values, in whatever order.
  public static func == (left: MapValue, right: MapValue) -> Bool {
    guard left.count == right.count else { return false }
    for index in left.keys.indices {
      guard let other = right.index(of: left.keys[index]), left.values[index] == right.values[other] else { return false }
    }
    return true
  }
}

extension Value {
  /// Whether it is of a type that a map's key may have.
  var isMapKey: Bool {
    switch self {
    case .bool, .int, .uint, .string: true
    default: false
    }
  }

  /// The key that the value finds: a double finds the whole number that it equals.
  fileprivate var asMapKey: Value? {
    guard case .double(let double) = self else { return isMapKey ? self : nil }
    if let int = Int64(exactly: double) { return .int(int) }
    return UInt64(exactly: double).map { .uint($0) }
  }
}

/// An order of map keys: booleans, then numbers by value, then strings.
private func precedes(_ left: Value, _ right: Value) -> Bool {
  switch (left, right) {
  case (.bool(let left), .bool(let right)): return !left && right
  case (.string(let left), .string(let right)): return left < right
  case (.bool, _), (_, .string): return !(left.isSameKind(as: right))
  case (.string, _), (_, .bool): return false
  default: return numericOrder(left, right) == .less
  }
}

extension Value {
  fileprivate func isSameKind(as other: Value) -> Bool {
    switch (self, other) {
    case (.bool, .bool), (.string, .string): true
    default: false
    }
  }
}
