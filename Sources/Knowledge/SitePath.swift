import Diagnostics

/// Where things stand: paths of content files, paths of output files and the relative URLs between them.
///
/// Output paths are relative to the root of the site, with `/` between names. Pages are `.html` files and links name them whole, so that the site
/// works under any path of any web server and from a folder of files.
public enum SitePath {
  /// The output path of a content file: letters in lower case, spaces as hyphens, `.md` (`.markdown`, `.mdx`) as `.html`, `README.md` as `index.html`.
  public static func output(ofContent path: Text) -> Text {
    var bytes = path.utf8.map { byte -> UInt8 in
      switch byte {
      case 0x41...0x5A: byte | 0x20
      case 0x20: UInt8(ascii: "-")
      default: byte
      }
    }
    guard let ending = markdownEnding(of: Text(bytes)) else { return Text(bytes) }
    bytes.removeLast(ending)
    if Text(bytes).equals("readme") || Text(bytes).hasSuffix("/readme") {
      bytes.removeLast(6)
      bytes += Array("index".utf8)
    }
    return Text(bytes + Array(".html".utf8))
  }

  /// Whether a file is written in Markdown, by its name.
  public static func isMarkdown(_ path: Text) -> Bool { markdownEnding(of: path.asciiLowercased()) != nil }

  /// Whether a content file is the first page of its folder, by its name.
  public static func isIndex(_ path: Text) -> Bool { output(ofContent: name(of: path)).equals("index.html") }

  /// A path without the ending that says that it is Markdown.
  public static func withoutEnding(_ path: Text) -> Text {
    Text(path.utf8.dropLast(markdownEnding(of: path.asciiLowercased()) ?? 0))
  }

  private static func markdownEnding(of path: Text) -> Int? {
    let endings: [StaticString] = [".md", ".markdown", ".mdx"]
    return endings.first { path.hasSuffix($0) && path.utf8.count > $0.utf8CodeUnitCount }?.utf8CodeUnitCount
  }

