import Foundation

/// A program that builds the pages, and where it does.
struct Contender {
  /// What it is called in the table.
  let name: String
  /// What builds the site.
  let command: [String]
  /// Where the pages are.
  let content: URL
  /// The style sheet.
  let style: URL
  /// The folder that holds all that it writes; without it a build is the first one.
  let output: URL

  /// What is changed before a build.
  enum Change: String, CaseIterable {
    case cold = "first build"
    case nothing = "nothing changed"
    case body = "a sentence in one page"
    case title = "a title"
    case page = "a new page"
    case style = "the style sheet"
  }

  /// Builds after a change, and measures it.
  func measure(_ change: Change, of corpus: Corpus, run: Int) throws -> Measurement {
    switch change {
    case .cold:
      try output.setAside(run: run)
      try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
    case .nothing: break
    case .body:
      try edit(content.appending(path: Corpus.path(of: corpus.pages / 2))) { $0 + "\nChanged for the time of number \(run).\n" }
    case .title:
      try edit(content.appending(path: Corpus.path(of: corpus.pages / 3))) { text in
        text.replacing(/title: Page (?<page>[0-9]+)(, edition [0-9]+,)? about/) {
          "title: Page \($0.output.page), edition \(run), about"
        }
      }
    case .page:
      let folder = content.appending(path: Corpus.path(of: corpus.pages / 4)).deletingLastPathComponent()
      try Data("---\ntitle: Added \(run)\n---\n\n# Added \(run)\n\nThere is one page more.\n".utf8)
        .write(to: folder.appending(path: "added-\(run).md"))
    case .style: try edit(style) { $0 + "\n/* \(run) */\n" }
    }
    // Nobody writes others' bytes to the disk.
    sync()
    return try Measurement.run(command)
  }

  private func edit(_ file: URL, _ change: (String) -> String) throws {
    try Data(change(try String(contentsOf: file, encoding: .utf8)).utf8).write(to: file)
  }
}

extension URL {
  /// Gives a folder another name, if it is there: nothing is deleted before all runs are done. A file system keeps clear of the places of files that were
  /// deleted shortly before, and whoever makes new ones pays for the search.
  func setAside(run: Int) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    try FileManager.default.moveItem(at: self, to: appendingPathExtension("\(run)"))
  }
}
