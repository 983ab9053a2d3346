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

  /// Names of all lengths around eight, each with each byte at each place.
  @Test func urlsAreEncodedWhereverABytesIs() {
    for length in [1, 7, 8, 9, 15, 16, 17] {
      for place in 0..<length {
        for byte in UInt8(1)...255 where byte != UInt8(ascii: "/") {
          var name = (0..<length).map { UInt8(0x61 + $0) }
          name[place] = byte
          let url = SitePath.encoded(Text(name))
          let expected: Text = byte == UInt8(ascii: ":") ? "./" + url : url
          #expect(SitePath.url(from: "a/here.html", to: Text(Array("a/".utf8) + name)) == expected)
        }
      }
    }
  }

  @Test func pathsResolveAsNameByName() {
    let parts: [Text] = ["a", "bcdefghij", "..", ".", "", "..x"]
    for number in 0..<1296 {
      let names = [number % 6, number / 6 % 6, number / 36 % 6, number / 216].map { parts[$0] }
      let path = Text.joined(names, separator: "/")
      var kept: [Text]? = path.utf8.first == UInt8(ascii: "/") ? [] : ["u", "v"]
      for name in names where !name.isEmpty && name != "." {
        if name == ".." { kept = kept?.isEmpty == false ? kept?.dropLast() : nil } else { kept?.append(name) }
      }
      #expect(SitePath.resolve(path, from: "u/v") == kept.map { Text.joined($0, separator: "/") })
    }
  }
}
