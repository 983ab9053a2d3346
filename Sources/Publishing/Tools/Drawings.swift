import Diagnostics
import Glibc
import Knowledge
import Markup

/// Makes the drawings of a site's pages with Graphviz, where it is installed.
public struct Drawings: Sendable {
  /// Where drawings are kept from build to build, one file each, called by the digest of Graphviz's version and the source.
  private let cache: String
  private let jobs: Int

  /// Most bytes of a drawing's source.
  private static let mostSource = 1 << 16
  /// Most bytes of what Graphviz makes of it.
  private static let mostOutput = 1 << 21

  /// Whether Graphviz is there.
  public static var arePossible: Bool {
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    return path.split(separator: ":").contains { access($0 + "/dot", X_OK) == 0 }
  }

  /// Drawings with a cache.
  public init(cache: String, jobs: Int) {
    self.cache = cache
    self.jobs = jobs
  }

  /// The drawings of some pages by their sources, and what is wrong with them.
  ///
  /// - Throws: `FileError` when the cache cannot be written.
  public func make(for pages: [Page]) throws(FileError) -> (drawings: [Text: Drawing], diagnostics: [Diagnostic]) {
    let places = pages.indices.flatMap { page in
      pages[page].body.fences.indices.filter { pages[page].body.fences[$0].isDrawing }.map { (page: page, fence: $0) }
    }
    guard let first = places.first else { return ([:], []) }
    guard let version = ChildProcess(["dot", "-V"], seconds: 5, mostOutput: 1 << 12).run(), version.status == 0 else {
      let message: Text = "Graphviz is not installed: the source of \(Int64(places.count)) drawings is shown"
      let help: Text = "install the package `graphviz`, so that `dot` is in the PATH"
      return ([:], [finding("drawing-without-graphviz", .info, pages[first.page], first.fence, message, help)])
    }
    try Folder.makeWithParents(cache)
    var sources: [Text] = []
    var place: [Text: (page: Int, fence: Int)] = [:]
    for item in places {
      let source = pages[item.page].body.fences[item.fence].content
      if place.updateValue(place[source] ?? item, forKey: source) == nil { sources.append(source) }
    }
    let distinct = sources
    let made = Parallel.map(distinct.count, jobs: jobs) { index in
      draw(distinct[index], version: version.messages + version.output)
    }
    forgetUnused(sources.map { name(of: $0, version: version.messages + version.output) })
    var drawings: [Text: Drawing] = [:]
    var diagnostics: [Diagnostic] = []
    for (source, result) in zip(sources, made) {
      switch result {
      case .success(let drawing): drawings[source] = drawing
      case .failure(let fault):
        guard let place = place[source] else { continue }
        diagnostics.append(
          finding("drawing-failed", .warning, pages[place.page], place.fence, fault.message, "its source is shown in its place"))
      }
    }
    return (drawings, diagnostics)
  }

  private struct Fault: Error {
    var message: Text
  }

  private func draw(_ source: Text, version: [UInt8]) -> Result<Drawing, Fault> {
    guard source.utf8.count <= Self.mostSource else { return .failure(Fault(message: "a drawing has more than 64 kB of source")) }
    let path = "\(cache)/\(name(of: source, version: version))"
    if let kept = try? FileReader.bytes(of: path), let drawing = Drawing(kept) { return .success(drawing) }
    let words = ["dot", "-Tsvg", "-Nfontname=Helvetica", "-Efontname=Helvetica", "-Gfontname=Helvetica"]
    // With a server's name set, Graphviz reads no files that the source names.
    let process = ChildProcess(
      words, seconds: 10, mostOutput: Self.mostOutput, environment: ["SERVER_NAME=opos", "GV_FILE_PATH=/nonexistent"])
    guard let outcome = process.run(input: source.utf8) else { return .failure(Fault(message: "Graphviz cannot be started")) }
    guard let status = outcome.status else { return .failure(Fault(message: "Graphviz took too long or made too much")) }
    guard status == 0, let (svg, hasColours) = DrawingFilter.filtered(outcome.output) else {
      let line = Text(outcome.messages.prefix { $0 != 0x0A }).visible
      return .failure(Fault(message: line.isEmpty ? "Graphviz makes no drawing of this" : "Graphviz says: \(line)"))
    }
    let drawing = Drawing(svg: svg, hasColours: hasColours)
    do throws(FileError) {
      try FileWriter.replace(path, [drawing.bytes], isLasting: false)
    } catch {
      return .failure(Fault(message: "the drawing cannot be kept: \(Text(String(describing: error)))"))
    }
    return .success(drawing)
  }

  /// The file of a drawing: the digests of what it is made from, and with what.
  private func name(of source: Text, version: [UInt8]) -> String {
    String(Digest.hexadecimal(of: version + source.utf8) + Digest.hexadecimal(of: source.utf8.reversed())) + ".svg"
  }

  /// Removes the drawings that no page has any more, and nothing else that lies there.
  private func forgetUnused(_ names: [String]) {
    let used = Set(names)
    guard let listing = try? FolderListing(cache) else { return }
    let length = names.first?.utf8.count
    for file in listing.files.keys where file.hasSuffix(".svg") && file.utf8.count == length && !used.contains(String(file)) {
      unlink("\(cache)/\(file)")
    }
  }

  private func finding(
    _ rule: Text, _ severity: Severity, _ page: Page, _ fence: Int, _ message: Text, _ help: Text
  ) -> Diagnostic {
    var sink = DiagnosticSink(page.file)
    let range = page.body.fences[fence].range
    sink.report(rule, severity, at: SourceRange(range.start, range.start), message, help: help)
    return sink.diagnostics[0]
  }
}

extension Drawing {
  /// What is kept of it: whether it has colours, and the SVG.
  fileprivate var bytes: [UInt8] { [hasColours ? UInt8(ascii: "c") : UInt8(ascii: "-")] + svg }

  fileprivate init?(_ bytes: [UInt8]) {
    guard let first = bytes.first, bytes.dropFirst().starts(with: "<svg".utf8) else { return nil }
    self.init(svg: Array(bytes.dropFirst()), hasColours: first == UInt8(ascii: "c"))
  }
}
