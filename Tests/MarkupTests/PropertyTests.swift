import CMark
import Diagnostics
import Foundation
import Markup
import Testing

/// Documents put together from pieces of markup by a generator with a fixed seed.
private struct Documents: Sequence, IteratorProtocol {
  private var state: UInt64
  private var left: Int
  private let pieces: [String]

  init(count: Int, seed: UInt64, pieces: [String]) {
    state = seed
    left = count
    self.pieces = pieces
  }

  private mutating func random(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func next() -> String? {
    guard left > 0 else { return nil }
    left -= 1
    return (0..<(1 + random(30))).map { _ in pieces[random(pieces.count)] }.joined()
  }
}

private let plainPieces = [
  "a", "word ", "\n", "\n\n", "\n    ", "\t", "  \n", "*", "**", "_", "`", "``", "[", "](x)", "](<u v> \"t\")", "![", "]", "[r]",
  "\n\n[r]: /u 't'\n\n",
  "> ", "\n> ", "- ", "\n- ", "\n  - ", "1. ", "\n2) ", "# ", "\n## h #", "\n---\n", "\n===\n", "```\n", "\n~~~ x y\n", "<b>",
  "<!-- c -->", "\n<div>\n",
  "<http://a.b>", "&amp;", "&#35;", "\\*", "\\", "é", "\u{2003}", "<", ">", "\"", "&", "%20", "\r\n",
]

/// What is wrong with the nesting of a page's elements, read as they are written.
private func faults(of html: String) -> [String] {
  var open: [Substring] = []
  var ids: Set<Substring> = []
  var faults: [String] = []
  for tag in html.matches(of: /<(\/?)([a-z][a-z0-9]*)([^>]*)>/) {
    let (name, attributes) = (tag.output.2, tag.output.3)
    if !tag.output.1.isEmpty {
      if open.last == name { open.removeLast() } else { faults.append("</\(name)> in \(open)") }
      continue
    }
    if name == "a", open.contains("a") { faults.append("a link in a link") }
    if name == "img", !attributes.contains("alt=") { faults.append("a picture without a description") }
    if ["p", "div", "ul", "li"].contains(name), open.last == "p" { faults.append("<\(name)> in a paragraph") }
    if let id = attributes.firstMatch(of: #/ id="([^"]*)"/#)?.output.1, !ids.insert(id).inserted {
      faults.append("the id \(id) again")
    }
    if !["br", "hr", "img", "input", "wbr"].contains(name) { open.append(name) }
  }
  return faults + open.map { "<\($0)> stays open" }
}

@Suite("Properties") struct PropertyTests {
  @Test("Plain documents are written as libcmark writes them") func sameAsLibcmark() {
    for document in Documents(count: 4_000, seed: 7, pieces: plainPieces) {
      let expected = document.withCString { text -> String in
        guard let html = cmark_markdown_to_html(text, strlen(text), CMARK_OPT_UNSAFE) else { return "" }
        defer { free(html) }
        return String(cString: html)
      }
      let html = String(decoding: Markdown.html(of: Array(document.utf8), dialect: .commonMark), as: UTF8.self)
      #expect(html == expected, "\(document.debugDescription)")
    }
  }

  @Test("The reading of lines changes nothing where there is nothing of ours") func scanKeepsCommonMark() {
    // A table at the end has every page read line by line; before it GFM must write what libcmark does.
    let table = "\n\n<!-- end -->\n\n|x|\n|-|\n"
    for document in Documents(
      count: 4_000, seed: 11,
      pieces: plainPieces.filter { !$0.contains("~") && !$0.contains("http") && !$0.contains("<div") && !$0.contains("`") })
    {
      let plain = String(
        decoding: Markdown.html(of: Array((document + "\n\n<!-- end -->\n").utf8), dialect: .commonMark), as: UTF8.self)
      let read = String(decoding: Markdown.html(of: Array((document + table).utf8), dialect: .gfm), as: UTF8.self)
      #expect(read.prefix(plain.count - 5) == plain.prefix(plain.count - 5), "\(document.debugDescription)")
    }
  }

  @Test("Whatever HTML a page has, its elements nest") func elementsNest() {
    let pieces = [
      "a", " word ", "\n", "\n\n", "*", "**", "[", "](x)", "[](y.md#z)", "![](p.png)", "[![](q.png)](r.md)", "\n> ", "\n- ",
      "\n  ",
      "\n# h\n", "\n## a\n", "<b>", "</b>", "<span id=a>", "</span>", "<a href=u>", "<a name=h>", "<a id=\"h\">", "</a>",
      "\n<div>\n",
      "\n</div>\n", "<div id=a>", "</div>", "<p>", "</p>", "<ul><li>x</li></ul>", "<img src=i>", "<br>", " https://x.org ",
      "[[w]]",
      "\n|x|\n|-|\n|", "|", "\n!!! note\n    ", "[^1]", "\n[^1]: f\n", "{#a}", "\n<details><summary>s</summary>\n", "</details>",
      "\n\nt\n: d\n", "~~", "<i id=\"b c\" id=''>", "</i>",
    ]
    for document in Documents(count: 6_000, seed: 5, pieces: pieces) {
      let options = RenderOptions(rawHTML: .filtered)
      let page = PageRenderer().render(SourceFile(path: "page.md", text: Text(document)), options: options)
      let html = page.filled { slot, html in if let attribute = slot.attribute { html.appendAttribute(attribute, slot.address) } }
      let found = faults(of: String(Text(html)))
      #expect(found.isEmpty, "\(document.debugDescription)\n\(String(Text(html)))\n\(found)")
    }
  }

