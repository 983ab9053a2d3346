import Diagnostics
import Testing

@testable import Markup

@Suite("Highlighted code") struct CodeHighlighterTests {
  private func html(_ language: String, _ code: String) -> String {
    let page = PageRenderer().render(SourceFile(path: "a.md", text: Text("```\(language)\n\(code)\n```\n")))
    let all = String(decoding: page.html, as: UTF8.self)
    let start = all.firstRange(of: "\">", after: "<code")
    return String(all[start...].dropLast("</code></pre>\n".count))
  }

  @Test(arguments: [
    ("sh", "if [ -f \"$x\" ]; then # why", "<k>if</k> [ -f <s>&quot;$x&quot;</s> ]; <k>then</k> <c># why</c>"),
    ("sh", "echo a#b ${HOME}/x 'it'", "echo a#b <a>${HOME}</a>/x <s>'it'</s>"),
    ("python", "@x\ndef f(a=1.5): return None", "<a>@x</a>\n<k>def</k> f(a=<n>1.5</n>): <k>return</k> <t>None</t>"),
    ("python", "'''a\nb''' + 'c", "<s>'''a\nb'''</s> + 'c"),
    ("C++", "#include <a>\nint x; /* y\n*/ // z", "<k>#include</k> &lt;a&gt;\n<t>int</t> x; <c>/* y\n*/</c> <c>// z</c>"),
    (
      "fcl", "#include \"a.fcl\"\nphysics.end: @local::x",
      "<k>#include</k> <s>&quot;a.fcl&quot;</s>\n<a>physics.end</a>: <a>@local::x</a>"
    ),
    ("ini", "[part]\nkey = 3 ; why", "<k>[part]</k>\n<a>key</a> = <n>3</n> <c>; why</c>"),
    ("yaml", "- id: x # why\n  on: true", "- <a>id</a>: x <c># why</c>\n  <a>on</a>: <t>true</t>"),
    ("json", "{\"a\": \"b\", \"c\": -1}", "{<a>&quot;a&quot;</a>: <s>&quot;b&quot;</s>, <a>&quot;c&quot;</a>: -<n>1</n>}"),
    ("sql", "SELECT a FROM t -- x", "<k>SELECT</k> a <k>FROM</k> t <c>-- x</c>"),
    (
      "swift", "@main struct A { let b: Int? = nil }",
      "<a>@main</a> <k>struct</k> <t>A</t> { <k>let</k> b: <t>Int</t>? = <t>nil</t> }"
    ),
    ("diff", "--- a\n+++ b\n@@ 1 @@\n-x\n+y\n z", "<h>--- a</h>\n<h>+++ b</h>\n<h>@@ 1 @@</h>\n<d>-x</d>\n<i>+y</i>\n z"),
    ("console", "$ ls -l \\\n  x\nx: 3\nme@host:~$ exit", "<p>$ </p>ls -l \\\n  x\n<o>x: 3</o>\n<p>me@host:~$ </p><k>exit</k>"),
    ("text", "if <b>", "if &lt;b&gt;"),
  ])
  func piecesHaveTheirKind(language: String, code: String, wanted: String) {
    var found = html(language, code).replacing("</span>", with: "\u{1}")
    for kind in "acdhiknopst" { found = found.replacing("<span class=\"\(kind)\">", with: "\u{2}\(kind)") }
    var expected = wanted
    for kind in "acdhiknopst" {
      expected = expected.replacing("<\(kind)>", with: "\u{2}\(kind)").replacing("</\(kind)>", with: "\u{1}")
    }
    #expect(found == expected + "\n")
  }

  /// Without the elements there is what was written, whatever that is.
  @Test func nothingIsLeftOut() {
    let pieces = [
      "\"", "'", "`", "\"\"\"", "\\", "/*", "*/", "//", "#", "--", "$", "${", "}", "@x", "[a]", "key: ", "k = ", "- ", "+a",
      "$ ls", "\n", " ", "if",
      "3.14e5", "é", "<b>&", "include", "\t", "{#id}", "[[x]]", "|a|", "~~",
    ]
    var state: UInt64 = 5
    func piece() -> String {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return pieces[Int(state >> 33) % pieces.count]
    }
    for language in CodeLanguages.table.flatMap({ "\($0.0)".split(separator: " ") }) {
      for _ in 0..<60 {
        let code = "x" + (0..<20).map { _ in piece() }.joined()
        let plain = html("text", code)
        var marked = html(String(language), code).replacing("</span>", with: "")
        for kind in "acdhiknopst" { marked = marked.replacing("<span class=\"\(kind)\">", with: "") }
        #expect(marked == plain, "\(language): \(code)")
      }
    }
  }
}

extension String {
  /// The end of the first occurrence of a text behind another.
  fileprivate func firstRange(of text: String, after other: String) -> String.Index {
    guard let start = firstRange(of: other)?.upperBound, let end = self[start...].firstRange(of: ">")?.upperBound else {
      return startIndex
    }
    return end
  }
}
