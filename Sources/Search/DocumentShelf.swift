import Diagnostics

/// Writes documents as files, and directories of these files.
struct DocumentShelf {
  /// How many files a directory names.
  static let directorySize = 256
  /// Of a longer text the beginning is kept for excerpts.
  static let longestText = 3_000

  private var files: [(first: Int, file: SearchFile)] = []
  private var entries = Packer()
  private var first = 0
  private var count = 0

  mutating func add(_ document: SearchDocument) {
    if entries.bytes.count + min(document.text.count, DocumentShelf.longestText) > IndexBuilder.fileSize { finishFile() }
    for field in [document.title, document.heading, document.url, document.kind, document.section, document.experiment] {
      entries.write(field.utf8)
    }
    entries.write(DocumentShelf.beginning(of: document.text.utf8))
    count += 1
  }

  mutating func finish(into manifest: inout Packer) -> [SearchFile] {
    finishFile()
    var directories: [SearchFile] = []
    manifest.write((files.count + DocumentShelf.directorySize - 1) / DocumentShelf.directorySize)
    for start in stride(from: 0, to: files.count, by: DocumentShelf.directorySize) {
      var directory = Packer()
      for (first, file) in files[start..<min(start + DocumentShelf.directorySize, files.count)] {
        directory.write(first)
        directory.write(nameOf: file)
      }
      let file = SearchFile(kind: FileKind.directory, bytes: directory.bytes)
      manifest.write(files[start].first)
      manifest.write(nameOf: file)
      directories.append(file)
    }
    return directories + files.map { $0.file }
  }

  private mutating func finishFile() {
    guard count > first else { return }
    files.append((first, SearchFile(kind: FileKind.documents, bytes: entries.bytes)))
    entries = Packer()
    first = count
  }

  private static func beginning(of text: [UInt8]) -> [UInt8] {
    guard text.count > longestText else { return text }
    var end = longestText
    while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
    return Array(text[..<end])
  }
}

/// The first numbers and names of files, as the manifest and directories have them.
struct FileRow {
  var first: Int
  var name: Text

  static func all(kind: UInt8, _ reader: inout Unpacker, count: Int) -> [FileRow] {
    var rows: [FileRow] = []
    while rows.count < count, reader.rest > 0 {
      let first = reader.number()
      let row = FileRow(first: first, name: SearchFile.name(kind: kind, hash: reader.hash()))
      if reader.isBroken { break }
      rows.append(row)
    }
    return rows
  }

  /// The last row that begins at or before a number.
  static func row(in rows: [FileRow], for number: Int) -> FileRow? { rows.last { $0.first <= number } }
}
