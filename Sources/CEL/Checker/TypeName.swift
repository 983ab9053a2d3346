import Diagnostics

/// Reads types in CEL's notation: `list(int)`, `map(string, dyn)`, `wrapper(int)`, `google.protobuf.Timestamp`, `optional_type(A)`.
///
/// A capital letter followed by nothing but digits is a type parameter; any other unknown name is an opaque type.
public struct TypeName {
  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0

  /// The type of a name; nil if it is not well-formed or nested deeper than 64.
  public static func read(_ text: Text) -> Type? {
    var reader = TypeName(bytes: text.utf8, offset: 0)
    guard let type = reader.type(), reader.isAtEnd else { return nil }
    return type
  }

  init(bytes: [UInt8], offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  var isAtEnd: Bool { offset == bytes.count }

  mutating func accept(_ byte: Unicode.Scalar) -> Bool {
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: byte) else { return false }
    offset += 1
    skipBlanks()
    return true
  }

  mutating func skipBlanks() {
    while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x0A { offset += 1 }
  }

  mutating func type() -> Type? {
    skipBlanks()
    let start = offset
    while offset < bytes.count, bytes[offset].isLetter || bytes[offset].isDigit || bytes[offset] == UInt8(ascii: ".") {
      offset += 1
    }
    guard offset > start else { return nil }
    let name = Text(bytes[start..<offset])
    skipBlanks()
    guard let parameters = parameters() else { return nil }
    return Type(name: name, parameters: parameters)
  }

  /// `(int, string)`, or nothing.
  mutating func parameters() -> [Type]? {
    var parameters: [Type] = []
    guard accept("(") else { return parameters }
    if accept(")") { return parameters }
    depth += 1
    guard depth <= 64 else { return nil }
    repeat {
      guard let parameter = type() else { return nil }
      parameters.append(parameter)
    } while accept(",")
    depth -= 1
    return accept(")") ? parameters : nil
  }
}

extension Type {
  /// The type of a name with parameters; nil if their number does not fit.
  init?(name: Text, parameters: [Type]) {
    switch (name, parameters.count) {
    case ("list", 0): self = .list(.dyn)
    case ("list", 1): self = .list(parameters[0])
    case ("map", 0): self = .map(.dyn, .dyn)
    case ("map", 2): self = .map(parameters[0], parameters[1])
    case ("optional_type", 1), ("optional", 1): self = .optional(parameters[0])
    case ("wrapper", 1): self = .wrapper(parameters[0])
    case ("type", 0): self = .type(.dyn)
    case ("type", 1): self = .type(parameters[0])
    case ("list", _), ("map", _), ("wrapper", _), ("type", _): return nil
    default:
      if parameters.isEmpty, let simple = Type.simple(name) {
        self = simple
      } else if parameters.isEmpty, name.isTypeParameter {
        self = .parameter(name)
      } else {
        self = .opaque(name, parameters)
      }
    }
  }

  /// The type without parts that has a name.
  static func simple(_ name: Text) -> Type? {
    switch name {
    case "dyn", "google.protobuf.Any", "any": .dyn
    case "null_type", "null": .null
    case "bool": .bool
    case "int": .int
    case "uint": .uint
    case "double": .double
    case "string": .string
    case "bytes": .bytes
    case "timestamp", "google.protobuf.Timestamp": .timestamp
    case "duration", "google.protobuf.Duration": .duration
    case "google.protobuf.BoolValue": .wrapper(.bool)
    case "google.protobuf.Int32Value", "google.protobuf.Int64Value": .wrapper(.int)
    case "google.protobuf.UInt32Value", "google.protobuf.UInt64Value": .wrapper(.uint)
    case "google.protobuf.FloatValue", "google.protobuf.DoubleValue": .wrapper(.double)
    case "google.protobuf.StringValue": .wrapper(.string)
    case "google.protobuf.BytesValue": .wrapper(.bytes)
    default: nil
    }
  }
}

extension Text {
  /// Whether it is a capital letter, perhaps with digits: the name of a type parameter.
  fileprivate var isTypeParameter: Bool {
    guard let first = utf8.first, first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z") else { return false }
    return utf8.dropFirst().allSatisfy { $0.isDigit }
  }
}
