import Diagnostics
import Markup
import Testing

/// Tags of a program's components between the text of a page, as in MDX.
@Suite struct ComponentTests {
  private func render(_ text: String) -> (html: String, found: [Diagnostic]) {
    var options = RenderOptions(rawHTML: .filtered)
    options.readsComponents = true
    let page = PageRenderer().render(SourceFile(path: "page.mdx", text: Text(text)), options: options)
    let html = page.filled { slot, html in if let attribute = slot.attribute { html.appendAttribute(attribute, slot.address) } }
    return (String(decoding: html, as: UTF8.self), page.diagnostics)
  }

  @Test(arguments: [
    (
      "a\n<Note>\nb [c](d)\n</Note>\ne\n",
      "<p>a</p>\n<div class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-title\">Note</p>\n<p>b <a href=\"d\">c</a></p>\n</div>\n<p>e</p>\n"
    ),
    (
      "<Warning title=\"Mind\">\nb\n</Warning>\n",
      "<div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-title\">Mind</p>\n<p>b</p>\n</div>\n"
    ),
    (
      "<Callout type=\"tip\">\nb\n</Callout>\n",
      "<div class=\"alert alert-tip\" role=\"note\">\n<p class=\"alert-title\">Tip</p>\n<p>b</p>\n</div>\n"
    ),
    (
      "<Accordion title='A'>\nb\n</Accordion>\n",
      "<details class=\"alert alert-details\">\n<summary>A</summary>\n<p>b</p>\n</details>\n"
    ),
  ])
  func boxesAreBoxes(text: String, html: String) { #expect(render(text).html == html) }

  /// Text in a component is Markdown, however far it is indented.
  @Test(arguments: [
    (
      "<Steps>\n  <Step title=\"*One*\">\n      - a\n        - b\n      ```\n      c\n        d\n      ```\n  </Step>\n</Steps>\n",
      "<p><strong>*One*</strong></p>\n<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n<pre tabindex=\"0\"><code>c\n  d\n</code></pre>\n"
    ),
    ("<A>\n<A>\nb\n</A>\nc\n</A>\nd\n", "<p>b</p>\n<p>c</p>\n<p>d</p>\n"),
    ("<A>\n\tb\n\n\tc\nd\n</A>\n", "<p>b</p>\n<p>c\nd</p>\n"),
    ("- <Aa>\n  b\n  </Aa>\n- c\n", "<ul>\n<li>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n"),
    ("> <Aa>\n> b\n> </Aa>\n\nc\n", "<blockquote>\n<p>b</p>\n</blockquote>\n<p>c</p>\n"),
  ])
  func textInComponentsIsMarkdown(text: String, html: String) { #expect(render(text).html == html) }

  @Test(arguments: [
    (
      "<Card title=\"A & <b>\" href=\"/b\" cols={2} style={{x: \"}\"}}>\nc\n</Card>\n",
      "<p><a href=\"/b\">A &amp; &lt;b&gt;</a></p>\n<p>c</p>\n"
    ),
    ("<Card\n  title=\"A\"\n  href=\"b\"\n/>\nc\n", "<p><a href=\"b\">A</a></p>\n<p>c</p>\n"),
    ("<Card title=\"A\" href=\"javascript:alert(1)\" />\n", "<p><a>A</a></p>\n"),
    ("<Frame {...rest} icon={<B c=\">\"/>}>\na\n</Frame>\n", "<p>a</p>\n"),
    ("<Never title=\"A\">\nb\n", "<p><strong>A</strong></p>\n<p>b</p>\n"), ("a\n</Never>\nb\n", "<p>a</p>\n<p>b</p>\n"),
    ("a <Badge>b</Badge> c\n", "<p>a b c</p>\n"), ("<Tip>a</Tip>\n", "<p>a</p>\n"),
  ])
  func ofOthersTheTextIsShown(text: String, html: String) { #expect(render(text).html == html) }

  @Test(arguments: [
    "```\n<Note>\na\n</Note>\n```\n", "<note>\n\na\n", "`<Note>`\n", "<Note\n\na\n", "< Note>\n", "<Card a=\">\n", "<Card a={b\n",
    "<Card =>\n",
  ])
  func whatIsNoComponentIsAsItIsElsewhere(text: String) {
    let usual = PageRenderer().render(SourceFile(path: "page.md", text: Text(text)), options: RenderOptions(rawHTML: .filtered))
    #expect(render(text).html == String(decoding: usual.html, as: UTF8.self))
  }

  @Test func whatIsLeftOutIsSaidOnceAtItsPlace() {
    let found = render("<Note>\na\n</Note>\n\n  <Frame>\nb\n</Frame>\n\n<Frame>\nc\n</Frame>\n").found
    #expect(found.map(\.rule) == ["foreign-syntax"] && found.first?.start.line == 5 && found.first?.start.column == 3)
  }

  /// What is looked for from each place of a page in all the rest would take minutes.
  @Test(
    .timeLimit(.minutes(60)),
    arguments: [
      "<A {\n", "<A a=\"\n", "</A\n", "</A {", "<A>\n</A>\n", "<A {'\n", "<Aa\n", "<A b\n", "<Note>\n", "<A a={`\n", "</A",
      "<A />\n",
    ])
  func aPageOfOneTagIsReadInItsOwnTime(unit: String) {
    let html = render("fine\n\n" + String(repeating: unit, count: 400_000 / unit.utf8.count)).html
    #expect(html.hasPrefix("<p>fine</p>\n"))
  }
}
