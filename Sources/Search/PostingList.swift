/// A document in which a word is.
struct Posting {
  var document: Int
  /// The level of its weight; see `Weighing`.
  var level: Int
  /// Its first places, rising; see `Place`.
  var places: [Int]
}

/// The documents in which a word is, as a query reads them.
struct PostingList {
  /// How many there are.
  private(set) var frequency = 0
  /// No document that is not listed gives the word a greater weight; 0 if all are listed.
  private(set) var floor = 0.0
  /// Those that are listed, by number.
  private(set) var postings: [Posting] = []

  init(_ packed: [UInt8]) {
    var reader = Unpacker(packed)
    let head = PostingHead(&reader)
    frequency = head.frequency
    if let histogram = head.histogram { floor = Weighing.weight(ofLevel: histogram.leastLevel) }
    var document = -1
    while reader.rest > 0 {
      document = PostingNumber.read(after: document, &reader)
      let byte = reader.byte()
      let count = byte & 7 == 7 ? Int(reader.byte()) : Int(byte & 7) + 1
      var places: [Int] = []
      var place = 0
      for _ in 0..<count where !reader.isBroken {
        place = min(place &+ reader.number(), Place.last)
        places.append(place)
      }
      if reader.isBroken { break }
      postings.append(Posting(document: document, level: Int(byte >> 3), places: places))
    }
  }
}

/// What stands before the postings of a term: in how many documents it is and, if not all of them are listed, how many have which level.
struct PostingHead {
  var frequency = 0
  var histogram: Histogram?

  init(frequency: Int, histogram: Histogram? = nil) { (self.frequency, self.histogram) = (frequency, histogram) }

  init(_ reader: inout Unpacker) {
    let number = reader.number()
    frequency = number >> 1
    if number & 1 == 1 { histogram = Histogram(&reader) }
  }

  func write(to packer: inout Packer) {
    packer.write(frequency << 1 | (histogram == nil ? 0 : 1))
    histogram?.write(to: &packer)
  }
}

/// How many documents give a term which level, and the least level of which documents are listed.
struct Histogram: Equatable {
  var counts = [Int](repeating: 0, count: Weighing.levels)
  private(set) var leastLevel = 0

  init() {}

  init(_ reader: inout Unpacker) {
    leastLevel = Int(reader.byte())
    let first = Int(reader.byte())
    let count = Int(reader.byte())
    for level in first..<first + count {
      let number = reader.number()
      if level < counts.count { counts[level] = number }
    }
  }

  func write(to packer: inout Packer) {
    let first = counts.firstIndex { $0 > 0 } ?? 0
    let last = counts.lastIndex { $0 > 0 } ?? 0
    packer.bytes.append(UInt8(truncatingIfNeeded: leastLevel))
    packer.bytes.append(UInt8(truncatingIfNeeded: first))
    packer.bytes.append(UInt8(truncatingIfNeeded: last - first + 1))
    for level in first...last { packer.write(counts[level]) }
  }

  /// Which documents are listed, if about a number are to be; it notes the least level.
  ///
  /// Those of whole levels are listed as long as they are not more than the number, and of the next level a part that would fill half of it, or a
  /// fourth if there is less room. As one document more or less seldom moves these bounds, it seldom moves other documents.
  mutating func choose(_ limit: Int) -> Choice {
    var whole = 0
    var level = Weighing.levels - 1
    while level > 0, whole + counts[level] <= limit {
      whole += counts[level]
      level -= 1
    }
    leastLevel = level
    let room = whole * 2 <= limit ? limit / 2 : limit / 4
    var halvings = 0
    while halvings < 31, counts[level] >> halvings > room { halvings += 1 }
    return Choice(level: level, mask: room == 0 ? nil : 1 << UInt64(halvings) - 1)
  }
}

/// Which documents a term lists: all above a level, and of those at it a half, a fourth, an eighth… that is chosen by number, whatever the others are.
///
/// When a document changes, others come or go only if the number of those at a level passes a bound: rarely.
struct Choice: Equatable {
  var level: Int
  /// The bits of a document's fingerprint that are 0 if it is chosen; nil if none is.
  var mask: UInt64?

  func lists(_ document: Int, level: Int) -> Bool {
    if level != self.level { return level > self.level }
    guard let mask else { return false }
    return Fingerprint.mixed(0, UInt64(truncatingIfNeeded: document)) & mask == 0
  }
}

/// The number of a document in a list: by how many items it comes after the one before, and its section.
enum PostingNumber {
  /// Writes a number; `previous` is the number before it, -1 at the beginning.
  static func write(_ number: Int, after previous: Int, to packer: inout Packer) {
    let (items, section) = parts(number, after: previous)
    packer.write(items << 3 | min(section, 7))
    if section >= 7 { packer.write(section - 7) }
  }

  /// How many bytes `write` takes at most.
  static let mostBytes = 6

  static func read(after previous: Int, _ reader: inout Unpacker) -> Int {
    let head = reader.number()
    let section = head & 7 == 7 ? reader.number() &+ 7 : head & 7
    if head >> 3 == 0 { return previous &+ 1 &+ section }
    return (previous >> 8 &+ head >> 3) << 8 &+ section
  }

  @inline(__always)
  static func parts(_ number: Int, after previous: Int) -> (items: Int, section: Int) {
    let items = number &>> 8 &- previous &>> 8
    return (items, items == 0 ? number &- previous &- 1 : number & 0xFF)
  }
}

extension PostingNumber {
  /// Reads a number that a builder itself has written, and moves behind it.
  @inline(__always)
  static func read(_ bytes: UnsafePointer<UInt8>, _ index: inout Int, after previous: Int) -> Int {
    let head = LogReader.number(bytes, &index)
    let section = head & 7 == 7 ? LogReader.number(bytes, &index) &+ 7 : head & 7
    return head &>> 3 == 0 ? previous &+ 1 &+ section : (previous &>> 8 &+ head &>> 3) &<< 8 &+ section
  }

  /// Writes a number to memory that has room, and moves behind it.
  @inline(__always)
  static func write(_ number: Int, after previous: Int, to target: inout UnsafeMutablePointer<UInt8>) {
    let (items, section) = parts(number, after: previous)
    target.write(items &<< 3 | min(section, 7))
    if section >= 7 { target.write(section &- 7) }
  }
}
