import Diagnostics
import Glibc
import Knowledge
import Markup

/// The pages of a site of which only the text of some differs from what the last build had.
struct ChangedPages {
  /// All pages; those that changed are whole.
  private(set) var pages: [Page]
  /// The pages that changed, as indices, rising.
  private(set) var changed: [Int] = []
  /// What each page's file is, by its fingerprint.
  private(set) var sources: [UInt64]
  /// What is wrong with each page, but for its links.
  private(set) var diagnostics: [[Diagnostic]]
  /// What is wrong with all pages, but for their links.
  var found: [Diagnostic] { diagnostics.filter { !$0.isEmpty }.flatMap { $0 } }
  /// The files that are copied and changed.
  private(set) var assets: [Text] = []
  /// The pages that are whole though nothing of them changed, as indices: such as every build reads.
  private(set) var standing: [Int] = []
  /// Whether other words are looked for in the pages than before: those that were read can be others then, whatever their files are.
  private(set) var areReadOtherwise = false
  /// The pages that another generator's navigation has elsewhere now, as indices.
  private(set) var replaced: Set<Int> = []

  /// Reads the pages that changed.
  ///
  /// - Parameters:
  ///   - paths: The files that changed, relative to the content folder.
  ///   - memory: What the last build left.
  ///   - read: Reads pages.
  /// - Returns: nil if something else changed than the text of pages and files that are copied.
  init?(
    _ paths: [Text], _ memory: BuildMemory, in folder: String, read: PageReading
  ) throws(FileError) {
    pages = memory.pages.map(\.page)
    sources = memory.pages.map(\.source)
    diagnostics = memory.pages.map(\.diagnostics)
    var indices: [Int] = []
    let assets = Set(memory.catalog.assets)
    for path in paths {
      guard ChangedPages.isPlainFile(folder + "/" + String(path)) else { return nil }
      if let index = ChangedPages.index(of: path, in: pages) {
        guard !pages[index].isAgreement, !Glossary.isGlossary(path) else { return nil }
        indices.append(index)
      } else if assets.contains(path) {
        self.assets.append(path)
      } else {
        return nil
      }
    }
    for (index, page) in zip(indices, try read(indices.map { pages[$0].path })) {
      if page.source == sources[index] { continue }
      guard take(page, page.source, at: index) else { return nil }
    }
  }

  /// Compares pages, of which those that were read are whole, with what the last build left.
  ///
  /// - Parameters:
  ///   - paths: The files that changed or came.
  ///   - shape: What came and went.
  ///   - words: What is looked for in the pages.
  init(_ pages: [Page], _ paths: [Text], _ shape: ChangedShape, readWith words: SearchedWords) {
    self.pages = pages
    let memory = shape.memory
    areReadOtherwise = words != memory.catalog.setting.words
    (sources, diagnostics) = (memory.pages.map(\.source), memory.pages.map(\.diagnostics))
    for index in pages.indices {
      if !memory.pages[index].isNew, memory.pages[index].page.place != pages[index].place { replaced.insert(index) }
      guard pages[index].isWhole else { continue }
      if !memory.pages[index].isNew, !areReadOtherwise, pages[index].source == sources[index] {
        standing.append(index)
      } else {
        (sources[index], diagnostics[index]) = (pages[index].source, pages[index].body.diagnostics)
        changed.append(index)
      }
    }
    let known = Set(memory.catalog.assets)
    assets = Set(paths.filter { known.contains($0) } + shape.newAssets).sorted()
  }

  /// Takes a page as it is now; false if more changes than its text, or if it has a fault that may keep the site from being published.
  private mutating func take(_ page: Page, _ source: UInt64, at index: Int) -> Bool {
    let old = pages[index]
    guard !page.matter.isDraft, page.matter.aliases == old.matter.aliases,
      page.composition == nil, !page.hasDrawings, !page.body.diagnostics.contains(where: { $0.severity == .error })
    else { return false }
    pages[index] = page
    // Where it is written depends on the other files' names too.
    pages[index].output = old.output
    pages[index].place = old.place
    (sources[index], diagnostics[index]) = (source, page.body.diagnostics)
    changed.append(index)
    return true
  }

  /// The pages that lists show otherwise now.
  func renamed(_ memory: BuildMemory) -> [Int] {
    changed.filter { memory.pages[$0].isNew || pages[$0].isShownOtherwise(than: memory.pages[$0].page) }
  }

  /// Whether all pages keep their places, in lists and among those that share words with them.
  func keepOrder(of shape: ChangedShape) -> Bool {
    let memory = shape.memory
    return !shape.hasOtherPages && replaced.isEmpty
      && !changed.contains { pages[$0].isOrderedOtherwise(than: memory.pages[$0].page) }
  }

  /// The order of the pages, of which most have the places that they had.
  func order(of shape: ChangedShape, jobs: Int) -> Catalog.Order {
    let memory = shape.memory
    guard !shape.hasOtherPages, replaced.isEmpty,
      !changed.contains(where: { pages[$0].isElsewhere(than: memory.pages[$0].page) }),
      let standing = memory.order.order(of: pages)
    else { return Catalog.Order(of: pages, jobs: jobs) }
    return standing.following(changed, from: { memory.pages[$0].page }, to: pages)
  }

  /// Whether something that is made of more than pages may show a change: the start page is one.
  func changesService(_ memory: BuildMemory) -> Bool {
    changed.contains { pages[$0].output.equals("index.html") } || !renamed(memory).isEmpty
  }

  /// Whether a path is a file and no link to one.
  static func isPlainFile(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The index of a page; they are in the order of their paths.
  static func index(of path: Text, in pages: [Page]) -> Int? { index(of: path, of: pages.count) { pages[$0].path } }

  fileprivate static func index(of path: Text, of count: Int, path at: (Int) -> Text) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if at(middle) < path { low = middle + 1 } else { high = middle }
    }
    return low < count && at(low) == path ? low : nil
  }
}

extension BuildMemory {
  /// The index of a page.
  func index(of path: Text) -> Int? { ChangedPages.index(of: path, of: pages.count) { pages[$0].page.path } }
}

extension Page {
  /// Whether lists show it otherwise.
  fileprivate func isShownOtherwise(than other: Page) -> Bool {
    title != other.title || summary != other.summary || matter.withoutRange != other.matter.withoutRange
  }
}

extension FrontMatter {
  fileprivate var withoutRange: FrontMatter {
    var matter = self
    matter.range = FrontMatter().range
    return matter
  }
}
