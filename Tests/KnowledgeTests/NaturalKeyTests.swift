import Diagnostics
import Knowledge
import Testing

@Suite struct NaturalKeyTests {
  @Test func numbersAreOrderedAsNumbers() {
    let names: [Text] = [
      "", "-1", "1", "2.md", "10.md", "10a", "page", "page 2", "page 2 b", "page 10", "page 010 x", "page 123456789012345",
    ]
    for (before, after) in zip(names, names.dropFirst()) {
      #expect(before.naturalKey.lexicographicallyPrecedes(after.naturalKey), "\(before) before \(after)")
    }
  }

  @Test(arguments: [
    ("", "\0"), ("a", "a\0"), ("7", "000000000007\0"), ("a7b", "a000000000007b\0"), ("1234567890123", "1234567890123\0"),
    ("v1.02", "v000000000001.000000000002\0"), ("é9", "é000000000009\0"),
  ])
  func digitsAreFilledUp(text: String, key: String) {
    #expect(Text(text).naturalKey == Array(key.utf8))
  }
}
