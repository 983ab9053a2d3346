import Diagnostics
import Knowledge
import Notation
import Search
import Synchronization

/// One build: content and templates in, a complete site out.
public struct SiteBuild: Sendable {
  /// The content folder.
  public var source: String
  /// The folder that readers see, locked for this build.
  public var output: OutputLock
  /// The theme.
  public var theme: Theme
  /// The instant to take for now.
  public var now: Timestamp
  /// The absolute URL of the site, when it is not that of `site.yml`.
  public var baseURL: Text?
  /// How many threads to use.
  public var jobs: Int
  /// Whether the process ends with the build, so that nothing needs to be given back.
  public var isLast = false
  /// Whether a compressed file stands beside each that gains by it.
  public var isCompressed = false

  /// A build.
  public init(source: String, output: OutputLock, theme: Theme, now: Timestamp, baseURL: Text?, jobs: Int) {
    self.source = source
    self.output = output
    self.theme = theme
    self.now = now
    self.baseURL = baseURL
    self.jobs = jobs
  }

  /// What a build did.
  public struct Outcome: Sendable {
    /// How many files the site has.
    public var files: Int
    /// How many of them are pages of the content.
    public var pages: Int
    /// What was found.
    public var diagnostics: [Diagnostic]
    /// Whether the output folder has the new site.
    public var isPublished: Bool
    /// What the file system kept the build from promising, in words.
    public var caveat: String?
  }

  /// Renders the site of a catalog and makes it the visible one; errors among the findings leave the output as it was.
  ///
  /// - Parameters:
  ///   - catalog: The site's content.
  ///   - basis: What the build began with; what it leaves to the next one goes with it.
  /// - Throws: `FileError` when the file system refuses; the output is as it was then too.
  public func publish(_ catalog: Catalog, on basis: BuildBasis) throws(FileError) -> Outcome {
    var diagnostics = catalog.diagnostics
    let templates = SiteTemplates.compile(theme.templates, &diagnostics)
    let isFlawless = diagnostics == catalog.diagnostics
    diagnostics = Diagnostic.ordered(diagnostics + catalog.vanished(since: StagedTree.earlierPages(at: output)))
    var outcome = Outcome(
      files: catalog.outputs.count, pages: catalog.pages.count, diagnostics: diagnostics, isPublished: false)
    guard let templates, !diagnostics.contains(where: { $0.severity == .error }) else { return outcome }
    let whole = SearchDocuments(catalog).index(jobs: jobs)
    let index = BrowserScript.withTwin(whole.filter(\.isPublished))
    let outputs =
      catalog.outputs
      + index.enumerated().map { number, file in
        SiteOutput(.searchFile(number), path: "assets/search/\(file.name)", source: "the index of the search")
      }
    var site = SiteContext(catalog: catalog, templates: templates, now: now, baseURL: baseURL ?? catalog.site.baseURL)
    site.related = Parallel.map(catalog.pages.count, jobs: jobs, state: { Nearness(catalog) }) { [site] nearness, page in
      site.pagesRelated(to: page, &nearness)
    }
    let tree = try StagedTree(
      holding: output, making: outputs.map(\.path), pages: Set(catalog.pages.map(\.output)), jobs: jobs,
      isCompressed: isCompressed)
    do {
      try write(outputs, of: site, with: index, to: tree)
      outcome.caveat = try tree.publish()
    } catch {
      tree.discard()
      throw error
    }
    if outcome.caveat == nil, isFlawless, !isCompressed {
      try tree.remember(on: basis, site, index: whole)
    }
    outcome.files = outputs.count
    outcome.isPublished = true
    return outcome
  }

  /// The output paths of the pages that the last build made there; none where it is not known.
  public static func earlierPages(at output: OutputLock) -> Set<Text> { StagedTree.earlierPages(at: output) }

  /// What is wrong with the templates of a theme.
  public static func check(_ theme: Theme) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    _ = SiteTemplates.compile(theme.templates, &diagnostics)
    return diagnostics
  }

  private func write(
    _ outputs: [SiteOutput], of site: SiteContext, with index: [SearchFile], to tree: StagedTree
  ) throws(FileError) {
    let failure = Mutex<FileError?>(nil)
    let lots = FolderLots(of: outputs.map(\.path)) { if case .searchFile = outputs[$0].kind { true } else { false } }
    lots.forEach(jobs: jobs, state: { [UInt8]() }) { buffer, number in
      do throws(FileError) {
        switch outputs[number].kind {
        case .searchFile(let file): try tree.write(outputs[number].path, index[file].bytes)
        case .theme(let file): try tree.write(outputs[number].path, theme.assets[file].bytes)
        case .asset:
          try tree.write(
            outputs[number].path, FileReader.bytes(of: source + "/" + String(outputs[number].source), limit: .max))
        default:
          buffer.removeAll(keepingCapacity: true)
          site.render(outputs[number], into: &buffer)
          try tree.write(outputs[number].path, buffer)
        }
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}

/// The look of a site: its templates, and the files that are copied beside the pages.
public struct Theme: Sendable {
  /// The templates.
  public var templates: [SourceFile]
  /// Style sheet, script, icons; their paths are those in the site: `assets/site.css`.
  public var assets: [SourceFile]

  /// A theme.
  public init(templates: [SourceFile], assets: [SourceFile]) {
    self.templates = templates
    self.assets = assets
  }
}
