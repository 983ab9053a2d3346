import Diagnostics
import Notation

/// `format` of the strings extension: `%s %d %f %e %b %o %x %X`, with a precision as in `%.3f`.
struct Formatter {
  private let template: [UInt8]
  private let arguments: [Value]
  private var offset = 0
  private var used = 0
  private var output: [UInt8] = []

  /// The template with its clauses replaced by the arguments.
  static func format(_ template: Text, _ arguments: [Value]) throws(EvaluationError) -> Text {
    var formatter = Formatter(template: template.utf8, arguments: arguments)
    try formatter.run()
    return Text(formatter.output)
  }

  private init(template: [UInt8], arguments: [Value]) {
    self.template = template
    self.arguments = arguments
  }

  private mutating func run() throws(EvaluationError) {
    while offset < template.count {
      let byte = template[offset]
      offset += 1
      guard byte == UInt8(ascii: "%") else {
        output.append(byte)
        continue
      }
      guard offset < template.count else { throw EvaluationError("the template ends within a `%` clause") }
      if template[offset] == UInt8(ascii: "%") {
        output.append(byte)
        offset += 1
      } else {
        try clause()
      }
    }
  }

  private mutating func clause() throws(EvaluationError) {
    var precision: Int?
    if template[offset] == UInt8(ascii: ".") {
      offset += 1
      var digits = 0
      while offset < template.count, template[offset].isDigit, digits < 1000 {
        digits = digits * 10 + Int(template[offset] - UInt8(ascii: "0"))
        offset += 1
      }
      guard digits <= 500 else { throw EvaluationError("the precision of a `%` clause is at most 500") }
      precision = digits
    }
    guard offset < template.count else { throw EvaluationError("the template ends within a `%` clause") }
    let verb = template[offset]
    offset += 1
    guard used < arguments.count else { throw EvaluationError("the template has more clauses than there are arguments") }
    let value = arguments[used]
    used += 1
    guard try append(value, verb, precision) else {
      throw EvaluationError("`%\(Text([verb]))` cannot be applied to \(value.typeName)")
    }
    guard output.count <= 10_000_000 else { throw EvaluationError(.costExceeded) }
  }

  private mutating func append(_ value: Value, _ verb: UInt8, _ precision: Int?) throws(EvaluationError) -> Bool {
    switch verb {
    case UInt8(ascii: "s"):
      guard let text = Formatter.text(value) else { return false }
      output.append(contentsOf: text)
    case UInt8(ascii: "d"):
      if case .double(let number) = value {
        guard !number.isFinite else { return false }
        output.append(contentsOf: formatDouble(number).utf8)
        return true
      }
      return whole(value, base: 10)
    case UInt8(ascii: "b"):
      if case .bool(let bool) = value {
        output.append(bool ? UInt8(ascii: "1") : UInt8(ascii: "0"))
        return true
      }
      return whole(value, base: 2)
    case UInt8(ascii: "o"): return whole(value, base: 8)
    case UInt8(ascii: "x"): return hexadecimal(value, isUpper: false)
    case UInt8(ascii: "X"): return hexadecimal(value, isUpper: true)
    case UInt8(ascii: "f"), UInt8(ascii: "e"):
      guard let number = value.asDouble else { return false }
      let decimal = ExactDecimal.write(number, precision: precision ?? 6, isScientific: verb == UInt8(ascii: "e"))
      output.append(contentsOf: decimal)
    default:
      throw EvaluationError("`%\(Text([verb]))` is no clause; there are %s %d %f %e %b %o %x %X and %%")
    }
    return true
  }

  private mutating func whole(_ value: Value, base: UInt64, isUpper: Bool = false) -> Bool {
    switch value {
    case .int(let number):
      if number < 0 { output.append(UInt8(ascii: "-")) }
      digits(number.magnitude, base, isUpper)
    case .uint(let number): digits(number, base, isUpper)
    default: return false
    }
    return true
  }

  private mutating func digits(_ number: UInt64, _ base: UInt64, _ isUpper: Bool) {
    var rest = number
    var reversed: [UInt8] = []
    repeat {
      reversed.append(Formatter.digit(UInt8(rest % base), isUpper))
      rest /= base
    } while rest > 0
    output.append(contentsOf: reversed.reversed())
  }

  private mutating func hexadecimal(_ value: Value, isUpper: Bool) -> Bool {
    let bytes: [UInt8]
    switch value {
    case .string(let text): bytes = text.utf8
    case .bytes(let content): bytes = content
    default: return whole(value, base: 16, isUpper: isUpper)
    }
    for byte in bytes {
      output.append(Formatter.digit(byte >> 4, isUpper))
      output.append(Formatter.digit(byte & 15, isUpper))
    }
    return true
  }

  private static func digit(_ value: UInt8, _ isUpper: Bool) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : (isUpper ? UInt8(ascii: "A") : UInt8(ascii: "a")) + value - 10
  }
}

extension Formatter {
  /// The text of a value under `%s`; nil for values that have none.
  static func text(_ value: Value) -> [UInt8]? {
    switch value {
    case .null: return Text("null").utf8
    case .bool(let bool): return (bool ? "true" as Text : "false").utf8
    case .int(let number): return Text(number).utf8
    case .uint(let number): return Text(number).utf8
    case .double(let number): return shortest(number).utf8
    case .string(let text): return text.utf8
    case .bytes(let bytes): return bytes
    case .type(let name): return name.utf8
    case .timestamp(let instant): return instant.rfc3339().utf8
    case .duration(let span): return span.duration.utf8
    case .list(let elements): return list(elements)
    case .map(let map): return self.map(map)
    case .record, .optional: return nil
    }
  }

  /// The shortest form of a double, with the sign of zero.
  static func shortest(_ number: Double) -> Text {
    number == 0 && number.sign == .minus ? "-0" : formatDouble(number)
  }

  private static func list(_ elements: [Value]) -> [UInt8]? {
    var result = [UInt8(ascii: "[")]
    for (index, element) in elements.enumerated() {
      guard let text = text(element) else { return nil }
      if index > 0 { result.append(contentsOf: [UInt8(ascii: ","), 0x20]) }
      result.append(contentsOf: text)
    }
    return result + [UInt8(ascii: "]")]
  }

  /// The entries in the order of their keys' texts.
  private static func map(_ map: MapValue) -> [UInt8]? {
    var entries: [(key: [UInt8], value: [UInt8])] = []
    for index in map.keys.indices {
      guard let key = text(map.keys[index]), let value = text(map.values[index]) else { return nil }
      entries.append((key, value))
    }
    entries.sort { $0.key.lexicographicallyPrecedes($1.key) }
    var result = [UInt8(ascii: "{")]
    for (index, entry) in entries.enumerated() {
      if index > 0 { result.append(contentsOf: [UInt8(ascii: ","), 0x20]) }
      result.append(contentsOf: entry.key)
      result.append(contentsOf: [UInt8(ascii: ":"), 0x20])
      result.append(contentsOf: entry.value)
    }
    return result + [UInt8(ascii: "}")]
  }
}

extension Value {
  /// A number of any type as a double.
  fileprivate var asDouble: Double? {
    switch self {
    case .double(let number): number
    case .int(let number): Double(number)
    case .uint(let number): Double(number)
    default: nil
    }
  }
}
