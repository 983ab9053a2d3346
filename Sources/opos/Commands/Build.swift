import ArgumentParser
import Diagnostics
import Glibc
import Knowledge
import Publishing

/// `opos build`: content and templates in, a site out.
struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Compiles the content into a static site.",
    discussion: """
      Findings go to standard error. An error among them leaves the output folder as it was; otherwise the new site takes the place of the \
      old one in one step, when all of it is written.
      """)

  @OptionGroup var source: SourceOptions

  @Option(help: ArgumentHelp("The folder to write. Without it: `Public` beside the content folder.", valueName: "folder"))
  var output: String?

  @Option(help: ArgumentHelp("The site's absolute URL, instead of that of site.yml.", valueName: "url"))
  var baseURL: String?

  @Flag(help: "Publish pages marked as drafts, too.")
  var drafts = false

  @Option(help: ArgumentHelp("How many threads to use.", valueName: "count"))
  var jobs: Int?

  @OptionGroup var failure: FailureOptions

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs is at least 1") }
  }

  func run() throws {
    let folder = try source.folder()
    let root = ContentRoot(folder)
    let threads = jobs ?? Parallel.processors
    // A file that passes the limit of its size is an error of writing then, with its path.
    signal(SIGXFSZ, SIG_IGN)
    let outcome = try FileErrors.reported {
      let place = try OutputPlace(outputFolder(for: folder), sources: [folder, ThemeFolder.path(beside: folder)])
      let lock = try OutputLock(place) {
        Terminal.complain("waiting: another build writes `\(place.output)`")
      }
      let basis = BuildBasis(inputs: [folder, ThemeFolder.path(beside: root.path)], key: key)
      if let standing = basis.standing(at: lock) { return SiteBuild.Outcome(standing: standing) }
      var parts = try ContentLoader(source: root.path, jobs: threads, includesDrafts: drafts).load()
      if let title = root.title { parts.site.title = title }
      let made = try publish(parts, from: root.path, to: lock, jobs: threads)
      // Findings are not kept, so that a site that has some is always made anew.
      if made.isPublished, made.diagnostics.isEmpty, made.caveat == nil {
        try basis.record(BuildBasis.Result(pages: made.pages, files: made.files), at: lock)
      }
      return made
    }
    Report.write(outcome.diagnostics, below: root.path)
    if let caveat = outcome.caveat { Terminal.complain("opos: \(caveat)") }
    if outcome.isPublished {
      Terminal.complain("\(outcome.pages) pages, \(outcome.files) files in \(outputFolder(for: folder))")
    } else {
      Terminal.complain("nothing was published; \(outputFolder(for: folder)) stays as it was")
      throw ExitStatus.findings
    }
    throw failure.status(of: outcome.diagnostics)
  }

  /// What decides beside the files what is made. A running clock counts by ten minutes: pages tell the time of their build.
  private var key: Text {
    var clock = source.now ?? ""
    if source.now == nil {
      clock = getenv("SOURCE_DATE_EPOCH").map { String(cString: $0) } ?? "\(time(nil) / 600)"
    }
    return Text("\(clock)|\(baseURL ?? "")|\(drafts ? "drafts" : "")|\(getenv("TZ").map { String(cString: $0) } ?? "")")
  }

  private func publish(_ parts: Catalog.Parts, from folder: String, to output: OutputLock, jobs: Int) throws -> SiteBuild.Outcome
  {
    var parts = parts
    let theme = try ThemeFolder.theme(beside: folder, withForms: !parts.forms.isEmpty)
    parts.themeFiles = theme.assets.map(\.path)
    let now = try source.instant(siteClock: parts.site.clock)
    let build = SiteBuild(
      source: folder, output: output, theme: theme, now: now,
      baseURL: baseURL.map { Text($0.hasSuffix("/") ? $0 : $0 + "/") },
      jobs: jobs)
    return try build.publish(Catalog(parts, now: now))
  }

  private func outputFolder(for folder: String) -> String {
    if let output { return output }
    let slash = folder.lastIndex(of: "/")
    return slash.map { String(folder[...$0]) + "Public" } ?? "Public"
  }
}

/// Errors of the environment end a command with status 2 and their reason.
enum FileErrors {
  /// Runs a body and reports what the file system refused.
  static func reported<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as FileError {
      Terminal.complain("opos: \(error)")
      throw ExitStatus.failure
    }
  }
}
