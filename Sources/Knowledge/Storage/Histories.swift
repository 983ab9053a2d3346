import Diagnostics
import Notation

/// What the repository says about the files of a content folder: packed, since most builds ask about few of them.
public struct Histories: Sendable {
  /// Where the repository stood: at an equal point it says the same. Empty where there is none.
  public let point: Text
  private let bytes: MappedBytes?
  private let range: Range<Int>
  private let fileCount: Int

  /// The histories of a folder of which nothing is known.
  public init(unknownAt point: Text = Text()) {
    (self.point, bytes, range, fileCount) = (point, nil, 0..<0, 0)
  }

  /// Histories that were written.
  public init(at point: Text, _ bytes: MappedBytes, _ range: Range<Int>) {
    (self.point, self.bytes, self.range) = (point, bytes, range)
    var reader = ArchiveReader(bytes, range)
    fileCount = Int(clamping: reader.fixed())
  }

  /// The histories of files by their paths.
  public init(_ histories: [Text: PageHistory], at point: Text) {
    let packed = Histories.packed(histories)
    self = MappedBytes(packed).map { Histories(at: point, $0, 0..<packed.count) } ?? Histories(unknownAt: point)
  }

  /// Whether the repository could be read.
  public var isKnown: Bool { bytes != nil }

  /// All of it, as it is written; nil if nothing is known.
  public var packed: [UInt8]? { bytes?.array(range) }

  /// What the repository says about a file; nil for one that was never committed.
  public subscript(path: Text) -> PageHistory? {
    guard let bytes else { return nil }
    var (low, high) = (0, fileCount)
    while low < high {
      let middle = (low + high) / 2
      var reader = reader(of: middle, in: bytes)
      let other = reader.text()
      guard !reader.isBroken else { return nil }
      if other == path { return history(&reader, in: bytes) }
      if other < path { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}

extension Histories {
  /// Packs: the number of files, of files and changes their places, the files in the order of their paths, and each change once.
  private static func packed(_ histories: [Text: PageHistory]) -> [UInt8] {
    let paths = histories.keys.sorted()
    var numbers: [PageHistory.Change: Int] = [:]
    var (writer, places): (ArchiveWriter, [Int]) = (ArchiveWriter(), [])
    var changes: [PageHistory.Change] = []
    for history in paths.lazy.compactMap({ histories[$0] }) {
      for change in history.changes where numbers[change] == nil {
        numbers[change] = changes.count
        changes.append(change)
      }
    }
    for path in paths {
      guard let history = histories[path] else { continue }
      places.append(writer.bytes.count)
      writer.write(path)
      writer.write(history.count)
      writer.write(signed: Int(history.first?.seconds ?? 0))
      writer.write(history.changes) { $0.write(numbers[$1] ?? 0) }
    }
    for change in changes {
      places.append(writer.bytes.count)
      writer.write(signed: Int(change.instant.seconds))
      writer.write(change.subject)
    }
    var all = ArchiveWriter()
    all.write(fixed: UInt64(paths.count))
    let start = 8 + places.count * 8
    for place in places { all.write(fixed: UInt64(start + place)) }
    all.append(writer.bytes)
    return all.bytes
  }

  /// A reader of a file, or behind the files of a change.
  private func reader(of number: Int, in bytes: MappedBytes) -> ArchiveReader {
    let place = range.lowerBound + 8 + number * 8
    guard place + 8 <= range.upperBound else { return ArchiveReader(bytes, 0..<0) }
    let start = bytes.word(at: place)
    guard start <= UInt64(range.count) else { return ArchiveReader(bytes, 0..<0) }
    return ArchiveReader(bytes, range.lowerBound + Int(start)..<range.upperBound)
  }

  private func history(_ reader: inout ArchiveReader, in bytes: MappedBytes) -> PageHistory {
    var history = PageHistory()
    history.count = reader.number()
    history.first = Timestamp(seconds: Int64(reader.signedNumber()))
    history.changes = reader.values { $0.number() }.compactMap { number in
      var reader = self.reader(of: fileCount + number, in: bytes)
      return Timestamp(seconds: Int64(reader.signedNumber())).map { PageHistory.Change(instant: $0, subject: reader.text()) }
    }
    return history
  }
}
