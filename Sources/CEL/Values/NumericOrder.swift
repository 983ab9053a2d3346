/// How two numbers compare.
enum NumericOrder {
  /// The left is the lesser one.
  case less
  /// They are equal.
  case same
  /// The left is the greater one.
  case greater
  /// One is not a number.
  case unordered

  init<Number: Comparable>(_ left: Number, _ right: Number) {
    if left < right {
      self = .less
    } else if left == right {
      self = .same
    } else if right < left {
      self = .greater
    } else {
      self = .unordered
    }
  }

  /// The order of the same two numbers the other way round.
  var reversed: NumericOrder {
    switch self {
    case .less: .greater
    case .greater: .less
    default: self
    }
  }
}

/// How two numbers of any types compare by their values; `unordered` if one is not a number.
func numericOrder(_ left: Value, _ right: Value) -> NumericOrder {
  switch (left, right) {
  case (.int(let left), .int(let right)): NumericOrder(left, right)
  case (.uint(let left), .uint(let right)): NumericOrder(left, right)
  case (.double(let left), .double(let right)): NumericOrder(left, right)
  case (.int(let left), .uint(let right)): left < 0 ? .less : NumericOrder(UInt64(left), right)
  case (.uint(let left), .int(let right)): right < 0 ? .greater : NumericOrder(left, UInt64(right))
  case (.double(let left), .int(let right)): order(left, right)
  case (.int(let left), .double(let right)): order(right, left).reversed
  case (.double(let left), .uint(let right)): order(left, right)
  case (.uint(let left), .double(let right)): order(right, left).reversed
  default: .unordered
  }
}

// As in the reference implementations, a whole number that a double cannot hold is rounded before it is compared.

private func order(_ left: Double, _ right: Int64) -> NumericOrder {
  if left < -0x1p63 { return .less }
  if left > 0x1p63 { return .greater }
  return NumericOrder(left, Double(right))
}

private func order(_ left: Double, _ right: UInt64) -> NumericOrder {
  if left < 0 { return .less }
  if left > 0x1p64 { return .greater }
  return NumericOrder(left, Double(right))
}
