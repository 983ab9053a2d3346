import Foundation
import Testing

/// Folders that were written for other generators, built as they are.
@Suite struct ForeignFolderTests {
  private func build(_ files: [String: String]) throws -> (outcome: OposCommand.Outcome, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    try folder.write(files)
    let outcome = try OposCommand.run(["build", "--source", "in", "--output", "out"], in: folder.url)
    return (outcome, folder)
  }

  private func page(_ path: String, in folder: TemporaryFolder) throws -> String {
    try String(contentsOf: folder.file("out/\(path)"), encoding: .utf8)
  }

  /// A part of a larger folder: most of its links lead nowhere, and looking for what each may mean must not take for ever.
  @Test(.timeLimit(.minutes(60))) func thousandsOfBrokenLinksAreFindings() throws {
    var files: [String: String] = ["in/index.md": "# Home\n"]
    for page in 0..<1000 {
      let links = (0..<8).map { "[a](../topic-\($0)/page-\(page * 8 + $0 + 1000).md) [[No such page \(page)-\($0)]]" }
      files["in/topic-\(page % 10)/page-\(page).md"] = "# Page \(page)\n\n\(links.joined(separator: "\n"))\n"
    }
    let (outcome, folder) = try build(files)
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("did you mean"))
    #expect(outcome.messages.contains("page-8999.md"))
    #expect(try page("topic-9/page-999.html", in: folder).contains("Page 999"))
  }

  @Test func everyPageBeginsWithATitle() throws {
    let (_, folder) = try build([
      "in/index.md": "Welcome.\n", "in/guide/index.md": "All about it.\n", "in/guide/a.md": "Some text.\n\n# Later\n",
      "in/guide/b.md": "## First\n\n# B\n\n# C\n", "in/guide/c.md": "# Mine\n",
    ])
    func titles(_ path: String) throws -> [String] {
      try page(path, in: folder).matches(of: /<h1[^>]*>(.*?)</).map { String($0.output.1) }
    }
    #expect(try titles("index.html").count == 1)
    #expect(try titles("guide/index.html") == ["Guide"])
    #expect(try titles("guide/a.html") == ["Later"])
    #expect(try titles("guide/b.html") == ["B", "C"])
    #expect(try titles("guide/c.html") == ["Mine"])
  }

  @Test func notesInFoldersOrderAndNameThem() throws {
    let pages = ["index", "guide/index", "guide/b", "guide/a", "guide/deep/z", "guide/deep/y", "api/one", "api/two", "zoo"]
    func tree(_ notes: [String: String]) throws -> (sections: [String], guide: [String]) {
      var files = notes.reduce(into: [:]) { $0["in/" + $1.key] = $1.value }
      for page in pages { files["in/\(page).md"] = "# Page \(page)\n" }
      let (outcome, folder) = try build(files)
      #expect(outcome.status == 0)
      #expect(!outcome.messages.contains("warning"), "\(outcome.messages)")
      let links = try page("index.html", in: folder).matches(of: /href="(\w+\/)index.html"[^>]*>([^<]*)</).map {
        String($0.output.2)
      }
      return (Array(links.prefix(2)), try navigation(of: "guide/b.html", in: folder))
    }
    let plain = try tree([:])
    #expect(plain.sections == ["Api", "Page guide/index"])
    let awesome = try tree([
      ".pages": "nav:\n  - index.md\n  - A guide: guide\n  - ...\n",
      "guide/.pages": "title: The guide\nnav:\n  - b.md\n  - ... | *.md\n  - Called otherwise: deep\n",
    ])
    #expect(awesome.sections == ["A guide", "Api"])
    let called = ["0 A guide index.html", "0 Page guide/b b.html", "0 Page guide/a a.html", "0 Called otherwise deep/index.html"]
    #expect(awesome.guide == called)
    let docusaurus = try tree([
      "guide/_category_.json": "{\"label\": \"The \\u0067uide\", \"position\": 1.5}",
      "api/_category_.yml": "label: 'API'\nposition: 2\n",
      "guide/deep/_category_.json": "{\"label\": \"Depths\", \"position\": 0.5}",
    ])
    #expect(docusaurus.sections == ["The guide", "API"])
    let placed = ["0 The guide index.html", "0 Depths deep/index.html", "0 Page guide/a a.html", "0 Page guide/b b.html"]
    #expect(docusaurus.guide == placed)
    #expect(try tree([".order": "zoo\nguide\napi\n"]).sections == ["Page guide/index", "Api"])
  }

  @Test func aWikiOfGitHubHasItsLinksTheOtherWayRound() throws {
    let pages = [
      "Home.md": "See [[how to begin|Install]], [[what|FAQ#what-is-it]] and [[FAQ]].\n[[_TOC_]]\n", "Install.md": "# Install\n",
      "FAQ.md": "## What is it?\n\nIt.\n",
    ]
    func links(_ more: [String: String]) throws -> String {
      let (_, folder) = try build(pages.merging(more) { $1 }.reduce(into: [:]) { $0["in/" + $1.key] = $1.value })
      return try #require(try page("index.html", in: folder).firstMatch(of: /<p>See (.*?)\.\n(.*?)<\/p>/)).output.0.description
    }
    #expect(
      try links(["_Sidebar.md": "- [[Home]]\n- [[FAQ]]\n"])
        == "<p>See <a href=\"install.html\">how to begin</a>, <a href=\"faq.html#what-is-it\">what</a> and "
        + "<a href=\"faq.html\">FAQ</a>.\n</p>")
  }

  @Test func aMkDocsFolderGivesItsSite() throws {
    let (outcome, folder) = try build([
      "in/mkdocs.yml": "site_name: 'The Handbook' # ours\nplugins:\n  - x: !!python/name:y\n",
      "in/docs/index.md": "# Welcome\n\n[TOC]\n\n{{ version }} and {{ other }} [start](guide/start.md){ .md-button }\n",
      "in/docs/guide/start.md": "---\ntitle: Start\nhide: [toc]\n---\n{{ again }}\n\n=== \"A\"\n\n    text\n",
      "in/README.md": "# Not of the site\n",
    ])
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("in/docs/guide/start.md:3:1: warning: the front matter has no key `hide`"))
    #expect(outcome.messages.split(separator: "\n").count { $0.contains("[foreign-syntax]") } == 1)
    let index = try page("index.html", in: folder)
    #expect(index.contains("<title>The Handbook</title>") || index.contains(" · The Handbook</title>"))
    #expect(index.contains("<a href=\"guide/start.html\">start</a></p>"))
    #expect(try page("guide/start.html", in: folder).contains("<p class=\"tab-title\">A</p>"))
  }

  @Test func pagesComeInTheOrderOfTheOtherNavigation() throws {
    let (outcome, folder) = try build([
      "in/mkdocs.yml":
        "site_name: X\nnav:\n  - Home: index.md\n  - Zebra:\n      - 'Two': 'z/two.md'\n      - z/one.md\n  - Ape: a/ape.md\ntheme: x\n",
      "in/docs/index.md": "# Home\n", "in/docs/a/ape.md": "# Ape\n", "in/docs/z/one.md": "# One\n", "in/docs/z/two.md": "# Two\n",
      "in/docs/z/rest.md": "# A rest\n",
    ])
    #expect(outcome.status == 0)
    let one = try page("z/one.html", in: folder)
    let links = one.matches(of: /<li class="depth-0"><a href="([^"]*)"/).map { String($0.1) }
    #expect(links == ["index.html", "two.html", "one.html", "rest.html"])
    let sections = one.matches(of: /<li><a href="([^"]*)"/).map { String($0.1) }
    #expect(sections.prefix(2) == ["index.html", "../a/index.html"])
  }

  private func navigation(of path: String, in folder: TemporaryFolder) throws -> [String] {
    try page(path, in: folder).matches(of: /<li class="depth-(\d)[^"]*"><(?:a href="([^"]*)"|span)[^>]*>([^<]*)</).map {
      "\($0.1) \($0.3)" + ($0.2.map { " " + $0 } ?? "")
    }
  }

  @Test func namesAndHeadingsOfTheOtherNavigationAreShown() throws {
    let nav = """
      nav:
        - Home : index.md
        # - Old: old.md
        - "The user guide":
          - guide/index.md # https://example.org/1
          - 'Log in: how': guide/login.md
          - Quota:
            - disk/quota.md
        - Disks: [x]
        - Disk space:
          - Overview: disk/index.md
        - Outside: https://example.org
        - For developers:
          - build.md
      theme: x
      """
    let (outcome, folder) = try build([
      "in/mkdocs.yml": "site_name: X\n\(nav)\n", "in/docs/index.md": "# Welcome\n", "in/docs/guide/index.md": "# Guide\n",
      "in/docs/guide/login.md": "# L\n", "in/docs/disk/quota.md": "# Q\n", "in/docs/disk/index.md": "# D\n",
      "in/docs/build.md": "# Build\n",
    ])
    #expect(outcome.status == 0)
    #expect(try navigation(of: "index.html", in: folder) == ["0 Home index.html", "0 For developers", "1 Build build.html"])
    #expect(try navigation(of: "guide/login.html", in: folder) == ["0 The user guide index.html", "0 Log in: how login.html"])
    #expect(try navigation(of: "disk/quota.html", in: folder) == ["0 Disk space index.html", "0 Q quota.html"])
  }

  @Test func aWikiHasItsStartPageAndItsSidebar() throws {
    let (outcome, folder) = try build([
      "in/Home.md": "Welcome: [[Quick Start]]\n", "in/Quick-Start.md": "# Quick\n", "in/Deep-Thing.md": "# Deep\n",
      "in/Zoo.md": "# Zoo\n", "in/_Footer.md": "foot\n",
      "in/_Sidebar.md": "**The wiki**\n\n- [[Home]]\n- [the zoo](Zoo)\n- [[Quick Start]]\n  - [[Thing|Deep Thing]]\n",
    ])
    #expect(outcome.status == 0 && outcome.messages.hasPrefix("4 pages"), "\(outcome.messages)")
    #expect(try page("index.html", in: folder).contains("Welcome: <a href=\"quick-start.html\">"))
    #expect(
      try navigation(of: "zoo.html", in: folder)
        == ["0 Home index.html", "0 the zoo zoo.html", "0 Quick quick-start.html", "1 Thing deep-thing.html"])
  }

  @Test func zensicalAndJupyterBookHaveTheirOrder() throws {
    let pages = ["b.md": "# B\n", "a.md": "# A\n", "index.md": "# I\n"]
    let toml = """
      [project]
      site_name = "Z"
      nav = [
        { "Home" = "index.md" }, # [x]
        { "Part" = [
          "b.md", { "An a" = "a.md" } ] },
      ]
      """
    var files = Dictionary(uniqueKeysWithValues: pages.map { ("in/docs/" + $0.key, $0.value) })
    files["in/zensical.toml"] = toml
    let (_, zensical) = try build(files)
    #expect(try navigation(of: "a.html", in: zensical) == ["0 Home index.html", "0 Part", "1 B b.html", "1 An a a.html"])
    files = Dictionary(uniqueKeysWithValues: pages.map { ("in/" + $0.key, $0.value) })
    files["in/_toc.yml"] = """
      format: jb-book
      root: index
      parts:
      - caption: Part
        chapters:
        - file: b
          title: "The b"
        - file: a
      """
    let (_, book) = try build(files)
    #expect(try navigation(of: "a.html", in: book) == ["0 I index.html", "0 Part", "1 The b b.html", "1 A a.html"])
  }

  @Test func linksLeadWhereOtherGeneratorsLeadThem() throws {
    let (outcome, folder) = try build([
      "in/mkdocs.yml": "site_name: X\n",
      "in/docs/index.md":
        "# X\n\n[a](/base/guide/log-in/) [b](/guide/log-in) [c](guide/log-in.md#use_1) [d](#über-x) [[out|Log in]]\n\n## Uber -- x\n",
      "in/docs/guide/log-in.md": "# Log in\n\n[e](../other/) [f](#code-more) [g](#Use)\n\n## Use\n\n## Use\n\n## `code` & more\n",
      "in/docs/guide/other.md": "# Other\n\n## Uber x\n\n[h](#über-x)\n",
    ])
    #expect(!outcome.messages.contains("-broken]"), "\(outcome.messages)")
    let index = try page("index.html", in: folder)
    for link in ["guide/log-in.html\">a", "guide/log-in.html\">b", "guide/log-in.html#use-1\">c", "guide/log-in.html\">Log in"] {
      #expect(index.contains("<a href=\"\(link)</a>"), "\(link)")
    }
    let login = try page("guide/log-in.html", in: folder)
    for link in ["other.html\">e", "#code--more\">f", "#use\">g"] { #expect(login.contains("<a href=\"\(link)</a>"), "\(link)") }
  }

  @Test func pagesComeByTheNumbersInTheirTitles() throws {
    let (_, folder) = try build([
      "in/index.md": "# Home\n", "in/a.md": "# Step 10\n", "in/b.md": "# Step 9\n", "in/c.md": "# step 1\n",
      "in/d.md": "# Also\n",
    ])
    #expect(try navigation(of: "a.html", in: folder).map { $0.suffix(6) } == ["x.html", "d.html", "c.html", "b.html", "a.html"])
  }

  @Test func addressesOnGitHubAreNoBrokenLinks() throws {
    let (outcome, _) = try build(["in/README.md": "# A\n\n[i](../../issues/1) [n](../none.md) [s](src)\n", "in/src/a.py": "x\n"])
    #expect(outcome.messages.contains("info: `../../issues/1` leads somewhere on GitHub alone [link-elsewhere]"))
    #expect(outcome.messages.contains("info: the folder `src` has no page [link-to-folder]"))
    #expect(outcome.messages.components(separatedBy: "[link-broken]").count == 2)
  }

  @Test func headingsThatAnotherGeneratorMakesAreNotMissed() throws {
    let (outcome, _) = try build([
      "in/a.md": "# A\n\n[b](b.md#made) [c](c.md#no)\n", "in/b.md": "# B\n\n::: pkg.module\n    x: y\n", "in/c.md": "# C\n",
    ])
    #expect(outcome.messages.components(separatedBy: "[anchor-broken]").count == 2, "\(outcome.messages)")
  }

  /// A page may begin with a line across, text and another line: no word of it is lost.
  @Test func textBetweenTwoLinesAcrossIsNoFrontMatter() throws {
    let (outcome, folder) = try build([
      "in/index.md": "---\nWords between lines\n---\n\nMore.\n", "in/empty.md": "---\n---\n\n# Empty\n",
      "in/keys.md": "---\n# a comment\ntitle: With keys\n---\n\nText.\n",
    ])
    #expect(outcome.status == 0 && !outcome.messages.contains("warning"), "\(outcome.messages)")
    #expect(try page("index.html", in: folder).contains("Words between lines"))
    #expect(try page("empty.html", in: folder).contains(">Empty<"))
    #expect(try page("keys.html", in: folder).contains("With keys"))
  }

  @Test func frontMatterOfOtherGeneratorsSaysOrderAndAddress() throws {
    let (outcome, folder) = try build([
      "in/index.md": "# X\n\n[z](/zoo/)\n", "in/a.md": "---\nnav_order: 2\n---\n# A\n",
      "in/b.md": "---\nsidebar_position: 1\npermalink: /zoo/\n---\n# B\n",
      "in/c.md": "+++\ntitle = \"The \\\"c\\\"\"\nweight = 3\ntags = [\"t\", 'u']\n+++\nText\n",
    ])
    #expect(outcome.status == 0 && !outcome.messages.contains("warning"), "\(outcome.messages)")
    #expect(try navigation(of: "c.html", in: folder).map { $0.suffix(6) } == ["x.html", "b.html", "a.html", "c.html"])
    #expect(try page("c.html", in: folder).contains("<h1>The &quot;c&quot;</h1>\n<p>Text</p>"))
    #expect(try page("tags/index.html", in: folder).contains("u.html"))
  }

  @Test func snippetsOfTheProjectAreIncludedButNothingOutsideIt() throws {
    let folder = try TemporaryFolder()
    try folder.write([
      "in/mkdocs.yml": "site_name: X\n", "in/CHANGES.md": "## 1.0\n\n[a](a.md)\n", "in/docs/a.md": "# A\n",
      "secret.md": "secret\n", "in/.hidden": "secret\n",
      "in/docs/index.md":
        "# X\n\n--8<-- \"CHANGES.md\"\n\n--8<-- \"../secret.md\"\n\n--8<-- \"link.md\"\n\n--8<-- \".hidden\"\n",
    ])
    try FileManager.default.createSymbolicLink(atPath: folder.file("in/link.md").path, withDestinationPath: "../secret.md")
    let outcome = try OposCommand.run(["build", "--source", "in", "--output", "out"], in: folder.url)
    let index = try page("index.html", in: folder)
    #expect(index.contains("<h2 id=\"10\">1.0") && index.contains("<a href=\"a.html\">a</a>") && !index.contains(">secret"))
    #expect(outcome.messages.components(separatedBy: "[include-missing]").count == 3, "\(outcome.messages)")
    #expect(!outcome.messages.contains("[foreign-syntax]"))
  }

  @Test func theFilesOfToolsAreLeftOutAndKeysAreSaidOnce() throws {
    let (outcome, folder) = try build([
      "in/README.md": "# Home\n\n[faq](FAQ.markdown#why) [next](next.mdx) ![[pic.png]] [[FAQ#Why not|w]]\n",
      "in/FAQ.markdown": "---\nicon: x\n---\n# FAQ\n\n## Why\n\n## Why not\n", "in/next.mdx": "---\nicon: y\n---\n# Next\n",
      "in/node_modules/x/README.md": "# Not ours\n", "in/_layouts/post.html": "x", "in/img/pic.png": "png",
    ])
    #expect(outcome.status == 0)
    #expect(outcome.messages.components(separatedBy: "no key `icon`").count == 2, "\(outcome.messages)")
    let home = try page("index.html", in: folder)
    #expect(
      home.contains("<a href=\"faq.html#why\">faq</a> <a href=\"next.html\">next</a> <img src=\"img/pic.png\" alt=\"pic.png\" />")
    )
    #expect(home.contains("<a href=\"faq.html#why-not\">w</a>"))
    for path in ["out/node_modules", "out/_layouts"] { #expect(!FileManager.default.fileExists(atPath: folder.file(path).path)) }
  }

  /// Mintlify's pages are of MDX, and links name them without an ending, mostly from the root.
  @Test func mintlifysNavigationAndLinksLeadToPages() throws {
    let (outcome, folder) = try build([
      "in/docs.json": """
      {"name": "The Tool", "navigation": {"tabs": [
        {"tab": "Guides", "groups": [{"group": "Start here", "pages": ["index", "guide/second", "/guide/first",
          {"group": "More", "root": "more/index", "pages": ["more/deep"]}]}]},
        {"version": "v1", "$ref": "./old.json"}, {"$ref": "../secret.json"},
        {"tab": "Elsewhere", "href": "https://example.org", "icon": {"name": "x"}}]}}
      """,
      "in/index.mdx": "# Home\n\n[a](/guide/first) [b](guide/second#here) [c](/more) [d](/guide/none)\n",
      "in/old.json": "{\"groups\": [{\"pages\": [\"old/z\", \"old/a\"], \"$ref\": \"old.json\"}]}",
      "secret.json": "[\"guide/none\"]",
      "in/old/a.mdx": "# Last\n", "in/old/z.mdx": "# Then\n",
      "in/guide/first.mdx": "# First\n", "in/more/up.mdx": "# Up\n",
      "in/guide/second.mdx": "# Second\n\n## Here\n\n[up](/index)\n",
      "in/more/index.mdx": "# All of it\n\n[up](more/up) [out](../../none)\n",
      "in/more/deep.markdown": "# Deep\n\n[x](../guide/first)\n",
    ])
    #expect(outcome.status == 0)
    #expect(outcome.messages.components(separatedBy: "[link-broken]").count == 3, "\(outcome.messages)")
    let home = try page("index.html", in: folder)
    #expect(
      home.contains(
        "<a href=\"guide/first.html\">a</a> <a href=\"guide/second.html#here\">b</a> <a href=\"more/index.html\">c</a>"))
    #expect(home.contains("The Tool</title>"))
    #expect(try page("more/index.html", in: folder).contains("<a href=\"up.html\">up</a>"))
    for (path, titles) in [("guide/second.html", ["Second", "First"]), ("old/a.html", ["Then", "Last"])] {
      let text = try page(path, in: folder)
      let order = try titles.map { try #require(text.range(of: ">\($0)</a>")?.lowerBound) }
      #expect(order[0] < order[1], "\(path)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("out/docs.json").path))
  }

  /// A file that only another one leads to decides as much.
  @Test func aChangeOfANavigationsPartIsSeen() throws {
    let folder = try TemporaryFolder()
    func site() throws -> [String: Data] {
      let outcome = try OposCommand.run(
        ["build", "--source", "in", "--output", "out", "--now", "2015-12-02T16:20:00Z"], in: folder.url)
      #expect(outcome.status == 0)
      return try folder.contents(of: "out")
    }
    func part(_ first: String, _ second: String) -> String {
      "{\"group\": \"All\", \"pages\": [\"w/\(first)\", \"w/\(second)\"]}"
    }
    try folder.write([
      "in/docs.json": "{\"navigation\": {\"groups\": [\"index\", {\"$ref\": \"part.json\"}]}}", "in/part.json": part("b", "a"),
      "in/index.md": "# Home\n", "in/w/a.md": "# A\n", "in/w/b.md": "# B\n",
    ])
    let one = try site()
    usleep(150_000)
    try folder.write(["in/part.json": part("a", "b")])
    let other = try site()
    #expect(one["w/a.html"] != other["w/a.html"])
    try FileManager.default.removeItem(at: folder.file("out"))
    #expect(try site() == other)
  }

  /// Docusaurus reads components in pages of Markdown, too; a page that imports none may speak of them.
  @Test func aPageThatImportsComponentsHasSome() throws {
    let text = "<TabItem label=\"A\">\n  [b](b.md)\n</TabItem>\n"
    let (outcome, folder) = try build([
      "in/index.md": "---\ntitle: A\n---\n\nimport TabItem from '@theme/TabItem';\n\n\(text)",
      "in/b.md": "# B\n\nWe import words from 'all'.\n\n\(text)",
    ])
    #expect(outcome.status == 0)
    #expect(try page("index.html", in: folder).contains("<p class=\"tab-title\">A</p>\n<p><a href=\"b.html\">b</a></p>"))
    #expect(try page("b.html", in: folder).contains("[b](b.md)"))
  }

  /// A file of the name of Mintlify's that names no pages is a file like any other.
  @Test(arguments: ["{}", "[1]", "{\"navigation\": {\"tabs\": 3}}", "{\"navigation\": ", ""])
  func anotherFileOfThatNameIsPublished(text: String) throws {
    let (outcome, folder) = try build(["in/index.md": "# Home\n\n[data](docs.json)\n", "in/docs.json": text])
    #expect(outcome.status == 0 && !outcome.messages.contains("link-broken"))
    #expect(try page("docs.json", in: folder) == text)
  }

  @Test func aBookGivesItsSite() throws {
    let (outcome, folder) = try build([
      "in/book.toml": "[book]\ntitle = \"The Book\"\nsrc = \"text\"\n", "in/text/SUMMARY.md": "# Summary\n\n- [One](one.md)\n",
      "in/text/one.md": "# One\n\n{{#include ../../secret.txt}}\n", "in/secret.txt": "never shown",
    ])
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("one.md:3:1: info: `../../secret.txt` leads out of the content folder"))
    let one = try page("index.html", in: folder)
    #expect(one.contains("{{#include ../../secret.txt}}") && !one.contains("never shown"))
    #expect(one.contains(" · The Book</title>"))
  }

  /// The other generator's configuration leads nowhere outside its folder.
  @Test func aRootOutsideTheFolderIsNotRead() throws {
    for root in ["../secret", "/etc", "link", "."] {
      let folder = try TemporaryFolder()
      try folder.write(["in/mkdocs.yml": "docs_dir: \(root)\n", "in/a.md": "# A\n", "secret/b.md": "# Secret\n"])
      try FileManager.default.createSymbolicLink(atPath: folder.file("in/link").path, withDestinationPath: "../secret")
      let outcome = try OposCommand.run(["build", "--source", "in", "--output", "out"], in: folder.url)
      #expect(outcome.status == 0)
      #expect(FileManager.default.fileExists(atPath: folder.file("out/a.html").path))
      #expect(!FileManager.default.fileExists(atPath: folder.file("out/b.html").path))
    }
  }
}
