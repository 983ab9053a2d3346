import Diagnostics
import Testing

@Suite struct TextPartsTests {
  @Test func findsParts() {
    let text: Text = "abcabd"
    #expect(text.firstIndex(of: "abd") == 3)
    #expect(text.firstIndex(of: "ab", from: 1) == 3)
    #expect(text.firstIndex(of: "abe") == nil)
    #expect(text.firstIndex(of: "d", from: 6) == nil)
    #expect(text.contains(""))
    #expect(text.hasPrefix("abc") && text.hasSuffix("abd") && !text.hasPrefix("abcabdx"))
  }

  @Test func trims() {
    #expect((" \t a b\r\n" as Text).trimmed() == "a b")
    #expect(("\n\n" as Text).trimmed().isEmpty)
  }

  @Test func quotesAndShortens() {
    #expect(("two\nlines" as Text).quoted == "`two lines`")
    let long = Text(String(repeating: "é", count: 200)).quoted
    #expect(String(long) == "`" + String(repeating: "é", count: 40) + "…" + String(repeating: "é", count: 12) + "`")
  }
}
