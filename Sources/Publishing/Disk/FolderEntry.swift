/// What the name of a file or folder says of it.
enum FolderEntry {
  /// Whether it counts for nothing: a hidden one (but for those that say in which order pages are read, see `FolderNotes`), or what an editor leaves beside a file while it is open or was changed, as Emacs and Vim do.
  static func isPassedOver(_ name: UnsafeRawBufferPointer) -> Bool {
    guard let first = name.first, let last = name.last else { return true }
    if first == UInt8(ascii: "."), isHiddenNote(name) { return false }
    if first == UInt8(ascii: ".") || last == UInt8(ascii: "~") { return true }
    return first == UInt8(ascii: "#") && last == UInt8(ascii: "#") && name.count > 1
  }

  /// Whether it is a hidden file that says in which order pages are read.
  static func isHiddenNote(_ name: UnsafeRawBufferPointer) -> Bool {
    let notes: [StaticString] = [".pages", ".nav.yml", ".nav.yaml", ".order"]
    return notes.contains { note in note.withUTF8Buffer { name.elementsEqual($0) } }
  }
}
