import Diagnostics

/// Changes items of a standing index, and gives the bytes that a builder would give for all items, old and changed.
///
/// It reads the files that have words of the changed items, and no others: what an edit costs depends on the edit, not on how many items there
/// are. What the items have given before it reads from the index itself. Items cannot be added or taken away, as that would give others new
/// numbers.
///
/// ```swift
/// var patch = IndexPatch(manifest: bytes, read: { name in folder.bytes(name) })
/// patch?.replace(item: 41, with: documents)
/// guard let changes = patch?.changes() else { … }  // damaged, or of another version: make all of it
/// ```
public struct IndexPatch {
  /// What a patch changes of an index.
  public struct Changes: Sendable {
    /// The files that are new, the manifest first.
    public var written: [SearchFile]
    /// The names of those that are no longer there.
    public var removed: [Text]
  }

  private let manifest: Manifest
  private var contents: IndexContents
  private var files: StandingFiles
  private let longestList: Int
  private var isBroken = false
  private var items: [ChangedItem] = []
  private var register: RegisterEdit

  private struct ChangedItem {
    var number: Int
    var before: ItemContent
    var after: ItemContent
    var pieces: [DocumentPiece]
  }

  /// A patch of the index of a manifest; nil if it is none or damaged, or of another version.
  ///
  /// - Parameter read: Gives the bytes of a file of the index, nil if there is none.
  public init?(manifest: [UInt8], read: @escaping (_ name: Text) -> [UInt8]?) {
    self.init(manifest: manifest, longestList: IndexBuilder.longestList, read: read)
  }

  /// A patch with another limit, for tests.
  init?(manifest bytes: [UInt8], longestList: Int, read: @escaping (_ name: Text) -> [UInt8]?) {
    guard let manifest = Manifest(checked: bytes) else { return nil }
    self.manifest = manifest
    self.longestList = longestList
    files = StandingFiles(read)
    guard let contents = files.bytes(manifest.contents).flatMap({ IndexContents($0) }) else { return nil }
    self.contents = contents
    guard let names = files.bytes(contents.register).flatMap({ ItemRegister.names(in: $0) }) else { return nil }
    register = RegisterEdit(names)
  }

  /// Replaces the documents of an item. No item is replaced twice.
  public mutating func replace(item: Int, with documents: [SearchDocument]) {
    guard item >= 0, !items.contains(where: { $0.number == item }), let before = register.content(ofItem: item, files) else {
      isBroken = true
      return
    }
    var builder = IndexBuilder()
    builder.add(item: item, documents)
    let (registered, words, pieces) = builder.onlyItem()
    guard let after = registered.content(words) else {
      isBroken = true
      return
    }
    register.replace(item, with: registered, words: words)
    items.append(ChangedItem(number: item, before: before, after: after, pieces: pieces))
  }

  /// What is to be written and removed; nil if the standing index is damaged.
  public consuming func changes() -> Changes? {
    items.sort { $0.number < $1.number }
    guard !isBroken, changeTerms(), changeFacets(), changeDocuments(), let names = register.finish(&files) else { return nil }
    let list = ItemRegister.list(names)
    files.replace([contents.register], with: [list])
    contents.register = list.name
    contents.documents += items.reduce(0) { $0 + $1.after.documents - $1.before.documents }
    guard contents.documents >= 0 else { return nil }
    let whole = contents.file
    let (changed, directories) = Manifest.make(contents, in: whole)
    files.replace([manifest.contents], with: [whole])
    files.replace(manifest.tables.all.flatMap { $0.names.all }, with: directories)
    return Changes(written: [SearchFile(manifest: changed.bytes)] + files.written, removed: files.removed)
  }
}

extension IndexPatch {
  private mutating func changeTerms() -> Bool {
    let edits = termEdits()
    var (added, gone): ([[UInt8]], [[UInt8]]) = ([], [])
    let (standing, register, limit) = (files, register, longestList)
    let table = TableEdit(shape: .terms, keys: edits.map { $0.key })
    let isWhole = table.apply(to: &contents.tables.terms, &files) { number, payload in
      let key = edits[number].key
      let update = TermUpdate(edit: edits[number], limit: limit).apply(to: payload) { register.postings(of: key, standing) }
      switch update {
      case .put: if payload == nil { added.append(key) }
      case .remove: if payload != nil { gone.append(key) }
      case .broken: break
      }
      return update
    }
    return isWhole && changeSpellings(added, gone)
  }

  /// What changes of the words of all changed items, by word.
  private func termEdits() -> [TermEdit] {
    var changes: [(key: [UInt8], item: Int, before: ItemWord?, after: ItemWord?)] = []
    for item in items {
      SortedPairs.forEach(item.before.words, item.after.words, by: { $0.bytes }) { before, after in
        guard before != after, let key = after?.bytes ?? before?.bytes else { return }
        changes.append((key, item.number, before, after))
      }
    }
    changes.sort { $0.key != $1.key ? $0.key.lexicographicallyPrecedes($1.key) : $0.item < $1.item }
    var edits: [TermEdit] = []
    for change in changes {
      if edits.last?.key != change.key { edits.append(TermEdit(key: change.key)) }
      edits[edits.count - 1].add(item: change.item, before: change.before, after: change.after)
    }
    return edits
  }

