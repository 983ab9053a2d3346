import Foundation

/// The linting of many tickets, beside a program that only reads them, and beside linters of other things.
struct LintBenchmark {
  let tickets: Int
  let runs: Int

  /// A program that is measured, and how often a median is taken of.
  private struct Contender {
    var name: String
    var command: [String]
    var runs: Int
  }

  /// Makes the tickets, runs the programs in turn and prints the table.
  func run() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "opos-benchmark-\(getpid())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let corpus = TicketCorpus(tickets: tickets)
    try corpus.write(to: folder)
    let contenders = try contenders(corpus, folder)
    var measured = [[Measurement]](repeating: [], count: contenders.count)
    for run in 0..<runs {
      for (index, contender) in contenders.enumerated() where run < contender.runs {
        measured[index].append(try Measurement.run(contender.command, accepting: 0...1))
      }
    }
    report(contenders.map(\.name), measured.map(Measurement.median))
  }

  private func contenders(_ corpus: TicketCorpus, _ folder: URL) throws -> [Contender] {
    let programs = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    let opos = programs.appending(path: "opos").path
    let markdown = corpus.paths(.markdown, below: folder)
    let lint = [opos, "lint", "--format", "concise", "--now", "2015-12-02T16:20:00Z"]
    let reader = [programs.appending(path: "benchmark-limit").path, "--read"]
    var result = [
      Contender(name: "only reading", command: reader + markdown, runs: runs),
      Contender(name: "opos lint", command: lint + markdown, runs: runs),
      Contender(name: "opos lint, one", command: lint + markdown.prefix(1), runs: runs),
    ]
    if let ruff = onPath("ruff") {
      let python = folder.appending(path: "py").path
      result.append(Contender(name: "ruff check", command: [ruff, "check", "--no-cache", "--isolated", python], runs: runs))
    }
    if let validator = onPath("check-jsonschema") {
      let schema = folder.appending(path: "schema.json")
      try Measurement.output(of: [opos, "schema", "keep-up"]).write(to: schema)
      let command = [validator, "--schemafile", schema.path] + corpus.paths(.yaml, below: folder)
      result.append(Contender(name: "check-jsonschema", command: command, runs: 1))
    }
    return result
  }

  private func onPath(_ program: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private func report(_ names: [String], _ figures: [Measurement]) {
    say("\(tickets) tickets, medians of \(runs) runs (check-jsonschema: one run)")
    say("                     wall s   processor s   peak MB   wall, times reading")
    for (name, figure) in zip(names, figures) {
      say(
        name.padding(toLength: 18, withPad: " ", startingAt: 0)
          + String(format: "%9.3f%14.3f%10.0f", figure.wall, figure.processor, figure.megabytes)
          + String(format: "%14.1f", figure.wall / figures[0].wall))
    }
  }
}
