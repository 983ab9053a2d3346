import Diagnostics

/// The pages below a folder of the content's root, in the order in which they are read.
public struct SiteSection: Sendable {
  /// The folder; empty for the pages beside `site.yml`.
  public var folder: Text
  /// The title: that of its first page, else the folder's name.
  public var title: Text
  /// Its entries, depth first.
  public var entries: [Entry] = []

  /// A page or folder in the section's navigation.
  public struct Entry: Sendable, Hashable {
    /// The title.
    public var title: Text
    /// The page, as an index of `Catalog.pages`; nil for a folder without a first page, and for a heading.
    public var page: Int?
    /// The folder that it is the first page of; nil for an ordinary page, and for a heading above pages.
    public var folder: Text?
    /// How deep it lies: 0 for the section's first page and the pages of its own folder.
    public var level: Int
  }

  /// Sorts pages into sections.
  ///
  /// Pages of a folder come by weight, then by title; the first page of a folder stands before its other pages, and the folder takes that page's weight and
  /// title among its siblings.
  ///
  /// - Parameter jobs: How many threads to use.
  public static func make(from pages: [Page], jobs: Int = 1) -> [SiteSection] {
    SectionBuilder(pages: pages).sections(jobs: jobs)
  }

  /// The sections of pages of which some have other titles or weights than they had, at the places that they had.
  ///
  /// - Parameters:
  ///   - sections: The sections as they were.
  ///   - folders: The folders of the root in which these pages are; empty for the root itself.
  ///   - pages: The pages.
  static func remake(_ sections: [SiteSection], in folders: Set<Text>, of pages: [Page]) -> [SiteSection] {
    if folders.isEmpty { return sections }
    let builder = SectionBuilder(pages: pages)
    return sections.map { folders.contains($0.folder) ? builder.section(of: $0.folder) : $0 }
  }
}

extension Page {
  /// The folder of the root that it is in, whose section lists it; empty for a page beside the start page.
  public var rootFolder: Text {
    let folder = folder
    return SitePath.isInRoot(folder) ? folder : Text(folder.utf8.prefix { $0 != UInt8(ascii: "/") })
  }
}

private struct SectionBuilder: Sendable {
  let pages: [Page]
  private var pagesOfFolder: [Text: [Int]] = [:]
  private var foldersOfFolder: [Text: Set<Text>] = [:]

  init(pages: [Page]) {
    self.pages = pages
    // Pages come by their paths: most stand beside the one before.
    var start = 0
    while start < pages.count {
      let folder = pages[start].folder
      var end = start + 1
      while end < pages.count, pages[end].folder == folder { end += 1 }
      pagesOfFolder[folder, default: []] += start..<end
      addFolders(from: folder)
      start = end
    }
  }

  /// Notes a folder in the one above it, and so on.
  private mutating func addFolders(from folder: Text) {
    var folder = folder
    while !folder.isEmpty {
      let parent = SitePath.folder(of: folder)
      if !foldersOfFolder[parent, default: []].insert(folder).inserted { break }
      folder = parent
    }
  }

  func sections(jobs: Int) -> [SiteSection] {
    // Another generator's navigation orders folders, too.
    let keys = (foldersOfFolder[""] ?? []).map {
      ($0, SortKey(isFirst: false, weight: folderOrder(of: $0) ?? firstPlace(of: $0), title: $0, path: $0))
    }
    let folders = keys.sorted { $0.1 < $1.1 }.map(\.0)
    let own = pagesOfFolder[""] == nil ? [] : [section(of: "")]
    return own + Parallel.map(folders.count, jobs: jobs) { section(of: folders[$0]) }
  }

  /// The section of a folder of the root; empty for the root itself.
  func section(of folder: Text) -> SiteSection {
    if folder.isEmpty { return SiteSection(folder: "", title: "Home", entries: rootEntries) }
    return SiteSection(folder: folder, title: title(of: folder), entries: entries(of: folder, level: 0))
  }

