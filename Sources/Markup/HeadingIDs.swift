/// Gives the headings of a page their ids: GitHub's rule, for headings in any language.
struct HeadingIDs {
  private var used = UsedIDs()

  init() {}

  /// The explicit id, else the one made of the text; a number is added to an id that was there before.
  mutating func id(explicit: [UInt8], text: [UInt8], duplicate: ([UInt8]) -> Void) -> [UInt8] {
    if !explicit.isEmpty, used.place(of: explicit) != nil { duplicate(explicit) }
    let base = explicit.isEmpty ? Self.id(of: text) : explicit
    guard let place = used.place(of: base) else {
      used.append(base)
      return base
    }
    while true {
      used.repetitions[place] += 1
      let next = base + [UInt8(ascii: "-")] + Array(String(used.repetitions[place]).utf8)
      if used.place(of: next) == nil {
        used.append(next)
        return next
      }
    }
  }

  /// Takes an id that no heading has made. Returns whether an element can have it: it is some word, and the first of its name.
  mutating func reserve(_ id: [UInt8]) -> Bool {
    guard !id.isEmpty, !id.contains(where: isSpace), used.place(of: id) == nil else { return false }
    used.append(id)
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

/// The ids of a page. Most pages have a few, which are looked at one after the other; only of many an index is made.
private struct UsedIDs {
  private static let few = 16

  private var ids: [[UInt8]] = []
  /// How often each was wanted again.
  var repetitions: [Int] = []
  private var places: [[UInt8]: Int] = [:]

  func place(of id: [UInt8]) -> Int? { ids.count <= Self.few ? ids.firstIndex(of: id) : places[id] }

  mutating func append(_ id: [UInt8]) {
    ids.append(id)
    repetitions.append(0)
    if ids.count == Self.few + 1 {
      for (place, id) in ids.enumerated() { places[id] = place }
    } else if ids.count > Self.few {
      places[id] = ids.count - 1
    }
  }
}
