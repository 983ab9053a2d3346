import Diagnostics

/// The navigation that a folder's author wrote for another generator.
public struct AuthorNavigation: Sendable, Hashable {
  /// A page, or a heading above pages.
  public struct Item: Sendable, Hashable {
    /// What it is called; empty where the page's own title counts.
    public var title: Text
    /// The page's path or its name without ending; empty for a heading.
    public var target: Text
    /// How deep it stands.
    public var level: Int

    /// An entry.
    public init(title: Text, target: Text = "", level: Int) {
      (self.title, self.target, self.level) = (title, target, level)
    }
  }

  /// What is written down about a folder beside its pages.
  public struct FolderNote: Sendable, Hashable {
    /// What it is called; empty where that is the business of its first page.
    public var title: Text
    /// Its place among what lies beside it, in thousandths; nil where its first page's counts.
    public var order: Int64?

    /// A note.
    public init(title: Text, order: Int64? = nil) { (self.title, self.order) = (title, order) }
  }

  /// The entries, in reading order.
  public var items: [Item]
  /// Whether a folder is called as its first page is; else as the heading that it stands under.
  public var namesFoldersByPages: Bool

  /// What is written down about single folders.
  public var folders: [Text: FolderNote]

  /// A navigation.
  public init(_ items: [Item] = [], namesFoldersByPages: Bool = false, folders: [Text: FolderNote] = [:]) {
    (self.items, self.namesFoldersByPages, self.folders) = (items, namesFoldersByPages, folders)
  }

  /// Where the navigation has each page that it names, by the page's path.
  ///
  /// - Parameter paths: The pages there are.
  public func places(of paths: [Text]) -> [Text: NavigationPlace] {
    var places = listedPlaces(of: paths)
    if folders.isEmpty { return places }
    for path in paths {
      guard let note = folders[SitePath.folder(of: path)] else { continue }
      var place = places[path] ?? NavigationPlace(order: .max)
      if place.folderTitle.isEmpty { place.folderTitle = note.title }
      place.folderOrder = note.order
      places[path] = place
    }
    return places
  }

  private func listedPlaces(of paths: [Text]) -> [Text: NavigationPlace] {
    if items.isEmpty { return [:] }
    let names = NavigationNames(paths)
    let found = items.map { $0.target.isEmpty ? nil : names.path(of: $0.target) }
    let folderTitles = folderTitles(found)
    var places: [Text: NavigationPlace] = [:]
    var above: [Item] = []
    for (index, item) in items.enumerated() {
      while let last = above.last, last.level >= item.level { above.removeLast() }
      if let path = found[index], places[path] == nil {
        var place = NavigationPlace(order: Int64(index))
        place.title = item.title
        place.level = min(above.count, 3)
        if let last = above.last, last.target.isEmpty { place.heading = last.title }
        place.folderTitle = folderTitles[SitePath.folder(of: path)] ?? ""
        places[path] = place
      }
      above.append(item)
    }
    return places
  }

  /// What headings call the folders: a heading that begins with the first page of a folder; else one under which all pages lie in one folder,
  /// best with its first page.
  private func folderTitles(_ found: [Text?]) -> [Text: Text] {
    if namesFoldersByPages { return [:] }
    var best: [Text: (title: Text, count: Int)] = [:]
    for (index, item) in items.enumerated() where item.target.isEmpty {
      let below = items.indices[(index + 1)...].prefix { items[$0].level > item.level }
      if let first = below.first, let path = found[first], items[first].title.isEmpty, SitePath.isIndex(path) {
        best[SitePath.folder(of: path)] = (item.title, .max)
      }
      let inside = below.compactMap { found[$0] }
      guard let folder = AuthorNavigation.commonFolder(of: inside), !folder.isEmpty else { continue }
      let hasFirst = inside.contains { SitePath.isIndex($0) && SitePath.folder(of: $0) == folder }
      let count = inside.count + (hasFirst ? items.count : 0)
      if count > best[folder]?.count ?? 0 { best[folder] = (item.title, count) }
    }
    return best.mapValues(\.title)
  }

  private static func commonFolder(of paths: [Text]) -> Text? {
    guard var common = paths.first.map({ SitePath.folder(of: $0) }) else { return nil }
    for path in paths {
      while !common.isEmpty, !path.utf8.starts(with: (common + "/").utf8) { common = SitePath.folder(of: common) }
    }
    return common
  }
}

/// Where another generator's navigation has a page.
public struct NavigationPlace: Sendable, Hashable {
  /// The place among all its entries, from 0.
  public var order: Int64
  /// What it calls the page; empty where the page's own title counts.
  public var title = Text()
  /// What it calls the folder of the page; empty where that is the business of the folder's first page.
  public var folderTitle = Text()
  /// The place of the page's folder among what lies beside it; nil where that is the business of its pages.
  public var folderOrder: Int64?
  /// The heading that the page stands under; empty where it stands under another page, or under nothing.
  public var heading = Text()
  /// How deep it stands.
  public var level = 0

  /// A place.
  public init(order: Int64) { self.order = order }
}

/// Finds pages by what a navigation calls them: their path, with or without ending, or their name as wikis write it.
private struct NavigationNames {
  private var paths: [Text: Text] = [:]

  init(_ all: [Text]) {
    for path in all { paths[path] = path }
    for path in all {
      let bare = SitePath.withoutEnding(path)
      for name in [bare, LinkIndex.folded(SitePath.name(of: bare))] where paths[name] == nil { paths[name] = path }
      if SitePath.isIndex(path), case let folder = SitePath.folder(of: path), paths[folder] == nil { paths[folder] = path }
    }
  }

  func path(of target: Text) -> Text? {
    guard let path = SitePath.decoded(target).flatMap({ SitePath.resolve($0, from: "") }) else { return nil }
    return paths[path] ?? paths[LinkIndex.folded(path)]
  }
}
