import Diagnostics

/// The tables of an index, by where their files begin, or the directories of these.
struct IndexTables {
  var terms = TableStarts()
  var spellings = TableStarts()
  var reversedSpellings = TableStarts()
  var facets = TableStarts()

  var all: [TableStarts] { [terms, spellings, reversedSpellings, facets] }

  init() {}

  /// Reads the tables, whose names are of files of these kinds.
  init(kinds: (terms: UInt8, spellings: UInt8, reversedSpellings: UInt8, facets: UInt8), _ reader: inout Unpacker) {
    terms = TableStarts(kind: kinds.terms, &reader)
    spellings = TableStarts(kind: kinds.spellings, &reader)
    reversedSpellings = TableStarts(kind: kinds.reversedSpellings, &reader)
    facets = TableStarts(kind: kinds.facets, &reader)
  }

  func write(to packer: inout Packer) {
    for table in all { table.write(to: &packer) }
  }
}

/// Where everything of an index is, for patches: all files of the tables, which queries find by directories.
struct IndexContents {
  /// How many documents there are.
  var documents: Int
  var tables: IndexTables
  /// The directories of document files, each for as many items.
  var directories: [Text]
  /// The list of the register's files; see `ItemRegister`.
  var register: Text

  init(documents: Int, tables: IndexTables, directories: [Text], register: Text) {
    (self.documents, self.tables, self.directories, self.register) = (documents, tables, directories, register)
  }

  /// The contents in a file; nil if it holds none.
  init?(_ bytes: [UInt8]) {
    var reader = Unpacker(bytes)
    documents = reader.number()
    tables = IndexTables(
      kinds: (FileKind.terms, FileKind.spellings, FileKind.reversedSpellings, FileKind.facets), &reader)
    directories = reader.names(FileKind.directory)
    register = SearchFile.name(kind: FileKind.register, hash: reader.hash())
    if reader.isBroken { return nil }
  }

  /// The file, which no query loads.
  var file: SearchFile {
    var packer = Packer()
    packer.write(documents)
    tables.write(to: &packer)
    packer.write(names: directories)
    packer.write(name: register)
    return SearchFile(kind: FileKind.register, bytes: packer.bytes)
  }
}

extension Unpacker {
  /// The names of files of a kind.
  mutating func names(_ kind: UInt8) -> [Text] {
    let count = number()
    guard count <= rest / 6 else { return [] }
    return (0..<count).map { _ in SearchFile.name(kind: kind, hash: hash()) }
  }
}

extension Packer {
  mutating func write(names: [Text]) {
    write(names.count)
    for name in names { write(name: name) }
  }
}
