import Diagnostics

/// The names of files of one kind, each as the number that it is made of: there are thousands, and few are looked at.
struct FileNames {
  private var kind: UInt8 = 0
  private var hashes: [UInt64] = []

  init() {}

  /// These names, all of one kind.
  init(_ names: ArraySlice<Text>) { for name in names { append(name) } }

  var isEmpty: Bool { hashes.isEmpty }
  var count: Int { hashes.count }

  /// The first letter of all names; 0 where there are none.
  var letter: UInt8 { isEmpty ? 0 : kind }

  subscript(number: Int) -> Text { SearchFile.name(kind: kind, hash: hashes[number]) }

  subscript(range: Range<Int>) -> [Text] { hashes[range].map { SearchFile.name(kind: kind, hash: $0) } }

  /// All names.
  var all: [Text] { self[0..<hashes.count] }

  func hash(of number: Int) -> UInt64 { hashes[number] }

  func part(_ range: Range<Int>) -> FileNames {
    var part = FileNames()
    (part.kind, part.hashes) = (kind, Array(hashes[range]))
    return part
  }

  mutating func append(kind: UInt8, hash: UInt64) {
    self.kind = kind
    hashes.append(hash)
  }

  mutating func append(_ name: Text) { append(kind: name.utf8.first ?? 0, hash: SearchFile.hash(of: name)) }

  /// Puts other names in the place of some.
  mutating func replace(_ range: Range<Int>, with names: [Text]) {
    hashes.replaceSubrange(range, with: names.map { SearchFile.hash(of: $0) })
    if let first = names.first?.utf8.first { kind = first }
  }
}
