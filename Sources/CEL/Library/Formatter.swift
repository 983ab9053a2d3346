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
      let start = offset
      var digits = 0
      while offset < template.count, template[offset].isDigit, digits <= 1000 {
        digits = digits * 10 + Int(template[offset] - UInt8(ascii: "0"))
        offset += 1
      }
      guard offset > start, digits <= 1000 else {
        throw EvaluationError("the precision of a `%` clause is a number up to 1000")
      }
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
    case .double(let number): return plain(number).utf8
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

  /// The shortest form of a double as the reference implementations' `string` has it, C's `%g`: `1.5`, `1e+06`, `1e-05`, `+Inf`.
  static func general(_ number: Double) -> Text {
    guard number.isFinite else { return number == .infinity ? "+Inf" : number < 0 ? "-Inf" : "NaN" }
    let decimal = ShortestDecimal(number.magnitude)
    guard decimal.point < -3 || decimal.point > 6 else { return plain(number) }
    var bytes = sign(of: number)
    for (index, digit) in decimal.digits.enumerated() {
      if index == 1 { bytes.append(UInt8(ascii: ".")) }
      bytes.append(digit + 0x30)
    }
    bytes += [UInt8(ascii: "e"), decimal.point > 0 ? UInt8(ascii: "+") : UInt8(ascii: "-")]
    let exponent = abs(decimal.point - 1)
    if exponent < 10 { bytes.append(0x30) }
    return Text(bytes + Text(exponent).utf8)
  }

  /// The shortest form of a double without an exponent: `1000000`, `0.00001`, `Infinity`.
  static func plain(_ number: Double) -> Text {
    guard number.isFinite else { return formatDouble(number) }
    let decimal = ShortestDecimal(number.magnitude)
    var bytes = sign(of: number)
    for place in min(0, decimal.point - 1)..<max(decimal.point, decimal.digits.count) {
      if place == decimal.point { bytes.append(UInt8(ascii: ".")) }
      bytes.append((place >= 0 && place < decimal.digits.count ? decimal.digits[place] : 0) + 0x30)
    }
    return Text(bytes)
  }

  private static func sign(of number: Double) -> [UInt8] { number.sign == .minus ? [UInt8(ascii: "-")] : [] }

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
    var keys: [Text] = []
    var values: [Text] = []
    for index in map.keys.indices {
      guard let key = text(map.keys[index]), let value = text(map.values[index]) else { return nil }
      keys.append(Text(key))
      values.append(Text(value))
    }
    var result = [UInt8(ascii: "{")]
    for index in sortedIndices(keys.count, by: { keys[$0] < keys[$1] }) {
      if result.count > 1 { result += [UInt8(ascii: ","), 0x20] }
      result += keys[index].utf8 + [UInt8(ascii: ":"), 0x20] + values[index].utf8
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
