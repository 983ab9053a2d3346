import Diagnostics

/// What a query begins with: where the directories of each table begin, and which file is which documents' directory.
struct Manifest {
  /// What it begins with: the letters `ops` and the version of the format.
  private static let mark: [UInt8] = [0x6F, 0x70, 0x73, 4]

  /// How many documents there are.
  var documents = 0
  var terms: TableStarts
  var spellings: TableStarts
  var reversedSpellings: TableStarts
  var facets: TableStarts
  /// The directories of document files, each for as many items.
  var directories: [Text]
  /// The list of all files, which only patches read; see `IndexContents`.
  var contents: Text

  /// The manifest of an index, and the directories of its tables.
  static func make(_ contents: IndexContents, in list: SearchFile) -> (Manifest, directories: [SearchFile]) {
    let tables = contents.tables.map { $0.directories() }
    let manifest = Manifest(
      documents: contents.documents, terms: tables[0].starts, spellings: tables[1].starts, reversedSpellings: tables[2].starts,
      facets: tables[3].starts, directories: contents.directories, contents: list.name)
    return (manifest, tables.flatMap { $0.files })
  }

  private init(
    documents: Int, terms: TableStarts, spellings: TableStarts, reversedSpellings: TableStarts, facets: TableStarts,
    directories: [Text], contents: Text
  ) {
    (self.documents, self.terms, self.spellings, self.reversedSpellings) = (documents, terms, spellings, reversedSpellings)
    (self.facets, self.directories, self.contents) = (facets, directories, contents)
  }

  /// Where the directories of the table with files of a kind begin.
  func table(_ kind: UInt8) -> TableStarts {
    switch kind {
    case FileKind.terms: terms
    case FileKind.spellings: spellings
    case FileKind.reversedSpellings: reversedSpellings
    default: facets
    }
  }

  /// The names of the tables' directories.
  var tableDirectories: [Text] { [terms, spellings, reversedSpellings, facets].flatMap { $0.names } }

  /// The manifest in a file; nil if it is none, or not what was written.
  init?(checked bytes: [UInt8]) {
    guard bytes.count >= 8 else { return nil }
    var reader = Unpacker(Array(bytes.suffix(6)))
    guard reader.hash() == Fingerprint.of(Array(bytes.dropLast(6))) & 0xFFFF_FFFF_FFFF else { return nil }
    self.init(bytes)
  }

  /// The manifest in a file; nil if it is none.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: Manifest.mark) else { return nil }
    var reader = Unpacker(bytes)
    reader.skip(Manifest.mark.count)
    documents = reader.number()
    terms = TableStarts(kind: FileKind.tables, &reader)
    spellings = TableStarts(kind: FileKind.tables, &reader)
    reversedSpellings = TableStarts(kind: FileKind.tables, &reader)
    facets = TableStarts(kind: FileKind.tables, &reader)
    directories = reader.names(FileKind.directory)
    contents = SearchFile.name(kind: FileKind.register, hash: reader.hash())
    if reader.isBroken { return nil }
  }

  var bytes: [UInt8] {
    var packer = Packer()
    packer.bytes = Manifest.mark
    packer.write(documents)
    for table in [terms, spellings, reversedSpellings, facets] { table.write(to: &packer) }
    packer.write(directories.count)
    for name in directories { packer.write(name: name) }
    packer.write(name: contents)
    packer.write(name: SearchFile(kind: 0, bytes: packer.bytes).name)
    return packer.bytes
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
