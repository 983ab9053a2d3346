import Diagnostics
import Foundation
import Testing

@testable import CEL

/// RE2's syntax and its meaning, and time linear in the text.
@Suite struct RegexTests {
  private func matches(_ pattern: String, _ text: String, limit: Int = 20_000) -> Bool? {
    guard case .success(let regex) = Regex.compile(Text(pattern), limit: limit) else { return nil }
    return Matcher(regex).matches(Array(text.utf8))
  }

  @Test(arguments: [
    (#"\p{Greek}+$"#, ["αβγ", "x Ω"], ["abc", "Я"]), (#"^\p{Cyrillic}\P{Cyrillic}$"#, ["Яa"], ["aЯ", "ЯЯ"]),
    (#"^[\p{Han}\p{Hiragana}\p{Katakana}]+$"#, ["日本", "ひらカタ"], ["日a"]), (#"\p{^Latin}"#, ["1"], ["abcé"]),
    (#"\p{Hebrew}|\p{Arabic}"#, ["שלום", "سلام"], ["salam"]), (#"^\pN\p{Nd}\p{Lu}$"#, ["²3É"], ["x3É", "²3é"]),
    ("(?i)straße", ["STRAßE", "STRAẞE"], ["STRASSE"]), ("(?i)σ", ["Σ", "ς"], ["s"]), ("(?i)k", ["K", "\u{212A}"], ["c"]),
    ("(?i)ǆ", ["Ǆ", "ǅ"], ["d"]), ("(?i)[а-я]{3}", ["ЖЁж".replacingOccurrences(of: "Ё", with: "Е")], ["abc"]),
    (#"(?i)\W"#, ["-"], ["k", "\u{17F}", "\u{212A}"]), (#"(?i)^\P{Ll}$"#, ["1"], ["A", "a"]),
    ("a(?i)b(?-i)c", ["aBc"], ["AbC", "abC"]), ("a(?i:b)c", ["aBc"], ["aBC"]), ("(?U)a+?", ["a"], ["b"]),
    ("(?s)a.b", ["a\nb"], ["ab"]), ("a.b", ["axb"], ["a\nb"]), ("(?m)^b$", ["a\nb\nc"], ["ab"]), ("^b$", ["b"], ["a\nb", "b\n"]),
    (#"a\z"#, ["ba"], ["a\n"]), (#"\Ab"#, ["ba"], ["ab"]), (#"\bé"#, ["aé"], ["é"]), (#"a\B"#, ["ab"], ["a b"]),
    (#"\Q.*\E+"#, [".*", ".**"], ["a"]), (#"\Q[a"#, ["[a"], ["a"]), (#"\x{1F600}\x41\101\a"#, ["😀AA\u{7}"], ["A"]),
    ("(?P<year>\\d{4})-(?<month>\\d\\d)", ["2015-12"], ["15-12"]), ("[[:upper:][:^alnum:]]", ["A", "-"], ["a", "1"]),
    ("a||b", ["", "x"], []), ("()|(a|)", [""], []), ("a{2,3}?b{0}c{1,}", ["aac", "aaacc"], ["ac"]), ("a{,2}", ["a{,2}"], ["aa"]),
    ("[]a]-[^]]", ["]-x", "a-x"], ["b-x", "]-]"]), ("[a-]", ["-"], ["b"]), (#"[\d-z]"#, ["-", "5", "z"], ["y"]),
    ("{", ["{"], ["x"]),
  ])
  func syntax(_ pattern: String, _ fitting: [String], _ others: [String]) {
    for text in fitting { #expect(matches(pattern, text) == true, "\(pattern) on \(text)") }
    for text in others { #expect(matches(pattern, text) == false, "\(pattern) on \(text)") }
  }

  @Test(arguments: [
    ("(?=a)", "there is no such kind of group"), ("(?<!a)", "there is no such kind of group"),
    ("(?>a)", "there is no such kind of group"), (#"(a)\1"#, #"`\1` refers back to a group"#),
    ("a**", "`a**` repeats a repetition"),
    ("a{1001}", "a repetition counts at most to 1000"), ("(a{1000}){2}", "repetitions within each other count to more than 1000"),
    ("((a{10}){10}){11}", "repetitions within each other count to more than 1000"), ("a{2,1}", "`{2,1}` counts downwards"),
    ("(", "a group is not closed with `)`"), (")", "`)` closes no group"), ("[a", "a set is not closed with `]`"),
    ("[b-a]", "the range `b-a` runs downwards"), ("*", "nothing stands before `*` to repeat"),
    (#"\C"#, #"`\C` is no escape of RE2"#),
    (#"\p{Klingon}"#, "`Klingon` is no general category of Unicode and no script that is known here"),
    ("[[:foo:]]", "`[:foo:]` is no class of characters"),
    (#"\x{110000}"#, #"`\x` is followed by two hexadecimal digits, or by `{…}`"#),
    ("(?i-)a", "there is no such kind of group"), (#"a\"#, "it ends with a lone backslash"),
    (#"(\pL{30}\pN{30}){5}"#, "it is too large"),
  ])
  func faults(_ pattern: String, _ message: Text) {
    guard case .failure(let error) = Regex.compile(Text(pattern), limit: 20_000) else {
      Issue.record("\(pattern) is no fault")
      return
    }
    #expect(error.message == message)
  }

  /// Patterns on which a matcher that goes back takes forever.
  @Test(
    .timeLimit(.minutes(60)),
    arguments: [
      "(a*)*b", "(x+x+)+y", "(a|a)*c", "(a?){200}a{200}", "(.*)(.*)(.*)(.*)z", "^(([a-z])+.)+[A-Z]$", "(\\pL+\\d?)+!",
    ])
  func timeIsLinear(_ pattern: String) throws {
    guard case .success(let regex) = Regex.compile(Text(pattern), limit: 20_000) else {
      Issue.record("\(pattern) is refused")
      return
    }
    let matcher = Matcher(regex)
    let text = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    #expect(matcher.matches(text) == pattern.hasPrefix("(a?)"))
  }

  /// What both read alike: ASCII, without line ends and boundaries.
  @Test func agreesWithFoundation() throws {
    var generator = PatternGenerator(state: 20)
    var matched = 0
    for _ in 0..<1000 {
      let pattern = generator.alternatives(depth: 0)
      let oracle = try NSRegularExpression(pattern: pattern)
      for _ in 0..<4 {
        let text = generator.text()
        let wanted = oracle.firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count)) != nil
        if wanted { matched += 1 }
        #expect(matches(pattern, text) == wanted, "\(pattern) on \(text)")
      }
    }
    #expect(matched > 500 && matched < 3500)
  }
}

/// Makes up patterns and texts from a seed.
private struct PatternGenerator {
  var state: UInt64

  private mutating func pick(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % count
  }

  private mutating func pick(_ choices: [String]) -> String { choices[pick(choices.count)] }

  mutating func text() -> String { (0..<pick(9)).map { _ in pick(["a", "b", "c", "A", "B", "0", "1", "_", "-", " "]) }.joined() }

  mutating func alternatives(depth: Int) -> String { (0...pick(3) / 2).map { _ in sequence(depth) }.joined(separator: "|") }

  private mutating func sequence(_ depth: Int) -> String {
    (0...pick(4)).map { _ in
      let atom = atom(depth)
      guard pick(3) == 0 else { return atom }
      // Foundation gives up on some repeated groups that can be empty, where RE2 matches.
      return atom + (atom.hasPrefix("(") ? "?" : pick(["*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,2}?", "{2,}"]))
    }.joined()
  }

  private mutating func atom(_ depth: Int) -> String {
    switch pick(depth > 2 ? 8 : 12) {
    case 0..<4: pick(["a", "b", "c", "A", "0", "_", "-", " ", #"\."#])
    case 4: pick([".", #"\d"#, #"\D"#, #"\w"#, #"\W"#, #"\s"#, #"\S"#])
    case 5: "[\(pick(["", "^"]))\(pick(["a-c", "A-Z", "0", "ab0"]))\(pick(["", "_", #"\d"#, "b-b"]))]"
    case 6: pick(["^a", #"(?:b\z)"#, "(?i)b", #"\x61"#, #"\Q-\E"#])
    case 7: pick(["a", "b", "[[:alpha:]]", "[[:^digit:]b]"])
    default: pick(["(", "(?:", "(?i:", "(?s:"]) + alternatives(depth: depth + 1) + ")"
    }
  }
}
