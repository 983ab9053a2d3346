import Diagnostics
import Testing

@testable import Knowledge

@Suite struct SitePathTests {
  @Test(arguments: [
    ("Wiki/Keep up.md", "wiki/keep-up.html"), ("README.md", "index.html"), ("guide/README.md", "guide/index.html"),
    ("Image.PNG", "image.png"), ("a/readme.txt", "a/readme.txt"),
  ])
  func outputsOfContent(path: String, output: String) {
    #expect(String(SitePath.output(ofContent: Text(path))) == output)
  }

  @Test(arguments: [
    ("index.html", "wiki/a.html", "wiki/a.html"), ("wiki/a.html", "index.html", "../index.html"),
    ("wiki/a.html", "wiki/b.html", "b.html"), ("wiki/x/a.html", "wiki/b.html", "../b.html"),
    ("a.html", "b c.html", "b%20c.html"), ("a.html", "x:y.html", "./x:y.html"), ("w/a.html", "w/x:y.html", "./x:y.html"),
  ])
  func relativeURLs(from: String, to: String, url: String) {
    #expect(String(SitePath.url(from: Text(from), to: Text(to))) == url)
  }

  @Test func pathsResolveAndStayInside() {
    #expect(SitePath.resolve("../b/./c.md", from: "a") == Text("b/c.md"))
    #expect(SitePath.resolve("/c.md", from: "a/b") == Text("c.md"))
    #expect(SitePath.resolve("../../c.md", from: "a") == nil)
    #expect(SitePath.decoded("a%20b") == Text("a b"))
    #expect(SitePath.decoded("a%2") == nil)
  }
}
