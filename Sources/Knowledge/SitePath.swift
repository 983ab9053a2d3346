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

  /// Whether a path has no folder.
  public static func isInRoot(_ path: Text) -> Bool { !path.utf8.contains(UInt8(ascii: "/")) }

  /// The last name of a path.
  public static func name(of path: Text) -> Text {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return Text(path.utf8[(slash + 1)...])
  }

  /// The path that a relative one names, seen from a folder; nil when it leads out of the root.
  ///
  /// A path that begins with `/` is seen from the root. `.` and empty names are passed over.
  public static func resolve(_ path: Text, from folder: Text) -> Text? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: folder.utf8.count + path.utf8.count + 2) { memory in
      var names = Names(memory: memory)
      if path.utf8.first != UInt8(ascii: "/") {
        _ = folder.utf8.withUnsafeBufferPointer { forEachName(in: $0) { names.append($0) } }
      }
      let isInside = path.utf8.withUnsafeBufferPointer { path in
        forEachName(in: path) { name in
          if name.count == 2, name[0] == UInt8(ascii: "."), name[1] == UInt8(ascii: ".") { return names.removeLast() }
          return name.count == 1 && name[0] == UInt8(ascii: ".") || names.append(name)
        }
      }
      return isInside ? Text(Array(UnsafeBufferPointer(rebasing: memory[..<names.count]))) : nil
    }
  }

  /// The names of a path, in memory that has room for all of them.
  private struct Names {
    let memory: UnsafeMutableBufferPointer<UInt8>
    var count = 0

    /// Adds a name; always true.
    mutating func append(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
      if count > 0 {
        memory[count] = UInt8(ascii: "/")
        count += 1
      }
      _ = UnsafeMutableBufferPointer(rebasing: memory[count...]).update(fromContentsOf: name)
      count += name.count
      return true
    }

    /// Removes the last name; false if there is none.
    mutating func removeLast() -> Bool {
      guard count > 0 else { return false }
      repeat { count -= 1 } while count > 0 && memory[count] != UInt8(ascii: "/")
      return true
    }
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
    if areUsual(rest) { return Text(way(up: levels, to: rest)) }
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

  /// Whether all bytes do. They are looked at eight at a time, the last of them with some of those before.
  private static func areUsual(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 8 else { return bytes.allSatisfy(isUsual) }
    var index = 0
    while index < bytes.count {
      index = min(index, bytes.count - 8)
      if !areUsual(UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self)) { return false }
      index += 8
    }
    return true
  }

  @inline(__always)
  private static func areUsual(_ word: UInt64) -> Bool {
    let (ones, tops) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
    // The highest bit of each byte says whether a byte of ASCII is at least some other.
    func atLeast(_ least: UInt64, _ bytes: UInt64) -> UInt64 { (bytes | tops) &- ones &* least }
    let small = word | ones &* 0x20
    let letters = atLeast(0x61, small) & ~atLeast(0x7B, small)
    let digitsAndMarks = atLeast(0x2D, word) & ~atLeast(0x3A, word)
    let underscores = ~atLeast(1, word ^ ones &* 0x5F)
    return (letters | digitsAndMarks | underscores) & ~word & tops == tops
  }

  /// `../` for each level, then the rest as it is.
  private static func way(up levels: Int, to rest: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    if levels == 0 { return Array(rest) }
    let step = (UInt8(ascii: "."), UInt8(ascii: "/"))
    // An array that is copied from finished bytes costs half of one that is filled by a closure.
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 3 * levels + rest.count) { bytes in
      for level in 0..<levels { (bytes[3 * level], bytes[3 * level + 1], bytes[3 * level + 2]) = (step.0, step.0, step.1) }
      _ = UnsafeMutableBufferPointer(rebasing: bytes[(3 * levels)...]).update(fromContentsOf: rest)
      return Array(UnsafeBufferPointer(bytes))
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
