import ArgumentParser
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

  @Flag(help: "Write a compressed .gz file beside each text file, for servers that hand it out as it is.")
  var gzip = false

  @Flag(help: "Build again after every change, until Ctrl-C.")
  var watch = false

  @OptionGroup var failure: FailureOptions

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs is at least 1") }
  }

  func run() throws {
    var maker = SiteMaker(
      folder: try source.folder(), output: output, source: source, baseURL: baseURL, drafts: drafts, jobs: jobs)
    maker.isCompressed = gzip
    if watch { try keepMaking(maker) }
    maker.isLast = true
    let outcome = try FileErrors.reported { try maker.make() }
    maker.report(outcome)
    guard outcome.isPublished else { throw ExitStatus.findings }
    throw failure.status(of: outcome.diagnostics)
  }

  /// Builds, and again after each change, until a signal ends the program. What cannot be read or written is said, and tried again after the next change.
  private func keepMaking(_ maker: SiteMaker) throws -> Never {
    EndingSignals.obey()
    let changes = FolderWatch(maker.sources)
    while true {
      do {
        maker.report(try maker.make())
      } catch let error as FileError {
        Terminal.complain("opos: \(error)")
      }
      changes.waitForChange()
    }
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
