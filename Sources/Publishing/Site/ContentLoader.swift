import CFileSystem
import Diagnostics
import Glibc
import Knowledge
import Markup
import Notation
import ServiceLevels
import Snapshots
import Tickets

/// Reads a content folder from the disk.
public struct ContentLoader: Sendable {
  let source: String
  let jobs: Int
  let includesDrafts: Bool
  /// Where another generator's pages lie; nil for a folder of ours.
  let root: ContentRoot?
  let keepsSources: Bool
  /// Where the HTML of many pages waits until they are written; nil where memory holds it.
  public var setAside: SetAsideFile?

  /// A loader for a folder.
  ///
  /// - Parameters:
  ///   - source: The content folder.
  ///   - jobs: How many threads to use.
  ///   - includesDrafts: Whether pages marked as drafts are read as pages.
  public init(source: String, jobs: Int, includesDrafts: Bool = false) {
    self.init(source: source, root: nil, jobs: jobs, includesDrafts: includesDrafts, keepsSources: true)
  }

  /// A loader for the pages of a folder, wherever in it they are.
  ///
  /// - Parameter keepsSources: Whether pages keep their files' bytes; else one is read once more where its links are broken.
  public init(_ root: ContentRoot, jobs: Int, includesDrafts: Bool, keepsSources: Bool = true) {
    self.init(source: root.path, root: root, jobs: jobs, includesDrafts: includesDrafts, keepsSources: keepsSources)
  }

  private init(source: String, root: ContentRoot?, jobs: Int, includesDrafts: Bool, keepsSources: Bool) {
    self.root = root
    self.keepsSources = keepsSources
    self.source = source
    self.jobs = jobs
    self.includesDrafts = includesDrafts
  }

  /// Reads everything that a site is made of.
  ///
  /// - Throws: `FileError` when the folder or a file of it cannot be read.
  public func load() throws(FileError) -> Catalog.Parts {
    // The lists of a whole site are large, and each is of use for a part of the build only.
    opos_return_large_memory()
    guard let parts = try load(but: nil) else { preconditionFailure("only pages that stand can be read otherwise") }
    return parts
  }

  /// Reads everything that a site is made of, but pages that stand.
  ///
  /// - Returns: nil if all pages have to be read, since other words are looked for in them.
  /// - Throws: `FileError` when the folder or a file of it cannot be read.
  func load(but standing: StandingPages?) throws(FileError) -> Catalog.Parts? {
    let walk = try FolderWalk(source)
    var parts = try configuration(in: walk.files)
    parts.reread = { try? read($0) }
    parts.diagnostics += walk.diagnostics
    let paths =
      parts.site.isConfigured ? walk.files : walk.files.filter { !ContentLoader.isOfTools($0) && $0 != root?.navigationFile }
    let files = paths.map { ($0, ContentKind(path: $0, isConfigured: parts.site.isConfigured)) }
    // Forms and experiments come first: the pages link their names.
    try readService(files, into: &parts)
    let (pages, snapshots) = Parallel.both(jobs: standing == nil ? 1 : jobs) { [parts] in
      var parts = parts
      return Result { () throws(FileError) in try readPages(files, but: standing, into: &parts) ? parts : nil }
    } _: { [zone = parts.site.calendar.zone] in
      self.snapshots(files, zone)
    }
    guard let read = try pages.get() else { return nil }
    parts = read
    if !parts.site.isConfigured { readFolderNotes(walk, into: &parts) }
    if files.contains(where: { $0.1 == .redirects }) { try readRedirects(into: &parts) }
    parts.formerAgreements = try formerAgreements(files, of: parts.site)
    parts.assets = files.filter { $0.1 == .asset }.map(\.0)
    let (shelf, findings) = try snapshots.get()
    parts.snapshots = shelf
    parts.diagnostics += findings
    return parts
  }

  private func snapshots(
    _ files: [(Text, ContentKind)], _ zone: TimeZoneRule
  ) -> Result<(SnapshotShelf, [Diagnostic]), FileError> {
    var findings: [Diagnostic] = []
    let folder = SnapshotFolder(source: source, files: files.filter { $0.1 == .snapshot }.map(\.0), zone: zone)
    return Result { () throws(FileError) in (try folder.read(&findings), findings) }
  }