  @Test("Links lie where they say") func ranges() {
    let pieces =
      plainPieces + [
        "[x](y.md)", "![i](p.png)", "[[Wiki]]", "[r][r]", "[ab\ncd](z.md \"t\nu\")", "`c\nd`", "|", "\n|-|-|\n", "\n    ", "~~",
        "[^1]", "\n[^1]: f\n", "\n!!! note\n    ",
      ]
    for document in Documents(count: 4_000, seed: 3, pieces: pieces) {
      let file = SourceFile(path: "page.md", text: Text(document))
      let page = PageRenderer().render(file)
      for slot in page.slots {
        #expect(
          slot.range.start >= 0 && slot.range.start <= slot.range.end && slot.range.end <= file.bytes.count,
          "\(document.debugDescription)")
        #expect(slot.offset <= page.html.count)
      }
      for (before, after) in zip(page.slots, page.slots.dropFirst()) { #expect(before.offset <= after.offset) }
    }
  }

  @Test("Words stand where a plain search finds them first") func words() {
    for document in Documents(count: 3_000, seed: 13, pieces: ["a", "b", "ab", "ba", " ", "abba", "cab ", "é"]) {
      let text = Array(document.utf8)
      for length in 1...min(text.count, 20) {
        // Words of the text's end, and the same with another byte, which are rarely there.
        for wanted in [Array(text.suffix(length)), text.suffix(length).dropLast() + [UInt8(ascii: "c")]] {
          let expected = text.indices.first { text[$0...].starts(with: wanted) }.map { $0..<$0 + length }
          let found = text.withUnsafeBufferPointer { text in wanted.withUnsafeBufferPointer { text.firstRange(ofWords: $0) } }
          #expect(found == expected, "\(document.debugDescription) \(length)")
        }
      }
    }
  }

  @Test("Each heading has an id of its own, however many there are", arguments: [3, 16, 17, 18, 60, 400]) func ids(count: Int) {
    var used: Set<String> = []
    var times: [String: Int] = [:]
    let names = (0..<count).map { ["Setup", "Use", "Use 1", "Setup 1 1", "H\($0 / 3)"][$0 % 5] }
    let page = PageRenderer().render(SourceFile(path: "page.md", text: Text(names.map { "## \($0)\n\n" }.joined())))
    for (name, heading) in zip(names, page.headings) {
      let base = name.lowercased().replacingOccurrences(of: " ", with: "-")
      var id = base
      while !used.insert(id).inserted {
        times[base, default: 0] += 1
        id = "\(base)-\(times[base, default: 0])"
      }
      #expect(String(heading.id) == id)
    }
  }
}

/// Texts of all lengths around those that are looked at together, in pages with masks and in others.
@Suite struct TextsOfAllLengths {
  private static let texts: [String] = (1...40).flatMap { length -> [String] in
    let plain = String((0..<length).map { Character(UnicodeScalar(UInt8(0x61 + $0 % 26))) })
    return [plain]
      + (0..<length).flatMap { place in
        ["\"", "&", ">", ";"].map { special in
          String(plain.prefix(place)) + special + String(plain.suffix(length - place - 1))
        }
      }
  }

  @Test(arguments: ["", "\n\n[^n]\n\n[^n]: A note.\n"]) func areEscapedAsByteByByte(end: String) {
    let renderer = PageRenderer()
    for text in TextsOfAllLengths.texts where text.first != ">" {
      let file = SourceFile(path: "", text: Text("- " + text + end))
      let page = renderer.render(file, options: RenderOptions(collectsSections: true))
      let escaped = text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "\"", with: "&quot;")
        .replacingOccurrences(of: ">", with: "&gt;")
      #expect(String(decoding: page.html, as: UTF8.self).contains("<li>" + escaped + "</li>"))
      #expect(String(page.sections[0].text).hasPrefix(text))
    }
  }

  @Test func masksGoWhereverTheyStand() {
    let renderer = PageRenderer()
    for length in 1...40 {
      for place in 0...length {
        let (before, after) = (String(repeating: "a", count: place), String(repeating: "b", count: length - place))
        let page = renderer.render(SourceFile(path: "", text: Text("x" + before + "\\~" + after)))
        #expect(String(decoding: page.html, as: UTF8.self) == "<p>x" + before + "~" + after + "</p>\n")
      }
    }
  }
}
