import TestSupport

/// Makes YAML texts: valid ones in every style of the subset, and soups of its marks.
enum YAMLGenerator {
  /// A valid document.
  static func document(_ random: inout SeededGenerator) -> String {
    let start = random.oneIn(4) ? "---\n" : ""
    let end = random.oneIn(6) ? "...\n" : ""
    let text = start + block(&random, indent: 0, depth: 0).joined(separator: "\n") + "\n" + end
    return random.oneIn(5) ? text.replacing("\n", with: "\r\n") : text
  }

  /// Marks and words in any order, on a few lines.
  static func soup(_ random: inout SeededGenerator) -> String {
    let parts = [
      "a", "b", "key", "x y", ":", ": ", "- ", "-", "\n", "\n", "\n", "  ", " ", "[", "]", "{", "}", ",", "\"", "'", "#", " # c",
      "|", ">", "|-\n",
      ">+\n", "\\", "\\n", "''", "~", "a: ", "b: ", "? ", "&a ", "*a", "!t ", "%", "@", "1", "\t", "---", "...", "\n  ", "\n - ",
      "\r\n", "é", "<<: ", "|2\n", ">1-\n", "|+ # c\n", "\\x41", "\\u00e9", "\\\n", "=", "`", "%YAML 1.2\n", "--- a", "... ",
      "yes", "0o7", "1_0",
      "2015-12-02", ": #", "- - ", "[a, b]", "{a: b}", "{a, b}", "\"q\"", "'s'", "\r", "a:b", "\u{1F52C}", "\n\n", "  - x\n",
      "-x", "\n    ",
    ]
    return (0..<(2 + Int(random.next() % 14))).map { _ in random.pick(parts) }.joined()
  }

  /// A document with a few bytes changed, left out or put in.
  static func mutated(_ text: String, _ random: inout SeededGenerator) -> String {
    var characters = Array(text.unicodeScalars)
    let marks = Array(" \n\t:-#'\"[]{},|>&*!?%@`\\~0a".unicodeScalars)
    for _ in 0...Int(random.next() % 3) where !characters.isEmpty {
      let place = Int(random.next() % UInt64(characters.count))
      switch random.next() % 3 {
      case 0: characters.remove(at: place)
      case 1: characters.insert(random.pick(marks), at: place)
      default: characters[place] = random.pick(marks)
      }
    }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: characters)
    return String(result)
  }
}

extension YAMLGenerator {
  private static let words = [
    "NOvA", "R25-11-01", "v01_02", "3.5", "yes", "0x1F", "2015-12-02", "a-b", "x#y", "http://x.org/a:b", "-1", "é", "5 GB",
    "a 'b' \"c\"", "~",
    "null", "true", "1e3", "?x", ":y", "-z", "50%", "p@q", "a*b&c!d", "\u{1F52C}",
  ]

  private static func block(_ random: inout SeededGenerator, indent: Int, depth: Int) -> [String] {
    let pad = String(repeating: " ", count: indent)
    var lines: [String] = []
    let isMap = random.next() % 3 > 0
    for index in 0...Int(random.next() % 4) {
      if random.oneIn(8) { lines.append(random.pick(["", pad + "# note", "   ", "# c"])) }
      let mark = isMap ? key(&random, index) + ":" : "-"
      let nested = value(&random, indent: indent, depth: depth, inMap: isMap)
      lines.append(pad + mark + nested[0])
      lines.append(contentsOf: nested.dropFirst())
    }
    return lines
  }

  private static func key(_ random: inout SeededGenerator, _ index: Int) -> String {
    random.pick(["key\(index)", "'k \(index)'", "\"k\\t\(index)\"", "a b \(index)", "k\(index) ", "x:y\(index)"])
  }

  /// The rest of the line after a mark, and further lines.
  private static func value(_ random: inout SeededGenerator, indent: Int, depth: Int, inMap: Bool) -> [String] {
    let step = 1 + Int(random.next() % 4)
    let pad = String(repeating: " ", count: indent + step)
    switch random.next() % 9 {
    case 0 where depth < 4: return [comment(&random)] + block(&random, indent: indent + step, depth: depth + 1)
    case 1 where depth < 4 && !inMap:
      let nested = block(&random, indent: indent + 2, depth: depth + 1)
      let first = nested[0].drop { $0 == " " }
      return first.isEmpty || first.hasPrefix("#") ? [""] + nested : [" " + first] + nested.dropFirst()
    case 2: return blockScalar(&random, pad: pad)
    case 3: return [" " + flow(&random, depth: 0) + comment(&random)]
    case 4:
      return [
        " \"a\\x41 \(random.pick(["\\n", "\\\"", "\\u00e9", "\\\\", "'"]))", "", pad + "b \\", pad + "  c\"" + comment(&random),
      ]
    case 5: return [" 'it''s", pad + random.pick(["", "two "]), pad + "lines'" + comment(&random)]
    case 6: return [" one " + random.pick(words), pad + "two", "", pad + "   three" + comment(&random)]
    case 7: return [comment(&random)]
    default: return [" " + random.pick(words) + comment(&random)]
    }
  }

  private static func comment(_ random: inout SeededGenerator) -> String {
    random.oneIn(5) ? random.pick([" # note", "  #", "  # a: b"]) : random.pick(["", "", " "])
  }

  private static func blockScalar(_ random: inout SeededGenerator, pad: String) -> [String] {
    var lines = [" " + random.pick(["|", ">"]) + random.pick(["", "-", "+"]) + random.pick(["", " # c"])]
    lines.append(pad + "first: \(random.pick(words))")
    for _ in 0..<Int(random.next() % 5) {
      lines.append(random.pick(["", pad, pad + "  more", pad + "text # no", pad + "\ttab", pad + " one", pad + "- x"]))
    }
    return lines
  }

  private static func flow(_ random: inout SeededGenerator, depth: Int) -> String {
    let blank = random.pick(["", " "])
    let parts = (0..<Int(random.next() % 4)).map { index in
      let value =
        depth < 2 && random.oneIn(4)
        ? flow(&random, depth: depth + 1) : random.pick(["a", "'b, c'", "\"d\"", "1.5", "e f", "x:y"])
      return (index, value)
    }
    if random.oneIn(2) { return "[" + blank + parts.map(\.1).joined(separator: ", ") + blank + "]" }
    return "{" + blank + parts.map { "k\($0.0): \($0.1)" }.joined(separator: "," + blank) + blank + "}"
  }
}
