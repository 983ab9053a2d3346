import Diagnostics

/// Walks through a JSON text that arrives in pieces, without ever holding more than one token of it.
///
///     var scanner = JSONScanner { nextPiece() }
///     while true {
///       switch scanner.next() { … }
///     }
///
/// Only the last piece and a token that straddles pieces are kept, so a text of any length is read in constant memory. Whatever the
/// grammar of RFC 8259 forbids ends the walk with `.fault`.
public struct JSONScanner {
  /// What to accept.
  public let options: JSONOptions
  /// Why the walk ended, once `next()` gave `.fault`.
  public internal(set) var fault: JSONFault?
  /// Whether the current string or key has escapes.
  public internal(set) var hasEscapes = false
  /// How many strings and keys had bytes that are not UTF-8, or lone surrogates, and were repaired.
  public internal(set) var repairedTexts = 0

  /// Where the current token stands in the whole text, with its quotes.
  public internal(set) var range = SourceRange(0, 0)

  var window: JSONWindow
  /// Where the current token's content stands in the whole text: without quotes for strings and keys.
  var content = 0..<0
  /// Whether the current string or key has bytes to repair.
  var needsRepair = false
  /// Keys of earlier objects, by depth and index, to be used again: most objects of a file have the same keys in the same order.
  private var keys: [Text] = []
  private var expected = Expectation.value
  private var depth = 0
  /// One bit a level, the innermost lowest: 1 for an object.
  private var containers: UInt64 = 0

  /// What the grammar allows next.
  private enum Expectation: UInt8 {
    case value, firstElement, firstKey, separator, end, nothing
  }

  /// A walk through the pieces that `more` gives; an empty piece is the end of the input.
  ///
  /// `offset` is the place of the first byte in the file, if the text is a part of one.
  public init(options: JSONOptions = JSONOptions(), offset: Int = 0, more: @escaping () -> [UInt8]) {
    self.options = options
    window = JSONWindow(offset: offset, more: more)
    if options.manyTexts { expected = .end }
  }

  /// A walk through a text that is there already.
  public init(_ bytes: [UInt8], options: JSONOptions = JSONOptions(), offset: Int = 0) {
    var rest: [UInt8]? = bytes
    self.init(options: options, offset: offset) {
      defer { rest = nil }
      return rest ?? []
    }
  }

  /// The next step.
  public mutating func next() -> JSONToken {
    guard fault == nil else { return .fault }
    window.kept = Int.max
    guard var byte = nextSignificantByte() else { return atEnd() }
    if expected == .separator {
      if byte == UInt8(ascii: ",") {
        window.position += 1
        guard let after = nextSignificantByte() else { return cutShort() }
        byte = after
        if isInObject { return key(byte) }
        if byte == UInt8(ascii: "]") { return wrong("expected a value after `,`", help: "remove the `,`") }
        return value(byte)
      }
      return closing(byte)
    }
    switch expected {
    case .firstKey: return byte == UInt8(ascii: "}") ? closing(byte) : key(byte)
    case .firstElement: return byte == UInt8(ascii: "]") ? closing(byte) : value(byte)
    case .nothing: return wrong("expected nothing after the JSON text")
    default: return value(byte)
    }
  }

  /// Passes over the rest of the current value: all of an object or array that has just begun; nothing after a scalar.
  ///
  /// Called after `.key`, it passes over the key's value. Gives false if the walk ended with a fault.
  @discardableResult
  public mutating func skipValue(after token: JSONToken) -> Bool {
    var step = token == .key ? next() : token
    guard step == .objectStart || step == .arrayStart else { return step != .fault }
    let outer = depth - 1
    while depth > outer {
      step = next()
      if step == .fault { return false }
    }
    return true
  }

  /// The current key, which stands at an index in its object: an equal one that was read earlier, if it stood at the same place.
  mutating func key(at index: Int) -> Text {
    guard !hasEscapes, !needsRepair else { return text }
    if keys.isEmpty { keys = [Text](repeating: Text(), count: 64) }
    let slot = (index + depth * 16) % 64
    if !window.holds(keys[slot].utf8, at: content) { keys[slot] = text }
    return keys[slot]
  }

  /// How many bytes of the text are in memory: a piece, and what is left of the token or line before it.
  public var bytesInMemory: Int { window.bytes.count }

  /// How many objects and arrays are open.
  public var openContainers: Int { depth }
}

extension JSONScanner {
  private var isInObject: Bool { containers & 1 == 1 }

  private mutating func nextSignificantByte() -> UInt8? {
    if window.isAtStart { window.skipByteOrderMark() }
    return window.skipSpace()
  }

  private mutating func atEnd() -> JSONToken {
    expected == .nothing || (expected == .end && depth == 0) ? .end : cutShort()
  }

  private mutating func value(_ byte: UInt8) -> JSONToken {
    switch byte {
    case UInt8(ascii: "\""): return scanString() ? finished(.string) : .fault
    case UInt8(ascii: "{"): return opening(.objectStart, bit: 1, .firstKey)
    case UInt8(ascii: "["): return opening(.arrayStart, bit: 0, .firstElement)
    case UInt8(ascii: "t"): return scanWord("true") ? finished(.yes) : .fault
    case UInt8(ascii: "f"): return scanWord("false") ? finished(.no) : .fault
    case UInt8(ascii: "n"): return scanWord("null") ? finished(.null) : .fault
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return scanNumber() ? finished(.number) : .fault
    default: return wrong("expected a JSON value")
    }
  }

  private mutating func key(_ byte: UInt8) -> JSONToken {
    guard byte == UInt8(ascii: "\"") else {
      return byte == UInt8(ascii: "}")
        ? wrong("expected a key in quotes after `,`", help: "remove the `,`") : wrong("expected a key in quotes")
    }
    guard scanString() else { return .fault }
    guard let colon = window.skipSpace() else { return cutShort() }
    guard colon == UInt8(ascii: ":") else { return wrong("expected `:` after the key") }
    window.position += 1
    expected = .value
    return .key
  }

  private mutating func opening(_ step: JSONToken, bit: UInt64, _ next: Expectation) -> JSONToken {
    guard depth < options.maximumDepth else {
      return wrong("objects and arrays are nested more than \(options.maximumDepth) deep")
    }
    depth += 1
    containers = containers << 1 | bit
    expected = next
    takeByte()
    return step
  }

  private mutating func closing(_ byte: UInt8) -> JSONToken {
    guard byte == (isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
      return isInObject ? wrong("expected `,` or `}`") : wrong("expected `,` or `]`")
    }
    let step: JSONToken = isInObject ? .objectEnd : .arrayEnd
    depth -= 1
    containers >>= 1
    takeByte()
    return finished(step)
  }

  private mutating func finished(_ step: JSONToken) -> JSONToken {
    if depth > 0 { expected = .separator } else { expected = options.manyTexts ? .end : .nothing }
    return step
  }

  private mutating func takeByte() {
    range = SourceRange(window.place, window.place + 1)
    content = range.start..<range.end
    window.position += 1
  }

  mutating func cutShort() -> JSONToken {
    let end = window.offset + window.bytes.count
    return fail(
      JSONFault(.cutShort, "the JSON text ends before its value does", help: "", range: SourceRange(end, end)))
  }

  mutating func wrong(_ message: Text, help: Text = "") -> JSONToken {
    let start = window.place
    return fail(JSONFault(.syntax, message, help: help, range: SourceRange(start, start + 1)))
  }

  mutating func fail(_ found: JSONFault) -> JSONToken {
    fault = found
    return .fault
  }
}
