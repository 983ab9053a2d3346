import Foundation
import Testing

/// Drawings that Graphviz makes of fences; a program of the test stands in for it, so that the tests need none.
@Suite struct DrawingTests {
  private func build(
    _ page: String, dot script: String?, in folder: TemporaryFolder, version: String = "1", temporary: String? = nil
  ) throws -> (html: String, messages: String, status: Int32) {
    try folder.write([
      "Content/site.yml": "title: T\ntime_zone: UTC\n", "Content/index.md": "# Home\n\n\(page)\n",
    ])
    let bin = folder.file("bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    let program = bin.appending(path: "dot")
    try? FileManager.default.removeItem(at: program)
    if let script {
      let text =
        "#!/bin/sh\n[ \"$1\" = -V ] && echo dot \(version) >&2 && exit\necho x >>\(folder.file("calls").path)\n\(script)\n"
      try text.write(to: program, atomically: false, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
    }
    var environment = ProcessInfo.processInfo.environment
    // Only what the scripts need, so that a Graphviz of the machine is not found.
    for tool in ["cat", "sleep", "yes", "head"] {
      let link = bin.appending(path: tool)
      if !FileManager.default.fileExists(atPath: link.path) {
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: URL(filePath: "/usr/bin/\(tool)"))
      }
    }
    environment["PATH"] = bin.path
    environment["TMPDIR"] = temporary ?? environment["TMPDIR"]
    let outcome = try OposCommand.run(
      [
        "build", "--source", folder.file("Content").path, "--output", folder.file("Public").path, "--now", "2015-12-02T16:20:00Z",
      ],
      environment: environment)
    let html = try String(contentsOf: folder.file("Public/index.html"), encoding: .utf8)
    return (html, outcome.messages, outcome.status)
  }

  private static let fence = "```dot title=\"A <way>\"\ndigraph { a -> b }\n```"
  private static let svg = """
    cat <<'END'
    <?xml version="1.0"?><!DOCTYPE svg PUBLIC "a>b" "c">
    <!-- x --><svg width="62pt" height="44pt" viewBox="0.00 0.00 62.00 44.00" xmlns="http://www.w3.org/2000/svg" onload="alert(1)">
    <style>*{color:red}</style><script>alert(2)</script><title>secret</title>
    <g id="a" transform="scale(1 1)"><a xlink:href="javascript:alert(3)"><text x="1" style="fill:red" fill="black">a &amp; b & c</text></a>
    <image href="http://example.org/x.png"/><foreignObject><text>no</text></foreignObject>
    <path stroke="#000000" fill="url(#l)" d="M1,2C3,4 5,6 7,8"/><polygon fill="white" stroke="transparent" points="1,2"/></g></svg>
    END
    """

  /// A source is handed to Graphviz without a file, as in a container that lets nothing be written but the output.
  @Test func aDrawingNeedsNoTemporaryFolder() throws {
    let page = try build(Self.fence, dot: Self.svg, in: TemporaryFolder(), temporary: "/nowhere")
    #expect(page.html.contains("<svg focusable=\"false\" aria-hidden=\"true\" width=\"62pt\""), "\(page.messages)")
  }

  @Test func whatDrawsIsKeptAndNothingElse() throws {
    let folder = try TemporaryFolder()
    let page = try build(Self.fence, dot: Self.svg, in: folder)
    #expect(page.status == 0 && !page.messages.contains("drawing"), "\(page.messages)")
    let expected =
      "<figure class=\"drawing\">\n<div class=\"table-scroll\" tabindex=\"0\" role=\"img\" aria-label=\"A &lt;way&gt;\">"
      + "<svg focusable=\"false\" aria-hidden=\"true\" width=\"62pt\" height=\"44pt\" viewBox=\"0.00 0.00 62.00 44.00\">"
      + "<g transform=\"scale(1 1)\"><text x=\"1\" fill=\"currentColor\">a &amp; b &amp; c</text>"
      + "<path stroke=\"currentColor\" d=\"M1,2C3,4 5,6 7,8\"/><polygon fill=\"none\" stroke=\"none\" points=\"1,2\"/></g></svg></div>\n"
      + "<figcaption>A &lt;way&gt;</figcaption>\n"
    #expect(page.html.contains(expected), "\(page.html.components(separatedBy: "<figure").last ?? "")")
    #expect(page.html.contains("digraph { a -&gt; b }"))
  }

  @Test func drawingsAreKeptUntilSourceOrVersionChanges() throws {
    let folder = try TemporaryFolder()
    func calls() -> Int { (try? String(contentsOf: folder.file("calls"), encoding: .utf8).split(separator: "\n").count) ?? 0 }
    let first = try build(Self.fence, dot: Self.svg, in: folder)
    let second = try build(Self.fence + "\n\nMore.", dot: Self.svg, in: folder)
    #expect(calls() == 1 && second.html.contains("<svg focusable"))
    _ = try build(Self.fence, dot: Self.svg, in: folder, version: "2")
    #expect(calls() == 2)
    let again = try build(Self.fence, dot: Self.svg, in: folder)
    #expect(calls() == 3 && again.html == first.html)
    let kept = try FileManager.default.contentsOfDirectory(atPath: folder.file(".Public.opos-drawings").path)
    #expect(kept.count == 1)
  }

  @Test(arguments: [
    (nil, "index.md:3:1: info: Graphviz is not installed: the source of 2 drawings is shown"),
    ("echo 'Error: syntax error in line 1' >&2; exit 1", "index.md:3:1: warning: Graphviz says: Error: syntax error in line 1"),
    ("echo '<svg><g>'", "index.md:3:1: warning: Graphviz makes no drawing of this"),
    ("yes '<svg>' | head -c 3000000", "index.md:3:1: warning: Graphviz took too long or made too much"),
  ])
  func sourceIsShownWhereThereIsNoDrawing(script: String?, message: String) throws {
    let page = try build(Self.fence + "\n\n```graphviz\ngraph {}\n```", dot: script, in: try TemporaryFolder())
    #expect(page.status == 0)
    #expect(page.messages.contains(message), "\(page.messages)")
    #expect(
      page.html.contains(
        "<figure class=\"code\">\n<figcaption>A &lt;way&gt;</figcaption>\n<pre tabindex=\"0\"><code class=\"language-dot\">"))
    #expect(page.html.contains("<figcaption>Drawing, as its source</figcaption>"))
  }
}
