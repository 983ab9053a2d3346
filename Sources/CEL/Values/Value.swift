import Diagnostics
import Notation

/// A value of the Common Expression Language.
public enum Value: Sendable {
  /// The only value of `null_type`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A signed 64-bit whole number.
  case int(Int64)
  /// An unsigned 64-bit whole number.
  case uint(UInt64)
  /// An IEEE 754 double.
  case double(Double)
  /// A sequence of Unicode code points, as UTF-8.
  case string(Text)
  /// A sequence of bytes.
  case bytes([UInt8])
  /// A sequence of values.
  case list([Value])
  /// Keys and values.
  case map(MapValue)
  /// A value with named, typed fields, such as a ticket.
  case record(RecordValue)
  /// A type as a value, by its name: `int`, `list`, `google.protobuf.Timestamp`.
  case type(Text)
  /// An instant.
  case timestamp(Timestamp)
  /// A length of time.
  case duration(TimeSpan)
  /// A value that may be absent.
  indirect case optional(Value?)
}

extension Value {
  /// The name of the value's type, as `type(value)` gives it.
  public var typeName: Text {
    switch self {
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .list: "list"
    case .map: "map"
    case .record(let record): record.type.name
    case .type: "type"
    case .timestamp: "google.protobuf.Timestamp"
    case .duration: "google.protobuf.Duration"
    case .optional: "optional_type"
    }
  }

  /// A list of strings.
  public static func strings(_ texts: [Text]) -> Value { .list(texts.map { .string($0) }) }

  /// The boolean, if it is one.
  public var bool: Bool? {
    guard case .bool(let bool) = self else { return nil }
    return bool
  }

  /// The string, if it is one.
  public var string: Text? {
    guard case .string(let text) = self else { return nil }
    return text
  }
}

extension Value: Equatable {
  /// CEL's equality: numbers by their mathematical value whatever their types, NaN unequal to itself, maps without order,
  /// values of different kinds unequal.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.string(let left), .string(let right)): left.utf8 == right.utf8
    case (.int(let left), .int(let right)): left == right
    case (.bool(let left), .bool(let right)): left == right
    case (.null, .null): true
    case (.list(let left), .list(let right)): equal(left, right)
    case (.map(let left), .map(let right)): left == right
    case (.bytes(let left), .bytes(let right)): left == right
    case (.timestamp(let left), .timestamp(let right)): left == right
    case (.duration(let left), .duration(let right)): left == right
    case (.type(let left), .type(let right)): left == right
    case (.record(let left), .record(let right)): left == right
    case (.optional(let left), .optional(let right)): equal(left, right)
    default: numericOrder(left, right) == .same
    }
  }

  private static func equal(_ left: [Value], _ right: [Value]) -> Bool {
    guard left.count == right.count else { return false }
    for index in left.indices where !(left[index] == right[index]) { return false }
    return true
  }

  private static func equal(_ left: Value?, _ right: Value?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return left == right
  }
}
