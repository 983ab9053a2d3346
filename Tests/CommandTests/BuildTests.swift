import Foundation
import Testing

@Suite struct BuildTests {
  @Test func buildingTwiceGivesEqualBytes() throws {
    let folder = try TemporaryFolder()
    for (name, jobs) in [("one", "1"), ("two", "3")] {
      let outcome = try OposCommand.run(["build", "--output", folder.file(name).path, "--jobs", jobs])
      #expect(outcome.status == 0, "\(outcome.messages)")
    }
    let (one, two) = (try folder.contents(of: "one"), try folder.contents(of: "two"))
    #expect(one.count > 200)
    #expect(one == two)
  }

  @Test func everyLinkOfTheSiteLeadsSomewhere() throws {
    let folder = try TemporaryFolder()
    _ = try OposCommand.run(["build", "--output", folder.file("site").path])
    let site = try folder.contents(of: "site").mapValues { String(decoding: $0, as: UTF8.self) }
    var links = 0
    for (path, html) in site where path.hasSuffix(".html") && path != "404.html" {
      for match in html.matches(of: /\s(?:href|src)="([^"]*)"/) {
        let address = String(match.1).replacing("&amp;", with: "&")
        if address.contains(/^[a-z]+:/) { continue }
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let target = parts[0].isEmpty ? path : resolve(String(parts[0]), from: path)
        let found = site[target]
        #expect(found != nil, "\(path): \(address)")
        if parts.count == 2, !parts[1].isEmpty, let found { #expect(found.contains("id=\"\(parts[1])\""), "\(path): \(address)") }
        links += 1
      }
    }
    #expect(links > 2_000)
  }

  @Test func pagesNeedNothingFromElsewhere() throws {
    let folder = try TemporaryFolder()
    _ = try OposCommand.run(["build", "--output", folder.file("site").path])
    for (path, data) in try folder.contents(of: "site") where path.hasSuffix(".html") {
      let html = String(decoding: data, as: UTF8.self)
      #expect(html.contains("Content-Security-Policy"), "\(path)")
      #expect(
        !html.contains(/<(?:script|img|link|iframe)[^>]*(?:src|href)="(?:https?:)?\/\//.ignoresCase()) || path == "404.html"
          || html.contains("rel=\"canonical\""), "\(path)")
      #expect(!html.contains(/<[a-z][^>]*\sstyle="/), "\(path)")
    }
  }

  @Test func foreignFilesOfTheOutputStay() throws {
    let folder = try TemporaryFolder()
    try folder.write(["Content/index.md": "# Hello\n", "Content/site.yml": "title: T\n", "Public/.well-known/x": "mine"])
    let content = folder.file("Content").path
    #expect(try OposCommand.run(["build", "--source", content]).status == 0)
    try FileManager.default.removeItem(at: folder.file("Content/index.md"))
    try folder.write(["Content/other.md": "# Other\n"])
    #expect(try OposCommand.run(["build", "--source", content]).status == 0)
    let site = try folder.contents(of: "Public")
    #expect(site[".well-known/x"] == Data("mine".utf8))
    #expect(site["other.html"] != nil)
  }

  @Test func anyFolderOfMarkdownGivesASite() throws {
    let folder = try TemporaryFolder()
    try folder.write([
      "docs/README.md": "# Hello\n\nSee [the guide](guide/start.md) and [nothing](nowhere.md).\n",
      "docs/guide/start.md": "---\nnav_order: 3\n---\n\n# Start\n",
    ])
    let outcome = try OposCommand.run(["build", "--source", folder.file("docs").path, "--output", folder.file("out").path])
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("warning: no file `nowhere.md` [link-broken]"))
    let site = try folder.contents(of: "out")
    #expect(String(decoding: site["index.html"] ?? Data(), as: UTF8.self).contains("href=\"guide/start.html\""))
    #expect(site["guide/start.html"] != nil)
  }

  private func resolve(_ address: String, from path: String) -> String {
    var names = path.split(separator: "/").dropLast().map(String.init)
    for name in address.split(separator: "?")[0].split(separator: "/") {
      if name == ".." {
        _ = names.popLast()
      } else if name != "." {
        names.append(String(name).removingPercentEncoding ?? String(name))
      }
    }
    return names.joined(separator: "/")
  }
}