  private mutating func changeSpellings(_ added: [[UInt8]], _ gone: [[UInt8]]) -> Bool {
    func change(_ keys: [[UInt8]], _ gone: [[UInt8]], _ shape: TableShape, _ starts: inout TableStarts) -> Bool {
      let keys = keys.sorted { $0.lexicographicallyPrecedes($1) }
      return TableEdit(shape: shape, keys: keys).apply(to: &starts, &files) { number, payload in
        let isGone = gone.contains(keys[number])
        if (payload != nil) != isGone { return .broken }
        return isGone ? .remove : .put([])
      }
    }
    let reversed = (added + gone).map { Array($0.reversed()) }
    return change(added + gone, gone, .spellings, &contents.tables.spellings)
      && change(reversed, gone.map { Array($0.reversed()) }, .reversedSpellings, &contents.tables.reversedSpellings)
  }

  private mutating func changeFacets() -> Bool {
    var changes: [(key: [UInt8], item: Int, isAdded: Bool)] = []
    for item in items {
      let (before, after) = (item.before.facets, item.after.facets)
      for facet in before where !after.contains(facet) { changes.append((facet, item.number, false)) }
      for facet in after where !before.contains(facet) { changes.append((facet, item.number, true)) }
    }
    changes.sort { $0.key.lexicographicallyPrecedes($1.key) }
    var keys: [[UInt8]] = []
    for change in changes where keys.last != change.key { keys.append(change.key) }
    return TableEdit(shape: .facets, keys: keys).apply(to: &contents.tables.facets, &files) { number, payload in
      var runs = Runs(payload ?? [])
      for change in changes where change.key == keys[number] {
        if runs.contains(change.item) == change.isAdded { return .broken }
        if change.isAdded { runs.insert(change.item) } else { runs.remove(change.item) }
      }
      return runs.count == 0 ? .remove : .put(runs.packed)
    }
  }
}

extension IndexPatch {
  private mutating func changeDocuments() -> Bool {
    var start = 0
    while start < items.count {
      let directory = items[start].number / DocumentShelf.directorySize
      var end = start + 1
      while end < items.count, items[end].number / DocumentShelf.directorySize == directory { end += 1 }
      guard change(directory, Array(items[start..<end])) else { return false }
      start = end
    }
    return true
  }

  /// Changes the documents of items for which one directory is.
  private mutating func change(_ directory: Int, _ items: [ChangedItem]) -> Bool {
    guard directory < contents.directories.count else { return false }
    let name = contents.directories[directory]
    guard let bytes = files.bytes(name), var rows = FileRow.all(in: bytes, number: directory) else { return false }
    var groups: [Int] = []
    for item in items where groups.last != item.number / DocumentShelf.groupSize {
      groups.append(item.number / DocumentShelf.groupSize)
    }
    for group in groups {
      let its = items.filter { $0.number / DocumentShelf.groupSize == group }
      guard change(group, its, &rows) else { return false }
    }
    let file = DocumentShelf.directory(directory, rows)
    files.replace([name], with: [file])
    contents.directories[directory] = file.name
    return true
  }

  /// Changes the documents of items of one group.
  private mutating func change(_ group: Int, _ items: [ChangedItem], _ rows: inout [FileRow]) -> Bool {
    let start = rows.firstIndex { $0.first >> 8 / DocumentShelf.groupSize >= group } ?? rows.count
    let end = rows.firstIndex { $0.first >> 8 / DocumentShelf.groupSize > group } ?? rows.count
    var pieces: [DocumentPiece] = []
    for row in rows[start..<end] {
      guard let bytes = files.bytes(row.name), let its = DocumentPiece.all(in: bytes, group: group) else { return false }
      pieces += its
    }
    for item in items {
      pieces.removeAll { $0.first >> 8 == item.number }
      let place = pieces.firstIndex { $0.first >> 8 > item.number } ?? pieces.count
      pieces.insert(contentsOf: item.pieces, at: place)
    }
    let new = DocumentShelf.files(ofGroup: group, pieces)
    files.replace(rows[start..<end].map { $0.name }, with: new.map { $0.file })
    rows.replaceSubrange(start..<end, with: new.map { FileRow(first: $0.first, name: $0.file.name) })
    return true
  }
}

/// Two sorted lists side by side.
enum SortedPairs {
  /// Calls `body` with each key's element of either list.
  static func forEach<Element>(
    _ left: [Element], _ right: [Element], by key: (Element) -> [UInt8], _ body: (Element?, Element?) -> Void
  ) {
    var (one, other) = (0, 0)
    while one < left.count || other < right.count {
      if other == right.count || one < left.count && key(left[one]).lexicographicallyPrecedes(key(right[other])) {
        body(left[one], nil)
        one += 1
      } else if one == left.count || key(right[other]).lexicographicallyPrecedes(key(left[one])) {
        body(nil, right[other])
        other += 1
      } else {
        body(left[one], right[other])
        (one, other) = (one + 1, other + 1)
      }
    }
  }
}
