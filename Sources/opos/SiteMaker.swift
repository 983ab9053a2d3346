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
  /// Whether the process ends when the site is made.
  var isLast = false
  /// Whether a compressed file stands beside each that gains by it.
  var isCompressed = false

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
    let root = root
    let place = try OutputPlace(output, sources: [folder, ThemeFolder.path(beside: root.path)])
    let lock = try OutputLock(place) { Terminal.complain("waiting: another build writes `\(place.output)`") }
    let basis = BuildBasis(
      lock, folder: folder, pages: root.path, theme: ThemeFolder.path(beside: root.path), options: options(of: root),
      instant: try source.instantAskedFor(), jobs: jobs)
    if let standing = basis.standing { return standing }
    if let made = try remake(on: basis, to: lock) { return made }
    var loader = ContentLoader(root, jobs: jobs, includesDrafts: drafts, keepsSources: false)
    let setAside = SetAsideFile(beside: place)
    loader.setAside = setAside
    var parts = try loader.load()
    if let title = root.title { parts.site.title = title }
    parts.arrange(by: root.navigation)
    return try publish(parts, setAside, from: root.path, to: lock, on: basis)
  }

  /// What decides beside the files and the instant what is made.
  private func options(of root: ContentRoot) -> Text {
    let switches = [drafts ? "drafts" : "", isCompressed ? "gzip" : "", Drawings.arePossible ? "dot" : ""].joined(separator: " ")
    let zone = getenv("TZ").map { String(cString: $0) } ?? ""
    return Text("\(baseURL ?? "")|\(switches)|\(zone)|\(root.fingerprint)")
  }

  /// Makes what depends on the files that changed; nil if a whole build is needed.
  private func remake(on basis: BuildBasis, to output: OutputLock) throws -> SiteBuild.Outcome? {
    let root = root
    guard let now = basis.now, let changed = basis.changed.flatMap(root.pathsInside) else { return nil }
    let theme =
      basis.hasNewAssets
      ? try ThemeFolder.theme(beside: root.path, withForms: basis.hasForms)
      : Theme(templates: try ThemeFolder.templates(beside: root.path), assets: [])
    guard basis.isCurrent else { return nil }
    var build = SiteBuild(source: root.path, output: output, theme: theme, now: now, baseURL: absoluteBaseURL, jobs: jobs)
    build.isLast = isLast
    let rebuild = SiteRebuild(build, on: basis, root, includesDrafts: drafts) { moves, addresses in
      SiteMaker.keep(moves, in: addresses, of: root.path)
    }
    return try rebuild.run(changed: changed)
  }

  private var absoluteBaseURL: Text? { baseURL.map { Text($0.hasSuffix("/") ? $0 : $0 + "/") } }

  private func publish(
    _ parts: Catalog.Parts, _ setAside: SetAsideFile, from folder: String, to output: OutputLock, on basis: BuildBasis
  ) throws -> SiteBuild.Outcome {
    var parts = parts
    let theme = try ThemeFolder.theme(beside: folder, withForms: !parts.forms.isEmpty)
    parts.themeFiles = theme.assets.map(\.path)
    let (drawings, findings) = try Drawings(cache: output.place.drawings, jobs: jobs).make(for: parts.pages)
    parts.drawings = drawings
    parts.diagnostics += findings
    if parts.site.readsHistory { parts.take(GitHistory.read(folder)) }
    let now = try source.instant(siteClock: parts.site.clock)
    var build = SiteBuild(source: folder, output: output, theme: theme, now: now, baseURL: absoluteBaseURL, jobs: jobs)
    build.isLast = isLast
    build.isCompressed = isCompressed
    build.setAside = setAside
    var catalog = Catalog(parts, now: now, jobs: jobs)
    if keepAddresses(of: catalog, in: folder, at: output, &parts) { catalog = Catalog(parts, now: now, jobs: jobs) }
    defer { if isLast { Forever.keep((catalog, parts)) } }
    return try build.publish(catalog, on: basis)
  }

  /// Writes down which pages have moved since the last build, in a site that keeps that. Returns whether there are any.
  private func keepAddresses(
    of catalog: Catalog, in folder: String, at output: OutputLock, _ parts: inout Catalog.Parts
  ) -> Bool {
    guard let addresses = parts.formerAddresses, catalog.isPublishableOnceMovesAreKept else { return false }
    let moves = catalog.moves(since: SiteBuild.earlierPages(at: output))
    guard !moves.isEmpty, let kept = SiteMaker.keep(moves, in: addresses, of: folder) else { return false }
    parts.formerAddresses = kept
    return true
  }

  /// Writes down which pages have moved; gives all that is written then, nil if it cannot be written.
  private static func keep(
    _ moves: [FormerAddresses.Move], in addresses: FormerAddresses, of folder: String
  ) -> FormerAddresses? {
    let bytes = addresses.adding(moves)
    do throws(FileError) {
      try FileReplacement.replace(folder + "/" + String(FormerAddresses.path), from: addresses.file.bytes, to: bytes)
    } catch {
      // The addresses are findings then, as they are in a site that does not keep them.
      Terminal.complain("opos: \(error)")
      return nil
    }
    for move in moves { Terminal.complain("\(move.address) leads to \(move.page) now: see \(FormerAddresses.path)") }
    return FormerAddresses.read(SourceFile(path: FormerAddresses.path, bytes: bytes)).0
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
