import Diagnostics
import Testing

@testable import Publishing

@Suite struct SectionNavigationMarks {
  @Test func onlyTheOwnEntryIsMarked() throws {
    var diagnostics: [Diagnostic] = []
    let file = SourceFile(
      path: "section-navigation.html", text: "{{#entries}}<a href=\"{{url}}\"{{{mark}}}>{{title}}</a>{{/entries}}")
    let template = try #require(TemplateSet([file]).compile("section-navigation", for: NavigationList.self, &diagnostics))
    let entries = ["a", "b"].map { name in
      var entry = NavigationEntry()
      entry.title = Text(name)
      entry.url = "\(name).html"
      return entry
    }
    let navigation = SectionNavigation(entries, template: template)
    let plain = "<a href=\"a.html\">a</a><a href=\"b.html\">b</a>"
    #expect(String(decoding: navigation.marked(at: nil).bytes, as: UTF8.self) == plain)
    #expect(
      String(decoding: navigation.marked(at: 1).bytes, as: UTF8.self)
        == "<a href=\"a.html\">a</a><a href=\"b.html\" aria-current=\"page\">b</a>")
    #expect(String(decoding: navigation.marked(at: 7).bytes, as: UTF8.self) == plain)
  }
}
