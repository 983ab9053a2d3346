import Diagnostics
import Markup
import Testing

@Suite("A site's dialect") struct SiteDialectTests {
  private func render(_ markdown: Text, rawHTML: RawHTML = .escaped) -> RenderedPage {
    let options = RenderOptions(rawHTML: rawHTML, slotFences: ["rule"], collectsSections: true)
    return PageRenderer().render(SourceFile(path: "page.md", text: markdown), options: options)
  }

  private func html(_ markdown: Text, rawHTML: RawHTML = .escaped) -> String {
    let page = render(markdown, rawHTML: rawHTML)
    return String(
      Text(page.filled { slot, html in if let attribute = slot.attribute { html.appendAttribute(attribute, slot.address) } }))
  }

  @Test func headingsHaveIdsAndNumbers() {
    let page = render("# Über uns\n\n## 4.3 Release `tag` {#release-tag}\n\n## 2 Scope\n\n## Scope\n\n## Scope\n\n### 3 things\n")
    #expect(page.headings.map(\.id) == ["über-uns", "release-tag", "2-scope", "scope", "scope-1", "3-things"])
    #expect(page.headings.map(\.number) == ["", "4.3", "2", "", "", ""])
    #expect(page.headings.map(\.text) == ["Über uns", "Release tag", "Scope", "Scope", "Scope", "3 things"])
    #expect(page.headings[1].html == "Release <code>tag</code>")
    #expect(page.title == "Über uns")
    #expect(
      page.html.starts(
        with: "<h1 id=\"über-uns\">Über uns</h1>\n<h2 id=\"release-tag\"><span class=\"number\">4.3</span> Release ".utf8))
  }

  @Test func aHeadingThatSkipsALevelIsHeardBelowTheOneBefore() {
    let tags = html("### A\n\n### B\n\n##### C\n\n###### D\n\n## E\n\n# F\n\n> #### G\n").matches(of: /<h\d[^>]*/).map {
      String($0.output)
    }
    #expect(
      tags == [
        "<h3 id=\"a\" aria-level=\"2\"", "<h3 id=\"b\" aria-level=\"2\"", "<h5 id=\"c\" aria-level=\"3\"",
        "<h6 id=\"d\" aria-level=\"4\"",
        "<h2 id=\"e\"",
        "<h1 id=\"f\"", "<h4 id=\"g\" aria-level=\"2\"",
      ])
  }

  @Test func aPageTakesNothingFromTheOneBefore() {
    var renderer = PageRenderer()
    func page(_ text: Text) -> [UInt8] {
      renderer.render(SourceFile(path: "page.md", text: text), options: RenderOptions(rawHTML: .filtered)).html
    }
    let texts: [Text] = [
      "### A\n\ntext\n", "# A\n\n## B\n", "<div><b>\n\n# A {#x}\n", "> [!NOTE]\n> a[^1]\n\n[^1]: b\n", "=== \"A\"\n\n    a\n",
      "*[a]: b\n\na [x](y)\n", "- [ ] a\n1. b\n",
    ]
    let alone = texts.map { text in
      renderer = PageRenderer()
      return page(text)
    }
    for first in texts {
      for (text, expected) in zip(texts, alone) {
        renderer = PageRenderer()
        _ = page(first)
        #expect(page(text) == expected, "\(String(text)) after \(String(first))")
      }
    }
  }

  @Test func anExcerptIsBounded() {
    let short = String(repeating: "word ", count: 199) + "words"
    #expect(String(render(Text("# A\n\n\(short)\n")).excerpt) == short)
    #expect(String(render(Text("# A\n\n\(short) more\n")).excerpt) == String(repeating: "word ", count: 198) + "word…")
    #expect(
      String(render(Text("# A\n\n\(String(repeating: "é", count: 501))\n")).excerpt) == String(repeating: "é", count: 498) + "…")
  }

  @Test func anIdGivenTwiceIsAnError() {
    let page = render("# A {#x}\n\n# B {#x}\n")
    #expect(page.diagnostics.map(\.rule) == ["duplicate-anchor"])
    #expect(page.diagnostics.first?.start == SourceLocation(line: 3, column: 1, offset: 10))
  }

  @Test func linksAndImagesAreSlots() {
    let page = render("See [the *page*](../a.md#b \"T\"), ![pic](p.png) and <https://x.org>.\n")
    #expect(page.slots.map(\.kind) == [.link, .image])
    #expect(page.slots.map(\.destination) == ["../a.md", "p.png"])
    #expect(page.slots.map(\.fragment) == ["b", nil])
    #expect(page.slots.map(\.text) == ["the page", "pic"])
    #expect(page.slots.map(\.range) == [SourceRange(4, 31), SourceRange(33, 46)])
    #expect(page.externalLinks.map(\.url) == ["https://x.org"])
    #expect(page.externalLinks.map(\.range) == [SourceRange(51, 66)])
    let filled = page.filled { _, html in html += "!".utf8 }
    #expect(
      String(Text(filled)).hasPrefix(
        "<p>See <a! title=\"T\">the <em>page</em></a>, <img! alt=\"pic\" /> and <a href=\"https://x.org\">"))
  }

  @Test func abbreviationsAreExplainedWhereTheyStand() {
    #expect(
      html("SAM is SAMs, not SAMbo or a-SAM.\n\n*[SAM]: Sequential Access via <Metadata>\n\n# SAM `SAM` [SAM](x.md)\n")
        == "<p><abbr title=\"Sequential Access via &lt;Metadata&gt;\">SAM</abbr> is "
        + "<abbr title=\"Sequential Access via &lt;Metadata&gt;\">SAMs</abbr>, not SAMbo or a-SAM.</p>\n"
        + "<h1 id=\"sam-sam-sam\">SAM <code>SAM</code> <a href=\"x.md\">SAM</a></h1>\n")
    #expect(html("```\n*[A]: b\n```\n") == "<pre tabindex=\"0\"><code>*[A]: b\n</code></pre>\n")
    #expect(html("one\n*[AB]: two\nAB three\n") == "<p>one\n<abbr title=\"two\">AB</abbr> three</p>\n")
    #expect(html("*[x](y.md): z*\n") == "<p><em><a href=\"y.md\">x</a>: z</em></p>\n")
  }

  @Test func termsAreExplainedOnceASection() {
    let terms = [
      Term(text: "keep-up job", destination: "/g.md", fragment: "k", explanation: "A \"job\" <b>."),
      Term(text: "job", destination: "/g.md", fragment: "job", explanation: ""),
      Term(text: "MetaCat", destination: "/g.md", fragment: "m", explanation: "x"),
    ]
    var options = RenderOptions(collectsSections: true)
    options.terms = TermIndex(terms)
    let page = PageRenderer().render(
      SourceFile(
        path: "p.md",
        text:
          "Job one, jobs two. Keep-up jobs; Metacat MetaCat `job` jobsub_submit job.sh\n\n## A job\n\n| a |\n|---|\n| *job* |\n"),
      options: options)
    #expect(page.slots.map(\.kind) == [.term, .term, .term, .term])
    #expect(page.slots.map(\.fragment) == ["job", "k", "m", "job"])
    #expect(page.slots.map(\.text) == ["job", "keep-up job", "MetaCat", "job"])
    #expect(page.sections.map(\.text).first == "Job one, jobs two. Keep-up jobs; Metacat MetaCat job jobsub_submit job.sh")
    let text = String(Text(page.filled { slot, html in html.appendAttribute("href", slot.address) }))
    #expect(
      text.hasPrefix(
        "<p><a class=\"term\" href=\"/g.md#job\">Job</a> one, jobs two. "
          + "<a class=\"term\" href=\"/g.md#k\" title=\"A &quot;job&quot; &lt;b&gt;.\">Keep-up jobs</a>; Metacat "))
    #expect(text.contains("<td><em><a class=\"term\" href=\"/g.md#job\">job</a></em></td>"))
    #expect(text.contains(">A job<a class=\"anchor\""))
  }

  @Test func aGlossaryDefinesTerms() {
    var options = RenderOptions(collectsSections: true)
    options.definesTerms = true
    let page = PageRenderer().render(
      SourceFile(path: "g.md", text: "# Words\n\nCampaign\nRun plan\n: Work for *one* purpose. More.\n\nJob\n: A process.\n"),
      options: options)
    #expect(page.terms.map(\.text) == ["Campaign", "Run plan", "Job"])
    #expect(page.terms.map(\.fragment) == ["campaign", "run-plan", "job"])
    #expect(page.terms.map(\.explanation) == ["Work for one purpose. More.", "Work for one purpose. More.", "A process."])
    #expect(String(Text(page.html)).contains("<dt id=\"run-plan\">Run plan</dt>"))
  }

  @Test func anImageWithATitleAloneIsAFigure() {
    #expect(
      html("![alt](a.png \"A *plain* <caption>\")\n")
        == "<figure>\n<img src=\"a.png\" alt=\"alt\" />\n<figcaption>A *plain* &lt;caption&gt;</figcaption>\n</figure>\n")
    #expect(html("See ![alt](a.png \"t\")\n") == "<p>See <img src=\"a.png\" alt=\"alt\" title=\"t\" /></p>\n")
    #expect(html("![alt](a.png)\n") == "<p><img src=\"a.png\" alt=\"alt\" /></p>\n")
    #expect(html("- ![alt](a.png \"t\")\n") == "<ul>\n<li><img src=\"a.png\" alt=\"alt\" title=\"t\" /></li>\n</ul>\n")
  }

  @Test func wikiLinksAreSlots() {
    let page = render("[[Snake_case_page]] and `[[code]]` and \\[[no]] and [[A b#c|the *text*]], [[x]](y.md)\n")
    #expect(page.slots.map(\.kind) == [.wikiLink, .wikiLink, .link])
    #expect(page.slots.map(\.destination) == ["Snake_case_page", "A b", "y.md"])
    #expect(page.slots.map(\.text) == ["Snake_case_page", "the *text*", "[x]"])
    #expect(page.slots[1].fragment == "c")
    #expect(page.slots[1].range == SourceRange(51, 71))
    #expect(String(Text(page.html)).contains("<code>[[code]]</code> and [[no]] and"))
  }

  @Test func fencesOfTheSiteAreSlots() {
    let text: Text = "# A\n\n```rule\nid: x\n```\n\n- item\n\n  ~~~ sh\n  ls\n  ~~~\n"
    let page = render(text)
    #expect(page.fences.map(\.info) == ["rule", "sh"])
    #expect(page.fences.map(\.content) == ["id: x\n", "ls\n"])
    #expect(page.fences.map(\.contentRange) == [SourceRange(13, 19), SourceRange(41, 46)])
    #expect(page.fences.map(\.heading) == [0, 0])
    #expect(page.slots.map(\.kind) == [.fence(index: 0)])
    #expect(String(Text(page.html)).contains("<pre tabindex=\"0\"><code class=\"language-sh\">ls\n</code></pre>"))
  }

  @Test func theBoxOfATaskIsNoWord() {
    #expect(render("# T\n\n- [ ] open [x] it\n- [x] done\n").sections.map(\.text) == ["open [x] it\ndone"])
  }

  @Test func sectionsHaveTheirWords() {
    let page = render("Before.\n\n# A\n\nIt *must* be.\n\n| x | [y](z) |\n|---|---|\n\n## B\n\n- one\n- two\n")
    #expect(page.sections.map(\.heading) == [nil, 0, 1])
    #expect(page.sections.map(\.text) == ["Before.", "It must be.\nx\ny", "one\ntwo"])
    #expect(page.excerpt == "Before.")
  }

  @Test func alertsAndAdmonitionsAreBoxes() {
    #expect(
      html("> [!WARNING]\n> Text\n") == """
        <div class="alert alert-warning" role="note">
        <p class="alert-title">Warning</p>
        <p>Text</p>
        </div>

        """)
    #expect(
      html("!!! note \"A & B\"\n    Text\n\n        code\nafter\n") == """
        <div class="alert alert-note" role="note">
        <p class="alert-title">A &amp; B</p>
        <p>Text</p>
        <pre tabindex="0"><code>code
        </code></pre>
        </div>
        <p>after</p>

        """)
    #expect(
      html("??? tip\n    Text\n") == "<details class=\"alert alert-tip\">\n<summary>Tip</summary>\n<p>Text</p>\n</details>\n")
  }

  @Test(arguments: [
    (":::note\ntext\n:::\nafter", "note|Note|<p>text</p>|<p>after</p>"),
    ("::: Tip\ntext\n\n- a\n\n  b\n:::", "tip|Tip|<p>text</p>\n<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>|"),
    (":::danger[A & B]\n```\n:::\n```\n:::", "danger|A &amp; B|<pre tabindex=\"0\"><code>:::\n</code></pre>|"),
    (":::warning Take care\nopen to the end\n\nof all", "warning|Take care|<p>open to the end</p>\n<p>of all</p>|"),
    (
      "::::info\n:::note\nin\n:::\nout\n::::",
      "info|Info|<div class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-title\">Note</p>\n<p>in</p>\n</div>\n<p>out</p>|"
    ),
    (
      ":::note\n| a |\n|---|\n:::",
      "note|Note|<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table 1\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n</tr>\n</thead>\n</table>\n</div>|"
    ),
    ("> [!Quote] By *nobody*", ""), ("> [!TIP]+ Open\n> text", ""),
  ])
  func boxesOfOtherGenerators(text: String, parts: String) {
    let shown = html(Text("before\n\n" + text + "\n"))
    if text.hasPrefix("> [!TIP]") {
      return #expect(
        shown.hasSuffix("<details class=\"alert alert-tip\" open>\n<summary>Open</summary>\n<p>text</p>\n</details>\n"))
    }
    if parts.isEmpty { return #expect(shown.contains("<blockquote>\n<p>[!Quote] By <em>nobody</em></p>")) }
    let part = parts.split(separator: "|", omittingEmptySubsequences: false)
    let box =
      "<div class=\"alert alert-\(part[0])\" role=\"note\">\n<p class=\"alert-title\">\(part[1])</p>\n\(part[2])\n</div>\n"
    #expect(shown == "<p>before</p>\n" + box + (part[3].isEmpty ? "" : part[3] + "\n"))
  }

  @Test func whatIsNoBoxOfOtherGeneratorsIsText() {
    #expect(html("::: mymodule.Class\n    x\n") == "<p>::: mymodule.Class\nx</p>\n")
    #expect(html(":::module\n") == "<p>:::module</p>\n")
    #expect(html("> [!unknown]\n> x\n") == "<blockquote>\n<p>[!unknown]\nx</p>\n</blockquote>\n")
    #expect(render("## A { #b .c data-x=\"1\" }\n").headings.map(\.id) == ["b"])
  }

  @Test func aSectionLinksSoManyNamesAndNoMore() {
    var options = RenderOptions()
    options.terms = TermIndex([], patterns: [.requests, .clauses, .rules])
    let text = (0..<300).map { "RITM\($0 + 1_000_000)" }.joined(separator: " ") + "\n\n## Next\n\nclause 1.2 `a-b`\n"
    let page = PageRenderer().render(SourceFile(path: "a.md", text: Text(text)), options: options)
    #expect(page.slots.count == 202)
    #expect(page.slots.suffix(2).map(\.destination) == ["1.2", "a-b"])
  }

  @Test func picturesAreEmbedded() {
    let page = render("a ![[b c.PNG|300]] ![[d.svg|what]] ![[Page]] !\\[[x]]\n")
    #expect(page.slots.map(\.kind) == [.image, .image, .wikiLink])
    #expect(page.slots.map(\.destination) == ["b c.PNG", "d.svg", "Page"])
    #expect(
      html("a ![[b c.PNG|300]] ![[d.svg|what]]\n")
        == "<p>a <img src=\"b%20c.PNG\" alt=\"b c.PNG\" /> <img src=\"d.svg\" alt=\"what\" /></p>\n")
  }

  @Test func tabsStandUnderTheirTitles() {
    #expect(
      html("=== \"C\"\n\n    ``` c\n    int x;\n    ```\n\n=== \"A & B\"\n    * one\n\nafter\n") == """
        <div class="tabs">
        <div class="tab" role="group" aria-label="C">
        <p class="tab-title">C</p>
        <pre tabindex="0"><code class="language-c"><span class="t">int</span> x;
        </code></pre>
        </div>
        <div class="tab" role="group" aria-label="A &amp; B">
        <p class="tab-title">A &amp; B</p>
        <ul>
        <li>one</li>
        </ul>
        </div>
        </div>
        <p>after</p>

        """)
    #expect(html("Title\n=== \n") == "<h1 id=\"title\">Title</h1>\n")
    #expect(html("=== no quotes\n") == "<p>=== no quotes</p>\n")
    #expect(
      html("- item\n\n    === \"In a list\"\n\n        text\n").contains("<p class=\"tab-title\">In a list</p>\n<p>text</p>"))
  }

  @Test(
    arguments: [
      (
        "/// note | A *title*\nText\n///\nAfter\n",
        "<div class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-title\">A <em>title</em></p>\n"
          + "<p>Text</p>\n</div>\n<p>After</p>\n"
      ),
      (
        "/// details | More\n    type: warning\n\nHidden.\n\n//// tip\nx\n////\n///\n",
        "<details class=\"alert alert-details\">\n<summary>More</summary>\n<p>Hidden.</p>\n"
          + "<div class=\"alert alert-tip\" role=\"note\">\n<p class=\"alert-title\">Tip</p>\n<p>x</p>\n</div>\n"
          + "</details>\n"
      ),
      ("/// html | div.result\nText\n///\n", "<p>Text</p>\n"),
      (
        "/// tab | One\n1\n///\n/// tab | Two\n2\n///\n",
        "<div class=\"tabs\">\n<div class=\"tab\" role=\"group\" aria-label=\"One\">\n<p class=\"tab-title\">One</p>\n"
          + "<p>1</p>\n</div>\n<div class=\"tab\" role=\"group\" aria-label=\"Two\">\n<p class=\"tab-title\">Two</p>\n"
          + "<p>2</p>\n</div>\n</div>\n"
      ),
      ("/// a comment of a program\n", "<p>/// a comment of a program</p>\n"),
      (
        "??? info \"Options of `sbatch`\"\n    x\n",
        "<details class=\"alert alert-info\">\n<summary>Options of <code>sbatch</code></summary>\n<p>x</p>\n"
          + "</details>\n"
      ),
      (
        "=== \":material-linux: `sh`\"\n    x\n",
        "<div class=\"tabs\">\n<div class=\"tab\" role=\"group\" aria-label=\":material-linux: sh\">\n"
          + "<p class=\"tab-title\"><code>sh</code></p>\n<p>x</p>\n</div>\n</div>\n"
      ),
    ] as [(Text, String)])
  func boxesBetweenSlashesAndTitlesWithMarkup(_ markdown: Text, _ wanted: String) {
    #expect(html(markdown) == wanted)
  }

  @Test(
    arguments: [
      ("$\\alpha_1 * b_2$ and *x*", "<p>$\\alpha_1 * b_2$ and <em>x</em></p>\n"),
      (
        "It is $5 and *$6*, $HOME and $PATH_A *b* $X_1_.",
        "<p>It is $5 and <em>$6</em>, $HOME and $PATH_A <em>b</em> $X_1_.</p>\n"
      ),
      ("\\(a_1\\) but \\(see *x*\\)", "<p>\\(a_1\\) but (see <em>x</em>)</p>\n"),
      (
        "$$\nE = mc^2 \\\\\n= a_1 * b_2 * c\n- d\n$$\n\nText",
        "<pre tabindex=\"0\"><code class=\"language-math\">E = mc^2 \\\\\n= a_1 * b_2 * c\n- d\n"
          + "</code></pre>\n<p>Text</p>\n"
      ),
      (
        "- a\n\n  $$\n  x_1\n  $$\n- b\n",
        "<ul>\n<li>\n<p>a</p>\n<pre tabindex=\"0\"><code class=\"language-math\">x_1\n</code></pre>\n</li>\n"
          + "<li>\n<p>b</p>\n</li>\n</ul>\n"
      ),
      ("$$\nnever closed\n\n# H\n", "<p>$$\nnever closed</p>\n<h1 id=\"h\">H</h1>\n"),
    ] as [(Text, String)])
  func formulasStayAsTheyAreWritten(_ markdown: Text, _ wanted: String) {
    #expect(html(markdown) == wanted)
  }

  @Test(
    arguments: [
      (
        "==marked *words*== no; ==marked words== a==b and c==d; == x ==",
        "<p>==marked <em>words</em>== no; <mark>marked words</mark> a==b and c==d; == x ==</p>\n"
      ),
      ("Press ++ctrl+page-up++, C++ and i++; x++y++", "<p>Press <kbd>Ctrl</kbd>+<kbd>Page up</kbd>, C++ and i++; x++y++</p>\n"),
      (
        ":warning: Hot :material-fire:{ .lg } and :octicons-x-16: `:tada:` 12:30:45 std::vector::x :nothing:",
        "<p>⚠️ Hot and <code>:tada:</code> 12:30:45 std::vector::x :nothing:</p>\n"
      ),
      (
        "[](){#here} and *x*{#there}\n\n{#below}\n",
        "<p><span id=\"here\"></span> and <em>x</em><span id=\"there\"></span></p>\n"
          + "<span id=\"below\"></span>"
      ),
      ("import Tabs from '@theme/Tabs';\nimport A from \"b\"\n\nimport this from there\n", "<p>import this from there</p>\n"),
      (
        "![](data:image/svg+xml;base64,AA==) [x](data:image/svg+xml;base64,AA==)",
        "<p><img src=\"data:image/svg+xml;base64,AA==\" alt=\"\" /> <a>x</a></p>\n"
      ),
    ] as [(Text, String)])
  func marksOfOtherGenerators(_ markdown: Text, _ wanted: String) {
    #expect(html(markdown) == wanted)
  }

  @Test func directivesAreBoxesTabsAndFigures() {
    #expect(
      html(":::{note} A *title*\n:class: wide\nText.\n:::\n\n```{warning}\nMore.\n\n~~~sh\nls\n~~~\n```\nEnd.\n")
        == "<div class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-title\">A <em>title</em></p>\n<p>Text.</p>\n</div>\n"
        + "<div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-title\">Warning</p>\n<p>More.</p>\n"
        + "<pre tabindex=\"0\"><code class=\"language-sh\">ls\n</code></pre>\n</div>\n<p>End.</p>\n")
    #expect(
      html("::::{tab-set}\n:::{tab-item} A\none\n:::\n:::{tab-item} B\ntwo\n:::\n::::\n")
        == "<div class=\"tabs\">\n<div class=\"tab\" role=\"group\" aria-label=\"A\">\n<p class=\"tab-title\">A</p>\n<p>one</p>\n</div>\n"
        + "<div class=\"tab\" role=\"group\" aria-label=\"B\">\n<p class=\"tab-title\">B</p>\n<p>two</p>\n</div>\n</div>\n")
    #expect(
      html("```{figure} a b.png\n:name: fig:x\n:alt: Some [words]\nThe *caption*.\n```\n")
        == "<span id=\"fig:x\"></span>\n<p><img src=\"a%20b.png\" alt=\"Some words\" /></p>\n<p>The <em>caption</em>.</p>\n")
    #expect(
      html("```{code-block} python\n:linenos:\nx\n```\n\n```{toctree}\na\n```\n")
        == "<pre tabindex=\"0\"><code class=\"language-python\">x\n</code></pre>\n")
    #expect(html("```{unknown} x\ny\n```\n").contains("<code class=\"language-unknown\">y"))
    #expect(html("(here)=\n# T\n\n(no label)=\n") == "<span id=\"here\"></span>\n<h1 id=\"t\">T</h1>\n<p>(no label)=</p>\n")
  }

  @Test func rolesSayWhatCodeIs() {
    #expect(
      html("See {ref}`the part <p>`, {py:func}`f`, {kbd}`C`, H{sub}`2`, {mine}`x`, {} `y` and {ref} `z`\n")
        == "<p>See the part, <code>f</code>, <kbd>C</kbd>, H<sub>2</sub>, {mine}<code>x</code>, {} <code>y</code> and {ref} "
        + "<code>z</code></p>\n")
  }

  @Test func linksHaveATextAndAreInNoLink() {
    #expect(
      html("[](a/my-page.md) [](../b/index.md) [](#some_place) [](<https://x.org/a>) [![](p.png)](c/d.html)\n")
        == "<p><a href=\"a/my-page.md\">my page</a> <a href=\"../b/index.md\">b</a> <a href=\"#some_place\">some place</a> "
        + "<a href=\"https://x.org/a\">https://x.org/a</a> <a href=\"c/d.html\"><img src=\"p.png\" alt=\"d\" /></a></p>\n")
    #expect(
      html("<a href=\"a.md\">https://x.org [b](c.md) [[d]]</a> <a name=e>f</a> <img src=g.png>\n", rawHTML: .filtered)
        == "<p><a href=\"a.md\">https://x.org b d</a> <span id=\"e\"></span>f <img src=\"g.png\" alt=\"\"></p>\n")
    #expect(
      html("<img src=a width=60% height=40px>\n", rawHTML: .filtered) == "<img src=\"a\" height=\"40\" alt=\"\">\n")
    #expect(html("[a](https://x.org#b#:~:text=c)\n") == "<p><a href=\"https://x.org#b%23:~:text=c\">a</a></p>\n")
    #expect(
      html("<a href=\"{{ x }}\">y</a> <img src={{x}}>\n", rawHTML: .filtered)
        == "<p><a>y</a> <img src=\"data:,\" alt=\"\"></p>\n")
  }

  @Test func anIdIsThereOnce() {
    #expect(
      html("## A<a id=\"a\"></a>\n\n<i id=b></i><i id=b></i>\n\n## B\n", rawHTML: .filtered)
        == "<h2 id=\"a\">A<a class=\"anchor\" href=\"#a\" aria-hidden=\"true\" tabindex=\"-1\"></a></h2>\n"
        + "<p><i id=\"b\"></i><i></i></p>\n"
        + "<h2 id=\"b-1\">B<a class=\"anchor\" href=\"#b-1\" aria-hidden=\"true\" tabindex=\"-1\"></a></h2>\n")
    let page = render("# A <b id=x>b</b>\n", rawHTML: .filtered)
    #expect(page.headings[0].html == "A b")
  }

  @Test func picturesOfOtherSitesAreLinks() {
    #expect(
      html("![a *b*](https://x.org/a.png) [![c](https://x.org/c.svg)](d.md) ![](https://x.org/e.png)\n")
        == "<p><a href=\"https://x.org/a.png\">a b</a> <a href=\"d.md\">c</a> <a href=\"https://x.org/e.png\">picture</a></p>\n")
    #expect(
      html("<a href=\"d.md\"><img src=\"https://x.org/a.png\" alt=\"a\"></a> <img src=//x.org/b>\n", rawHTML: .filtered)
        == "<p><a href=\"d.md\">a</a> <a href=\"//x.org/b\">picture</a></p>\n")
  }

  @Test func componentsOfProgramsAreLeftOut() {
    #expect(
      html("<Tabs>\n<TabItem value=\"a\" label=\"A & b\">\n\nText, a vector<Hit>\n\n</TabItem>\n</Tabs>\n", rawHTML: .filtered)
        == "<p class=\"tab-title\">A &amp; b</p>\n<p>Text, a vector&lt;Hit></p>\n")
    #expect(render("<Tabs>\n", rawHTML: .filtered).diagnostics.map(\.rule) == ["foreign-syntax"])
  }

  @Test func attributesOfOtherGeneratorsAreLeftOut() {
    #expect(
      html("![a](b.png){ width=\"200\" align=right } and [c](d.md){ .button }\n")
        == "<p><img src=\"b.png\" alt=\"a\" width=\"200\" class=\"align-right\" /> and <a href=\"d.md\">c</a></p>\n")
    #expect(
      html("![a](b.png){: style=\"width:350px; float: right\"}\n") == "<p><img src=\"b.png\" alt=\"a\" width=\"350\" /></p>\n")
    #expect(
      html("![a|120](b.png) ![a|80x60](b.png) ![a|b](b.png){ width=50% }\n")
        == "<p><img src=\"b.png\" alt=\"a\" width=\"120\" /> <img src=\"b.png\" alt=\"a\" width=\"80\" /> "
        + "<img src=\"b.png\" alt=\"a|b\" /></p>\n")
    #expect(html("Words. {: .note }\n") == "<p>Words. </p>\n")
    #expect(html("{: .note #id }\nWords\n\n{.only}\n\n[TOC]\n\n[[_TOC_]]\n") == "<p><span id=\"id\"></span>\nWords</p>\n")
    for kept in [
      "a {b} c", "{ x }", "a set {.5, 1}", "*a* {b}", "{", "{:", "{ .a", "f {: and so on", "[TOC] of it", "{x=1, y=2}",
    ] {
      #expect(html(Text(kept + "\n")).contains(kept.contains("*") ? "{b}" : kept), "\(kept)")
    }
  }

  @Test func whatOtherGeneratorsReplaceIsTextAndSaidOnce() {
    let page = render("{% include x %} {{ y }} {{ z }}\n\n{{#include a.rs}}\n\n--8<-- \"a.md\"\n\n`{{ code }}`\n")
    #expect(page.diagnostics.map(\.severity) == [.info, .info, .info, .info])
    #expect(page.diagnostics.map(\.start.offset) == [0, 16, 33, 52])
    #expect(
      String(Text(page.html)).hasPrefix(
        "<p>{% include x %} {{ y }} {{ z }}</p>\n<p>{{#include a.rs}}</p>\n<p>--8&lt;-- &quot;a.md&quot;</p>"))
    #expect(render("a { b } -- c {\n").diagnostics.isEmpty)
  }

  @Test func codeHasALanguageAndATitle() {
    #expect(
      html("``` py title=\"a <b>.py\" linenums=\"1\"\nx\n```\n")
        == """
        <figure class="code">
        <figcaption>a &lt;b&gt;.py</figcaption>
        <pre tabindex="0"><code class="language-py"><span class="n">x</span>
        </code></pre>
        </figure>

        """.replacing("<span class=\"n\">x</span>", with: "x"))
    #expect(html("```rust,editable\n```\n") == "<pre tabindex=\"0\"><code class=\"language-rust\"></code></pre>\n")
    #expect(html("``` { .c .annotate }\n```\n") == "<pre tabindex=\"0\"><code class=\"language-c\"></code></pre>\n")
    #expect(html("``` title=\"\"\n```\n") == "<pre tabindex=\"0\"><code></code></pre>\n")
  }

  @Test func definitionsFollowTheirTerms() {
    #expect(
      html("Term\n:   One\n:   Two\n\nSecond\n\n:   Three\n\nText\n") == """
        <dl>
        <dt>Term</dt>
        <dd>
        <p>One</p>
        </dd>
        <dd>
        <p>Two</p>
        </dd>
        <dt>Second</dt>
        <dd>
        <p>Three</p>
        </dd>
        </dl>
        <p>Text</p>

        """)
  }

  @Test func tablesScrollAndTasksHaveLabels() {
    #expect(
      html("| a |\n|--:|\n| [[B|c]] |\n") == """
        <div class="table-scroll" tabindex="0" role="region" aria-label="Table 1">
        <table>
        <thead>
        <tr>
        <th scope="col" class="align-right">a</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td class="align-right"><a href="B">c</a></td>
        </tr>
        </tbody>
        </table>
        </div>

        """)
    #expect(
      html("- [x] a\n") == "<ul>\n<li class=\"task\"><label><input type=\"checkbox\" checked disabled /> a</label></li>\n</ul>\n")
  }

  @Test func rawHTMLIsTextUnlessItIsLetThrough() {
    let page = render("<b onclick=x>hi</b> <!-- no -->\n")
    #expect(page.diagnostics.map(\.rule) == ["raw-html", "raw-html"])
    #expect(page.diagnostics.first?.start.column == 1)
    #expect(String(Text(page.html)) == "<p>&lt;b onclick=x&gt;hi&lt;/b&gt; </p>\n")
    #expect(html("<b onclick=\"x\" class=\"y\">hi</b>", rawHTML: .filtered) == "<p><b class=\"y\">hi</b></p>\n")
    #expect(html("<div>\n<script>alert(1)</script>\n", rawHTML: .filtered) == "<div>\n\n</div>")
    #expect(html("<img src=\"java&#115;cript:x\" onerror=\"y\">", rawHTML: .filtered) == "<img alt=\"\">\n")
    #expect(html("</main></div>", rawHTML: .filtered) == "\n")
  }

  @Test(
    arguments: [
      ("<style>\n\na { b: c }\n</style>\n\nText\n", "\n<p>Text</p>\n"),
      ("<center><font color=red>Red</font> <user_name></center>\n", "Red &lt;user_name>\n"),
      ("<iframe src=\"https://x.org/e\" title=\"A <talk>\"></iframe>\n", "<a href=\"https://x.org/e\">A &lt;talk&gt;</a>\n"),
      ("<video controls><source src=\"a.mp4\"></video> <video src=\"a.mp4\"/>\n", "<p> <a href=\"a.mp4\">video</a></p>\n"),
      ("<h1 align=\"center\">X</h1>\n", "<h1 class=\"align-center\">X</h1>\n"),
    ] as [(Text, String)])
  func knownElementsThatAreNotLetThroughAreLeftOut(_ markdown: Text, _ wanted: String) {
    #expect(html(markdown, rawHTML: .filtered) == wanted)
  }

  @Test(
    "Addresses that run scripts are neutralised",
    arguments: [
      "javascript:alert(1)", "JaVaScRiPt:x", "vbscript:x", "data:text/html,x", "&#106;avascript:x", "java&Tab;script:x",
    ])
  func dangerousAddress(_ url: String) {
    let page = render(Text("[a](\(url)) ![b](\(url))"))
    #expect(String(Text(page.html)) == "<p><a>a</a> <img alt=\"b\" /></p>\n")
    #expect(page.diagnostics.map(\.rule) == ["unsafe-link", "unsafe-link"])
    #expect(page.slots.isEmpty)
  }

  @Test func shortTextsHaveNoParagraph() {
    let renderer = PageRenderer()
    #expect(String(Text(renderer.renderInline("a *b* <i>"))) == "a <em>b</em> &lt;i&gt;")
    #expect(renderer.plainText("# T\n\na *b*\n\nc\n") == "T\na b\nc")
  }
}

