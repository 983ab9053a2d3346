import Diagnostics

extension JSONScanner {
  /// The bytes of the current token as they stand in the text: of a string or key, what is between the quotes.
  ///
  /// Valid until the next step.
  public var contentBytes: ArraySlice<UInt8> { window.part(content) }

  /// The current string, key or number, with escapes resolved and what is not UTF-8 read as U+FFFD.
  public var text: Text {
    if !hasEscapes && !needsRepair { return Text(contentBytes) }
    return decoded().text
  }

  /// The current number as a whole number; nil if it has a fraction or exponent, or does not fit.
  public var integer: Int64? {
    var bytes = contentBytes
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { bytes.removeFirst() }
    var value: Int64 = 0
    for byte in bytes {
      guard isDigit(byte) else { return nil }
      let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, tooSmall) = product.subtractingReportingOverflow(Int64(byte - 0x30))
      guard !tooLarge, !tooSmall else { return nil }
      value = sum
    }
    if isNegative { return value }
    return value == Int64.min ? nil : -value
  }

  /// The current number; infinite if it is beyond what a `Double` holds.
  public var double: Double {
    if let integer { return Double(integer) }
    return parseDouble(Text(contentBytes)) ?? .infinity
  }

  /// The current scalar as a node, with its place.
  func scalar(_ token: JSONToken) -> Node {
    switch token {
    case .string: return stringNode
    case .number:
      let value: Node.Value
      if let integer { value = .int(integer) } else { value = .double(double) }
      return Node(value, text: Text(contentBytes), range: range)
    case .yes: return Node(.bool(true), text: "true", range: range)
    case .no: return Node(.bool(false), text: "false", range: range)
    default: return Node(.null, range: range)
    }
  }

  /// The current string or key with its place.
  public var stringNode: Node {
    guard hasEscapes || needsRepair else {
      let text = Text(contentBytes)
      return Node(.string(text), text: text, range: range, contentStart: content.lowerBound)
    }
    let (text, map) = decoded()
    return Node(.string(text), text: text, range: range, contentStart: content.lowerBound, map: map)
  }

  /// The text of a string with escapes, and where each of its bytes comes from.
  private func decoded() -> (text: Text, map: [Int32]) {
    var decoder = JSONStringDecoder(Array(contentBytes), offset: content.lowerBound)
    decoder.run()
    return (Text(decoder.output), decoder.map)
  }
}

/// Resolves escapes and repairs encoding; the scanner has checked the grammar.
private struct JSONStringDecoder {
  let bytes: [UInt8]
  let offset: Int
  var output: [UInt8] = []
  var map: [Int32] = []
  var index = 0

  init(_ bytes: [UInt8], offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  mutating func run() {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        escape()
      } else if byte < 0x80 {
        append(byte)
        index += 1
      } else {
        scalar(byte)
      }
    }
  }

  private mutating func append(_ byte: UInt8) {
    output.append(byte)
    map.append(Int32(truncatingIfNeeded: offset + index))
  }

  private mutating func escape() {
    switch bytes[index + 1] {
    case UInt8(ascii: "u"): return unicodeEscape()
    case UInt8(ascii: "b"): append(0x08)
    case UInt8(ascii: "f"): append(0x0C)
    case UInt8(ascii: "n"): append(0x0A)
    case UInt8(ascii: "r"): append(0x0D)
    case UInt8(ascii: "t"): append(0x09)
    default: append(bytes[index + 1])
    }
    index += 2
  }

  private mutating func unicodeEscape() {
    let first = unit(at: index)
    guard first & 0xF800 == 0xD800 else { return append(scalar: first, length: 6) }
    let isPair =
      first < 0xDC00 && index + 12 <= bytes.count && bytes[index + 6] == UInt8(ascii: "\\")
      && bytes[index + 7] == UInt8(ascii: "u") && unit(at: index + 6) & 0xFC00 == 0xDC00
    guard isPair else { return append(scalar: 0xFFFD, length: 6) }
    append(scalar: 0x10000 + (first & 0x3FF) << 10 + unit(at: index + 6) & 0x3FF, length: 12)
  }

  private func unit(at index: Int) -> UInt32 {
    bytes[index + 2..<index + 6].reduce(0) { $0 << 4 | UInt32(hexadecimalDigit($1) ?? 0) }
  }

  private mutating func append(scalar: UInt32, length: Int) {
    if scalar < 0x80 {
      append(UInt8(scalar))
    } else {
      if scalar < 0x800 {
        append(UInt8(0xC0 | scalar >> 6))
      } else {
        if scalar < 0x10000 {
          append(UInt8(0xE0 | scalar >> 12))
        } else {
          append(UInt8(0xF0 | scalar >> 18))
          append(UInt8(0x80 | scalar >> 12 & 0x3F))
        }
        append(UInt8(0x80 | scalar >> 6 & 0x3F))
      }
      append(UInt8(0x80 | scalar & 0x3F))
    }
    index += length
  }

  private mutating func scalar(_ lead: UInt8) {
    func at(_ ahead: Int) -> UInt8 { index + ahead < bytes.count ? bytes[index + ahead] : 0 }
    let length = utf8Length(lead)
    guard isScalar((lead, at(1), at(2), at(3)), length: length) else { return append(scalar: 0xFFFD, length: 1) }
    for _ in 0..<length {
      append(bytes[index])
      index += 1
    }
  }
}
