import Diagnostics

/// What the files of an index hold, by the first letter of their names.
enum FileKind {
  static let terms = UInt8(ascii: "t")
  static let spellings = UInt8(ascii: "s")
  static let reversedSpellings = UInt8(ascii: "r")
  static let facets = UInt8(ascii: "f")
  static let directory = UInt8(ascii: "n")
  static let tables = UInt8(ascii: "k")
  static let documents = UInt8(ascii: "d")
  static let register = UInt8(ascii: "i")
  static let all = [terms, spellings, reversedSpellings, facets, directory, tables, documents, register]
}

/// How a table is cut into files.
///
/// A file ends before every key that is a *bound*, which its bytes alone decide, and as soon as it is large enough. So where a file begins
/// depends on what stands before it back to a bound, and a change moves the beginnings of files up to the next bound at most.
struct TableShape: Sendable {
  let kind: UInt8
  /// A file that has as many bytes is ended.
  let limit: Int
  /// The bits of a key's fingerprint that are 0 if the key is a bound.
  let mask: UInt64

  static let terms = TableShape(kind: FileKind.terms, limit: 4_000, mask: 0x7F)
  static let spellings = TableShape(kind: FileKind.spellings, limit: 4_000, mask: 0x3FF)
  static let reversedSpellings = TableShape(kind: FileKind.reversedSpellings, limit: 4_000, mask: 0x3FF)
  static let facets = TableShape(kind: FileKind.facets, limit: 8_000, mask: 0x1F)

  func isBound(_ fingerprint: UInt64) -> Bool { fingerprint >> 40 & mask == 0 }
  func isBound(_ key: [UInt8]) -> Bool { isBound(Fingerprint.of(key)) }
}

/// Writes sorted keys with what belongs to them as files, and where each begins.
struct TableWriter: ~Copyable {
  private let shape: TableShape
  private(set) var files: [SearchFile] = []
  /// The names of all files, and the keys that they begin with.
  private(set) var names: [Text] = []
  private(set) var firstKeys: [[UInt8]] = []
  private var entries = GrowingBytes()
  private var count = 0
  private var previous = GrowingBytes(capacity: 256)

  /// An empty table.
  init(_ shape: TableShape) { self.shape = shape }

  mutating func add(key: UnsafeBufferPointer<UInt8>, _ fingerprint: UInt64, payload: UnsafeBufferPointer<UInt8>) {
    if count > 0, isFull || shape.isBound(fingerprint) { finishFile() }
    if count == 0 { firstKeys.append(Array(key)) }
    let shared = sharedPrefix(key, previous.bytes)
    entries.reserve(key.count + payload.count + 30)
    var end = entries.end
    end.write(shared)
    end.write(key.count &- shared)
    if let base = key.baseAddress, shared < key.count { end.copyExactly(base + shared, key.count &- shared) }
    end.write(payload.count)
    entries.end = end
    if !payload.isEmpty { entries.append(payload) }
    previous.removeAll()
    previous.append(key)
    count &+= 1
  }

  mutating func add(_ entry: TableEntry) {
    entry.key.withUnsafeBufferPointer { key in
      entry.payload.withUnsafeBufferPointer { add(key: key, Fingerprint.of(key), payload: $0) }
    }
  }

  /// Whether the next entry will begin a file.
  var isFull: Bool { entries.count >= shape.limit }

  /// Ends the last file.
  mutating func finish() { finishFile() }

  /// Gives away the files that are ended.
  mutating func takeFiles() -> [SearchFile] {
    defer { files = [] }
    return files
  }

  private mutating func finishFile() {
    guard count > 0 else { return }
    let file = SearchFile(kind: shape.kind, bytes: Array(entries.bytes))
    names.append(file.name)
    files.append(file)
    entries.removeAll()
    previous.removeAll()
    count = 0
  }
}

/// Where the files of a table begin.
struct TableStarts {
  private(set) var keys: [[UInt8]] = []
  private(set) var names = FileNames()

  init() {}

  init(_ table: borrowing TableWriter) { (keys, names) = (table.firstKeys, FileNames(table.names[...])) }

  init(kind: UInt8, _ manifest: inout Unpacker) {
    let count = manifest.number()
    var key: [UInt8] = []
    // Each takes eight bytes at least, so that a false number makes no work.
    guard count <= manifest.rest / 8 else { return }
    for _ in 0..<count {
      key = manifest.key(after: key)
      keys.append(key)
      names.append(kind: kind, hash: manifest.hash())
    }
  }

  func write(to manifest: inout Packer) {
    manifest.write(keys.count)
    var previous: [UInt8] = []
    for (number, key) in keys.enumerated() {
      manifest.write(key: key, after: previous)
      manifest.write(hash: names.hash(of: number))
      previous = key
    }
  }

  mutating func append(key: [UInt8], name: Text) {
    keys.append(key)
    names.append(name)
  }

  /// The files of a range.
  func part(_ range: Range<Int>) -> TableStarts {
    var part = TableStarts()
    part.keys = Array(keys[range])
    part.names = names.part(range)
    return part
  }

  /// Puts other files in the place of some.
  mutating func replace(_ range: Range<Int>, with table: borrowing TableWriter) {
    keys.replaceSubrange(range, with: table.firstKeys)
    names.replace(range, with: table.names)
  }

  /// The files that may hold keys with a prefix, by number.
  func files(prefix: [UInt8]) -> Range<Int> {
    let start = file(of: prefix)
    var end = start
    while end < keys.count, end == start || !keys[end].isBeyond(prefix) { end += 1 }
    return start..<end
  }

  /// The file that holds a key if any does.
  func file(of key: [UInt8]) -> Int {
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if key.lexicographicallyPrecedes(keys[middle]) { high = middle } else { low = middle + 1 }
    }
    return max(low - 1, 0)
  }
}

/// An entry of a table.
struct TableEntry {
  var key: [UInt8]
  var payload: [UInt8]

  /// The entries of a file; nil if it is broken.
  static func all(in file: [UInt8]) -> [TableEntry]? {
    var reader = Unpacker(file)
    return all(&reader)
  }

  /// The entries up to the end of a file; nil if it is broken.
  static func all(_ reader: inout Unpacker) -> [TableEntry]? {
    var entries: [TableEntry] = []
    var key: [UInt8] = []
    while reader.rest > 0 {
      key = reader.key(after: key)
      entries.append(TableEntry(key: key, payload: reader.text()))
    }
    return reader.isBroken ? nil : entries
  }

  /// The entries of a file whose keys have a prefix.
  static func all(in file: [UInt8], prefix: [UInt8]) -> [TableEntry] {
    var entries: [TableEntry] = []
    var reader = Unpacker(file)
    var key: [UInt8] = []
    while reader.rest > 0 {
      key = reader.key(after: key)
      let payload = reader.text()
      if reader.isBroken { break }
      if key.starts(with: prefix) { entries.append(TableEntry(key: key, payload: payload)) }
    }
    return entries
  }
}

extension [UInt8] {
  /// Whether the key comes after every key with a prefix.
  fileprivate func isBeyond(_ prefix: [UInt8]) -> Bool {
    !starts(with: prefix) && prefix.lexicographicallyPrecedes(self)
  }
}
