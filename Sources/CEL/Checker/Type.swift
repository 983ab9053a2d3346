import Diagnostics

/// A type of the Common Expression Language, as the checker knows it.
public indirect enum Type: Sendable {
  /// Known only when the expression is evaluated; fits every type.
  case dyn
  /// The type of `null`.
  case null
  /// `bool`
  case bool
  /// `int`
  case int
  /// `uint`
  case uint
  /// `double`
  case double
  /// `string`
  case string
  /// `bytes`
  case bytes
  /// `google.protobuf.Timestamp`
  case timestamp
  /// `google.protobuf.Duration`
  case duration
  /// A list of elements of one type.
  case list(Type)
  /// A map from keys of one type to values of one type.
  case map(Type, Type)
  /// Values with named fields.
  case record(RecordType)
  /// A value that may be absent.
  case optional(Type)
  /// A value or null.
  case wrapper(Type)
  /// The type of a type.
  case type(Type)
  /// A type that only its name and parameters tell apart.
  case opaque(Text, [Type])
  /// In the signature of a function: any type, the same wherever the name stands.
  case parameter(Text)
  /// While an expression is checked: a type still to be inferred.
  case inferred(Int)
}

extension Type: Equatable {
  /// Whether both are the same type; record types are the same if they are one object.
  public static func == (left: Type, right: Type) -> Bool {
    switch (left, right) {
    case (.list(let left), .list(let right)), (.optional(let left), .optional(let right)),
      (.wrapper(let left), .wrapper(let right)), (.type(let left), .type(let right)):
      left == right
    case (.map(let leftKey, let leftValue), .map(let rightKey, let rightValue)):
      leftKey == rightKey && leftValue == rightValue
    case (.record(let left), .record(let right)): left === right
    case (.opaque(let left, let leftParameters), .opaque(let right, let rightParameters)):
      left == right && leftParameters == rightParameters
    case (.parameter(let left), .parameter(let right)): left == right
    case (.inferred(let left), .inferred(let right)): left == right
    default: left.simpleIndex != nil && left.simpleIndex == right.simpleIndex
    }
  }

  /// A number for each type without parts; nil for the others.
  private var simpleIndex: Int? {
    switch self {
    case .dyn: 0
    case .null: 1
    case .bool: 2
    case .int: 3
    case .uint: 4
    case .double: 5
    case .string: 6
    case .bytes: 7
    case .timestamp: 8
    case .duration: 9
    default: nil
    }
  }
}

extension Type {
  /// The type in CEL's notation: `map(string, list(int))`. `TypeName.read` reads it back.
  public var description: Text {
    switch self {
    case .list(let element): return "list(\(element.description))"
    case .map(let key, let value): return "map(\(key.description), \(value.description))"
    case .optional(let value): return "optional_type(\(value.description))"
    case .wrapper(let value): return "wrapper(\(value.description))"
    case .type(let type): return "type(\(type.description))"
    case .opaque(let name, let parameters):
      guard var list = parameters.first?.description else { return name }
      for parameter in parameters.dropFirst() { list += ", \(parameter.description)" }
      return "\(name)(\(list))"
    case .inferred: return "dyn"
    default: return name
    }
  }

  /// The name without parameters, as a value of type `type` has it.
  public var name: Text {
    switch self {
    case .dyn, .inferred: "dyn"
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "google.protobuf.Timestamp"
    case .duration: "google.protobuf.Duration"
    case .list: "list"
    case .map: "map"
    case .record(let type): type.name
    case .optional: "optional_type"
    case .wrapper(let type): type.name
    case .type: "type"
    case .opaque(let name, _), .parameter(let name): name
    }
  }
}
