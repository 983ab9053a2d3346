import Diagnostics
import Testing

@testable import CEL

/// Many regular expressions at once, beside each by itself.
@Suite struct PatternSetTests {
  private static let patterns = [
    "a", "ab", "^a", "b$", #"\ba"#, #"a\b"#, #"\Bb"#, "(?i)AB", "a.*b", "(?s)a.*b", "(?m)^b$", #"\z"#, "a{2,3}b", "[^a]+-",
    "(ab|b-)+a",
    #"\d+\.\d+@"#, "é", #"\W$"#, "(?i)\\b(ab|ba)\\b.*\\b(a|b)\\b", "", "-?a", "1|b1",
  ]

  @Test func eachMatchesAsByItself() throws {
    var random = SeededChoices(seed: 5)
    for _ in 0..<60 {
      let chosen = try (0..<1 + random.next(below: 12)).map { _ in
        Pattern(regex: try Regex.compile(Text(random.pick(Self.patterns)), limit: 1000).get())
      }
      var set = PatternSet(chosen)
      for _ in 0..<200 {
        let text = Text(
          (0..<random.next(below: 14)).map { _ in random.pick(["a", "b", "A", "-", " ", "\n", "1", ".", "@", "é"]) }.joined())
        let found = set.matches(text)
        for (index, pattern) in chosen.enumerated() {
          #expect((found >> UInt64(index) & 1 == 1) == Matcher(pattern.regex).matches(text.utf8), "\(index) on \(text)")
        }
      }
    }
  }

  /// Each text leads to states of its own: they are forgotten before they are too many, and what matches does not change.
  @Test func manyStatesAreForgotten() throws {
    var random = SeededChoices(seed: 6)
    let regex = try Regex.compile("a[ab]{14}a", limit: 1000).get()
    var set = PatternSet([Pattern(regex: regex)])
    for _ in 0..<200 {
      let text = Text((0..<100).map { _ in random.pick(["a", "b"]) }.joined())
      #expect((set.matches(text) == 1) == Matcher(regex).matches(text.utf8))
      #expect(set.stateCount <= PatternSet.stateLimit)
    }
  }
}
