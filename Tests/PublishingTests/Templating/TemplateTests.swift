import Diagnostics
import Testing

@testable import Publishing

/// A view for tests of the language.
private struct Sample: TemplateView {
  var name: Text = "Ada"
  var danger: Text = "<a href=\"x\">&</a>"
  var markup: HTML = "<b>bold</b>"
  var empty: Text = ""
  var yes = true
  var no = false
  var items = [Item("one", ["a", "b"]), Item("two", [])]
  var none: [Item] = []
  var part: Item? = Item("part", ["p"])
  var absent: Item?
  var words: [Text] = ["x", "y"]

  func bind(to binder: inout TemplateBinder) {
    binder.text("name", name)
    binder.text("danger", danger)
    binder.html("markup", markup)
    binder.text("empty", empty)
    binder.flag("yes", yes)
    binder.flag("no", no)
    binder.list("items", items)
    binder.list("none", none)
    binder.part("part", part)
    binder.part("absent", absent)
    binder.texts("words", words)
  }
}

private struct Item: TemplateView {
  var label: Text = ""
  var tags: [Text] = []

  init() {}
  init(_ label: Text, _ tags: [Text]) {
    self.label = label
    self.tags = tags
  }

  func bind(to binder: inout TemplateBinder) {
    binder.text("label", label)
    binder.texts("tags", tags)
  }
}

private func render(_ template: Text, partials: [(Text, Text)] = []) -> String {
  let files =
    [SourceFile(path: "main.html", text: template)]
    + partials.map { SourceFile(path: "parts/\($0.0).html", text: $0.1) }
  var diagnostics: [Diagnostic] = []
  guard let compiled = TemplateSet(files).compile("main", for: Sample.self, &diagnostics) else {
    return "errors: " + diagnostics.map { "\($0.file):\($0.start.line):\($0.start.column) \($0.message)" }.joined(separator: "; ")
  }
  return String(decoding: compiled.render(Sample()).bytes, as: UTF8.self)
}

