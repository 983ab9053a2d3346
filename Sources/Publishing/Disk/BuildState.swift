import Diagnostics
import Glibc
import Knowledge

/// What the last build made, in one file beside the output folder.
///
/// It may be deleted at any time, and one that is damaged or of another version counts as none: then the pages of the output that name `opos` as their
/// generator are taken for ours. The file begins with its version and where the body is; before the body stand the parts that it tells the places of, each with
/// a fingerprint of its own: what most builds leave as it is. A small change appends what is new and a body, and then sets the beginning to it.
struct BuildState {
  private static let version: [UInt8] = Array("opos-state 14\n".utf8)
  /// The version, and the body's offset, size and fingerprint.
  private static let headingSize = version.count + 24

  /// The files that we made.
  var made: MadeFiles
  /// What the next build need not do again; nil if that is not known for sure.
  var memory: BuildMemory?
  /// How large the file is that it was read from.
  private var size = 0

  /// The state of these files.
  init(made: [Text], pages: Set<Text>, memory: BuildMemory? = nil) {
    self.made = MadeFiles(made, pages: pages)
    self.memory = memory
  }

  /// Reads what was written; nil for anything else, and if there is nothing.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - isRemembering: Whether the memory is wanted.
  /// - Throws: `FileError` when the file cannot be read: what it says of the output is not to be guessed.
  static func read(_ path: String, remembering isRemembering: Bool = false) throws(FileError) -> BuildState? {
    try mapped(path).flatMap { BuildState($0, remembering: isRemembering) }
  }

  private init?(_ bytes: MappedBytes, remembering isRemembering: Bool) {
    let version = BuildState.version
    guard bytes.count >= BuildState.headingSize, bytes.array(0..<version.count) == version else { return nil }
    let (offset, count) = (bytes.word(at: version.count), bytes.word(at: version.count + 8))
    guard offset <= UInt64(bytes.count), count <= UInt64(bytes.count) - offset else { return nil }
    let body = Int(offset)..<Int(offset + count)
    guard bytes.fingerprint(of: body) == bytes.word(at: version.count + 16) else { return nil }
    var reader = ArchiveReader(bytes, body)
    guard let made = MadeFiles(&reader, bytes) else { return nil }
    self.made = made
    size = bytes.count
    if reader.bool(), isRemembering { memory = BuildMemory(&reader, bytes) }
  }

  /// Those of the files that are pages of the content.
  var pages: Set<Text> { Set(made.all.lazy.filter(\.isPage).map(\.path)) }
}

extension BuildState {
  /// Writes the state in the place of another one.
  ///
  /// - Parameter isLasting: Whether to wait until it is on the disk.
  func replace(_ path: String, isLasting: Bool) throws(FileError) {
    var store = PartStore(from: BuildState.headingSize, keepsOld: false)
    let body = body(&store)
    let heading = BuildState.heading(body, at: BuildState.headingSize + store.used)
    try FileWriter.replace(path, [heading] + store.added + [body], isLasting: isLasting)
  }

  /// Writes the state behind what it was read from, as long as most of the file is of use.
  func amend(_ path: String) throws(FileError) {
    var store = PartStore(from: size, keepsOld: true)
    let body = body(&store)
    let tail = store.added.reduce(0) { $0 + $1.count }
    guard size + tail + body.count < 2 * (store.used + body.count) else { return try replace(path, isLasting: false) }
    var writer = ArchiveWriter()
    writer.reserve(tail + body.count)
    for part in store.added { writer.append(part) }
    writer.append(body)
    try FileWriter.append(writer.bytes, to: path, at: size, heading: BuildState.heading(body, at: size + tail))
  }

  private static func mapped(_ path: String) throws(FileError) -> MappedBytes? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw FileError("read", path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError("read", path) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { return nil }
    guard let bytes = MappedBytes(descriptor: descriptor, count: Int(status.st_size)) else { throw FileError("read", path) }
    return bytes
  }

  private func body(_ store: inout PartStore) -> [UInt8] {
    var writer = ArchiveWriter()
    made.write(to: &writer, parts: &store)
    writer.write(memory != nil)
    memory?.write(to: &writer, parts: &store)
    return writer.takeBytes()
  }

  private static func heading(_ body: [UInt8], at offset: Int) -> [UInt8] {
    var writer = ArchiveWriter()
    writer.append(version)
    writer.write(fixed: UInt64(offset))
    writer.write(fixed: UInt64(body.count))
    writer.write(fixed: body.withUnsafeBytes { Fingerprint.ofFile($0) })
    return writer.bytes
  }
}
