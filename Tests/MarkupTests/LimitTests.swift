import Diagnostics
import Markup
import Testing

@Suite("Limits of a page") struct LimitTests {
  private func rules(_ bytes: [UInt8], _ dialect: Dialect = .opos) -> [Diagnostic] {
    PageRenderer().render(SourceFile(path: "page.md", bytes: bytes), options: RenderOptions(dialect: dialect)).diagnostics
  }

  @Test("Depth is bounded in each dialect", arguments: Dialect.allCases) func depth(_ dialect: Dialect) {
    let quotes = Array(("fine\n\n" + String(repeating: "> ", count: 65) + "a\n").utf8)
    let found = rules(quotes, dialect)
    #expect(found.map(\.rule) == ["page-too-deep"])
    #expect(found.first?.start.line == 3)
    #expect(rules(Array((String(repeating: "> ", count: 64) + "a\n").utf8), dialect).isEmpty)
    let lists = (0..<70).map { String(repeating: "  ", count: $0) + "- a\n" }.joined()
    #expect(rules(Array(lists.utf8), dialect).map(\.rule) == ["page-too-deep"])
    #expect(rules(Array(("    " + String(repeating: " ", count: 400) + "far\n").utf8), dialect).isEmpty)
  }

  @Test func sizeIsBounded() {
    let found = rules([UInt8](repeating: UInt8(ascii: "a"), count: 2_000_001))
    #expect(found.map(\.rule) == ["page-too-large"])
  }

  @Test func bracketsAreBounded() {
    let crowd = "one\n\n" + String(repeating: "![[]()", count: 20_000)
    let found = rules(Array(crowd.utf8))
    #expect(found.map(\.rule) == ["page-too-dense"])
    #expect(found.first?.start.line == 3)
    #expect(rules(Array(String(repeating: "[a](b)\n\n", count: 20_000).utf8)).isEmpty)
  }

  /// What is compared with all open elements would take minutes, if there could be any number of them.
  @Test(arguments: ["<div>", "<p>", "<b>", "<a href=x>", "<div><p>", "</p><h2>"]) func openElementsAreBounded(_ tags: String) {
    let page = PageRenderer().render(
      SourceFile(
        path: "page.md", text: Text("<div>" + String(repeating: tags, count: 300_000 / tags.utf8.count) + "x @ a.b:c\n")),
      options: RenderOptions(rawHTML: .filtered))
    #expect(page.html.count < 1_000_000)
    #expect(String(decoding: page.html.suffix(4_000), as: UTF8.self).contains("x @ a.b:c"))
  }

  /// What each place of a page asks of all the rest would take minutes.
  @Test(
    .timeLimit(.minutes(60)), arguments: [Array("{{".utf8), Array("{% a".utf8), [0], [0xFF], Array("<!--{{#".utf8)] as [[UInt8]])
  func aPageOfOneThingIsReadInItsOwnTime(_ unit: [UInt8]) {
    let bytes = Array("fine\n\n".utf8) + Array(repeatElement(unit, count: 1_500_000 / unit.count).joined())
    let page = PageRenderer().render(SourceFile(path: "page.md", bytes: bytes), options: RenderOptions(rawHTML: .filtered))
    #expect(String(decoding: page.html.prefix(20), as: UTF8.self).contains("fine"))
    #expect(page.html.count > 500_000 || unit == [0] || unit.first == UInt8(ascii: "<"))
  }

  @Test(.timeLimit(.minutes(60))) func aLineThatIsTooDeepIsReadInItsOwnTime() {
    let page = "=== \"a\"\n\n    " + String(repeating: "  - ", count: 300_000) + "}}\n"
    #expect(rules(Array(page.utf8)).map(\.rule) == ["page-too-deep"])
  }

  @Test func bytesThatAreNoTextHaveAPlace() {
    let found = rules([0x61, 0x0A, 0x62, 0xC3, 0x28, 0x0A, 0xED, 0xA0, 0x80])
    #expect(found.map(\.rule) == ["invalid-utf8", "invalid-utf8", "invalid-utf8", "invalid-utf8"])
    #expect(found.first?.start == SourceLocation(line: 2, column: 2, offset: 3))
    #expect(rules(Array("äöü €𝄞\n".utf8)).isEmpty)
  }

  @Test func masksInThePageAreSpaces() {
    let html = Markdown.html(of: Array("<!--\u{1}T0-->\n\na\u{7}b \u{2}c\n".utf8), dialect: .gfm)
    #expect(String(decoding: html, as: UTF8.self) == "<!-- T0-->\n<p>a b  c</p>\n")
  }
}
