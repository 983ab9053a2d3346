import Diagnostics

/// What decides, beside its file, how a page is read.
public struct PageSetting: Sendable, Hashable {
  /// The files that are read before the pages: the configuration, forms, experiments, glossaries.
  public var files: [Text] = []
  /// The pages, drafts too, that show more than their own files say, as with files that they include.
  public var composed: [Text] = []
  /// The files that they are put together from, their own too.
  public var included: [Text] = []
  /// What all pages are read with.
  public var words = SearchedWords()
  /// Whether there are pages of the agreement.
  public var hasAgreement = false
  /// Whether there are snapshots.
  public var hasSnapshots = false
  /// Whether the site keeps a list of where pages have gone.
  public var hasRedirects = false

  /// Whether pages show what the repository says about them.
  public var readsHistory = false

  /// Whether there is a `site.yml`.
  public var isConfigured: Bool { files.contains("site.yml") }

  /// The setting of an empty site.
  public init() {}

  /// A setting.
  public init(files: [Text], hasAgreement: Bool, hasSnapshots: Bool) {
    (self.files, self.hasAgreement, self.hasSnapshots) = (files, hasAgreement, hasSnapshots)
  }
}

/// What the pages of a site were resolved with: all of a catalog that no page says.
public struct CatalogMemory: Sendable {
  /// Everything that a link can lead to besides pages.
  public var targets: [LinkIndex.Other]
  /// What text names without a link.
  public var references: ReferenceIndex
  /// The files of the site that are no pages of the content.
  public var outputs: [SiteOutput]
  /// The files of the content that are copied, by their paths there; also those for which there was no place.
  public var assets: [Text]
  /// The files of the theme that are copied, by their paths in the site; also those for which there was no place.
  public var themeFiles: [Text]
  /// What is wrong that is in no page.
  public var diagnostics: [Diagnostic]
  /// That of it which was found while reading.
  public var readingDiagnostics: [Diagnostic]
  /// That of it which was found in the rules of the agreement and by their examples.
  public var ruleDiagnostics: [Diagnostic]
  /// What decides how the pages are read.
  public var setting: PageSetting

  /// What is wrong with a site, in the order in which it is shown.
  ///
  /// - Parameter inPages: What is wrong with its pages.
  public func ordered(_ inPages: [Diagnostic]) -> [Diagnostic] {
    Catalog.ordered(diagnostics + inPages, isConfigured: setting.isConfigured)
  }

  /// Whether something of the site is made of forms, rules, requests or jobs.
  public var hasService: Bool {
    outputs.contains { output in
      switch output.kind {
      case .forms, .experiments, .rules, .requests, .jobs: true
      default: false
      }
    }
  }

  init(
    targets: [LinkIndex.Other], references: ReferenceIndex, outputs: [SiteOutput], assets: [Text], themeFiles: [Text],
    diagnostics: [Diagnostic], readingDiagnostics: [Diagnostic], ruleDiagnostics: [Diagnostic], setting: PageSetting
  ) {
    (self.targets, self.references, self.outputs) = (targets, references, outputs)
    (self.assets, self.themeFiles) = (assets, themeFiles)
    (self.diagnostics, self.readingDiagnostics, self.setting) = (diagnostics, readingDiagnostics, setting)
    self.ruleDiagnostics = ruleDiagnostics
  }

  /// Writes all of it.
  public func write(to writer: inout ArchiveWriter) {
    writer.write(targets) { writer, target in
      writer.write(target.path)
      writer.write(target.output)
      writer.write(target.names) { $0.write($1) }
    }
    references.write(to: &writer)
    writer.write(outputs) { $1.write(to: &$0) }
    writer.write(assets) { $0.write($1) }
    writer.write(themeFiles) { $0.write($1) }
    writer.write(diagnostics) { $1.write(to: &$0) }
    writer.write(readingDiagnostics) { $1.write(to: &$0) }
    writer.write(ruleDiagnostics) { $1.write(to: &$0) }
    setting.write(to: &writer)
  }

  /// Reads what `write` wrote.
  public init(_ reader: inout ArchiveReader) {
    targets = reader.values { LinkIndex.Other(path: $0.text(), output: $0.text(), names: $0.values { $0.text() }) }
    references = ReferenceIndex(&reader)
    outputs = reader.values { SiteOutput(&$0) }
    assets = reader.values { $0.text() }
    themeFiles = reader.values { $0.text() }
    diagnostics = reader.values { Diagnostic(&$0) }
    readingDiagnostics = reader.values { Diagnostic(&$0) }
    ruleDiagnostics = reader.values { Diagnostic(&$0) }
    setting = PageSetting(&reader)
  }
}