  /// The pages beside the start page, under the headings of another generator's navigation if it has any.
  private var rootEntries: [SiteSection.Entry] {
    let own = (pagesOfFolder[""] ?? []).map { (key($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    var entries: [SiteSection.Entry] = []
    var heading = Text()
    for page in own {
      let place = pages[page].place
      if let place, place.heading != heading, !pages[page].isIndex {
        heading = place.heading
        let level = max(place.level - 1, 0)
        if !heading.isEmpty { entries.append(SiteSection.Entry(title: heading, page: nil, folder: nil, level: level)) }
      }
      let level = pages[page].isIndex ? 0 : place?.level ?? 0
      entries.append(
        SiteSection.Entry(title: title(of: page), page: page, folder: pages[page].isIndex ? "" : nil, level: level))
    }
    return entries
  }

  private func title(of page: Int) -> Text {
    guard let title = pages[page].place?.title, !title.isEmpty else { return pages[page].title }
    return title
  }

  private func entries(of folder: Text, level: Int) -> [SiteSection.Entry] {
    let inside = pagesOfFolder[folder] ?? []
    let first = inside.first { pages[$0].isIndex }
    var entries = [SiteSection.Entry(title: title(of: folder), page: first, folder: folder, level: max(level - 1, 0))]
    // A page or a subfolder, sorted together.
    var items: [(key: SortKey, page: Int?, folder: Text)] = inside.filter { $0 != first }.map { (key($0), $0, "") }
    for subfolder in foldersOfFolder[folder] ?? [] { items.append((key(of: subfolder), nil, subfolder)) }
    for item in items.sorted(by: { $0.key < $1.key }) {
      if let page = item.page {
        entries.append(SiteSection.Entry(title: title(of: page), page: page, folder: nil, level: level))
      } else {
        entries += self.entries(of: item.folder, level: level + 1)
      }
    }
    return entries
  }

  private func firstPage(of folder: Text) -> Int? { pagesOfFolder[folder]?.first { pages[$0].isIndex } }

  private func title(of folder: Text) -> Text {
    let named = pagesOfFolder[folder]?.lazy.compactMap { self.pages[$0].place?.folderTitle }.first { !$0.isEmpty }
    return named ?? firstPage(of: folder).map(title) ?? Text.title(ofName: SitePath.name(of: folder))
  }

  private func folderOrder(of folder: Text) -> Int64? {
    pagesOfFolder[folder]?.lazy.compactMap { self.pages[$0].place?.folderOrder }.first
  }

  /// The place of the first page of a folder in another generator's navigation.
  private func firstPlace(of folder: Text) -> Int64 {
    let inside = (pagesOfFolder[folder] ?? []).compactMap { pages[$0].place?.order }
    return ((foldersOfFolder[folder] ?? []).map(firstPlace) + inside).min() ?? .max
  }

  private func key(_ page: Int) -> SortKey {
    let page = pages[page]
    return SortKey(
      isFirst: page.isIndex, weight: page.weight ?? page.place?.order, title: page.title, path: page.path)
  }

  private func key(of folder: Text) -> SortKey {
    let first = firstPage(of: folder)
    let place = firstPlace(of: folder)
    let weight = folderOrder(of: folder) ?? first.flatMap { pages[$0].weight } ?? (place == .max ? nil : place)
    return SortKey(isFirst: false, weight: weight, title: title(of: folder), path: folder)
  }
}

private struct SortKey: Comparable {
  var isFirst: Bool
  var weight: Int64?
  /// In small letters, with numbers as numbers.
  var title: Text
  var path: Text

  init(isFirst: Bool, weight: Int64?, title: Text, path: Text) {
    (self.isFirst, self.weight, self.path) = (isFirst, weight, path)
    self.title = Text(title.asciiLowercased().naturalKey)
  }

  static func < (left: SortKey, right: SortKey) -> Bool {
    if left.isFirst != right.isFirst { return left.isFirst }
    let weights = (left.weight ?? .max, right.weight ?? .max)
    if weights.0 != weights.1 { return weights.0 < weights.1 }
    return left.title != right.title ? left.title < right.title : left.path < right.path
  }
}
