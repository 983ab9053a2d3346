import Diagnostics

/// What each item gives to the index: files that no query loads, from which a patch learns what a changed item has given before.
///
/// Each is for a fixed number of items and has the words of all of them in the order of their coming, and of each item how many documents it
/// has, its facets, and the log of its words; see `DocumentPostings`. A term's number in such a log is that of its word in the file.
enum ItemRegister {
  /// For how many items a file is.
  static let size = ItemGroup.size
  /// How many zeros a file has for an item that gives nothing.
  static let bytesOfNothing = 3

  /// The file of an item.
  static func file(of item: Int) -> Int { item / size }

  /// The bytes of a file.
  static func bytes(
    _ number: Int, words: UnsafeBufferPointer<UInt8>, wordCount: Int, items: UnsafeBufferPointer<UInt8>
  ) -> [UInt8] {
    var packer = Packer()
    packer.write(number)
    packer.write(wordCount)
    packer.bytes.reserveCapacity(packer.bytes.count + words.count + items.count)
    packer.bytes.append(contentsOf: words)
    packer.bytes.append(contentsOf: items)
    return packer.bytes
  }
}

extension ItemRegister {
  /// The list of the register's files, which is not in the manifest, as no query needs it.
  static func list(_ names: [Text]) -> SearchFile {
    var packer = Packer()
    packer.write(names.count)
    for name in names { packer.write(name: name) }
    return SearchFile(kind: FileKind.register, bytes: packer.bytes)
  }

  /// The names in a list; nil if it is none.
  static func names(in list: [UInt8]) -> [Text]? {
    var reader = Unpacker(list)
    let names = reader.names(FileKind.register)
    return reader.isBroken || reader.rest > 0 ? nil : names
  }
}
