import ArgumentParser
import Diagnostics
import Glibc
import Knowledge
import Notation
import Publishing

/// `opos serve`: the site while it is written.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Builds the site, serves it on this machine, and shows every change in the open page.",
    discussion: """
      Only this machine can reach it. Ctrl-C ends it. The output is what `opos build` writes; what is added for the open pages is never in it.
      """)

  @OptionGroup var source: SourceOptions

  @Option(
    help: ArgumentHelp("The folder to write and to serve. Without it: `Public` beside the content folder.", valueName: "folder"))
  var output: String?

  @Option(help: ArgumentHelp("The port; 0 for any that is free.", valueName: "port"))
  var port: UInt16 = 8040

  @Option(help: ArgumentHelp("What a fault's link opens: a URL with {file}, {line} and {column}.", valueName: "url"))
  var editorURL = "vscode://file{file}:{line}:{column}"

  @Flag(help: "Show pages marked as drafts, too.")
  var drafts = false

  func run() throws {
    EndingSignals.obey()
    let maker = SiteMaker(folder: try source.folder(), output: output, source: source, drafts: drafts)
    let listener = try FileErrors.reported { try HTTPListener(port: port) }
    let events = BuildEvents()
    let changes = FolderWatch(maker.sources)
    build(with: maker, version: 1, events)
    let site = SiteServer(root: maker.output)
    try FileErrors.reported { try listener.start(events: events) { site.answer($0) } }
    Terminal.complain("http://127.0.0.1:\(listener.port)/ (Ctrl-C ends)")
    var version = 1
    while true {
      changes.waitForChange()
      version += 1
      build(with: maker, version: version, events)
    }
  }

  /// Builds once and tells the open pages.
  private func build(with maker: SiteMaker, version: Int, _ events: BuildEvents) {
    let begin = ContinuousClock.now
    do {
      let outcome = try maker.make()
      maker.report(outcome)
      Terminal.complain("built in \(Int(begin.duration(to: .now) / .milliseconds(1))) ms")
      let faults = outcome.diagnostics.filter { $0.severity != .info }
      events.send(event(version, isPublished: outcome.isPublished, faults, maker.root.path))
    } catch {
      let reason = String(describing: error)
      Terminal.complain("opos: \(reason)")
      let fault = Diagnostic(rule: "file", severity: .error, message: Text(reason), file: "")
      events.send(event(version, isPublished: false, [fault], ""))
    }
  }

  private func event(_ version: Int, isPublished: Bool, _ faults: [Diagnostic], _ folder: String) -> Text {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("version", Int64(version))
      writer.member("published", isPublished)
      writer.key("faults")
      writer.array { writer in
        for fault in faults.prefix(20) {
          writer.object { writer in
            writer.member("text", TextReport().render([fault]))
            writer.member("url", fault.file.isEmpty ? "" : link(to: fault, below: folder))
          }
        }
      }
    }
    return writer.text
  }

  /// The editor's URL of a fault's place.
  private func link(to fault: Diagnostic, below folder: String) -> Text {
    let path = folder + "/" + String(fault.file)
    let resolved = realpath(path, nil)
    defer { free(resolved) }
    let file = SitePath.encoded(Text(resolved.map { String(cString: $0) } ?? path))
    return Text(
      editorURL.replacing("{file}", with: String(file)).replacing("{line}", with: "\(fault.start.line)")
        .replacing("{column}", with: "\(fault.start.column)"))
  }
}
