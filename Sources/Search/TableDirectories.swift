import Diagnostics

/// At 10,000 pages a table has thousands of files. Directories say where each of them begins, and the manifest where each directory does, so that a query
/// loads two short files instead of a long one.
extension TableStarts {
  /// A directory is ended before it would have more.
  private static let most = 128

  /// The directories of the files, and where each begins.
  ///
  /// Like a file a directory ends before a key that its bytes make a bound, so that a change makes few of them anew.
  func directories() -> (starts: TableStarts, files: [SearchFile]) {
    var directories = TableStarts()
    var files: [SearchFile] = []
    var start = 0
    for end in keys.indices.dropFirst() + [keys.count] where start < end {
      guard end == keys.count || end - start == TableStarts.most || TableStarts.isBound(keys[end]) else { continue }
      let file = SearchFile(kind: FileKind.tables, bytes: bytes(start..<end))
      directories.append(key: keys[start], name: file.name)
      files.append(file)
      start = end
    }
    return (directories, files)
  }

  private func bytes(_ range: Range<Int>) -> [UInt8] {
    // Two tables of a small index may begin with the same words; the letter of their files tells them apart.
    var packer = Packer()
    packer.bytes = [names.letter]
    part(range).write(to: &packer)
    return packer.bytes
  }

  private static func isBound(_ key: [UInt8]) -> Bool { Fingerprint.of(key) >> 20 & 0x3F == 0 }
}
