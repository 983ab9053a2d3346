import Diagnostics

/// Writes a JSON text (RFC 8259) into a buffer of bytes.
///
///     var writer = JSONWriter()
///     writer.object {
///       $0.member("rule", "release-tag-moves")
///       $0.key("lines")
///       $0.array { $0.int(3) }
///     }
///
/// It places commas, colons and, if asked, line ends and indents; the order of calls is the order of the text.
public struct JSONWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8]

  private let isPretty: Bool
  private var depth = 0
  /// Whether the next value is the first of its object or array.
  private var isFirst = true
  private var isAfterKey = false

  /// A writer that appends to some bytes; `pretty` puts every member and element on a line of its own, indented by two spaces.
  public init(appendingTo bytes: [UInt8] = [], pretty: Bool = false) {
    self.bytes = bytes
    isPretty = pretty
  }

  /// What was written so far, as a text.
  public var text: Text { Text(bytes) }

  /// An object with the members that `members` writes.
  @_transparent
  public mutating func object(_ members: (inout JSONWriter) -> Void) {
    open(0x7B)
    members(&self)
    close(0x7D)
  }

  /// An array with the elements that `elements` writes.
  @_transparent
  public mutating func array(_ elements: (inout JSONWriter) -> Void) {
    open(0x5B)
    elements(&self)
    close(0x5D)
  }

  /// Begins an object with `{` or an array with `[`; what `object` and `array` call, which are copied to where they are called.
  public mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    depth += 1
    isFirst = true
  }

  /// Ends an object with `}` or an array with `]`.
  public mutating func close(_ bracket: UInt8) {
    depth -= 1
    if !isFirst { breakLine() }
    bytes.append(bracket)
    isFirst = depth == 0
  }

  /// The key of a member; its value must be written next.
  public mutating func key(_ key: Text) {
    separate()
    quote(key)
    bytes.append(UInt8(ascii: ":"))
    if isPretty { bytes.append(UInt8(ascii: " ")) }
    isAfterKey = true
  }

  /// A string.
  public mutating func string(_ text: Text) {
    separate()
    quote(text)
  }

  /// A whole number.
  public mutating func int(_ number: Int64) {
    separate()
    bytes.append(contentsOf: Text(number).utf8)
  }

  /// A number in its shortest form; null for infinity and not-a-number, which JSON lacks.
  public mutating func double(_ number: Double) {
    guard number.isFinite else { return null() }
    separate()
    bytes.append(contentsOf: formatDouble(number).utf8)
  }

  /// `true` or `false`.
  public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }

  /// `null`.
  public mutating func null() { raw("null") }

  /// A value that is JSON already.
  public mutating func raw(_ json: Text) {
    separate()
    bytes.append(contentsOf: json.utf8)
  }

  /// A tree as it was read.
  public mutating func node(_ node: Node) {
    switch node.value {
    case .null: null()
    case .bool(let value): bool(value)
    case .int(let number): int(number)
    case .double(let number): double(number)
    case .string(let text): string(text)
    case .list(let elements): array { writer in for element in elements { writer.node(element) } }
    case .map(let entries):
      object { writer in
        for entry in entries {
          writer.key(entry.key)
          writer.node(entry.value)
        }
      }
    }
  }

  /// A line end, between texts.
  public mutating func newline() {
    bytes.append(0x0A)
    isFirst = true
  }
}

extension JSONWriter {
  /// A member whose value is a string.
  public mutating func member(_ key: Text, _ text: Text) {
    self.key(key)
    string(text)
  }

  /// A member whose value is a whole number.
  public mutating func member(_ key: Text, _ number: Int64) {
    self.key(key)
    int(number)
  }

  /// A member whose value is `true` or `false`.
  public mutating func member(_ key: Text, _ value: Bool) {
    self.key(key)
    bool(value)
  }

  /// A text in quotes, its control characters escaped and what is not UTF-8 replaced by U+FFFD.
  ///
  /// `<`, U+2028 and U+2029 are escaped too, so that the text can stand in a script element, and the control characters of ISO 6429 and those
  /// that change the direction of text, so that it can be shown in a terminal.
  public static func append(quoted text: Text, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    let source = text.utf8
    var index = 0
    while index < source.count {
      let byte = source[index]
      if byte >= 0x80 {
        appendScalar(source, &index, to: &bytes)
        continue
      }
      if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x3C || byte == 0x7F {
        appendEscape(byte, to: &bytes)
      } else {
        bytes.append(byte)
      }
      index += 1
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension JSONWriter {
  private mutating func quote(_ text: Text) { Self.append(quoted: text, to: &bytes) }

  private mutating func separate() {
    if isAfterKey {
      isAfterKey = false
      return
    }
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    if depth > 0 { breakLine() }
    isFirst = depth == 0
  }

  private mutating func breakLine() {
    guard isPretty else { return }
    bytes.append(0x0A)
    for _ in 0..<depth * 2 { bytes.append(UInt8(ascii: " ")) }
  }

  private static func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    default:
      bytes.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
      for digit in [byte >> 4, byte & 0xF] { bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
    }
  }

  private static func appendScalar(_ source: [UInt8], _ index: inout Int, to bytes: inout [UInt8]) {
    func at(_ place: Int) -> UInt8 { place < source.count ? source[place] : 0 }
    let lead = source[index]
    let length = utf8Length(lead)
    guard isScalar((lead, at(index + 1), at(index + 2), at(index + 3)), length: length) else {
      bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
      index += 1
      return
    }
    let second = UInt32(source[index + 1] & 0x3F)
    let scalar =
      length == 2 ? UInt32(lead & 0x1F) << 6 | second : UInt32(lead & 0x0F) << 12 | second << 6 | UInt32(at(index + 2) & 0x3F)
    if length < 4, isHidden(scalar) {
      bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
      for shift in [UInt32(12), 8, 4, 0] {
        let digit = UInt8(scalar >> shift & 15)
        bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    } else {
      bytes.append(contentsOf: source[index..<index + length])
    }
    index += length
  }

  /// Whether a character acts on the text around it unseen.
  private static func isHidden(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x80...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
