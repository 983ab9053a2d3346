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

@Suite("GFM beyond its specification") struct GFMTests {
  private func html(_ markdown: String) -> String {
    String(decoding: Markdown.html(of: Array(markdown.utf8), dialect: .gfm), as: UTF8.self)
  }

  private func table(_ head: String, _ cell: String) -> String {
    "<table>\n<thead>\n<tr>\n<th>\(head)</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>\(cell)</td>\n</tr>\n</tbody>\n</table>\n"
  }

  @Test func tablesStandInContainers() {
    #expect(html("- | h |\n  |---|\n  | *1* |\n") == "<ul>\n<li>\n\(table("h", "<em>1</em>"))</li>\n</ul>\n")
    #expect(
      html("> text\n> | a |\n> |---|\n> | [r] |\nlazy\n\n[r]: /u\n")
        == "<blockquote>\n<p>text</p>\n\(table("a", "<a href=\"/u\">r</a>"))</blockquote>\n<p>lazy</p>\n")
    #expect(html("|a|\n|-|\n|1|\n---\n") == table("a", "1") + "<hr />\n")
    #expect(html("|a|\n|-|\n|1|\n    code\n") == table("a", "1") + "<pre><code>code\n</code></pre>\n")
    #expect(html("> a\n| - |\n") == "<blockquote>\n<p>a\n| - |</p>\n</blockquote>\n")
  }

  @Test func tablesAreNoTablesInCode() {
    #expect(html("```\n|a|\n|-|\n```\n") == "<pre><code>|a|\n|-|\n</code></pre>\n")
    #expect(html("    |a|\n    |-|\n") == "<pre><code>|a|\n|-|\n</code></pre>\n")
    #expect(html("<div>\n|a|\n|-|\n</div>\n") == "<div>\n|a|\n|-|\n</div>\n")
  }

  @Test func addressesKeepTheirCharacters() {
    #expect(html("http://a.b/_c_*d*e") == "<p><a href=\"http://a.b/_c_*d*e\">http://a.b/_c_*d*e</a></p>\n")
    #expect(html("[a](http://b.c/_d_?x&amp;y)") == "<p><a href=\"http://b.c/_d_?x&amp;y\">a</a></p>\n")
    #expect(html("`http://a.b/_c_`") == "<p><code>http://a.b/_c_</code></p>\n")
    #expect(html("**http://a.b**") == "<p><strong><a href=\"http://a.b\">http://a.b</a></strong></p>\n")
  }

  @Test func escapedTildesStrikeNothing() {
    #expect(html("\\~a~ ~b~ `\\~`") == "<p>~a~ <del>b</del> <code>\\~</code></p>\n")
  }
}
