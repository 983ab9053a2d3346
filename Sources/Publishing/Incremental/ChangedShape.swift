import Diagnostics
import Glibc
import Knowledge

/// Which pages and files that are copied came and went since the last build, and what that build left as if it had had those that there are now.
struct ChangedShape {
  /// What the last build left: without the pages that went, with a place for each that came.
  private(set) var memory: BuildMemory
  /// The files that changed or came, relative to the content folder.
  private(set) var changed: [Text] = []
  /// The pages as the last build had them; empty if no file came or went.
  private var formerPages: [Page] = []
  /// The pages that went.
  private(set) var removed: [Page] = []
  /// The index before of each page; nil for one that came. Empty if no page came or went.
  private(set) var former: [Int?] = []
  /// The pages that had a link to one that went, as indices.
  private(set) var unlinked: [Int] = []
  /// The pages that had a link from one that went, or were shown as related to it, as indices.
  private(set) var bereft: Set<Int> = []
  /// The files that are copied and are new.
  private(set) var newAssets: [Text] = []
  /// Whether files that are copied came or went.
  private(set) var hasOtherAssets = false

  /// The pages as the last build had them.
  var before: [Page] { formerPages.isEmpty ? memory.pages.map(\.page) : formerPages }

  /// What the last build knew of some pages.
  func before(of pages: [Page]) -> [Page] {
    let memory = memory
    if formerPages.isEmpty { return pages.compactMap { page in memory.index(of: page.path).map { memory.pages[$0].page } } }
    return pages.compactMap { page in ChangedPages.index(of: page.path, in: formerPages).map { formerPages[$0] } }
  }

  /// Whether a site has other files, beside pages, than the last build made.
  func hasOtherFiles(than catalog: Catalog) -> Bool {
    let others = catalog.outputs[catalog.pages.count...]
    return others.count != memory.catalog.outputs.count || zip(others, memory.catalog.outputs).contains { $0.path != $1.path }
  }

  /// Whether pages came or went.
  var hasOtherPages: Bool { !former.isEmpty }

  /// Looks at the files that changed.
  ///
  /// - Parameters:
  ///   - paths: The files that changed or came, relative to the content folder.
  ///   - missing: The files that went.
  ///   - memory: What the last build left.
  ///   - rebuild: The build.
  ///   - read: Reads pages.
  /// - Returns: nil if something else came or went than ordinary pages and files that are copied.
  init?(
    _ paths: [Text], missing: Set<UInt64>, _ memory: BuildMemory, _ rebuild: SiteRebuild, read: PageReading
  ) throws(FileError) {
    self.memory = memory
    let assets = Set(memory.catalog.assets)
    var added: [Text] = []
    for path in paths {
      if memory.index(of: path) != nil || assets.contains(path) {
        changed.append(path)
      } else {
        added.append(path)
      }
    }
    if added.isEmpty, missing.isEmpty { return }
    formerPages = memory.pages.map(\.page)
    guard let pages = try pages(of: added, rebuild, read), let gone = files(missing, rebuild) else { return nil }
    guard rebuild.mayChangeShape(memory.catalog), !(pages + gone.map { formerPages[$0] }).contains(where: { !$0.aliases.isEmpty })
    else { return nil }
    if !pages.isEmpty || !gone.isEmpty {
      guard move(pages, gone) else { return nil }
    }
    changed += pages.map(\.path) + newAssets
    self.memory.catalog.assets = (self.memory.catalog.assets + newAssets).sorted()
    hasOtherAssets = hasOtherAssets || !newAssets.isEmpty
  }

  /// The pages among files that came; drafts are none.
  private mutating func pages(of added: [Text], _ rebuild: SiteRebuild, _ read: PageReading) throws(FileError) -> [Page]? {
    let isConfigured = memory.catalog.setting.isConfigured
    var paths: [Text] = []
    for path in added {
      guard rebuild.mayCome(path), isConfigured || !FolderNotes.isNote(path) else { return nil }
      if !isConfigured, ContentLoader.isOfTools(path) { continue }
      switch ContentKind(path: path, isConfigured: isConfigured) {
      case .page where !Glossary.isGlossary(path): paths.append(path)
      case .asset: newAssets.append(path)
      default: return nil
      }
    }
    let pages = try read(paths)
    if pages.contains(where: { $0.composition != nil || $0.hasDrawings }) { return nil }
    return pages.filter { !$0.matter.isDraft }
  }

