import Diagnostics

/// What a link without a text is called, so that nobody meets a link that cannot be seen or spoken.
enum LinkName {
  /// The words of an address: of a page or a picture the name of its file, of a place in a page its id; else the address itself.
  static func of(_ url: Text) -> Text {
    guard AddressKind(url.utf8) == .relative else { return url }
    let bytes = url.utf8
    if let hash = bytes.lastIndex(of: UInt8(ascii: "#")), hash + 1 < bytes.count { return words(bytes[(hash + 1)...]) }
    let parts = bytes.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }
      .split(separator: UInt8(ascii: "/")).filter { Text($0) != "." && Text($0) != ".." }
    guard let last = parts.last else { return url }
    let name = withoutExtension(last)
    let isIndex = ["index", "readme"].contains(Text(name).asciiLowercased())
    return words(isIndex && parts.count > 1 ? parts[parts.count - 2] : name)
  }

  private static func withoutExtension(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    for ending: StaticString in [".md", ".markdown", ".html", ".htm", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"] {
      let count = ending.utf8CodeUnitCount
      if name.count > count, Text(name.suffix(count)).asciiLowercased().equals(ending) { return name.dropLast(count) }
    }
    return name
  }

  private static func words(_ name: ArraySlice<UInt8>) -> Text {
    Text(name.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") ? 0x20 : $0 })
  }
}
