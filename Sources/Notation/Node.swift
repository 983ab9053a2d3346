import Diagnostics

/// A value read from YAML or JSON, with its place in the file.
///
/// It is immutable, so that it is as good as a value; being one object, it costs little to hand on.
public final class Node: Sendable {
  /// What the value is.
  public enum Value: Hashable, Sendable {
    /// Nothing: `null`, `~` or an empty value.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number that fits 64 bits.
    case int(Int64)
    /// A number with a fraction or exponent, or one too large for `int`.
    case double(Double)
    /// A text: quoted, a block scalar, or a plain scalar that is nothing else. Dates are texts.
    case string(Text)
    /// A sequence.
    case list([Node])
    /// A mapping, in file order, keys unique.
    case map([Entry])
  }

  /// A key of a mapping and its value.
  public struct Entry: Hashable, Sendable {
    /// The key's text.
    public var key: Text
    /// Where the key stands, with its quotes.
    public var keyRange: SourceRange
    /// The value.
    public var value: Node

    /// A key and its value.
    public init(key: Text, keyRange: SourceRange, value: Node) {
      self.key = key
      self.keyRange = keyRange
      self.value = value
    }
  }

  /// What the value is.
  public let value: Value

  /// The scalar's characters after unquoting, whatever its type (`1.10` stays `1.10`); empty for null, lists and maps.
  public let text: Text

  /// Where it stands, with its quotes; for an empty value the place after the key's colon.
  public let range: SourceRange

  /// Where each byte of `text` begins in the file, when that is not `range.start` plus the index: quoted scalars with escapes,
  /// folded and block scalars. Nil where the text stands in the file as it is, from `contentStart`.
  public let map: [Int32]?

  /// Offset of the first byte of `text`: `range.start`, or one more for a quoted scalar.
  public let contentStart: Int

  /// A value with its place.
  public init(_ value: Value, text: Text = Text(), range: SourceRange, contentStart: Int? = nil, map: [Int32]? = nil) {
    self.value = value
    self.text = text
    self.range = range
    self.contentStart = contentStart ?? range.start
    self.map = map
  }

  /// The file's range of a part of `text`.
  public func sourceRange(ofText part: Range<Int>) -> SourceRange {
    guard let map else { return SourceRange(contentStart + part.lowerBound, contentStart + part.upperBound) }
    func offset(_ index: Int) -> Int { index < map.count ? Int(map[index]) : range.end }
    let end = part.isEmpty ? offset(part.lowerBound) : end(ofByte: part.upperBound - 1, map)
    return SourceRange(offset(part.lowerBound), end)
  }

  /// Where what a byte of `text` was made of ends in the file: it may be an escape sequence, of at most twelve bytes.
  private func end(ofByte index: Int, _ map: [Int32]) -> Int {
    guard index < map.count else { return range.end }
    let last = Int(map[index])
    let end = contentStart > range.start ? range.end - 1 : range.end
    let next = index + 1 < map.count ? Int(map[index + 1]) : end
    return (1...12).contains(next - last) ? next : last + 1
  }

  /// The text of a part of this node's text.
  public func part(_ range: Range<Int>) -> Node {
    let text = Text(self.text.utf8[range])
    let place = sourceRange(ofText: range)
    return Node(.string(text), text: text, range: place, map: map.map { Array($0[range]) })
  }

  /// The value of a key of a mapping; nil for other values and absent keys.
  @_disfavoredOverload
  public subscript(key: Text) -> Node? {
    guard case .map(let entries) = value else { return nil }
    for index in entries.indices where entries[index].key == key { return entries[index].value }
    return nil
  }

  /// The value of a key that is known when the program is written.
  public subscript(key: StaticString) -> Node? {
    guard case .map(let entries) = value else { return nil }
    for index in entries.indices where entries[index].key.equals(key) { return entries[index].value }
    return nil
  }

  /// The entries of a mapping; empty for other values.
  public var entries: [Entry] {
    guard case .map(let entries) = value else { return [] }
    return entries
  }

  /// The elements of a list; empty for other values.
  public var elements: [Node] {
    guard case .list(let elements) = value else { return [] }
    return elements
  }
}

extension Node: Hashable {
  /// Whether both have the same value, text and place.
  public static func == (left: Node, right: Node) -> Bool {
    left.value == right.value && left.text == right.text && left.range == right.range && left.map == right.map
      && left.contentStart == right.contentStart
  }

  /// Hashes what mostly differs.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(text)
    hasher.combine(range)
  }
}
