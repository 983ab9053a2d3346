import Diagnostics

/// Where everything of an index is, for patches: all files of the tables, which queries find by directories.
struct IndexContents {
  /// How many documents there are.
  var documents = 0
  var terms: TableStarts
  var spellings: TableStarts
  var reversedSpellings: TableStarts
  var facets: TableStarts
  /// The directories of document files, each for as many items.
  var directories: [Text]
  /// The list of the register's files; see `ItemRegister`.
  var register: Text

  init(
    documents: Int, terms: TableStarts, spellings: TableStarts, reversedSpellings: TableStarts, facets: TableStarts,
    directories: [Text], register: Text
  ) {
    (self.documents, self.terms, self.spellings, self.reversedSpellings) = (documents, terms, spellings, reversedSpellings)
    (self.facets, self.directories, self.register) = (facets, directories, register)
  }

  var tables: [TableStarts] { [terms, spellings, reversedSpellings, facets] }

  /// The contents in a file; nil if it holds none.
  init?(_ bytes: [UInt8]) {
    var reader = Unpacker(bytes)
    documents = reader.number()
    terms = TableStarts(kind: FileKind.terms, &reader)
    spellings = TableStarts(kind: FileKind.spellings, &reader)
    reversedSpellings = TableStarts(kind: FileKind.reversedSpellings, &reader)
    facets = TableStarts(kind: FileKind.facets, &reader)
    directories = reader.names(FileKind.directory)
    register = SearchFile.name(kind: FileKind.register, hash: reader.hash())
    if reader.isBroken { return nil }
  }

  /// The file, which no query loads.
  var file: SearchFile {
    var packer = Packer()
    packer.write(documents)
    for table in tables { table.write(to: &packer) }
    packer.write(directories.count)
    for name in directories { packer.write(name: name) }
    packer.write(name: register)
    return SearchFile(kind: FileKind.register, bytes: packer.bytes)
  }
}
