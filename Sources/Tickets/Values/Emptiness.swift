import Diagnostics
import Notation

/// Why a field that is there counts as missing.
public enum Emptiness: Hashable, Sendable {
  /// Nothing was written, or `_No response_`.
  case empty
  /// The form's placeholder was left in place.
  case placeholder
  /// The text with which the form starts was left as it was.
  case initial
  /// The form's own help was copied into the answer.
  case help
}

extension FormField {
  /// Why an answer counts as missing; nil if it is an answer.
  public func emptiness(of node: Node) -> Emptiness? {
    switch node.value {
    case .null: return .empty
    case .list(let elements):
      // Each element is looked at once: lists may hold lists, and twice at every level would be for ever.
      var first: Emptiness?
      for element in elements {
        guard let found = emptiness(of: element) else { return nil }
        first = first ?? found
      }
      return first ?? .empty
    case .map: return nil
    default: break
    }
    guard let first = node.text.firstVisibleByte, !node.text.isNoResponse else { return .empty }
    if isSame(node.text, first, as: placeholder) { return .placeholder }
    if isSame(node.text, first, as: initial) { return .initial }
    if isSame(node.text, first, as: help) { return .help }
    return nil
  }

  /// Whether two texts are equal but for spaces and the case of letters. Different first letters settle most comparisons.
  private func isSame(_ text: Text, _ first: UInt8, as other: Text) -> Bool {
    guard let wanted = other.firstVisibleByte, first.asciiLowercased == wanted.asciiLowercased else { return false }
    return text.isSameLabel(as: other)
  }
}

extension Text {
  /// The first byte that is no space; nil if there is none.
  fileprivate var firstVisibleByte: UInt8? {
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      if !byte.isASCIISpace { return byte }
      index += 1
    }
    return nil
  }
}

extension Text {
  /// Whether the text is what GitHub renders for an empty answer.
  var isNoResponse: Bool {
    let range = trimmedRange
    guard range.count == 13, utf8[range.lowerBound] == UInt8(ascii: "_") else { return false }
    return Text(utf8[range]).asciiLowercased().equals("_no response_")
  }
}

extension Node {
  /// Whether there is no text at all.
  var isBlank: Bool {
    switch value {
    case .null: true
    case .list(let elements): elements.isEmpty
    case .map: false
    default: text.trimmedRange.isEmpty
    }
  }
}
