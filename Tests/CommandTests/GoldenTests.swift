import Foundation
import Testing

/// Whole outputs, compared byte for byte with files that are reviewed like code. `OPOS_UPDATE_GOLDENS=1 swift test` writes them anew.
@Suite struct GoldenTests {
  @Test func keyPagesOfTheSampleSite() throws {
    let folder = try TemporaryFolder()
    _ = try OposCommand.run(["build", "--output", folder.file("site").path])
    for page in [
      "404.html", "experiments/nova.html", "feed.xml", "forms/question.html", "index.html", "jobs/index.html",
      "requests/ritm0010022.html", "rules/release-tag-moves.html", "wiki/asking/before-you-ask.html",
    ] {
      try compare(try Data(contentsOf: folder.file("site/\(page)")), with: "site/\(page)")
    }
  }

  @Test(arguments: [
    ("lint-newcomer.txt", ["lint", "Content/Examples/bad/newcomer.md"]),
    ("lint-wrong-date.json", ["lint", "--format", "json", "Content/Examples/bad/wrong-date.md"]),
    (
      "lint-many.txt",
      ["lint", "--format", "concise", "Content/Examples/bad/broken-yaml.yml", "Content/Examples/bad/unknown-key.md"]
    ),
    ("explain-keep-up-too-long.txt", ["explain", "keep-up-too-long"]),
    ("new-ticket-question.md", ["new", "ticket", "question"]),
    ("schema-question.json", ["schema", "question"]),
  ])
  func commands(golden: String, arguments: [String]) throws {
    try compare(Data(try OposCommand.run(arguments).output.utf8), with: "commands/\(golden)")
  }

  /// Text from tickets is text in every report: no control character, no markup, no command of a CI system comes from it.
  @Test(arguments: [
    ("text", "txt"), ("concise", "txt"), ("json", "json"), ("jsonl", "jsonl"), ("sarif", "sarif"), ("junit", "xml"),
    ("github", "txt"), ("gitlab", "json"), ("markdown", "md"),
  ])
  func hostileTickets(format: String, ending: String) throws {
    let tickets = ["hostile.yml", "hostile.txt"].map { "Tests/CommandTests/Goldens/tickets/\($0)" }
    let outcome = try OposCommand.run(["lint", "--format", format] + tickets)
    #expect(outcome.status == 1)
    let isHarmful = { (letter: Unicode.Scalar) in
      letter != "\n"
        && (letter.value < 0x20 || (0x7F...0x9F).contains(letter.value) || (0x2028...0x202E).contains(letter.value)
          || (0x2066...0x2069).contains(letter.value))
    }
    #expect(!outcome.output.unicodeScalars.contains(where: isHarmful))
    try compare(Data(outcome.output.utf8), with: "hostile/\(format).\(ending)")
  }

  /// The fingerprints of the modules and their data, which any change of the core or of the content changes, are left out.
  private func compare(_ data: Data, with name: String) throws {
    let text = String(decoding: data, as: UTF8.self).replacing(/assets\/(?<name>opos|search)\.[0-9a-f]{16}\./) {
      "assets/\($0.output.name).FINGERPRINT."
    }
    let data = Data(text.utf8)
    let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(name)")
    if ProcessInfo.processInfo.environment["OPOS_UPDATE_GOLDENS"] != nil {
      try FileManager.default.createDirectory(at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: golden)
    }
    let expected = try Data(contentsOf: golden)
    #expect(text == String(decoding: expected, as: UTF8.self), "\(name)")
  }
}
