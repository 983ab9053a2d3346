/// A file as it was read: its name for messages and its bytes.
///
/// Lines end with `\n`, `\r\n` or a lone `\r`. The table of line starts is made once, when the first place is asked for by
/// whoever holds the `LineTable`; most files never need one.
public struct SourceFile: Sendable {
  /// The name shown in messages: as the user gave it, or relative to the content folder; `<stdin>` for standard input.
  public let path: Text

  /// The whole content.
  public let bytes: [UInt8]

  /// A file of these bytes.
  public init(path: Text, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// A file of a text, for tests and generated input.
  public init(path: Text, text: Text) {
    self.init(path: path, bytes: text.utf8)
  }

  /// The bytes of a range, clamped to the file.
  public func text(in range: SourceRange) -> Text {
    let start = min(max(range.start, 0), bytes.count)
    return Text(bytes[start..<min(max(range.end, start), bytes.count)])
  }
}

/// A part of a file, as byte offsets from 0: `start` is in it, `end` is not.
public struct SourceRange: Hashable, Sendable {
  /// Offset of the first byte.
  public var start: Int

  /// Offset after the last byte.
  public var end: Int

  /// The bytes from `start` up to, not including, `end`.
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  /// The same part as a Swift range.
  public init(_ range: Range<Int>) { self.init(range.lowerBound, range.upperBound) }
}

/// A place in a file as people and editors count.
public struct SourceLocation: Hashable, Sendable, Comparable {
  /// Line, from 1.
  public var line: Int

  /// Column in Unicode scalars, from 1.
  public var column: Int

  /// Offset in bytes, from 0.
  public var offset: Int

  /// A place.
  public init(line: Int, column: Int, offset: Int) {
    self.line = line
    self.column = column
    self.offset = offset
  }

  /// The order in the file.
  public static func < (left: SourceLocation, right: SourceLocation) -> Bool { left.offset < right.offset }
}
