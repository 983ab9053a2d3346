import Diagnostics
import Knowledge
import Search

/// A file of the search's index that only patches read. It is kept with what a build leaves, and not among the files that readers are sent.
struct RegisterFile: Sendable {
  let name: Text
  private let content: KeptBytes

  /// A file of the index.
  init(_ file: SearchFile) { (name, content) = (file.name, KeptBytes(file.bytes)) }

  /// The bytes; nil if they are not as they were written.
  var bytes: [UInt8]? { content.bytes }

  func write(to writer: inout ArchiveWriter, parts store: inout PartStore) {
    writer.write(name)
    content.write(to: &writer, parts: &store)
  }

  init(_ reader: inout ArchiveReader, _ bytes: MappedBytes) {
    name = reader.text()
    content = KeptBytes(&reader, bytes)
  }
}
