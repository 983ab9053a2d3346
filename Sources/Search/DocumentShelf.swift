import Diagnostics

/// How documents are put into files.
///
/// An item's documents are packed in *pieces*, each of which can be read alone: its length, the item's place in its group, the section of its
/// first document, and the documents. A file has pieces of one group of items; a directory says for a fixed number of items which file begins
/// where. So a changed item changes files of its group only.
enum DocumentShelf {
  /// How many items are in a group.
  static let groupSize = 64
  /// How many items a directory is for.
  static let directorySize = 128
  /// A file that has a piece, and a piece that has a document, is ended before it would have more bytes. Two ordinary pages fit: half as many files to
  /// make, for some three kilobytes more a result.
  static let fileSize = 8_000
  /// Of a longer text the beginning is kept for excerpts.
  static let longestText = 600

  /// The files of a group, with the number of the first document in each.
  static func files(ofGroup group: Int, _ pieces: [DocumentPiece]) -> [(first: Int, file: SearchFile)] {
    var files: [(first: Int, file: SearchFile)] = []
    var entries = Packer()
    var first = 0
    for piece in pieces {
      if !entries.bytes.isEmpty, entries.bytes.count + piece.bytes.count > fileSize {
        files.append((first, SearchFile(kind: FileKind.documents, bytes: entries.exactBytes)))
        entries.bytes.removeAll(keepingCapacity: true)
      }
      if entries.bytes.isEmpty {
        entries.bytes.reserveCapacity(fileSize)
        entries.write(group)
        first = piece.first
      }
      entries.write(piece.bytes)
    }
    if !entries.bytes.isEmpty { files.append((first, SearchFile(kind: FileKind.documents, bytes: entries.exactBytes))) }
    return files
  }

  /// The directory of a number that names files.
  static func directory(_ number: Int, _ rows: [FileRow]) -> SearchFile {
    var packer = Packer()
    packer.write(number)
    for row in rows {
      packer.write(row.first - number * directorySize << 8)
      packer.write(name: row.name)
    }
    return SearchFile(kind: FileKind.directory, bytes: packer.bytes)
  }
}

/// Some documents of an item, packed.
struct DocumentPiece: Sendable {
  /// The number of its first document.
  var first: Int
  var bytes: [UInt8]

  /// The pieces of an item.
  static func pieces(ofItem item: Int, _ documents: [SearchDocument]) -> [DocumentPiece] {
    documents.withUnsafeBufferPointer { documents in
      var pieces: [DocumentPiece] = []
      var bytes = GrowingBytes(capacity: 4_096)
      for section in documents.indices {
        let room = min(documents[section].text.utf8.count, DocumentShelf.longestText)
        let isFirst = section == 0 || bytes.count + room > DocumentShelf.fileSize
        if isFirst {
          if section > 0 { pieces[pieces.count - 1].bytes = Array(bytes.bytes) }
          bytes.removeAll()
          bytes.end[0] = UInt8(truncatingIfNeeded: item % DocumentShelf.groupSize)
          bytes.end[1] = UInt8(truncatingIfNeeded: section)
          bytes.end += 2
          pieces.append(DocumentPiece(first: item << 8 | section, bytes: []))
        }
        bytes.write(documents, section, isFirst: isFirst)
      }
      if !documents.isEmpty { pieces[pieces.count - 1].bytes = Array(bytes.bytes) }
      return pieces
    }
  }

  /// The pieces of a file; nil if it is none of a group.
  static func all(in file: [UInt8], group: Int) -> [DocumentPiece]? {
    var pieces: [DocumentPiece] = []
    var reader = Unpacker(file)
    guard reader.number() == group else { return nil }
    while reader.rest > 0 {
      let bytes = reader.text()
      guard bytes.count > 2 else { return nil }
      pieces.append(DocumentPiece(first: (group * DocumentShelf.groupSize + Int(bytes[0])) << 8 | Int(bytes[1]), bytes: bytes))
    }
    return reader.isBroken ? nil : pieces
  }

  /// The document of a number, if it is here.
  func document(_ number: Int) -> StoredDocument? {
    guard number >> 8 == first >> 8, number >= first else { return nil }
    var reader = Unpacker(bytes)
    reader.skip(2)
    var document = StoredDocument()
    for _ in first...number {
      if reader.rest == 0 { return nil }
      document = StoredDocument(&reader, after: document)
    }
    return reader.isBroken ? nil : document
  }
}

/// The number of the first document in a file, and the file's name.
struct FileRow {
  var first: Int
  var name: Text

  /// The rows of a directory; nil if it is not that of a number.
  static func all(in directory: [UInt8], number: Int) -> [FileRow]? {
    var rows: [FileRow] = []
    var reader = Unpacker(directory)
    guard reader.number() == number else { return nil }
    while reader.rest > 0 {
      let first = number * DocumentShelf.directorySize << 8 &+ reader.number()
      rows.append(FileRow(first: first, name: SearchFile.name(kind: FileKind.documents, hash: reader.hash())))
    }
    return reader.isBroken ? nil : rows
  }
}
