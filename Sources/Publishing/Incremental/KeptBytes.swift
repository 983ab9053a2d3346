import Knowledge

/// Bytes that one build leaves to the next: made by this one, or as they stand in the file that the last one left.
enum KeptBytes: Sendable {
  case made([UInt8], fingerprint: UInt64)
  case stored(MappedBytes, Range<Int>, fingerprint: UInt64)

  /// Bytes of this build.
  init(_ bytes: [UInt8]) { self = .made(bytes, fingerprint: bytes.withUnsafeBytes { Fingerprint.ofFile($0) }) }

  /// What is kept apart of a page, since few builds read it: `StoredPart.Kind` says what.
  init(partsOf page: Page, _ outgoing: Outgoing) {
    var writer = ArchiveWriter()
    for kind in StoredPart.Kind.allCases {
      switch kind {
      case .links: writer.write(page.storedLinks)
      case .sentences: writer.write(outgoing.storedSentences)
      }
    }
    self.init(writer.bytes)
  }

  /// The order of a site's pages.
  init(orderOf catalog: Catalog) {
    var writer = ArchiveWriter()
    catalog.order.write(to: &writer, of: catalog.pages)
    self.init(writer.bytes)
  }

  /// The order that is kept; nil if it is not as it was written, or of other pages.
  func order(of pages: [Page]) -> Catalog.Order? {
    read { reader, _ in Catalog.Order(&reader, of: pages) }.flatMap { $0.isOrder(ofOnly: pages.count) ? $0 : nil }
  }

  /// A fingerprint of all of it.
  var fingerprint: UInt64 {
    switch self {
    case .made(_, let fingerprint), .stored(_, _, let fingerprint): fingerprint
    }
  }

  /// A copy of the bytes; nil if they are not as they were written.
  var bytes: [UInt8]? {
    switch self {
    case .made(let bytes, _): bytes
    case .stored(let bytes, let range, _): isSound ? bytes.array(range) : nil
    }
  }

  /// Whether it is as it was written.
  var isSound: Bool {
    switch self {
    case .made: true
    case .stored(let bytes, let range, let fingerprint): bytes.fingerprint(of: range) == fingerprint
    }
  }

  /// What the bytes say, read where they are; nil if they are not as they were written, or something else.
  func read<Value>(_ body: (inout ArchiveReader, MappedBytes) -> Value) -> Value? {
    guard case .stored(let bytes, let range, _) = self, isSound else { return nil }
    // Lent, so that threads that read other parts do not wait for this one.
    let lent = bytes.lent
    var reader = ArchiveReader(lent, range)
    let value = body(&reader, lent)
    return reader.isBroken || !reader.isAtEnd ? nil : value
  }

  /// Writes where they are, and puts them there.
  func write(to writer: inout ArchiveWriter, parts store: inout PartStore) {
    let place = store.place(self)
    writer.write(place.lowerBound)
    writer.write(place.count)
    writer.write(fixed: fingerprint)
  }

  /// Reads what `write` wrote.
  init(_ reader: inout ArchiveReader, _ bytes: MappedBytes) {
    let start = reader.number()
    let count = reader.number()
    self = .stored(bytes, start..<start + count, fingerprint: reader.fixed())
  }
}

extension KeptBytes {
  /// Where some of them stand, those that follow each other as one.
  static func runs(_ all: [KeptBytes]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for case .stored(_, let range, _) in all {
      if let last = runs.last, last.upperBound == range.lowerBound {
        runs[runs.count - 1] = last.lowerBound..<range.upperBound
      } else {
        runs.append(range)
      }
    }
    return runs
  }
}

/// Where parts are put in the file that a build leaves.
struct PartStore {
  /// Where the next part goes.
  private var end: Int
  /// Whether what is in the file already stays there.
  private let keepsOld: Bool
  /// What is to be put there, one after the other.
  private(set) var added: [[UInt8]] = []
  /// How many bytes of the file are parts.
  private(set) var used = 0

  /// A store.
  ///
  /// - Parameters:
  ///   - start: Where the first new part goes.
  ///   - keepsOld: Whether the file has what the last build left; else it is put there again.
  init(from start: Int, keepsOld: Bool) { (end, self.keepsOld) = (start, keepsOld) }

  /// Notes that the parts of some pages stay where they are; false if one of them does not.
  mutating func keep(_ pages: ArraySlice<PageMemory>) -> Bool {
    guard keepsOld else { return false }
    for page in pages { if case .stored(_, let range, _) = page.parts { used += range.count } }
    return true
  }

  /// Where a part is.
  mutating func place(_ part: KeptBytes) -> Range<Int> {
    switch part {
    case .stored(_, let range, _) where keepsOld:
      used += range.count
      return range
    case .stored(let bytes, let range, _): return add(bytes.array(range))
    case .made(let bytes, _): return add(bytes)
    }
  }

  private mutating func add(_ bytes: [UInt8]) -> Range<Int> {
    added.append(bytes)
    end += bytes.count
    used += bytes.count
    return end - bytes.count..<end
  }
}
