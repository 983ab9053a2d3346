import Foundation
import Knowledge
import Notation
import Publishing

/// The search beside Pagefind's: what an index costs to make, what a query costs to load, and how far up the right answer stands.
struct SearchBenchmark {
  let pages: Int
  let runs: Int

  /// Makes the pages, runs both and prints two tables.
  func run() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "opos-benchmark-\(getpid())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appending(path: "Content")
    try Corpus(pages: pages).write(to: source)
    try Data("title: Benchmark\n".utf8).write(to: source.appending(path: "site.yml"))
    let site = folder.appending(path: "site")
    let build = [Programs.opos, "build", "--source", source.path, "--output", site.path, "--now", "2015-12-02T16:20:00Z"]
    var builds: [Measurement] = []
    var alone: [Measurement] = []
    for _ in 0..<runs {
      for path in ["site", ".site.opos-state", ".site.opos-spare"] {
        try? FileManager.default.removeItem(at: folder.appending(path: path))
      }
      builds.append(try Measurement.run(build))
      alone.append(
        try JSONDecoder().decode(
          Measurement.self, from: Measurement.output(of: [CommandLine.arguments[0], "index", source.path])))
    }
    say("\n## Search, \(pages) pages\n\nMedians of \(runs) runs.\n")
    say("| making the index | wall s | processor s | MB | files | bytes |\n|---|--:|--:|--:|--:|--:|")
    say(row("ours, by itself", .median(alone), try contents(of: site.appending(path: "assets/search"))))
    say(row("ours, with the whole site", .median(builds), try contents(of: site)))
    guard let pagefind = Peers.pagefind, let python = Peers.python else {
      return say("\nPagefind is not installed: \(Peers.installation)")
    }
    let index = [pagefind, "--site", site.path, "--root-selector", "main", "--quiet"]
    let theirs = Measurement.median(try (0..<min(runs, 3)).map { _ in try Measurement.run(index) })
    let ours = Measurement.median(alone)
    say(row("Pagefind", theirs, try contents(of: site.appending(path: "pagefind"))))
    say(
      String(
        format: "\nPagefind takes %.1f times our wall time, %.1f times our processor time and %.1f times our memory.\n",
        theirs.wall / ours.wall, theirs.processor / ours.processor, theirs.megabytes / ours.megabytes))
    let sample = folder.appending(path: "sample")
    _ = try Measurement.run([Programs.opos, "build", "--source", "Content", "--output", sample.path])
    _ = try Measurement.run([pagefind, "--site", sample.path, "--root-selector", "main", "--quiet"])
    let queries = [python, "Sources/Benchmark/search.py", site.path, sample.path, "Tests/PublishingTests/questions.tsv"]
    say(String(decoding: try Measurement.output(of: queries), as: UTF8.self))
  }

  /// Makes the index of a folder by itself and prints what that took as JSON. What the pages need in memory before is not counted.
  static func measureIndex(of folder: String) throws {
    let parts = try ContentLoader(source: folder, jobs: 2).load()
    let catalog = Catalog(parts, now: Timestamp(clamping: 1_449_073_200))
    let figures = try Measurement.here { _ = SearchIndexing.byteCount(of: catalog, jobs: 2) }
    FileHandle.standardOutput.write(try JSONEncoder().encode(figures))
  }

  private func contents(of folder: URL) throws -> (files: Int, bytes: Int) {
    var found = (files: 0, bytes: 0)
    for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.appending(path: path).path)
      guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
      found.files += 1
      found.bytes += attributes[.size] as? Int ?? 0
    }
    return found
  }

  private func row(_ name: String, _ figures: Measurement, _ contents: (files: Int, bytes: Int)) -> String {
    String(
      format: "| %@ | %.2f | %.2f | %.0f | %ld | %ld |", name as NSString, figures.wall, figures.processor, figures.megabytes,
      contents.files,
      contents.bytes)
  }
}