  /// The pages that went, as indices before; takes the files that are copied out. nil if it is not known what went.
  private mutating func files(_ missing: Set<UInt64>, _ rebuild: SiteRebuild) -> [Int]? {
    if missing.isEmpty { return [] }
    func isMissing(_ path: Text) -> Bool { missing.contains(FileStamp.hash(of: rebuild.root.pathOutside(path))) }
    let pages = formerPages.indices.filter { isMissing(formerPages[$0].path) }
    let assets = memory.catalog.assets.filter { isMissing($0) }
    let setting = memory.catalog.setting.files
    guard pages.count + assets.count == missing.count,
      !(pages.map { formerPages[$0].path } + assets).contains(where: { setting.contains($0) })
    else { return nil }
    hasOtherAssets = !assets.isEmpty
    memory.catalog.assets.removeAll { assets.contains($0) }
    return pages
  }
}

extension ChangedShape {
  /// Compares all pages that there are, by path and each where it is written, with those that the last build had.
  ///
  /// - Parameter assets: The files that are copied.
  /// - Returns: nil if a page that stays is written elsewhere now.
  init?(_ memory: BuildMemory, now pages: [Page], assets: [Text]) {
    self.memory = memory
    formerPages = memory.pages.map(\.page)
    newAssets = Set(assets).subtracting(memory.catalog.assets).sorted()
    hasOtherAssets = assets != memory.catalog.assets
    self.memory.catalog.assets = assets
    var formerPlaces: [Int?] = []
    formerPlaces.reserveCapacity(pages.count)
    var (known, gone): (Int, [Int]) = (0, [])
    for page in pages {
      while known < formerPages.count, formerPages[known].path < page.path {
        gone.append(known)
        known += 1
      }
      let isKnown = known < formerPages.count && formerPages[known].path == page.path
      formerPlaces.append(isKnown ? known : nil)
      if isKnown { known += 1 }
    }
    gone += known..<formerPages.count
    guard zip(formerPlaces, pages).allSatisfy({ place, page in place.map { formerPages[$0].output == page.output } ?? true })
    else {
      return nil
    }
    if !gone.isEmpty || formerPlaces.contains(nil) { move(to: pages, former: formerPlaces, gone) }
  }

  /// Gives all pages their new places; false if one that stays is written elsewhere now.
  private mutating func move(_ added: [Page], _ gone: [Int]) -> Bool {
    let isGone = Set(gone)
    var order: [(page: Page, former: Int?)] = formerPages.indices.lazy.filter { !isGone.contains($0) }.map {
      (formerPages[$0], $0)
    }
    order = (order + added.map { ($0, nil) }).sorted { $0.page.path < $1.page.path }
    let placed = memory.catalog.placed(order.map(\.page))
    guard zip(order, placed).allSatisfy({ $0.former == nil || $0.page.output == $1.output }) else { return false }
    move(to: placed, former: order.map(\.former), gone)
    return true
  }

  /// Gives all pages their new places.
  ///
  /// - Parameters:
  ///   - placed: The pages that there are, each where it is written.
  ///   - places: The index before of each; nil for one that came.
  ///   - gone: The pages that went, as indices before.
  private mutating func move(to placed: [Page], former formerPlaces: [Int?], _ gone: [Int]) {
    removed = gone.map { formerPages[$0] }
    former = formerPlaces
    var places = [Int?](repeating: nil, count: formerPages.count)
    for (index, page) in former.enumerated() { if let page { places[page] = index } }
    let known = memory.pages
    memory.pages = zip(former, placed).map { former, page in former.map { known[$0] } ?? PageMemory(new: page) }
    memory.pageCount = memory.pages.count
    for index in memory.pages.indices where former[index] != nil { move(index, places) }
    for index in gone { bereft.formUnion((known[index].outgoing.targets + known[index].related).compactMap { places[$0] }) }
    memory.prints = memory.prints.compactMap { $0.moved(places) }
  }

  /// Lets what is known of a page name others by their new places.
  private mutating func move(_ index: Int, _ places: [Int?]) {
    let page = memory.pages[index]
    let isMoved = page.outgoing.targets.contains { places[$0] != $0 } || page.related.contains { places[$0] != $0 }
    guard isMoved else { return }
    let (links, isWhole) = page.outgoing.moved(places)
    let related = page.related.compactMap { places[$0] }
    if !isWhole { unlinked.append(index) }
    if related.count < page.related.count { bereft.insert(index) }
    memory.pages[index] = PageMemory(page, outgoing: links, related: related)
  }
}

extension SiteRebuild {
  /// Whether pages may come and go without a whole build: what is made of more than pages shows them in its own ways, and another generator's navigation
  /// gives them places.
  fileprivate func mayChangeShape(_ catalog: CatalogMemory) -> Bool {
    !catalog.hasService && !catalog.setting.hasAgreement && !catalog.setting.hasSnapshots && root.navigation.items.isEmpty
      && !catalog.setting.files.contains(where: FolderNotes.isNote) && !includesDrafts
  }

  /// Whether a file that came is one that a walk would find and nothing else.
  fileprivate func mayCome(_ path: Text) -> Bool {
    ChangedPages.isPlainFile(build.source + "/" + String(path)) && path.isValidUTF8
      && path.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }
}
