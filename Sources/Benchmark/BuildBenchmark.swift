import Foundation

/// Builds of a site of many pages: the first one and those after a change, beside the limit and beside Hugo.
struct BuildBenchmark {
  let pages: Int
  let runs: Int

  /// Makes the pages, runs the programs in turn and prints a table.
  func run() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "opos-benchmark-\(getpid())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let corpus = Corpus(pages: pages)
    let ours = try opos(corpus, folder)
    let hugo = try hugo(corpus, folder, style: try Data(contentsOf: ours.style))
    _ = try ours.measure(.cold, of: corpus, run: 0)
    let limit = try limit(of: ours, folder)
    say(
      "\n## \(pages) pages, \(try Int(Double(size(of: ours.content)) / 1e6)) MB of Markdown\n\nMedians of \(runs) runs"
        + (hugo == nil ? "." : ", Hugo's of \(peerRuns).") + "\n")
    say(BuildTable.heading(withPeer: hugo != nil))
    for change in Contender.Change.allCases { try row(change, corpus, ours, hugo, limit) }
  }

  /// How often a peer is run that takes minutes.
  private var peerRuns: Int { pages > 20_000 ? 1 : min(runs, pages > 2_000 ? 3 : runs) }

  private func row(
    _ change: Contender.Change, _ corpus: Corpus, _ ours: Contender, _ hugo: Contender?, _ limit: (command: [String], output: URL)
  )
    throws
  {
    var figures: [Measurement] = []
    var theirs: [Measurement] = []
    var bounds: [Measurement] = []
    for run in 1...runs {
      figures.append(try ours.measure(change, of: corpus, run: run))
      if run <= peerRuns, let hugo { theirs.append(try hugo.measure(change, of: corpus, run: run)) }
      if change == .cold {
        try limit.output.setAside(run: run)
        try FileManager.default.createDirectory(at: limit.output, withIntermediateDirectories: true)
        sync()
        bounds.append(try Measurement.run(limit.command))
      }
    }
    say(
      BuildTable.row(
        change.rawValue, .median(figures), peer: theirs.isEmpty ? nil : .median(theirs),
        limit: bounds.isEmpty ? nil : .median(bounds)))
  }

  private func opos(_ corpus: Corpus, _ folder: URL) throws -> Contender {
    let source = folder.appending(path: "Content")
    try corpus.write(to: source)
    try Data("title: Benchmark\nbase_url: https://example.org/\n".utf8).write(to: source.appending(path: "site.yml"))
    let theme = folder.appending(path: "Templates")
    try FileManager.default.copyItem(at: URL(filePath: "Templates"), to: theme)
    let output = folder.appending(path: "opos")
    let command = [
      Programs.opos, "build", "--source", source.path, "--output", output.appending(path: "site").path, "--now",
      "2015-12-02T16:20:00Z",
    ]
    return Contender(
      name: "opos", command: command, content: source, style: theme.appending(path: "Assets/site.css"), output: output)
  }

  private func hugo(_ corpus: Corpus, _ folder: URL, style: Data) throws -> Contender? {
    guard let program = Peers.hugo else {
      say("Hugo is not installed: \(Peers.installation)")
      return nil
    }
    let site = HugoSite(folder: folder.appending(path: "hugo-site"))
    try site.write(corpus, style: style)
    let output = folder.appending(path: "hugo")
    let command = [program, "--quiet", "--source", site.folder.path, "--destination", output.appending(path: "site").path]
    return Contender(name: "Hugo", command: command, content: site.content, style: site.style, output: output)
  }

  /// The program that only runs libcmark over the pages and writes as many files with as many bytes.
  private func limit(of ours: Contender, _ folder: URL) throws -> (command: [String], output: URL) {
    let site = ours.output.appending(path: "site")
    var lines = ""
    for case let path as String in FileManager.default.enumerator(atPath: site.path) ?? .init() {
      let attributes = try FileManager.default.attributesOfItem(atPath: site.appending(path: path).path)
      guard attributes[.type] as? FileAttributeType == .typeRegular, let size = attributes[.size] as? Int else { continue }
      let page = ours.content.appending(path: path.replacing(".html", with: ".md")).path
      lines += "\(size)\t\(FileManager.default.fileExists(atPath: page) && path.hasSuffix(".html") ? page : "-")\n"
    }
    let list = folder.appending(path: "list")
    try Data(lines.utf8).write(to: list)
    let output = folder.appending(path: "limit")
    return ([Programs.limit, list.path, output.path], output)
  }

  private func size(of folder: URL) throws -> Int {
    var sum = 0
    for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() where path.hasSuffix(".md") {
      sum += try FileManager.default.attributesOfItem(atPath: folder.appending(path: path).path)[.size] as? Int ?? 0
    }
    return sum
  }
}

/// The programs of this repository, beside the benchmark.
enum Programs {
  /// The generator.
  static let opos = program("opos")
  /// What it is measured against.
  static let limit = program("benchmark-limit")

  private static func program(_ name: String) -> String {
    URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent().appending(path: name).path
  }
}

/// A table in Markdown, to be read on a terminal and put into the Handbook.
enum BuildTable {
  /// The first two lines.
  static func heading(withPeer: Bool) -> String {
    let names =
      ["", "wall s", "processor s", "MB"] + (withPeer ? ["Hugo wall s", "processor s", "MB", "wall", "processor"] : []) + [
        "limit, processor s"
      ]
    return "| " + names.joined(separator: " | ") + " |\n|---|" + String(repeating: "--:|", count: names.count - 1)
  }

  /// A row: our figures, the peer's with how many times ours they are, and the limit's with how many times it we are.
  static func row(_ name: String, _ ours: Measurement, peer: Measurement?, limit: Measurement?) -> String {
    var cells = [name] + figures(ours)
    if let peer {
      cells +=
        figures(peer) + [
          String(format: "%.0f×", peer.wall / ours.wall), String(format: "%.0f×", peer.processor / ours.processor),
        ]
    }
    cells.append(limit.map { String(format: "%.2f (we: %.2f×)", $0.processor, ours.processor / $0.processor) } ?? "")
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private static func figures(_ figures: Measurement) -> [String] {
    [String(format: "%.3f", figures.wall), String(format: "%.3f", figures.processor), String(format: "%.0f", figures.megabytes)]
  }
}
