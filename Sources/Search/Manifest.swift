import Diagnostics

/// The file that names all others.
struct Manifest {
  /// What it begins with: the letters `ops` and the version of the format.
  private static let mark: [UInt8] = [0x6F, 0x70, 0x73, 3]

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
    terms = TableStarts(kind: FileKind.terms, &reader)
    spellings = TableStarts(kind: FileKind.spellings, &reader)
    reversedSpellings = TableStarts(kind: FileKind.reversedSpellings, &reader)
    facets = TableStarts(kind: FileKind.facets, &reader)
    directories = Manifest.names(FileKind.directory, &reader)
    register = SearchFile.name(kind: FileKind.register, hash: reader.hash())
    if reader.isBroken { return nil }
  }

  var bytes: [UInt8] {
    var packer = Packer()
    packer.bytes = Manifest.mark
    packer.write(documents)
    for table in [terms, spellings, reversedSpellings, facets] { table.write(to: &packer) }
    packer.write(directories.count)
    for name in directories { packer.write(name: name) }
    packer.write(name: register)
    packer.write(name: SearchFile(kind: 0, bytes: packer.bytes).name)
    return packer.bytes
  }

  static func names(_ kind: UInt8, _ reader: inout Unpacker) -> [Text] {
    let count = reader.number()
    guard count <= reader.rest / 6 else { return [] }
    return (0..<count).map { _ in SearchFile.name(kind: kind, hash: reader.hash()) }
  }
}