  /// Reads only what judges a ticket: the configuration, the agreement, the forms and the registry.
  ///
  /// - Throws: `FileError` when the folder or a file of it cannot be read.
  public func loadAgreement() throws(FileError) -> Catalog.Parts {
    let files = try FolderWalk(source).files
    var parts = try configuration(in: files)
    try readAgreement(files, into: &parts)
    return parts
  }

  /// What judges tickets.
  public struct LoadedLinter {
    /// The linter.
    public var linter: TicketLinter
    /// The instant at which the site's clock stands still; nil if it runs.
    public var clock: Timestamp?
    /// What is wrong with the files and the agreement; empty for a linter that was kept, which has no errors.
    public var diagnostics: [Diagnostic] = []
    /// The bytes that it was read from, if it was kept.
    public var packed: SourceFile?
  }

  /// Reads what judges a ticket, with the open requests; they are read while the rules are compiled.
  ///
  /// - Parameter cacheFolder: Where a linter is looked for that was kept, and one without errors is kept; nil to read everything. One that was kept knows
  ///   neither the texts of the clauses nor the rules as they are written.
  /// - Throws: `FileError` when the folder or a file of it cannot be read.
  public func loadLinter(cacheFolder: String? = nil) throws(FileError) -> LoadedLinter {
    let files = try FolderWalk(source).files
    let cache = cacheFolder.flatMap { files.contains("site.yml") ? LinterCache(in: $0, source: source, files: files) : nil }
    if let (data, packed) = cache?.read() { return LoadedLinter(linter: data.linter, clock: data.clock, packed: packed) }
    let (loaded, isKeepable) = try loadLinter(files)
    if isKeepable { cache?.write(LinterData(linter: loaded.linter, clock: loaded.clock)) }
    return loaded
  }

  /// Reads everything, and says whether it comes from files alone that `LinterCache` looks at.
  private func loadLinter(_ files: [Text]) throws(FileError) -> (LoadedLinter, isKeepable: Bool) {
    let parts = try configuration(in: files)
    let (compiled, requests) = Parallel.both(jobs: jobs) { () -> Result<(Agreement, [Diagnostic], Bool), FileError> in
      var parts = parts
      do throws(FileError) { try readAgreement(files, into: &parts) } catch { return .failure(error) }
      let agreement = Agreement(parts)
      let diagnostics = Composition.placed(parts.diagnostics + agreement.diagnostics, parts.pages)
      return .success((agreement, diagnostics, parts.pages.contains { $0.composition != nil }))
    } _: {
      openRequests(in: files, of: parts.site)
    }
    let (agreement, diagnostics, includes) = try compiled.get()
    let (open, findings) = try requests.get()
    let loaded = LoadedLinter(
      linter: TicketLinter(agreement.linter, requests: open), clock: parts.site.clock, diagnostics: diagnostics + findings)
    let isKeepable =
      !includes && parts.site.holidayFiles.allSatisfy { LinterCache.decides($0.path) }
      && !loaded.diagnostics.contains { $0.severity == .error }
    return (loaded, isKeepable)
  }

  /// The versions of the agreement that are kept: each file or folder of `SLA/versions`, in the order of their names and the numbers in them.
  private func formerAgreements(
    _ files: [(Text, ContentKind)], of site: SiteConfiguration
  ) throws(FileError) -> [AgreementVersion] {
    let former = files.filter { $0.1 == .formerAgreement }
    if former.isEmpty { return [] }
    var versions: [(name: Text, pages: [Page])] = []
    let reader = PageReader(site)
    for (path, _) in former {
      let name = Text(path.utf8.dropFirst("SLA/versions/".utf8.count).prefix { $0 != UInt8(ascii: "/") })
      let page = reader.read(try read(path), isAgreement: true)
      if versions.last?.name == name { versions[versions.count - 1].pages.append(page) } else { versions.append((name, [page])) }
    }
    return versions.sorted { $0.name.naturalKey.lexicographicallyPrecedes($1.name.naturalKey) }.map { AgreementVersion($0.pages) }
  }