@Suite("Places of links") struct LinkRangeTests {
  private func ranges(_ markdown: String) -> [String] {
    let bytes = Array(markdown.utf8)
    let page = PageRenderer().render(SourceFile(path: "page.md", bytes: bytes))
    return page.slots.map { String(Text(bytes[$0.range.start..<$0.range.end])) }
  }

  @Test("libcmark's wrong places are mended") func characterisation() {
    #expect(ranges("a [text of\ntwo lines](x.md) b") == ["[text of\ntwo lines](x.md)"])
    #expect(ranges("a `code\nspan` [x](y) [z](w)") == ["[x](y)", "[z](w)"])
    #expect(ranges("[a](b\n\"title\") then\n[c](d)") == ["[a](b\n\"title\")", "[c](d)"])
    #expect(ranges("- item\n      [x](y) text\n  ![i](p)") == ["[x](y)", "![i](p)"])
    #expect(ranges("> a\n> b [x](y)\nlazy [z](w)") == ["[x](y)", "[z](w)"])
    #expect(ranges("[r]: /u\ntext [r] and\n[s][r]\n") == ["[r]", "[s][r]"])
    #expect(ranges("a \\[no\\] &amp; &copy;\n*b* **[c](d)** \\\\ [e](f)") == ["[c](d)", "[e](f)"])
    #expect(ranges("# Head [x](y) `c` ![p](q)\n") == ["[x](y)", "![p](q)"])
    #expect(ranges("[![i](p)\n](l)") == ["[![i](p)\n](l)", "![i](p)"])
  }

  @Test("Rewritten lines keep their places") func rewritten() {
    #expect(ranges("!!! note\n    a [x](y)\n    b [z](w)\n") == ["[x](y)", "[z](w)"])
    #expect(ranges("|a [x](y)|\n|-|\n|[[W]]|\n") == ["[x](y)", "[[W]]"])
    #expect(ranges("a[^1]\n\n[^1]: see [x](y)\n") == ["[x](y)"])
    #expect(ranges("Term [x](y)\n:   def [z](w)\n") == ["[x](y)", "[z](w)"])
  }
}
