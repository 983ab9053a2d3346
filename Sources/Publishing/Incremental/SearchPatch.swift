import Diagnostics
import Knowledge
import Search

/// What changes of the search's index when some pages change.
struct SearchPatch: Sendable {
  private(set) var written: [(path: Text, bytes: [UInt8])] = []
  private(set) var removed: [Text] = []
  /// The files that only patches read, as they are now.
  private(set) var register: [RegisterFile]

  private static let folder: Text = "assets/search/"

  /// The pages whose documents change: those that were written otherwise, and those whose section is called otherwise.
  static func pages(_ changes: ChangedPages, _ memory: BuildMemory, _ site: SiteContext) -> [Int] {
    var pages = Set(changes.changed)
    for index in changes.changed {
      let page = site.catalog.pages[index]
      guard page.isIndex, page.title != memory.pages[index].page.title else { continue }
      let section = site.catalog.sections[site.places[index].section]
      if section.folder == page.folder { pages.formUnion(section.entries.compactMap(\.page)) }
    }
    return pages.sorted()
  }

  /// The patch for some pages, which are whole.
  ///
  /// - Returns: nil if the standing index cannot be patched.
  init?(_ pages: [Int], _ memory: BuildMemory, _ site: SiteContext, in place: OutputPlace) {
    register = memory.register
    if pages.isEmpty { return }
    let known = Dictionary(register.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let folder = place.output + "/" + String(SearchPatch.folder)
    func read(_ name: Text) -> [UInt8]? {
      known[name].map(\.bytes) ?? (try? FileReader.bytes(of: folder + String(name), limit: .max))
    }
    guard let manifest = read("manifest"), var patch = IndexPatch(manifest: manifest, read: read) else { return nil }
    let documents = SearchDocuments(pagesOf: site.catalog)
    for index in pages { patch.replace(item: index, with: documents.documents(ofItem: index)) }
    guard let changes = patch.changes() else { return nil }
    written = changes.written.filter(\.isPublished).map { (SearchPatch.folder + $0.name, $0.bytes) }
    removed = changes.removed.filter { known[$0] == nil }.map { SearchPatch.folder + $0 }
    let gone = Set(changes.removed)
    register = register.filter { !gone.contains($0.name) }
    register += changes.written.filter { !$0.isPublished }.map { RegisterFile($0) }
  }
}
