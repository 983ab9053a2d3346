import Diagnostics
import Knowledge
import Notation

/// What authors wrote down, for other generators, beside the pages of a folder: what it is called, where it stands, and in which order its pages are read.
///
/// Read are `.pages` and `.nav.yml` of MkDocs' plugins awesome-pages and awesome-nav, `_category_.json` and `_category_.yml` of Docusaurus, and `.order` of the wikis of
/// Azure DevOps.
struct FolderNotes {
  private struct Note {
    var title = Text()
    var order: Int64?
    var entries: [AuthorNavigation.Item] = []
  }

  private static let names: [StaticString] = [
    ".pages", ".nav.yml", ".nav.yaml", ".order", "_category_.json", "_category_.yml", "_category_.yaml",
  ]

  /// Whether a file is such a note, by its name.
  static func isNote(_ path: Text) -> Bool {
    let name = SitePath.name(of: path)
    return names.contains { name.equals($0) }
  }

  private var notes: [Text: Note] = [:]

  /// Reads notes.
  ///
  /// - Parameters:
  ///   - paths: The notes, relative to the folder of the pages.
  ///   - read: Reads a file; nil if it cannot be read: it says nothing then.
  init(_ paths: [Text], read: (Text) -> SourceFile?) {
    for path in paths {
      guard let file = read(path) else { continue }
      let name = SitePath.name(of: path)
      var note = notes[SitePath.folder(of: path)] ?? Note()
      if name.equals("_category_.json") {
        FolderNotes.readJSON(file, into: &note)
      } else {
        FolderNotes.readLines(file.bytes.split { $0 == 0x0A || $0 == 0x0D }, of: name, into: &note)
      }
      notes[SitePath.folder(of: path)] = note
    }
  }

  private static func readJSON(_ file: SourceFile, into note: inout Note) {
    guard case .map(let entries) = JSONReader.read(file).node?.value else { return }
    for entry in entries {
      if entry.key.equals("label") { note.title = entry.value.text }
      if entry.key.equals("position") { note.order = FrontMatter.place(entry.value.text) }
    }
  }

  private static func readLines(_ lines: [ArraySlice<UInt8>], of name: Text, into note: inout Note) {
    if name.equals(".order") {
      note.entries = lines.map { AuthorNavigation.Item(title: "", target: Text($0).trimmed(), level: 0) }
      return
    }
    if let title = NavigationReader.value(of: "title", in: lines) ?? NavigationReader.value(of: "label", in: lines) {
      note.title = title
    }
    note.order = NavigationReader.value(of: "position", in: lines).flatMap(FrontMatter.place)
    note.entries = ["nav", "arrange"].lazy.map { NavigationReader.entries(of: $0, in: lines) }.first { !$0.isEmpty } ?? []
  }

  /// The navigation that the notes make of some pages.
  func navigation(of pages: [Text]) -> AuthorNavigation {
    let titles = notes.mapValues { AuthorNavigation.FolderNote(title: $0.title, order: $0.order) }
    guard notes.values.contains(where: { !$0.entries.isEmpty }) else { return AuthorNavigation(folders: titles) }
    var order = FolderOrder(pages, entries: notes.mapValues(\.entries), titles: notes.mapValues(\.title))
    order.add("", level: 0)
    return AuthorNavigation(order.items, folders: titles)
  }
}

/// Lists the pages of folders in the order that each folder's note has.
private struct FolderOrder {
  private(set) var items: [AuthorNavigation.Item] = []
  private var children: [Text: [Text]] = [:]
  private let entries: [Text: [AuthorNavigation.Item]]
  private let titles: [Text: Text]

  init(_ pages: [Text], entries: [Text: [AuthorNavigation.Item]], titles: [Text: Text]) {
    (self.entries, self.titles) = (entries, titles)
    var folders: Set<Text> = []
    for page in pages {
      var path = page
      while true {
        let folder = SitePath.folder(of: path)
        children[folder, default: []].append(path)
        if folder.isEmpty || !folders.insert(folder).inserted { break }
        path = folder
      }
    }
    // A folder's first page stands before the others whether a note says so or not.
    for (folder, paths) in children {
      let keys = paths.map {
        (isFirst: SitePath.isMarkdown($0) && SitePath.isIndex($0), key: $0.asciiLowercased().naturalKey, path: $0)
      }
      children[folder] = keys.sorted {
        $0.isFirst != $1.isFirst ? $0.isFirst : $0.key == $1.key ? $0.path < $1.path : $0.key.lexicographicallyPrecedes($1.key)
      }.map(\.path)
    }
  }

  /// Adds what lies in a folder. Where its note lists something, what it does not list stands where it has a `...`, or last.
  mutating func add(_ folder: Text, level: Int) {
    let entries = entries[folder] ?? []
    let inside = children[folder] ?? []
    let named = entries.map { path(of: $0.target, in: folder) }
    let listed = Set(named.compactMap { $0 })
    let others = inside.filter { !listed.contains($0) }
    var hasOthers = false
    for (entry, path) in zip(entries, named) {
      // Entries below a heading of the note are deeper than it, and all are less deep than what lies in a folder.
      let depth = level + min(entry.level, 99)
      if let path {
        add(path, title: entry.title, level: depth)
      } else if entry.target.utf8.starts(with: "...".utf8) || entry.target.utf8.contains(UInt8(ascii: "*")) {
        if !hasOthers { for other in others { add(other, title: "", level: depth) } }
        hasOthers = true
      } else if entry.target.isEmpty, !entry.title.isEmpty {
        items.append(AuthorNavigation.Item(title: entry.title, level: depth))
      }
    }
    if !hasOthers { for other in others { add(other, title: "", level: level) } }
  }

  private mutating func add(_ path: Text, title: Text, level: Int) {
    if children[path] == nil {
      items.append(AuthorNavigation.Item(title: title, target: path, level: level))
      return
    }
    let title = title.isEmpty ? titles[path] ?? "" : title
    // What is in a folder without a title stands beside the folder: below the heading before it, it would belong to that.
    if !title.isEmpty { items.append(AuthorNavigation.Item(title: title, level: level)) }
    add(path, level: title.isEmpty ? level : level + 100)
  }

  /// What an entry of a folder's note means: a page or folder in it, with or without ending, or one deeper.
  private func path(of target: Text, in folder: Text) -> Text? {
    guard !target.isEmpty, let path = SitePath.resolve(target, from: folder), path != folder else { return nil }
    if children[path] != nil { return path }
    let inside = children[SitePath.folder(of: path)] ?? []
    return inside.first { $0 == path } ?? inside.first { SitePath.isMarkdown($0) && SitePath.withoutEnding($0) == path }
  }
}