  /// Whether a file of a folder without `site.yml` is another program's own: a package, a template, what it made, how it is configured.
  static func isOfTools(_ path: Text) -> Bool {
    let folders: [StaticString] = [
      "node_modules", "__pycache__", "venv", "_site", "_includes", "_layouts", "_sass", "_plugins", "_build",
    ]
    let files: [StaticString] = [
      "mkdocs.yml", "mkdocs.yaml", "zensical.toml", "zensical.yml", "book.toml", "_config.yml", "_toc.yml",
      "docusaurus.config.js", "docusaurus.config.ts", "sidebars.js", "sidebars.ts", "_sidebar.md", "_footer.md", "_header.md",
      "_navbar.md", "_coverpage.md",
    ]
    if FolderNotes.isNote(path) || files.contains(where: { SitePath.name(of: path).asciiLowercased().equals($0) }) { return true }
    return path.utf8.split(separator: UInt8(ascii: "/")).dropLast().contains { name in
      folders.contains { Text(name).equals($0) }
    }
  }

  /// What pages may include: everything that is published in some form.
  static func includable(_ files: [(Text, ContentKind)]) -> [Text] {
    files.filter { $0.1 != .snapshot && $0.1 != .configuration && $0.1 != .redirects }.map(\.0)
  }

  private func readAgreement(_ all: [Text], into parts: inout Catalog.Parts) throws(FileError) {
    let files = all.map { ($0, ContentKind(path: $0, isConfigured: parts.site.isConfigured)) }
    let pages = files.filter { $0.1 == .agreement }
    let includable = ContentLoader.includable(files)
    let read = try self.pages(pages, of: parts.site, terms: nil, including: includable)
    parts.pages += read.filter { !$0.matter.isDraft || includesDrafts }
    try readService(files, into: &parts)
  }

  private func openRequests(
    in files: [Text], of site: SiteConfiguration
  ) -> Result<([OpenRequest]?, [Diagnostic]), FileError> {
    let snapshots = files.filter { ContentKind(path: $0, isConfigured: site.isConfigured) == .snapshot }
    var shelf = SnapshotShelf()
    var diagnostics: [Diagnostic] = []
    do throws(FileError) {
      let folder = SnapshotFolder(source: source, files: snapshots, zone: site.calendar.zone)
      shelf.requests = try folder.readRequests(&diagnostics, withClocks: false)
    } catch {
      return .failure(error)
    }
    return .success((shelf.openRequests, diagnostics))
  }

  func configuration(in files: [Text]) throws(FileError) -> Catalog.Parts {
    guard files.contains("site.yml") else {
      var site = SiteConfiguration()
      // Looked for on the disk: a build that reads few files asks as well.
      site.isWiki = access(source + "/_Sidebar.md", F_OK) == 0
      return Catalog.Parts(site: site)
    }
    let file = try read("site.yml")
    let (site, diagnostics) = SiteConfiguration.read(file)
    var parts = Catalog.Parts(site: site)
    parts.diagnostics = diagnostics
    if !site.holidayFiles.isEmpty {
      var calendars: [SourceFile?] = []
      for name in site.holidayFiles { calendars.append(files.contains(name.path) ? try read(name.path) : nil) }
      parts.diagnostics += parts.site.addHolidays(of: calendars, namedIn: file)
    }
    return parts
  }

  private func readFolderNotes(_ walk: FolderWalk, into parts: inout Catalog.Parts) {
    let paths = walk.hiddenNotes + walk.files.filter { FolderNotes.isNote($0) }
    if paths.isEmpty { return }
    parts.folderNotes = FolderNotes(paths) { try? read($0) }.navigation(of: parts.pages.map(\.path))
    // Which pages come and go changes the order of others.
    parts.setting.files += paths
  }

  private func readRedirects(into parts: inout Catalog.Parts) throws(FileError) {
    let (addresses, diagnostics) = FormerAddresses.read(try read(FormerAddresses.path))
    parts.formerAddresses = addresses
    parts.diagnostics += diagnostics
    parts.setting.hasRedirects = true
  }

  func readService(_ files: [(Text, ContentKind)], into parts: inout Catalog.Parts) throws(FileError) {
    for (path, kind) in files {
      switch kind {
      case .form:
        let (form, diagnostics) = Form.read(try read(path))
        if let form { parts.forms.append(form) }
        parts.diagnostics += diagnostics
      case .experiment:
        let (experiment, diagnostics) = RegisteredExperiment.read(try read(path))
        parts.experiments.append(experiment)
        parts.diagnostics += diagnostics
      default: break
      }
    }
  }

  func read(_ path: Text) throws(FileError) -> SourceFile {
    SourceFile(path: path, bytes: try FileReader.bytes(of: source + "/" + String(path)))
  }
}
