import Diagnostics
import Notation

/// Values as JSON with their types: `{"int":"5"}`, `{"list":[…]}`, `{"map":[[key, value], …]}`, `{"timestamp":"2015-12-02T16:20:00Z"}`.
public enum TaggedValue {
  /// Reads a tagged value; the failure says what is wrong with it.
  public static func read(_ node: Node) -> Result<Value, EvaluationError> {
    do throws(EvaluationError) {
      return .success(try value(node))
    } catch {
      return .failure(error)
    }
  }

  /// The tagged value as JSON; nil if it would be longer than 16 MB.
  public static func write(_ value: Value) -> Text? {
    var writer = JSONWriter()
    guard write(value, to: &writer) else { return nil }
    return writer.text
  }

  /// Writes a tagged value; false, with part of it written, if it is too long.
  static func write(_ value: Value, to writer: inout JSONWriter) -> Bool {
    guard writer.bytes.count < 16_000_000 else { return false }
    var isWhole = true
    writer.object { writer in
      writer.key(tag(value))
      switch value {
      case .null: writer.null()
      case .bool(let bool): writer.bool(bool)
      case .int(let number): writer.string(Text(number))
      case .uint(let number): writer.string(Text(number))
      case .double(let number): writer.string(number == 0 && number.sign == .minus ? "-0" : formatDouble(number))
      case .string(let text): writer.string(text)
      case .bytes(let bytes): writer.string(Base64.encode(bytes))
      case .list(let elements): writer.array { isWhole = write(elements, to: &$0) }
      case .map(let map): writer.array { isWhole = write(map, to: &$0) }
      case .record(let record): isWhole = write(record, to: &writer)
      case .type(let name): writer.string(name)
      case .timestamp(let instant): writer.string(instant.rfc3339())
      case .duration(let span): writer.string(span.duration)
      case .optional(let value):
        if let value { isWhole = write(value, to: &writer) } else { writer.null() }
      }
    }
    return isWhole
  }
}

extension TaggedValue {
  private static func tag(_ value: Value) -> Text {
    switch value {
    case .null: "null"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .record: "record"
    case .optional: "optional"
    default: value.typeName
    }
  }

  private static func write(_ elements: [Value], to writer: inout JSONWriter) -> Bool {
    for element in elements where !write(element, to: &writer) { return false }
    return true
  }

  private static func write(_ map: MapValue, to writer: inout JSONWriter) -> Bool {
    var isWhole = true
    for index in map.keys.indices where isWhole {
      writer.array { isWhole = write(map.keys[index], to: &$0) && write(map.values[index], to: &$0) }
    }
    return isWhole
  }

  private static func write(_ record: RecordValue, to writer: inout JSONWriter) -> Bool {
    var isWhole = true
    writer.object { writer in
      for (index, field) in record.type.fields.enumerated() {
        guard isWhole, let value = record[index] else { continue }
        writer.key(field.name)
        isWhole = write(value, to: &writer)
      }
    }
    return isWhole
  }

  private static func value(_ node: Node) throws(EvaluationError) -> Value {
    guard node.entries.count == 1 else {
      throw EvaluationError("a tagged value is an object with one member, such as `{\"int\":\"5\"}`")
    }
    let entry = node.entries[0]
    if let value = scalar(entry.key, entry.value) { return value }
    switch (entry.key, entry.value.value) {
    case ("list", .list(let nodes)):
      var elements: [Value] = []
      for node in nodes { elements.append(try value(node)) }
      return .list(elements)
    case ("map", .list(let nodes)): return .map(try map(nodes))
    case ("optional", .null): return .optional(nil)
    case ("optional", _): return .optional(try value(entry.value))
    default: throw EvaluationError("the tag `\(entry.key)` is unknown or its content does not fit it")
    }
  }

  private static func scalar(_ tag: Text, _ node: Node) -> Value? {
    switch tag {
    case "null": return .null
    case "bool":
      if case .bool(let bool) = node.value { return .bool(bool) }
      return nil
    case "int": return parseInt64(node.text).map { .int($0) }
    case "uint": return node.text.utf8.withUnsafeBufferPointer { parseUInt64($0) }.map { .uint($0) }
    case "double": return try? Builtin.double.convert(.string(node.text))
    case "string": return node.isString ? .string(node.text) : nil
    case "bytes": return node.isString ? Base64.decode(node.text).map { .bytes($0) } : nil
    case "type": return node.isString ? .type(Type.denoted(by: node.text)?.name ?? node.text) : nil
    case "timestamp": return Timestamp(rfc3339: node.text).map { .timestamp($0) }
    case "duration": return TimeSpan(duration: node.text).map { .duration($0) }
    default: return nil
    }
  }

  private static func map(_ nodes: [Node]) throws(EvaluationError) -> MapValue {
    var keys: [Value] = []
    var values: [Value] = []
    for node in nodes {
      guard node.elements.count == 2 else { throw EvaluationError("an entry of a map is `[key, value]`") }
      keys.append(try value(node.elements[0]))
      values.append(try value(node.elements[1]))
    }
    guard let map = MapValue(keys: keys, values: values) else {
      throw EvaluationError("the map has a key twice, or one of a type that cannot be a key")
    }
    return map
  }
}

extension Node {
  fileprivate var isString: Bool {
    if case .string = value { true } else { false }
  }
}
