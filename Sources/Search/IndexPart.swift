import Diagnostics

/// What a builder has taken.
public struct IndexPart: Sendable {
  /// The files of documents, by the first document of each; and the files of the register.
  fileprivate(set) var rows: [FileRow] = []
  fileprivate(set) var registers: [RegisterRow] = []
  /// The files of its groups that nobody has taken.
  private var files: [SearchFile] = []
  /// The file of the last group.
  fileprivate var open: OpenRegister?
  /// The words; nil until all are known.
  var run: SortedRun?
  var facets = FacetMembers()
  /// How many documents there are, and the greatest number of an item, -1 without items.
  var documents = 0
  var last = -1

  /// A file of the register.
  struct RegisterRow {
    var number: Int
    var name: Text
  }

  init() {}

  /// Takes what a group gives. The register may have items yet to come, unless another group follows.
  mutating func add(_ documents: [(first: Int, file: SearchFile)], _ register: OpenRegister) {
    closeRegister(before: .max)
    for (first, file) in documents {
      rows.append(FileRow(first: first, name: file.name))
      files.append(file)
    }
    open = register
  }

  /// Ends the file of the last group, in which the items before a number are.
  mutating func closeRegister(before end: Int) {
    guard let register = open.take() else { return }
    let number = register.number
    let file = register.file(before: end)
    registers.append(RegisterRow(number: number, name: file.name))
    files.append(file)
  }

  /// Gives away the files that are done.
  public mutating func takeFiles() -> [SearchFile] {
    defer { files = [] }
    return files
  }
}

/// An index of the items of several builders, in the order of their numbers.
public struct IndexParts: Sendable {
  private let longestList: Int
  private var all = IndexPart()
  private var runs: [SortedRun] = []

  /// An index without items.
  public init() { self.init(longestList: IndexBuilder.longestList) }

  /// An index with another limit, for tests.
  init(longestList: Int) { self.longestList = longestList }

  /// Takes what another builder has taken: items after those that it has, and of other groups.
  public mutating func append(_ part: consuming IndexPart) {
    guard part.last >= 0 else { return }
    precondition(all.last < 0 || all.last / ItemGroup.size < part.firstGroup, "two builders have no items of the same group")
    all.append(part)
    if let run = part.run { runs.append(run) }
  }

  /// The files of the index, the manifest first. The same items make the same bytes, however many builders took them.
  public consuming func files() -> [SearchFile] {
    var files: [SearchFile] = []
    makeFiles { files.append($0) }
    files.swapAt(0, files.count - 1)
    return files
  }

  /// Makes the files of the index that nobody has taken, one after the other, the manifest last. Who puts each away before the next is made needs no memory
  /// for them.
  ///
  /// It gives its words away: it can make one index.
  public consuming func makeFiles(_ put: (SearchFile) -> Void) {
    all.closeRegister(before: all.last + 1)
    for file in all.takeFiles() { put(file) }
    let directories = IndexParts.putDirectories(all.rows, items: all.last + 1, put)
    let register = IndexParts.putRegister(all.registers, items: all.last + 1, put)
    var facets = TableWriter(.facets)
    all.facets.write(to: &facets)
    var tables = MergedTables(longestList: longestList)
    tables.merge(runs, put)
    let contents = IndexContents(
      documents: all.documents, tables: tables.finish(facets, put), directories: directories, register: register)
    let whole = contents.file
    let (manifest, starts) = Manifest.make(contents, in: whole)
    for file in starts + [whole] { put(file) }
    put(SearchFile(manifest: manifest.bytes))
  }
}

extension IndexPart {
  fileprivate var firstGroup: Int { registers.first?.number ?? open?.number ?? 0 }

  /// Takes what another part has beside its words.
  fileprivate mutating func append(_ other: IndexPart) {
    closeRegister(before: .max)
    rows += other.rows
    registers += other.registers
    files += other.files
    open = other.open
    facets.append(other.facets)
    documents += other.documents
    last = other.last
  }
}

extension IndexParts {
  /// Makes directories that say which document is in which file, so that the manifest stays short. Gives their names.
  private static func putDirectories(_ rows: [FileRow], items: Int, _ put: (SearchFile) -> Void) -> [Text] {
    var directories: [Text] = []
    var start = 0
    for number in 0..<(items + DocumentShelf.directorySize - 1) / DocumentShelf.directorySize {
      var end = start
      while end < rows.count, rows[end].first >> 8 < (number + 1) * DocumentShelf.directorySize { end += 1 }
      let directory = DocumentShelf.directory(number, Array(rows[start..<end]))
      directories.append(directory.name)
      put(directory)
      start = end
    }
    return directories
  }

  /// Makes the files of the register that are of no items, and the list of all. Gives its name.
  private static func putRegister(_ rows: [IndexPart.RegisterRow], items: Int, _ put: (SearchFile) -> Void) -> Text {
    var names: [Text] = []
    for row in rows {
      while names.count < row.number {
        let file = OpenRegister(empty: names.count).file(before: items)
        names.append(file.name)
        put(file)
      }
      names.append(row.name)
    }
    let list = ItemRegister.list(names)
    put(list)
    return list.name
  }
}
