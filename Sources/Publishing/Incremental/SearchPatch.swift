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

  /// The patch for a change, whose pages are whole.
  ///
  /// - Parameter isLast: Whether the program ends with this build, which gives nothing back then.
  /// - Returns: nil if the standing index cannot be patched.
  init?(_ change: SearchChange, _ memory: BuildMemory, _ site: SiteContext, in place: OutputPlace, isLast: Bool) {
    register = memory.register
    if change.pages.isEmpty, change.others.isEmpty, change.vacated.isEmpty { return }
    let known = Dictionary(register.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let folder = place.output + "/" + String(SearchPatch.folder)
    func read(_ name: Text) -> [UInt8]? {
      known[name].map(\.bytes) ?? (try? FileReader.bytes(of: folder + String(name), limit: .max))
    }
    guard let manifest = read("manifest"), var patch = IndexPatch(manifest: manifest, read: read) else { return nil }
    let documents = SearchDocuments(pagesOf: site.catalog)
    let numbers = change.numbers == nil ? SearchNumbers.numbers(of: change.pages, among: site.catalog.pages) : [:]
    for index in change.pages {
      guard let number = change.numbers?[index] ?? numbers[index] else { return nil }
      patch.replace(item: number, with: documents.documents(ofPage: index))
    }
    for (number, documents) in change.others { patch.replace(item: number, with: documents) }
    for number in change.vacated { patch.replace(item: number, with: []) }
    guard let changes = patch.changes() else { return nil }
    if isLast { Forever.keep(patch) }
    written = changes.written.filter(\.isPublished).map { (SearchPatch.folder + $0.name, $0.bytes) }
    removed = changes.removed.filter { known[$0] == nil }.map { SearchPatch.folder + $0 }
    let gone = Set(changes.removed)
    register = register.filter { !gone.contains($0.name) }
    register += changes.written.filter { !$0.isPublished }.map { RegisterFile($0) }
  }
}
