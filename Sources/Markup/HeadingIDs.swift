/// Gives the headings of a page their ids: GitHub's rule, for headings in any language.
struct HeadingIDs {
  private var used: [[UInt8]: Int] = [:]

  init() {}

  /// The explicit id, else the one made of the text; a number is added to an id that was there before.
  mutating func id(explicit: [UInt8], text: [UInt8], duplicate: ([UInt8]) -> Void) -> [UInt8] {
    if !explicit.isEmpty, used[explicit] != nil { duplicate(explicit) }
    let base = explicit.isEmpty ? Self.id(of: text) : explicit
    guard var count = used[base] else {
      used[base] = 0
      return base
    }
    while true {
      count += 1
      let next = base + [UInt8(ascii: "-")] + Array(String(count).utf8)
      if used[next] == nil {
        used[base] = count
        used[next] = 0
        return next
      }
    }
  }

  /// Takes an id that no heading has made. Returns whether an element can have it: it is some word, and the first of its name.
  mutating func reserve(_ id: [UInt8]) -> Bool {
    guard !id.isEmpty, !id.contains(where: isSpace), used[id] == nil else { return false }
    used[id] = 0
    return true
  }

  /// Letters in lower case, digits, marks, `_` and `-` stay, spaces become `-`, the rest goes.
  static func id(of text: [UInt8]) -> [UInt8] {
    var id: [UInt8] = []
    id.reserveCapacity(text.count)
    for byte in text {
      if byte >= 0x80 { return unicodeID(of: text) }
      if isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") {
        id.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
      } else if byte == UInt8(ascii: " ") {
        id.append(UInt8(ascii: "-"))
      }
    }
    return id.isEmpty ? Array("section".utf8) : id
  }

  private static func unicodeID(of text: [UInt8]) -> [UInt8] {
    var id = String.UnicodeScalarView()
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if scalar == " " { id.append("-") }
      guard isKept(scalar) else { continue }
      id.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    }
    return id.isEmpty ? Array("section".utf8) : Array(String(id).utf8)
  }

  private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .connectorPunctuation: true
    default: scalar == "-"
    }
  }
}
