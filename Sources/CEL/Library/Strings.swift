import Diagnostics
import Notation

extension Builtin {
  /// Functions of one string.
  func ofString(_ text: Text) throws(EvaluationError) -> Value? {
    switch self {
    case .lowerAscii: return .string(text.asciiLowercased())
    case .upperAscii:
      return .string(Text(text.utf8.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") ? $0 - 32 : $0 }))
    case .trim: return .string(Characters(text).trimmed)
    case .reverse: return .string(Text(Characters(text).scalars.reversed().flatMap { Array($0) }))
    case .quote: return .string(quoted(text))
    case .base64Decode:
      guard let bytes = Base64.decode(text) else { throw EvaluationError("the string is not base64") }
      return .bytes(bytes)
    default: return nil
    }
  }

  /// Functions of a string and a number.
  func ofString(_ text: Text, _ number: Int64) throws(EvaluationError) -> Value? {
    let characters = Characters(text)
    switch self {
    case .charAt:
      let start = try characters.needOffset(of: number)
      guard start < characters.bytes.count else { return .string(Text()) }
      return .string(try characters.substring(number, number + 1))
    case .substring: return .string(Text(characters.bytes[(try characters.needOffset(of: number))...]))
    default: return nil
    }
  }

  /// Functions of two strings.
  func ofStrings(_ text: Text, _ part: Text, _ context: CallContext) throws(EvaluationError) -> Value? {
    let bytes = text.utf8
    switch self {
    case .contains: return .bool(Characters(text).find(part.utf8, from: 0) != nil)
    case .startsWith: return .bool(bytes.starts(with: part.utf8))
    case .endsWith: return .bool(bytes.count >= part.utf8.count && bytes.suffix(part.utf8.count).elementsEqual(part.utf8))
    case .matches:
      guard let reader = context.reader else { throw EvaluationError("the regular expression is no literal") }
      switch reader.pattern(part, context.limits.regexSize) {
      case .success(let regex): return .bool(Matcher(regex).matches(bytes))
      case .failure(let error): throw EvaluationError("the regular expression is wrong: \(error.message)")
      }
    case .indexOf: return try ofStrings(text, part, Int64(0))
    case .lastIndexOf: return place(Characters(text).findLast(part.utf8, from: bytes.count), in: text)
    case .split: return try ofStrings(text, part, Int64(-1))
    default: return nil
    }
  }

  /// Functions of two strings and a number.
  func ofStrings(_ text: Text, _ part: Text, _ number: Int64) throws(EvaluationError) -> Value? {
    let characters = Characters(text)
    switch self {
    case .indexOf: return place(characters.find(part.utf8, from: try characters.needOffset(of: number)), in: text)
    case .lastIndexOf:
      return place(characters.findLast(part.utf8, from: try characters.needOffset(of: number)), in: text)
    case .split: return .list(split(characters, part.utf8, limit: number))
    default: return nil
    }
  }

  private func place(_ offset: Int?, in text: Text) -> Value {
    .int(offset.map { Characters(text).index(of: $0) } ?? -1)
  }

  private func split(_ text: Characters, _ separator: [UInt8], limit: Int64) -> [Value] {
    if limit == 0 { return [] }
    if separator.isEmpty { return splitScalars(text, limit: limit) }
    var parts: [Value] = []
    var start = 0
    while limit < 0 || Int64(parts.count) < limit - 1, let end = text.find(separator, from: start) {
      parts.append(.string(Text(text.bytes[start..<end])))
      start = end + separator.count
    }
    parts.append(.string(Text(text.bytes[start...])))
    return parts
  }

  private func splitScalars(_ text: Characters, limit: Int64) -> [Value] {
    let scalars = text.scalars
    guard limit > 0, limit < Int64(scalars.count) else { return scalars.map { .string(Text($0)) } }
    let last = Int(limit) - 1
    return scalars[..<last].map { .string(Text($0)) } + [.string(Text(text.bytes[scalars[last].startIndex...]))]
  }

  /// The text with the first so many places of one part replaced by another; an empty part stands before every code point and at the end.
  func replaced(_ text: Text, _ old: Text, _ new: Text, at limit: Int64) throws(EvaluationError) -> Text {
    let characters = Characters(text)
    var result: [UInt8] = []
    var start = 0
    var count: Int64 = 0
    while count < limit, let place = characters.find(old.utf8, from: start) {
      result.append(contentsOf: characters.bytes[start..<place])
      result.append(contentsOf: new.utf8)
      guard result.count <= 10_000_000 else { throw EvaluationError(.costExceeded) }
      count += 1
      start = place + old.utf8.count
      guard old.isEmpty else { continue }
      guard start < characters.bytes.count else { break }
      let length = scalarLength(characters.bytes, at: start) ?? 1
      result.append(contentsOf: characters.bytes[start..<start + length])
      start += length
    }
    result.append(contentsOf: characters.bytes[start...])
    return Text(result)
  }

  /// The strings of a list, joined.
  static func join(_ elements: [Value], _ separator: Text) throws(EvaluationError) -> Value {
    var result: [UInt8] = []
    for (index, element) in elements.enumerated() {
      guard case .string(let text) = element else { throw EvaluationError("`join` takes a list of strings") }
      if index > 0 { result.append(contentsOf: separator.utf8) }
      result.append(contentsOf: text.utf8)
      guard result.count <= 10_000_000 else { throw EvaluationError(.costExceeded) }
    }
    return .string(Text(result))
  }

  /// The text as a literal in double quotes; bytes that are not UTF-8 become U+FFFD.
  private func quoted(_ text: Text) -> Text {
    var result: [UInt8] = [UInt8(ascii: "\"")]
    var index = 0
    while index < text.utf8.count {
      let byte = text.utf8[index]
      if let letter = escapeLetter(byte) {
        result.append(UInt8(ascii: "\\"))
        result.append(letter)
        index += 1
      } else if let length = scalarLength(text.utf8, at: index) {
        result.append(contentsOf: text.utf8[index..<index + length])
        index += length
      } else {
        appendUTF8(0xFFFD, to: &result)
        index += 1
      }
    }
    return Text(result + [UInt8(ascii: "\"")])
  }

  private func escapeLetter(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x07: UInt8(ascii: "a")
    case 0x08: UInt8(ascii: "b")
    case 0x0C: UInt8(ascii: "f")
    case 0x0A: UInt8(ascii: "n")
    case 0x0D: UInt8(ascii: "r")
    case 0x09: UInt8(ascii: "t")
    case 0x0B: UInt8(ascii: "v")
    case UInt8(ascii: "\\"), UInt8(ascii: "\""): byte
    default: nil
    }
  }
}
