import Diagnostics
import Knowledge
import Markup

extension ContentLoader {
  /// Reads the pages, but those that stand; false if these have to be read, too.
  func readPages(
    _ files: [(Text, ContentKind)], but standing: StandingPages?, into parts: inout Catalog.Parts
  ) throws(FileError) -> Bool {
    parts.setting = setting(of: files, parts.site)
    // The glossaries come first: the other pages explain their terms.
    let includable = ContentLoader.includable(files)
    let (glossaries, terms) = try glossaries(parts, including: includable)
    parts.terms = terms
    parts.setting.words = SearchedWords(terms, parts.site)
    let others = files.filter { $0.1 == .agreement || ($0.1 == .page && !Glossary.isGlossary($0.0)) }
    guard let wanted = try toRead(others, but: standing, parts.setting.words) else { return false }
    var read = try pages(wanted, of: parts.site, terms: terms, including: includable)
    let composed = (read + glossaries).filter { $0.composition != nil || $0.hasDrawings }
    parts.setting.composed = composed.map(\.path).sorted()
    parts.setting.included = Set(composed.flatMap { [$0.path] + ($0.composition?.sources.map(\.path) ?? []) }).sorted()
    if let standing { read = standing.completed(with: read, others.map(\.0)) }
    if !glossaries.isEmpty { read = (read + glossaries).sorted { $0.path < $1.path } }
    parts.pages += read.filter { !$0.matter.isDraft || includesDrafts }
    return true
  }

  /// The pages that have to be read; nil for all, because of the words that are looked for in them.
  private func toRead(
    _ files: [(Text, ContentKind)], but standing: StandingPages?, _ words: SearchedWords
  ) throws(FileError) -> [(Text, ContentKind)]? {
    guard let standing else { return files }
    guard let altered = words.altered(since: standing.words) else { return nil }
    if altered.isEmpty { return files.filter { standing.isToRead($0.0, $0.1) } }
    let isToRead = Parallel.map(files.count, jobs: jobs) { number -> Result<Bool, FileError> in
      if standing.isToRead(files[number].0, files[number].1) { return .success(true) }
      return Result { () throws(FileError) in altered.mayBeIn(try read(files[number].0).bytes) }
    }
    var wanted: [(Text, ContentKind)] = []
    for (file, isToRead) in zip(files, isToRead) where try isToRead.get() { wanted.append(file) }
    // So many are read better with all the others.
    return wanted.count * 3 <= files.count + 30 ? wanted : nil
  }

  /// The pages that explain terms, and what the other pages are searched for.
  private func glossaries(_ parts: Catalog.Parts, including includable: [Text]) throws(FileError) -> ([Page], TermIndex?) {
    let files = parts.setting.files.filter { Glossary.isGlossary($0) }.map { ($0, ContentKind.page) }
    let glossaries = try pages(files, of: parts.site, terms: TermIndex.make(terms: [], parts: parts), including: includable)
    let terms = glossaries.flatMap { Glossary.terms(of: $0, isConfigured: parts.site.isConfigured) }
    return (glossaries, TermIndex.make(terms: terms, parts: parts))
  }

  private func setting(of files: [(Text, ContentKind)], _ site: SiteConfiguration) -> PageSetting {
    let calendars = Set(site.holidayFiles.map(\.path))
    let first = files.filter { path, kind in
      switch kind {
      case .configuration, .form, .experiment: true
      case .page: Glossary.isGlossary(path)
      default: calendars.contains(path)
      }
    }
    var setting = PageSetting(
      files: first.map(\.0), hasAgreement: files.contains { $0.1 == .agreement },
      hasSnapshots: files.contains { $0.1 == .snapshot })
    setting.readsHistory = site.readsHistory
    return setting
  }

  /// Reads what pages are read with, as `load` would, but no page that explains nothing.
  ///
  /// - Returns: The parts without pages, agreement and snapshots.
  func frame(_ setting: PageSetting) throws(FileError) -> Catalog.Parts {
    var parts = try configuration(in: setting.files)
    parts.setting = setting
    try readService(setting.files.map { ($0, ContentKind(path: $0, isConfigured: parts.site.isConfigured)) }, into: &parts)
    parts.terms = try glossaries(parts, including: []).1
    return parts
  }

  /// Reads ordinary pages.
  func pages(_ paths: [Text], of site: SiteConfiguration, terms: TermIndex?) throws(FileError) -> [Page] {
    try pages(paths.map { ($0, .page) }, of: site, terms: terms, including: [])
  }

  func pages(
    _ files: [(Text, ContentKind)], of site: SiteConfiguration, terms: TermIndex?, including includable: [Text]
  ) throws(FileError) -> [Page] {
    @Sendable func reader() -> PageReader { PageReader(site, terms: terms, keepsSources: keepsSources, store: setAside) }
    let results = Parallel.map(files.count, jobs: jobs, state: reader) { reader, index -> Result<Page, FileError> in
      do throws(FileError) {
        var file = try read(files[index].0)
        let composition = try composition(of: file, isConfigured: site.isConfigured, from: includable)
        if let composition { file = composition.file }
        return .success(reader.read(file, isAgreement: files[index].1 == .agreement, composition: composition))
      } catch {
        return .failure(error)
      }
    }
    var pages: [Page] = []
    pages.reserveCapacity(results.count)
    for result in results { pages.append(try result.get()) }
    return pages
  }

  /// A page with what it includes of the files that may be shown; nil for one that includes nothing.
  private func composition(
    of file: SourceFile, isConfigured: Bool, from includable: [Text]
  ) throws(FileError) -> Composition? {
    guard Composition.mayInclude(file.bytes) else { return nil }
    return try Composition(of: file, severity: isConfigured ? .error : .info) { path throws(FileError) in
      includable.hasInOrder(path) ? try read(path) : isConfigured ? nil : try root?.snippet(path)
    }
  }
}

extension [Text] {
  /// Whether an array in byte order has a text.
  fileprivate func hasInOrder(_ text: Text) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < text { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == text
  }
}
