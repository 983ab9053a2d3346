extension Text {
  /// How many bytes there are.
  public var count: Int { utf8.count }

  /// Whether the text begins with a literal.
  public func hasPrefix(_ prefix: StaticString) -> Bool {
    prefix.withUTF8Buffer { $0.count <= utf8.count && utf8.starts(with: $0) }
  }

  /// Whether the text ends with a literal.
  public func hasSuffix(_ suffix: StaticString) -> Bool {
    suffix.withUTF8Buffer { $0.count <= utf8.count && utf8.suffix($0.count).elementsEqual($0) }
  }

  /// Whether the bytes of another text occur in this one; every text contains the empty one.
  public func contains(_ part: Text) -> Bool { part.isEmpty || firstIndex(of: part) != nil }

  /// Where the bytes of another, non-empty text first occur, at or after an offset.
  public func firstIndex(of part: Text, from start: Int = 0) -> Int? {
    let part = part.utf8
    guard let first = part.first, utf8.count >= part.count, start <= utf8.count - part.count else { return nil }
    return utf8.withUnsafeBufferPointer { bytes in
      for index in start...(bytes.count - part.count) where bytes[index] == first {
        var length = 1
        while length < part.count, bytes[index + length] == part[length] { length += 1 }
        if length == part.count { return index }
      }
      return nil
    }
  }

  /// The same text with the letters A to Z in lower case; other bytes stay.
  public func asciiLowercased() -> Text { Text(utf8.map { $0.asciiLowercased }) }

  /// The range of the text without spaces, tabs and line ends at either end.
  public var trimmedRange: Range<Int> {
    var start = 0
    var end = utf8.count
    while start < end, utf8[start].isASCIISpace { start += 1 }
    while end > start, utf8[end - 1].isASCIISpace { end -= 1 }
    return start..<end
  }

  /// The text without spaces, tabs and line ends at either end.
  public func trimmed() -> Text {
    let range = trimmedRange
    return range.count == utf8.count ? self : Text(utf8[range])
  }

  /// The texts one after the other, with a separator between them.
  public static func joined(_ parts: [Text], separator: Text) -> Text {
    var result = Text()
    for (index, part) in parts.enumerated() {
      if index > 0 { result.append(separator) }
      result.append(part)
    }
    return result
  }

  /// The text in backquotes, as messages quote what a user wrote; a long one is cut in its middle, line ends become spaces.
  public var quoted: Text {
    let bytes = utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
    return Text([UInt8(ascii: "`")] + Text(bytes).shortened(to: 120).utf8 + [UInt8(ascii: "`")])
  }

  /// The text, without its middle if it has more bytes than a limit; what is left has fewer.
  ///
  /// - Parameter limit: at least 48 bytes.
  public func shortened(to limit: Int) -> Text {
    guard utf8.count > limit else { return self }
    let head = utf8Boundary(utf8, atOrBefore: limit - 40)
    let tail = utf8Boundary(utf8, atOrBefore: utf8.count - 24)
    return Text(Array(utf8[..<head]) + Text("…").utf8 + Array(utf8[tail...]))
  }
}

extension UInt8 {
  /// The lower-case letter of a letter A to Z; any other byte itself.
  public var asciiLowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

  /// Space, tab, line feed, vertical tab, form feed or carriage return.
  public var isASCIISpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }

  /// A digit 0 to 9.
  public var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }

  /// A letter A to Z or a to z.
  public var isASCIILetter: Bool { asciiLowercased >= 0x61 && asciiLowercased <= 0x7A }
}

/// The nearest index at or before `index` that is not inside a UTF-8 sequence.
private func utf8Boundary(_ bytes: [UInt8], atOrBefore index: Int) -> Int {
  var index = min(max(index, 0), bytes.count)
  while index > 0, index < bytes.count, bytes[index] & 0xC0 == 0x80 { index -= 1 }
  return index
}
