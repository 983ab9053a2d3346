import Diagnostics

/// What a query begins with: where the directories of each table begin, and which file is which documents' directory.
struct Manifest {
  /// What it begins with: the letters `ops` and the version of the format.
  private static let mark: [UInt8] = [0x6F, 0x70, 0x73, 4]

  /// How many documents there are.
  let documents: Int
  /// Where the tables' directories begin.
  let tables: IndexTables
  /// The directories of document files, each for as many items.
  let directories: [Text]
  /// The list of all files, which only patches read; see `IndexContents`.
  let contents: Text

  /// The manifest of an index whose contents are listed in a file, and the directories of its tables.
  static func make(_ contents: IndexContents, in list: SearchFile) -> (Manifest, directories: [SearchFile]) {
    var tables = IndexTables()
    var files: [SearchFile] = []
    func cut(_ table: TableStarts) -> TableStarts {
      let (starts, directories) = table.directories()
      files += directories
      return starts
    }
    tables.terms = cut(contents.tables.terms)
    tables.spellings = cut(contents.tables.spellings)
    tables.reversedSpellings = cut(contents.tables.reversedSpellings)
    tables.facets = cut(contents.tables.facets)
    return (Manifest(contents, tables, in: list), files)
  }

  private init(_ contents: IndexContents, _ tables: IndexTables, in list: SearchFile) {
    (documents, directories, self.contents) = (contents.documents, contents.directories, list.name)
    self.tables = tables
  }

  /// Where the directories of the table with files of a kind begin.
  func table(_ kind: UInt8) -> TableStarts {
    switch kind {
    case FileKind.terms: tables.terms
    case FileKind.spellings: tables.spellings
    case FileKind.reversedSpellings: tables.reversedSpellings
    default: tables.facets
    }
  }

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
    tables = IndexTables(kinds: (FileKind.tables, FileKind.tables, FileKind.tables, FileKind.tables), &reader)
    directories = reader.names(FileKind.directory)
    contents = SearchFile.name(kind: FileKind.register, hash: reader.hash())
    if reader.isBroken { return nil }
  }

  var bytes: [UInt8] {
    var packer = Packer()
    packer.bytes = Manifest.mark
    packer.write(documents)
    tables.write(to: &packer)
    packer.write(names: directories)
    packer.write(name: contents)
    packer.write(name: SearchFile(kind: 0, bytes: packer.bytes).name)
    return packer.bytes
  }
}