extension PageSetting {
  fileprivate func write(to writer: inout ArchiveWriter) {
    writer.write(files) { $0.write($1) }
    writer.write(composed) { $0.write($1) }
    writer.write(included) { $0.write($1) }
    words.write(to: &writer)
    for flag in [hasAgreement, hasSnapshots, hasRedirects, readsHistory] { writer.write(flag) }
  }

  fileprivate init(_ reader: inout ArchiveReader) {
    files = reader.values { $0.text() }
    composed = reader.values { $0.text() }
    included = reader.values { $0.text() }
    words = SearchedWords(&reader)
    hasAgreement = reader.bool()
    hasSnapshots = reader.bool()
    hasRedirects = reader.bool()
    readsHistory = reader.bool()
  }
}

extension SiteOutput {
  fileprivate func write(to writer: inout ArchiveWriter) {
    let code = kind.code
    writer.write(code.number)
    writer.write(code.first)
    writer.write(code.second)
    writer.write(code.text)
    writer.write(path)
    writer.write(source)
  }

  fileprivate init(_ reader: inout ArchiveReader) {
    let code = Kind.Code(number: reader.number(), first: reader.number(), second: reader.number(), text: reader.text())
    self.init(Kind(code), path: reader.text(), source: reader.text())
  }
}

extension SiteOutput.Kind {
  /// A kind in numbers.
  fileprivate struct Code {
    var number: Int
    var first = 0
    var second = 0
    var text = Text()
  }

  fileprivate var code: Code {
    switch self {
    case .page(let index): Code(number: 0, first: index)
    case .folder(let folder): Code(number: 1, text: folder)
    case .tags: Code(number: 2)
    case .tag(let index): Code(number: 3, first: index)
    case .forms: Code(number: 4)
    case .form(let index): Code(number: 5, first: index)
    case .which: Code(number: 6)
    case .check: Code(number: 7)
    case .browserData: Code(number: 8)
    case .browserDataScript: Code(number: 9)
    case .experiments: Code(number: 10)
    case .experiment(let index): Code(number: 11, first: index)
    case .experimentFeed(let index): Code(number: 12, first: index)
    case .requests: Code(number: 13)
    case .request(let index): Code(number: 14, first: index)
    case .jobs: Code(number: 15)
    case .rules: Code(number: 16)
    case .rule(let index): Code(number: 17, first: index)
    case .notFound: Code(number: 18)
    case .asset(let index): Code(number: 19, first: index)
    case .theme(let index): Code(number: 20, first: index)
    case .search: Code(number: 21)
    case .feed: Code(number: 23)
    case .sectionFeed(let index): Code(number: 24, first: index)
    case .print(let index): Code(number: 25, first: index)
    case .redirect(let page, let alias): Code(number: 26, first: page, second: alias)
    case .reviews: Code(number: 27)
    case .reviewCalendar: Code(number: 28)
    case .llms: Code(number: 29)
    case .siteMap: Code(number: 30)
    case .robots: Code(number: 31)
    case .changes: Code(number: 32)
    }
  }

  fileprivate init(_ code: Code) {
    switch code.number {
    case 0: self = .page(code.first)
    case 1: self = .folder(code.text)
    case 2: self = .tags
    case 3: self = .tag(code.first)
    case 4: self = .forms
    case 5: self = .form(code.first)
    case 6: self = .which
    case 7: self = .check
    case 8: self = .browserData
    case 9: self = .browserDataScript
    case 10: self = .experiments
    case 11: self = .experiment(code.first)
    case 12: self = .experimentFeed(code.first)
    case 13: self = .requests
    case 14: self = .request(code.first)
    case 15: self = .jobs
    case 16: self = .rules
    case 17: self = .rule(code.first)
    case 19: self = .asset(code.first)
    case 20: self = .theme(code.first)
    case 21: self = .search
    case 23: self = .feed
    case 24: self = .sectionFeed(code.first)
    case 25: self = .print(code.first)
    case 26: self = .redirect(page: code.first, alias: code.second)
    case 27: self = .reviews
    case 28: self = .reviewCalendar
    case 29: self = .llms
    case 30: self = .siteMap
    case 31: self = .robots
    case 32: self = .changes
    default: self = .notFound
    }
  }
}
