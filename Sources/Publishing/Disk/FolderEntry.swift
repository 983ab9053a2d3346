/// What the name of a file or folder says of it.
enum FolderEntry {
  /// Whether it counts for nothing: a hidden one, or what an editor leaves beside a file while it is open or was changed, as Emacs and Vim do.
  static func isPassedOver(_ name: UnsafeRawBufferPointer) -> Bool {
    guard let first = name.first, let last = name.last else { return true }
    if first == UInt8(ascii: ".") || last == UInt8(ascii: "~") { return true }
    return first == UInt8(ascii: "#") && last == UInt8(ascii: "#") && name.count > 1
  }
}
