import Diagnostics
import Knowledge
import Notation
import Snapshots
import Tickets

/// Reads a content folder from the disk.
public struct ContentLoader: Sendable {
  private let source: String
  private let jobs: Int
  private let includesDrafts: Bool

  /// A loader for a folder.
  ///
  /// - Parameters:
  ///   - source: The content folder.
  ///   - jobs: How many threads to use.
  ///   - includesDrafts: Whether pages marked as drafts are read as pages.
  public init(source: String, jobs: Int, includesDrafts: Bool = false) {
    self.source = source
    self.jobs = jobs
    self.includesDrafts = includesDrafts
  }

  /// Reads everything that a site is made of.
  ///
  /// - Throws: `FileError` when the folder or a file of it cannot be read.
  public func load() throws(FileError) -> Catalog.Parts {
    let walk = try FolderWalk(source)
    var parts = try configuration(in: walk.files)
    parts.diagnostics += walk.diagnostics
    let kinds = walk.files.map { ContentKind(path: $0, isConfigured: parts.site.isConfigured) }
    let files = Array(zip(walk.files, kinds))
    try readPages(files.filter { $0.1 == .page || $0.1 == .agreement }, into: &parts)
    try readService(files, into: &parts)
    parts.assets = files.filter { $0.1 == .asset }.map(\.0)
    parts.snapshots = try SnapshotFolder(
      source: source, files: files.filter { $0.1 == .snapshot }.map(\.0), zone: parts.site.calendar.zone
    ).read(&parts.diagnostics)
    return parts
  }

  /// Reads only what judges a ticket: the configuration, the agreement, the forms, the registry and the request snapshot.
  public func loadAgreement() throws(FileError) -> Catalog.Parts {
    let all = try FolderWalk(source).files
    var parts = try configuration(in: all)
    let files = all.map { ($0, ContentKind(path: $0, isConfigured: parts.site.isConfigured)) }
    try readPages(files.filter { $0.1 == .agreement }, into: &parts)
    try readService(files, into: &parts)
    let snapshots = files.filter { $0.1 == .snapshot }.map(\.0)
    parts.snapshots.requests = try SnapshotFolder(source: source, files: snapshots, zone: parts.site.calendar.zone).readRequests(
      &parts.diagnostics)
    return parts
  }

  private func configuration(in files: [Text]) throws(FileError) -> Catalog.Parts {
    guard files.contains("site.yml") else { return Catalog.Parts(site: SiteConfiguration()) }
    let (site, diagnostics) = SiteConfiguration.read(try read("site.yml"))
    var parts = Catalog.Parts(site: site)
    parts.diagnostics = diagnostics
    return parts
  }

  private func readPages(_ files: [(Text, ContentKind)], into parts: inout Catalog.Parts) throws(FileError) {
    let site = parts.site
    let results = Parallel.map(files.count, jobs: jobs, state: { PageReader(site) }) { reader, index -> Result<Page, FileError> in
      do throws(FileError) {
        return .success(reader.read(try read(files[index].0), isAgreement: files[index].1 == .agreement))
      } catch {
        return .failure(error)
      }
    }
    for result in results {
      let page = try result.get()
      if !page.matter.isDraft || includesDrafts { parts.pages.append(page) }
    }
  }

  private func readService(_ files: [(Text, ContentKind)], into parts: inout Catalog.Parts) throws(FileError) {
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

  private func read(_ path: Text) throws(FileError) -> SourceFile {
    SourceFile(path: path, bytes: try FileReader.bytes(of: source + "/" + String(path)))
  }
}
