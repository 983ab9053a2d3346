import Diagnostics
import Knowledge
import Notation

/// What Mintlify's `docs.json`, or `mint.json` as it was called, says of a folder: the site's name, and the order of its pages.
struct MintlifyConfiguration {
  /// The files, the newer name first.
  static let files = ["docs.json", "mint.json"]

  /// What the site is called; nil if it has no name.
  let title: Text?
  /// Its pages, under the headings of tabs, groups and versions.
  let navigation: AuthorNavigation
  /// The file.
  let file: Text

  /// The configuration in a folder; nil if there is none, or if it names no pages: a file of this name may be anything.
  init?(in folder: String) {
    for name in MintlifyConfiguration.files {
      guard let bytes = ContentRoot.configuration(at: folder + "/" + name),
        let node = JSONReader.read(SourceFile(path: Text(name), bytes: bytes)).node
      else { continue }
      var tree = PageTree(folder: folder)
      node["navigation"].map { tree.add($0, at: 0) }
      guard tree.items.contains(where: { !$0.target.isEmpty }) else { continue }
      title = node["name"].flatMap { $0.text.isEmpty ? nil : $0.text }
      (navigation, file) = (AuthorNavigation(tree.items), Text(name))
      return
    }
    return nil
  }
}

/// Gathers pages and the headings above them, in the order of the file.
private struct PageTree {
  let folder: String
  private(set) var items: [AuthorNavigation.Item] = []
  /// How many files were read that others name; there may be a circle of them.
  private var filesRead = 0

  private static let mostFiles = 100
  private static let mostItems = 100_000
  private static let headings: [StaticString] = [
    "group", "tab", "item", "anchor", "dropdown", "version", "product", "language",
  ]
  private static let parts: [StaticString] = [
    "root", "pages", "groups", "tabs", "menu", "anchors", "dropdowns", "versions", "products", "languages",
  ]

  init(folder: String) { self.folder = folder }

  /// Adds a page, or what stands under a heading.
  mutating func add(_ node: Node, at level: Int) {
    if items.count >= PageTree.mostItems { return }
    switch node.value {
    case .string:
      let isAbsolute = node.text.utf8.first == UInt8(ascii: "/")
      items.append(AuthorNavigation.Item(title: "", target: Text(node.text.utf8.dropFirst(isAbsolute ? 1 : 0)), level: level))
    case .list(let nodes):
      for node in nodes { add(node, at: level) }
    case .map(let entries):
      let title = PageTree.headings.lazy.compactMap { node[$0]?.text }.first ?? ""
      if !title.isEmpty { items.append(AuthorNavigation.Item(title: title, level: level)) }
      let below = title.isEmpty ? level : level + 1
      for entry in entries where PageTree.parts.contains(where: { entry.key.equals($0) }) { add(entry.value, at: below) }
      if let other = node["$ref"]?.text { addFile(other, at: below) }
    case .null, .bool, .int, .double: break
    }
  }

  /// Adds what another file in the folder has.
  private mutating func addFile(_ path: Text, at level: Int) {
    guard filesRead < PageTree.mostFiles, let inside = SitePath.resolve(path, from: "") else { return }
    filesRead += 1
    guard let bytes = ContentRoot.configuration(at: inside.inFolder(folder)),
      let node = JSONReader.read(SourceFile(path: inside, bytes: bytes)).node
    else { return }
    add(node, at: level)
  }
}
