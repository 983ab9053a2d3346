import ArgumentParser
import Diagnostics
import Glibc
import Knowledge
import Notation
import Publishing

/// Makes a site once or again and again, with the options of a command.
struct SiteMaker {
  /// The folder that was named.
  let folder: String
  /// The folder to write.
  let output: String
  let source: SourceOptions
  let baseURL: String?
  let drafts: Bool
  let jobs: Int

  /// Where the pages are.
  var root: ContentRoot { ContentRoot(folder) }

  /// What is read: the content and the theme.
  var sources: [String] { [folder, ThemeFolder.path(beside: root.path)] }

  /// A maker; without an output folder that is `Public` beside the content folder.
  init(folder: String, output: String?, source: SourceOptions, baseURL: String? = nil, drafts: Bool = false, jobs: Int? = nil) {
    self.folder = folder
    let slash = folder.lastIndex(of: "/")
    self.output = output ?? slash.map { String(folder[...$0]) + "Public" } ?? "Public"
    self.source = source
    self.baseURL = baseURL
    self.drafts = drafts
    self.jobs = jobs ?? Parallel.processors
  }

  /// Makes the site, unless it stands already as it would be made.
  ///
  /// - Throws: `FileError` when the file system refuses, and what is wrong with the options.
  func make() throws -> SiteBuild.Outcome {
    // A file that passes the limit of its size is an error of writing then, with its path.
    signal(SIGXFSZ, SIG_IGN)
    let root = root
    let place = try OutputPlace(output, sources: [folder, ThemeFolder.path(beside: root.path)])
    let lock = try OutputLock(place) { Terminal.complain("waiting: another build writes `\(place.output)`") }
    let basis = BuildBasis(inputs: sources, key: key)
    if let standing = basis.standing(at: lock) { return SiteBuild.Outcome(standing: standing) }
    var parts = try ContentLoader(source: root.path, jobs: jobs, includesDrafts: drafts).load()
    if let title = root.title { parts.site.title = title }
    let made = try publish(parts, from: root.path, to: lock)
    // Findings are not kept, so that a site that has some is always made anew.
    if made.isPublished, made.diagnostics.isEmpty, made.caveat == nil {
      try basis.record(BuildBasis.Result(pages: made.pages, files: made.files), at: lock)
    }
    return made
  }

  /// What decides beside the files what is made. A running clock counts by ten minutes: pages tell the time of their build.
  private var key: Text {
    let clock = source.now ?? getenv("SOURCE_DATE_EPOCH").map { String(cString: $0) } ?? "\(time(nil) / 600)"
    return Text("\(clock)|\(baseURL ?? "")|\(drafts ? "drafts" : "")|\(getenv("TZ").map { String(cString: $0) } ?? "")")
  }

  private func publish(_ parts: Catalog.Parts, from folder: String, to output: OutputLock) throws -> SiteBuild.Outcome {
    var parts = parts
    let theme = try ThemeFolder.theme(beside: folder, withForms: !parts.forms.isEmpty)
    parts.themeFiles = theme.assets.map(\.path)
    let now = try source.instant(siteClock: parts.site.clock)
    let build = SiteBuild(
      source: folder, output: output, theme: theme, now: now, baseURL: baseURL.map { Text($0.hasSuffix("/") ? $0 : $0 + "/") },
      jobs: jobs)
    return try build.publish(Catalog(parts, now: now))
  }

  /// Says on standard error what a build found and made.
  func report(_ outcome: SiteBuild.Outcome) {
    Report.write(outcome.diagnostics, below: root.path)
    if let caveat = outcome.caveat { Terminal.complain("opos: \(caveat)") }
    if outcome.isPublished {
      Terminal.complain("\(outcome.pages) pages, \(outcome.files) files in \(output)")
    } else {
      Terminal.complain("nothing was published; \(output) stays as it was")
    }
  }
}
