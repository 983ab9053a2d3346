import Diagnostics

/// What the files of an index hold, by the first letter of their names.
enum FileKind {
  static let terms = UInt8(ascii: "t")
  static let spellings = UInt8(ascii: "s")
  static let reversedSpellings = UInt8(ascii: "r")
  static let facets = UInt8(ascii: "f")
  static let directory = UInt8(ascii: "n")
  static let documents = UInt8(ascii: "d")
}

/// Writes sorted keys with what belongs to them as files of about one size, and where each begins.
struct TableWriter {
  private let kind: UInt8
  private let limit: Int
  private(set) var files: [SearchFile] = []
  private var entries = Packer()
  private var count = 0
  private var first: [UInt8] = []
  private var previous: [UInt8] = []
  private var starts = Packer()
  private var previousStart: [UInt8] = []

  /// A table whose files are ended before they would have more bytes than `limit`; a longer entry has its own.
  init(kind: UInt8, limit: Int) { (self.kind, self.limit) = (kind, limit) }

  mutating func add(key: [UInt8], payload: [UInt8]) {
    if count > 0, entries.bytes.count + payload.count + key.count > limit { finishFile() }
    if count == 0 { first = key }
    entries.write(key: key, after: previous)
    entries.write(payload)
    previous = key
    count += 1
  }

  /// Ends the table and writes into the manifest where its files begin.
  mutating func finish(into manifest: inout Packer) {
    finishFile()
    manifest.write(files.count)
    manifest.bytes.append(contentsOf: starts.bytes)
  }

  private mutating func finishFile() {
    guard count > 0 else { return }
    let file = SearchFile(kind: kind, bytes: entries.bytes)
    // Between the last key of one file and the first of the next the shortest key is enough.
    starts.write(key: first, after: previousStart)
    starts.write(nameOf: file)
    previousStart = first
    files.append(file)
    (entries, count, previous) = (Packer(), 0, [])
  }
}

/// Where the files of a table begin.
struct TableStarts {
  private(set) var keys: [[UInt8]] = []
  private(set) var names: [Text] = []

  init(kind: UInt8, _ manifest: inout Unpacker) {
    let count = manifest.number()
    var key: [UInt8] = []
    // Each takes eight bytes at least, so that a false number makes no work.
    guard count <= manifest.rest / 8 else { return }
    for _ in 0..<count {
      key = manifest.key(after: key)
      keys.append(key)
      names.append(SearchFile.name(kind: kind, hash: manifest.hash()))
    }
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
