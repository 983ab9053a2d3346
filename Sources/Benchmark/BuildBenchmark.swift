import Foundation

/// A cold build of a site of many pages, beside the limit.
struct BuildBenchmark {
  let pages: Int
  let runs: Int

  /// Makes the pages, runs both programs in turn and prints the table.
  func run() throws {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appending(path: "opos-benchmark-\(getpid())")
    defer { try? files.removeItem(at: folder) }
    let source = folder.appending(path: "Content")
    try Corpus(pages: pages).write(to: source)
    let programs = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    let output = folder.appending(path: "site")
    let build = [
      programs.appending(path: "opos").path, "build", "--source", source.path, "--output", output.path, "--now",
      "2015-12-02T16:20:00Z",
    ]
    _ = try Measurement.run(build)
    let list = folder.appending(path: "list")
    try limitList(source: source, output: output).write(to: list, atomically: false, encoding: .utf8)
    let limitOutput = folder.appending(path: "limit")
    let limit = [programs.appending(path: "benchmark-limit").path, list.path, limitOutput.path]
    var ours: [Measurement] = []
    var theirs: [Measurement] = []
    for _ in 0..<runs {
      try remake(output)
      try files.removeItem(at: output)
      ours.append(try Measurement.run(build))
      try remake(limitOutput)
      theirs.append(try Measurement.run(limit))
    }
    report(.median(ours), .median(theirs))
  }

  private func remake(_ folder: URL) throws {
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// A line for each file of the site: its size, its page if it has one, its name.
  private func limitList(source: URL, output: URL) throws -> String {
    var lines = ""
    for case let path as String in FileManager.default.enumerator(atPath: output.path) ?? .init() {
      let attributes = try FileManager.default.attributesOfItem(atPath: output.appending(path: path).path)
      guard attributes[.type] as? FileAttributeType == .typeRegular, let size = attributes[.size] as? Int else { continue }
      let page = source.appending(path: path.replacingOccurrences(of: ".html", with: ".md")).path
      lines += "\(size)\t\(FileManager.default.fileExists(atPath: page) && path.hasSuffix(".html") ? page : "-")\n"
    }
    return lines
  }

  private func report(_ ours: Measurement, _ theirs: Measurement) {
    print("\(pages) pages, median of \(runs) runs")
    print("                 wall s   processor s   peak MB")
    print(row("opos build", ours))
    print(row("limit", theirs))
    print(String(format: "processor time: %.2f times the limit", ours.processor / theirs.processor))
  }

  private func row(_ name: String, _ figures: Measurement) -> String {
    name.padding(toLength: 14, withPad: " ", startingAt: 0)
      + String(format: "%9.2f%14.2f%10.0f", figures.wall, figures.processor, figures.megabytes)
  }
}
