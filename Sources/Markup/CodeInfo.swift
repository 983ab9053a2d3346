import Diagnostics

extension Fence {
  /// The title that the info string gives it; empty if none.
  public var title: Text {
    info.utf8.withUnsafeBufferPointer { bytes in CodeInfo.read(bytes).title.map { Text(Array($0)) } ?? "" }
  }
}

/// The info string of a fence in a site's page: a language, and perhaps a title, as several generators write them.
enum CodeInfo {
  /// The language and the title of `py title="bubble.py" linenums="1"`, `rust,editable`, `{ .python .annotate }` or `{code-block} python`.
  static func read(_ info: Bytes) -> (language: Bytes, title: Bytes?) {
    var start = 0
    if let end = endOfDirective(info) { return read(Bytes(rebasing: info[end...].drop(while: isSpace))) }
    if info.first == UInt8(ascii: "{") {
      start = 1
      while start < info.count, isSpace(info[start]) || info[start] == UInt8(ascii: ".") { start += 1 }
    }
    var end = start
    while end < info.count, !isSpace(info[end]), info[end] != UInt8(ascii: ","), info[end] != UInt8(ascii: "{"),
      info[end] != UInt8(ascii: "}"), info[end] != UInt8(ascii: "=")
    {
      end += 1
    }
    // `title="a"` alone has no language.
    if end < info.count, info[end] == UInt8(ascii: "=") { end = start }
    return (Bytes(rebasing: info[start..<end]), title(in: info))
  }

  /// The offset behind the name of a directive whose text is code.
  private static func endOfDirective(_ info: Bytes) -> Int? {
    let names: [StaticString] = ["{code-block}", "{code}", "{code-cell}", "{sourcecode}", "{parsed-literal}"]
    return names.first { info.begins(with: $0) }?.utf8CodeUnitCount
  }

  private static func title(in info: Bytes) -> Bytes? {
    // `tab="config.toml"` names one of several that say the same.
    let starts = ["title=\"", "tab=\""].compactMap { key in
      info.firstOccurrence(of: Array(key.utf8), from: 0).map { $0 + key.utf8.count }
    }
    guard let start = starts.first else { return nil }
    let text = info[start...]
    guard let end = text.firstIndex(of: UInt8(ascii: "\"")), end > text.startIndex else { return nil }
    return Bytes(rebasing: info[text.startIndex..<end])
  }
}
