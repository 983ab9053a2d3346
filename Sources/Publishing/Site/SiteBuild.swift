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
  /// Where the HTML of the pages and what only patches read of the index wait; nil where memory holds it.
  public var setAside: SetAsideFile?

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
    var site = SiteContext(catalog: catalog, templates: templates, now: now, baseURL: baseURL ?? catalog.site.baseURL, jobs: jobs)
    site.related = Parallel.map(catalog.pages.count, jobs: jobs, state: { Nearness(catalog) }) { [site] nearness, page in
      site.pagesRelated(to: page, &nearness)
    }
    var tree = try StagedTree(
      holding: output, making: catalog.outputs.map(\.path) + [WrittenIndex.manifestPath],
      pages: Set(catalog.pages.map(\.output)), jobs: jobs, isCompressed: isCompressed)
    var written: WrittenIndex
    let found: FoundThings
    do {
      let writer = IndexWriter(to: tree, store: setAside)
      let documents = SearchDocuments(catalog)
      found = FoundThings(documents)
      let index = documents.parts(jobs: jobs, isLast: true) { writer.put($0) }
      written = try write(site, with: index, writer, to: &tree)
      written.takeRegister()
      try setAside?.close()
      outcome.caveat = try tree.publish()
    } catch {
      tree.discard()
      throw error
    }
    if outcome.caveat == nil, isFlawless, !isCompressed {
      try tree.remember(on: basis, site, index: (written, found), templates: theme.templates)
    }
    outcome.files = catalog.outputs.count + written.paths.count
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

  /// Writes all files: first what is made of many pages, then the pages, each of which gives its text back then, while one thread makes the index.
  private func write(
    _ site: SiteContext, with index: consuming IndexParts, _ writer: IndexWriter, to tree: inout StagedTree
  ) throws(FileError) -> WrittenIndex {
    let outputs = site.catalog.outputs
    try write(outputs.filter { !$0.kind.isPage }, of: site, to: tree)
    // Given away: what two had would be copied.
    let parts = Mutex<IndexParts?>(index)
    let result = Mutex<Result<(WrittenIndex, StagedTree), FileError>?>(nil)
    try write(outputs.filter(\.kind.isPage), of: site, to: tree) { [tree] in
      guard let taken = parts.withLock({ $0.take() }) else { return }
      var tree = tree
      do throws(FileError) {
        let written = try writer.finish(taken, completing: &tree)
        result.withLock { [tree] in $0 = .success((written, tree)) }
      } catch {
        result.withLock { $0 = .failure(error) }
      }
    }
    guard let result = result.withLock({ $0 }) else { preconditionFailure("the index is made once") }
    let written: WrittenIndex
    (written, tree) = try result.get()
    return written
  }

  /// Writes files, while one thread does something else as well: as late as it may without the others waiting for it, when many pages have given back
  /// their text. The index takes less than half as long as the pages.
  private func write(
    _ outputs: [SiteOutput], of site: SiteContext, to tree: StagedTree, besides other: @Sendable () -> Void = {}
  ) throws(FileError) {
    let failure = Mutex<FileError?>(nil)
    let lots = FolderLots(of: outputs.map(\.path)) { _ in false }
    let share = max(0, 1 - Double(jobs - 1) / 2)
    lots.forEach(jobs: jobs, besides: other, after: share, state: { [UInt8]() }) { buffer, number in
      do throws(FileError) {
        try write(outputs[number], of: site, to: tree, &buffer)
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private func write(
    _ output: SiteOutput, of site: SiteContext, to tree: StagedTree, _ buffer: inout [UInt8]
  ) throws(FileError) {
    switch output.kind {
    case .theme(let file): try tree.write(output.path, theme.assets[file].bytes)
    case .asset: try tree.write(output.path, FileReader.bytes(of: source + "/" + String(output.source), limit: .max))
    default:
      buffer.removeAll(keepingCapacity: true)
      site.render(output, into: &buffer)
      try tree.write(output.path, buffer)
      if case .page(let page) = output.kind { site.catalog.pages[page].forgetHTML() }
    }
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
