import Diagnostics

/// Gives each file of a folder that was not made for us a URL of its own, because all of it is published.
///
/// In a configured site two files of one URL are an error. Here pages come first, `index.md` before `README.md`; then the files that are copied; and
/// what we would generate gives way to what is there.
struct DistinctOutputs {
  /// The outputs that are written.
  private(set) var outputs: [SiteOutput] = []
  /// What was renamed or left out.
  private(set) var diagnostics: [Diagnostic] = []

  private var sources: [String: Text] = [:]

  /// The pages, each with an output of its own.
  mutating func rename(_ pages: [Page]) -> [Page] {
    var pages = DistinctOutputs.withStartPage(pages)
    let readmes = pages.indices.filter { SitePath.name(of: pages[$0].path).asciiLowercased().equals("readme.md") }
    var others: [Int] = []
    for index in pages.indices.filter({ !readmes.contains($0) }) + readmes {
      let key = key(pages[index].output)
      if sources[key] == nil { sources[key] = pages[index].path } else { others.append(index) }
    }
    for index in others {
      let path = free(pages[index].output, isReadme: readmes.contains(index))
      report(pages[index].path, pages[index].output, "it is written as `\(path)`")
      sources[key(path)] = pages[index].path
      pages[index].output = path
    }
    return pages
  }

  /// The pages with a start page: a wiki's `Home.md`, else the first one of another generator's navigation.
  private static func withStartPage(_ pages: [Page]) -> [Page] {
    if pages.contains(where: { $0.output.equals("index.html") }) { return pages }
    let root = pages.indices.filter { pages[$0].folder.isEmpty }
    let first = root.filter { pages[$0].place != nil }.min { (pages[$0].place?.order ?? 0) < (pages[$1].place?.order ?? 0) }
    guard let start = root.first(where: { pages[$0].output.equals("home.html") }) ?? first else { return pages }
    var pages = pages
    pages[start].output = "index.html"
    return pages
  }

  /// Takes the outputs whose paths are free: those of pages, of copied files, of the rest.
  mutating func take(_ all: [SiteOutput]) {
    func rank(_ output: SiteOutput) -> Int {
      switch output.kind {
      case .page: 0
      case .asset: 1
      default: 2
      }
    }
    var kept = [Bool](repeating: false, count: all.count)
    for wanted in 0...2 {
      for (index, output) in all.enumerated() where rank(output) == wanted {
        kept[index] = wanted == 0 || sources[key(output.path)] == nil
        if kept[index] { sources[key(output.path)] = output.source }
        if !kept[index], wanted == 1 { report(output.source, output.path, "it is left out") }
      }
    }
    outputs = all.indices.filter { kept[$0] }.map { all[$0] }
  }

  /// A path like one that is taken.
  private func free(_ path: Text, isReadme: Bool) -> Text {
    let folder = SitePath.folder(of: path)
    let stem = isReadme ? (folder.isEmpty ? folder : folder + "/") + "readme" : Text(path.utf8.dropLast(".html".utf8.count))
    var number = 1
    while true {
      let other = number == 1 ? stem + ".html" : "\(stem)-\(number).html"
      if sources[key(other)] == nil { return other }
      number += 1
    }
  }

  /// `String ==` is canonical equivalence, which is what file systems and browsers confuse.
  private func key(_ path: Text) -> String { String(path).lowercased() }

  private mutating func report(_ source: Text, _ path: Text, _ consequence: Text) {
    let other = sources[key(path)] ?? Text()
    diagnostics.append(
      Diagnostic(
        rule: "url-duplicate", severity: .warning,
        message: "`\(source.visible)` and `\(other.visible)` would both be `\(path.visible)`",
        help: "\(consequence); rename one of them", file: source))
  }
}