@Suite struct TemplateLanguage {
  @Test(arguments: [
    ("Hello, {{name}}!", "Hello, Ada!"),
    ("{{ name }}{{name}}", "AdaAda"),
    ("{{danger}}", "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;"),
    ("{{{markup}}}|{{& markup}}", "<b>bold</b>|<b>bold</b>"),
    ("[{{empty}}]", "[]"),
    ("{{! a comment }}x", "x"),
    ("{{=<% %>=}}<% name %>{{name}}<%={{ }}=%>{{name}}", "Ada{{name}}Ada"),
  ]) func variables(template: String, expected: String) { #expect(render(Text(template)) == expected) }

  @Test(arguments: [
    ("{{#yes}}1{{/yes}}{{#no}}2{{/no}}", "1"),
    ("{{^yes}}1{{/yes}}{{^no}}2{{/no}}", "2"),
    ("{{#items}}{{label}};{{/items}}", "one;two;"),
    ("{{#items}}{{label}}{{#tags}}-{{.}}{{/tags}};{{/items}}", "one-a-b;two;"),
    ("{{#items}}{{name}}{{/items}}", "AdaAda"),
    ("{{^none}}nothing{{/none}}{{#none}}{{label}}{{/none}}", "nothing"),
    ("{{#has_none}}a{{/has_none}}{{^has_none}}b{{/has_none}}{{#has_items}}c{{/has_items}}", "bc"),
    ("{{#part}}{{label}}{{/part}}{{#absent}}{{label}}{{/absent}}{{^absent}}-{{/absent}}", "part-"),
    ("{{part.label}}[{{absent.label}}]", "part[]"),
    ("{{#name}}{{.}}{{/name}}{{#empty}}x{{/empty}}{{^empty}}y{{/empty}}", "Aday"),
    ("{{#name}}{{#items}}{{#tags}}{{name}}{{.}} {{/tags}}{{/items}}{{.}}{{/name}}", "Adaa Adab Ada"),
    ("{{#name}}{{#yes}}{{#part}}{{label}}{{/part}}{{/yes}}{{/name}}", "part"),
    ("{{#words}}{{.}}{{/words}}", "xy"),
    ("{{#markup}}{{{.}}}{{/markup}}", "<b>bold</b>"),
  ]) func sections(template: String, expected: String) { #expect(render(Text(template)) == expected) }

  @Test(arguments: [
    ("a\n{{#yes}}\nb\n{{/yes}}\nc\n", "a\nb\nc\n"),
    ("  {{#yes}}  \n  b\n  {{/yes}}\t\n", "  b\n"),
    ("{{#yes}}\r\nb\r\n{{/yes}}\r\n", "b\r\n"),
    ("a {{#yes}}\nb{{/yes}}\n", "a \nb\n"),
    ("a\n  {{! comment }}\nb", "a\nb"),
    ("a\n{{!\n  long\n  comment\n}}\nb", "a\nb"),
    ("a\n  {{#yes}}\n  {{/yes}}", "a\n"),
    ("{{#yes}} {{/yes}}\n", " \n"),
    ("{{^no}}\n| x\n{{/no}}\n", "| x\n"),
  ]) func standaloneTags(template: String, expected: String) { #expect(render(Text(template)) == expected) }

  @Test func partials() {
    #expect(render("{{> item}}!", partials: [("item", "<{{name}}>")]) == "<Ada>!")
    #expect(render("{{#items}}{{> item}}{{/items}}", partials: [("item", "{{label}},")]) == "one,two,")
    #expect(render("a\n  {{> item}}\nb", partials: [("item", "1\n2\n")]) == "a\n  1\n  2\nb")
    #expect(render(" {{> item}}x", partials: [("item", "1\n2")]) == " 1\n2x")
    #expect(render("{{> outer}}", partials: [("outer", "({{> item}})"), ("item", "{{name}}")]) == "(Ada)")
  }
}

@Suite struct TemplateErrors {
  /// The findings of a template, as they are printed, one golden for each.
  @Test(arguments: [
    ("<p>{{nmae}}</p>", "main.html:1:6-10 error[template-name] unknown name `nmae`; did you mean `name`? | <p>{{nmae}}</p>"),
    (
      "\n{{#item}}{{/item}}",
      "main.html:2:4-8 error[template-name] unknown name `item`; did you mean `items`? | {{#item}}{{/item}}"
    ),
    ("{{label}}", "main.html:1:3-8 error[template-name] unknown name `label` | {{label}}"),
    (
      "{{part.lable}}",
      "main.html:1:3-13 error[template-name] unknown name `lable` in `part`; did you mean `label`? | {{part.lable}}"
    ),
    ("{{name.first}}", "main.html:1:3-13 error[template-name] `name` is a text and has no names of its own | {{name.first}}"),
    ("{{items}}", "main.html:1:3-8 error[template-name] `items` is a list, not a text | {{items}}"),
    ("{{yes}}", "main.html:1:3-6 error[template-name] `yes` is a condition, not a text | {{yes}}"),
    ("{{markup}}", "main.html:1:3-9 error[template-escaping] `markup` is markup and must not be escaped | {{markup}}"),
    ("{{{name}}}", "main.html:1:4-8 error[template-escaping] `name` is a text and must be escaped | {{{name}}}"),
    ("{{.}}", "main.html:1:3-4 error[template-name] `.` needs a section over a text or over a list of texts | {{.}}"),
    ("é {{#yes}}x", "main.html:1:6-9 error[template-syntax] section `yes` is never closed | é {{#yes}}x"),
    ("x{{/yes}}", "main.html:1:5-8 error[template-syntax] section `yes` is closed but was never opened | x{{/yes}}"),
    ("{{#yes}}{{/no}}", "main.html:1:12-14 error[template-syntax] expected `{{/yes}}`, found `{{/no}}` | {{#yes}}{{/no}}"),
    ("a {{name", "main.html:1:3-5 error[template-syntax] the tag is never closed: expected `}}` | a {{name"),
    ("{{}}", "main.html:1:1-5 error[template-syntax] the tag has no name | {{}}"),
    ("{{two words}}", "main.html:1:3-12 error[template-syntax] `two words` is not a name | {{two words}}"),
    ("{{=|=}}", "main.html:1:1-8 error[template-syntax] expected two delimiters, as in `{{=<% %>=}}` | {{=|=}}"),
    ("{{$block}}", "main.html:1:4-9 error[template-syntax] template inheritance is not supported | {{$block}}"),
    ("{{> itme}}", "main.html:1:5-9 error[template-partial] there is no template `itme`; did you mean `item`? | {{> itme}}"),
    ("{{> loop}}", "parts/loop.html:2:5-9 error[template-partial] partial `loop` includes itself | {{> loop}}"),
    ("{{> bad}}", "parts/bad.html:2:3-7 error[template-name] unknown name `nane`; did you mean `name`? | {{nane}}"),
  ]) func golden(template: String, expected: String) {
    let files = [
      SourceFile(path: "main.html", text: Text(template)), SourceFile(path: "parts/item.html", text: ""),
      SourceFile(path: "parts/loop.html", text: "x\n{{> loop}}"), SourceFile(path: "parts/bad.html", text: "x\n{{nane}}"),
    ]
    var diagnostics: [Diagnostic] = []
    #expect(TemplateSet(files).compile("main", for: Sample.self, &diagnostics) == nil)
    #expect(diagnostics.map(line).joined(separator: "\n") == expected)
  }

  @Test func allFindingsOfOneTemplateComeTogether() {
    let file = SourceFile(path: "main.html", text: "{{one}}\n{{#yes}}{{two}}\n{{> three}}")
    var diagnostics: [Diagnostic] = []
    _ = TemplateSet([file]).compile("main", for: Sample.self, &diagnostics)
    #expect(diagnostics.map { "\($0.start.line):\($0.start.column)" } == ["2:4", "1:3", "2:11", "3:5"])
  }

  @Test func aFindingInASharedPartialIsReportedOnce() {
    let files = ["a", "b"].map { SourceFile(path: "\($0).html", text: "{{> shared}}") }
    let set = TemplateSet(files + [SourceFile(path: "shared.html", text: "{{wrong}}")])
    var diagnostics: [Diagnostic] = []
    _ = set.compile("a", for: Sample.self, &diagnostics)
    _ = set.compile("b", for: Sample.self, &diagnostics)
    #expect(diagnostics.count == 1)
  }

  @Test func theNamesAreListedWhereNoSpellingIsNear() {
    var diagnostics: [Diagnostic] = []
    let file = SourceFile(path: "main.html", text: "{{#items}}{{zzzzzz}}{{/items}}")
    _ = TemplateSet([file]).compile("main", for: Sample.self, &diagnostics)
    #expect(
      diagnostics.first?.help
        == "Names here: `label`, `has_tags`, `tags`, `name`, `danger`, `markup`, `empty`, `yes`, `no`, `has_items`, `items`, `has_none`, …."
    )
  }

  private func line(_ finding: Diagnostic) -> String {
    "\(finding.file):\(finding.start.line):\(finding.start.column)-\(finding.end.column) \(finding.severity.name)[\(finding.rule)] "
      + "\(finding.message) | \(finding.excerpt)"
  }
}

@Suite struct Escaping {
  /// Every special character at every place of texts of every length up to three words, against a plain loop.
  @Test func agreesWithAPlainLoop() {
    let specials: [(UInt8, String)] = [
      (UInt8(ascii: "&"), "&amp;"), (UInt8(ascii: "<"), "&lt;"), (UInt8(ascii: ">"), "&gt;"), (UInt8(ascii: "\""), "&quot;"),
    ]
    for length in 0...24 {
      for position in 0..<length {
        for (byte, entity) in specials {
          var text = [UInt8](repeating: UInt8(ascii: "a"), count: length)
          text[position] = byte
          let expected = text[..<position] + Array(entity.utf8) + text[(position + 1)...]
          #expect(HTML(escaping: Text(text)).bytes == Array(expected))
        }
      }
    }
  }

  @Test func leavesEveryOtherByteAlone() {
    let others = (UInt8.min...UInt8.max).filter { !Array("&<>\"".utf8).contains($0) }
    #expect(HTML(escaping: Text(others)).bytes == others)
  }

  @Test func backquotesInMessagesBecomeCode() {
    let html = HTML(message: "release `<head>` moves, not `v1`")
    #expect(html.bytes == Array("release <code>&lt;head&gt;</code> moves, not <code>v1</code>".utf8))
  }

  @Test func aLoneBackquoteStays() {
    #expect(HTML(message: "a ` b `c` d").bytes == Array("a <code> b </code>c` d".utf8))
  }

  @Test(arguments: [
    ("release `{ticket.release}` moves", "release <code><var>ticket.release</var></code> moves"),
    ("{a} and {b < c}", "<var>a</var> and <var>b &lt; c</var>"), ("a } b {", "a } b {"), ("{a{b}}", "{a{b}}"),
  ]) func expressionsOfAMessageBecomeVariables(pattern: String, expected: String) {
    #expect(String(decoding: HTML(messagePattern: Text(pattern)).bytes, as: UTF8.self) == expected)
  }
}
