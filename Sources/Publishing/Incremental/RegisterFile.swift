import Diagnostics
import Knowledge
import Search

/// A file of the search's index that only patches read. It is kept with what a build leaves, and not among the files that readers are sent.
struct RegisterFile: Sendable {
  let name: Text
  private let content: PageParts

  /// A file of the index.
  init(_ file: SearchFile) {
    name = file.name
    content = .made(file.bytes, fingerprint: file.bytes.withUnsafeBytes { Fingerprint.ofFile($0) })
  }

  /// The bytes; nil if they are not as they were written.
  var bytes: [UInt8]? {
    switch content {
    case .made(let bytes, _): bytes
    case .stored(let bytes, let range, _): content.isSound ? bytes.array(range) : nil
    }
  }

  func write(to writer: inout ArchiveWriter, parts store: inout PartStore) {
    let place = store.place(content)
    writer.write(name)
    writer.write(place.lowerBound)
    writer.write(place.count)
    writer.write(fixed: content.fingerprint)
  }

  init(_ reader: inout ArchiveReader, _ bytes: MappedBytes) {
    name = reader.text()
    let start = reader.number()
    content = .stored(bytes, start..<start + reader.number(), fingerprint: reader.fixed())
  }
}
