import Markup
import Testing

@Suite("Specifications") struct ConformanceTests {
  @Test("CommonMark 0.30") func commonMark() {
    let examples = Conformance.examples("commonmark-0.30.json")
    #expect(examples.count == 652)
    for example in examples { check(example, .commonMark) }
  }

  private func check(_ example: Conformance.Example, _ dialect: Dialect) {
    let html = String(decoding: Markdown.html(of: Array(example.markdown.utf8), dialect: dialect), as: UTF8.self)
    #expect(html == example.html, "\(example.section) \(example.example): \(example.markdown.debugDescription)")
  }
}
