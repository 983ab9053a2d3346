import Markup
import Testing

@Suite("Specifications") struct ConformanceTests {
  @Test("CommonMark 0.30") func commonMark() {
    let examples = Conformance.examples("commonmark-0.30.json")
    #expect(examples.count == 652)
    for example in examples { check(example, .commonMark) }
  }

  @Test("GFM reads plain CommonMark as CommonMark does") func gfmReadsCommonMark() {
    // Bare addresses are links in GFM, so its answers differ where an example has one.
    let bareLinks: Set = [601, 605, 607, 610, 611]
    for example in Conformance.examples("commonmark-0.30.json") where !bareLinks.contains(example.example) {
      check(example, .gfm)
    }
  }

  @Test("GFM’s extensions") func gfm() {
    let examples = Conformance.examples("gfm-0.29.json").filter {
      $0.isExtension == true && $0.disabled == false && $0.extension != ["tagfilter"]
    }
    #expect(examples.count == 21)
    for example in examples { check(example, .gfm) }
  }

  @Test("cmark-gfm's further cases") func gfmExtensions() {
    let skipped: Set = ["HTML tag filter"]
    for example in Conformance.examples("gfm-extensions.json")
    where !skipped.contains(example.section) && example.html != "<IGNORE>\n" {
      check(example, .gfm)
    }
  }

  private func check(_ example: Conformance.Example, _ dialect: Dialect) {
    let html = String(decoding: Markdown.html(of: Array(example.markdown.utf8), dialect: dialect), as: UTF8.self)
    #expect(html == example.html, "\(example.section) \(example.example): \(example.markdown.debugDescription)")
  }
}