  /// The folder of a path, without a slash at its end; empty for the root.
  public static func folder(of path: Text) -> Text {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return Text() }
    return Text(path.utf8[..<slash])
  }

  /// The folder of a path.
  ///
  /// - Parameter known: A folder of which no copy is made if it is the one; nil for none.
  static func folder(of path: Text, perhaps known: Text?) -> Text {
    guard let known, !known.isEmpty, known.utf8.count < path.utf8.count, path.utf8[known.utf8.count] == UInt8(ascii: "/"),
      path.utf8.starts(with: known.utf8), !path.utf8[(known.utf8.count + 1)...].contains(UInt8(ascii: "/"))
    else { return folder(of: path) }
    return known
  }

  /// The last name of a path.
  public static func name(of path: Text) -> Text {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return Text(path.utf8[(slash + 1)...])
  }

  /// The path that a relative one names, seen from a folder; nil when it leads out of the root.
  ///
  /// A path that begins with `/` is seen from the root. `.` and empty names are passed over.
  public static func resolve(_ path: Text, from folder: Text) -> Text? {
    let slash = UInt8(ascii: "/")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(folder.utf8.count + path.utf8.count + 1)
    if path.utf8.first != slash { _ = folder.utf8.withUnsafeBufferPointer { forEachName(in: $0) { append($0, to: &bytes) } } }
    let isInside = path.utf8.withUnsafeBufferPointer { path in
      forEachName(in: path) { name in
        if name.count == 2, name[0] == UInt8(ascii: "."), name[1] == UInt8(ascii: ".") {
          if bytes.isEmpty { return false }
          bytes.removeSubrange((bytes.lastIndex(of: slash) ?? 0)...)
          return true
        }
        return name.count == 1 && name[0] == UInt8(ascii: ".") || append(name, to: &bytes)
      }
    }
    return isInside ? Text(bytes) : nil
  }

  /// Calls `body` with each name of a path that is not empty, until it returns false; returns whether it did not.
  private static func forEachName(in path: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    var start = 0
    while start < path.count {
      var end = start
      while end < path.count, path[end] != UInt8(ascii: "/") { end += 1 }
      if end > start, !body(UnsafeBufferPointer(rebasing: path[start..<end])) { return false }
      start = end + 1
    }
    return true
  }

  private static func append(_ name: UnsafeBufferPointer<UInt8>, to path: inout [UInt8]) -> Bool {
    if !path.isEmpty { path.append(UInt8(ascii: "/")) }
    path.append(contentsOf: name)
    return true
  }

  /// The way from the root-relative folder of a page up to the root: empty, `../`, `../../`, …
  public static func root(from path: Text) -> Text {
    let depth = path.utf8.count { $0 == UInt8(ascii: "/") }
    return Text(Array(repeatElement("../".utf8, count: depth).joined()))
  }

  /// The relative URL from one output path to another, with what no URL may hold percent-encoded.
  public static func url(from origin: Text, to target: Text) -> Text {
    origin.utf8.withUnsafeBufferPointer { here in
      target.utf8.withUnsafeBufferPointer { there in url(from: here, to: there) }
    }
  }

  private static func url(from here: UnsafeBufferPointer<UInt8>, to there: UnsafeBufferPointer<UInt8>) -> Text {
    // Both paths lie below the last slash that they have in common.
    var common = lengthInCommon(here, there)
    while common > 0, here[common - 1] != UInt8(ascii: "/") { common -= 1 }
    var levels = 0
    for index in common..<here.count where here[index] == UInt8(ascii: "/") { levels += 1 }
    let rest = UnsafeBufferPointer(rebasing: there[common...])
    // Most names are of bytes that stand for themselves, and are written into memory of their size.
    if rest.allSatisfy(isUsual) { return Text(way(up: levels, to: rest)) }
    var bytes = way(up: levels, to: UnsafeBufferPointer(rebasing: rest[..<0]))
    // A first name with a colon would read as a scheme.
    let isBare = bytes.isEmpty && rest.prefix { $0 != UInt8(ascii: "/") }.contains(UInt8(ascii: ":"))
    if isBare { bytes.append(literal: "./") }
    appendEncoded(rest, to: &bytes)
    return Text(bytes)
  }

  /// How many bytes two paths begin with alike, looked at eight at a time.
  private static func lengthInCommon(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Int {
    let count = min(one.count, other.count)
    let (first, second) = (UnsafeRawBufferPointer(one), UnsafeRawBufferPointer(other))
    var index = 0
    while index + 8 <= count {
      let word = first.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let differing = word ^ second.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if differing != 0 { return index + UInt64(littleEndian: differing).trailingZeroBitCount / 8 }
      index += 8
    }
    while index < count, one[index] == other[index] { index += 1 }
    return index
  }

  /// Whether a byte stands for itself in a URL wherever it is, as almost all bytes of paths do: a letter, a digit, `-`, `.`, `/`, `_`.
  @inline(__always)
  private static func isUsual(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x2D < 13 || byte == UInt8(ascii: "_")
  }

  /// `../` for each level, then the rest as it is.
  private static func way(up levels: Int, to rest: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 3 * levels + rest.count) { bytes, count in
      for level in 0..<levels {
        bytes.initializeElement(at: 3 * level, to: UInt8(ascii: "."))
        bytes.initializeElement(at: 3 * level + 1, to: UInt8(ascii: "."))
        bytes.initializeElement(at: 3 * level + 2, to: UInt8(ascii: "/"))
      }
      if !rest.isEmpty { _ = UnsafeMutableBufferPointer(rebasing: bytes[(3 * levels)...]).initialize(fromContentsOf: rest) }
      count = 3 * levels + rest.count
    }
  }

  /// The path of a URL's bytes with `%XX` decoded; nil where an escape is broken.
  public static func decoded(_ url: Text) -> Text? {
    guard url.utf8.contains(UInt8(ascii: "%")) else { return url }
    var bytes: [UInt8] = []
    var rest = url.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(hexadecimal), let low = rest.popFirst().flatMap(hexadecimal) else { return nil }
      bytes.append(high << 4 | low)
    }
    return Text(bytes)
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// A path as a URL writes it: percent-encoded, its slashes as they are.
  public static func encoded(_ path: Text) -> Text {
    var bytes: [UInt8] = []
    path.utf8.withUnsafeBufferPointer { appendEncoded($0, to: &bytes) }
    return Text(bytes)
  }

  private static func appendEncoded(_ path: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    if path.allSatisfy(isPlain) { return bytes.append(contentsOf: path) }
    for byte in path {
      if isPlain(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), hexadecimalDigit(byte >> 4), hexadecimalDigit(byte & 15)]
      }
    }
  }

  private static func hexadecimalDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x41 + value - 10 }

  /// Whether a byte stands for itself in the path of a URL (RFC 3986's `pchar`, but for `'` and `&`, and the slash): `!`, `$`, `(` to `;`, `=`, `@`, letters,
  /// `_` and `~`, as bits of two numbers. Every byte of every URL is asked for.
  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    let bits: UInt64 = byte < 0x40 ? 0x2FFF_FF12_0000_0000 : byte < 0x80 ? 0x47FF_FFFE_87FF_FFFF : 0
    return bits &>> UInt64(byte) & 1 == 1
  }
}

extension [UInt8] {
  fileprivate mutating func append(literal: StaticString) { literal.withUTF8Buffer { append(contentsOf: $0) } }
}
