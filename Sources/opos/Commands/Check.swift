import ArgumentParser
import Diagnostics
import Knowledge
import Publishing

/// `opos check`: the content itself.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks the content: links, anchors, forms, rules with their examples, snapshots, templates.",
    discussion: "Finds what `opos build` would find, and writes nothing but what --external remembers.")

  @OptionGroup var source: SourceOptions
  @OptionGroup var external: ExternalOptions
  @OptionGroup var failure: FailureOptions

  @Flag(help: "Check pages marked as drafts, too.")
  var drafts = false

  func run() throws {
    let root = ContentRoot(try source.folder())
    let (catalog, diagnostics) = try FileErrors.reported { try check(root) }
    Report.write(diagnostics, below: root.path)
    if diagnostics.isEmpty {
      let rules = catalog.agreement.rules
      let examples = rules.reduce(0) { $0 + $1.pass.count + $1.fail.count }
      Terminal.complain(
        "\(catalog.pages.count) pages, \(rules.count) rules with \(examples) examples, \(catalog.forms.count) forms: nothing to mend"
      )
    }
    throw failure.status(of: diagnostics)
  }

  private func check(_ root: ContentRoot) throws -> (Catalog, [Diagnostic]) {
    var parts = try ContentLoader(root, jobs: Parallel.processors, includesDrafts: drafts).load()
    parts.arrange(by: root.navigation)
    let theme = try ThemeFolder.theme(beside: root.path, withForms: !parts.forms.isEmpty)
    parts.themeFiles = theme.assets.map(\.path)
    let catalog = Catalog(parts, now: try source.instant(siteClock: parts.site.clock))
    let findings = catalog.diagnostics + catalog.furtherFindings + SiteBuild.check(theme) + (try external.findings(in: catalog))
    return (catalog, Diagnostic.ordered(findings))
  }
}
