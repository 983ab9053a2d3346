/// Gathers the words of one document by term, in memory that serves for many documents.
///
/// A packed posting, which it gives of each term, is a byte with the level (five bits) and how many places are listed less one (three bits; 7: the next
/// byte has the number), and the places, each as what it exceeds the one before by.
struct DocumentPostings: ~Copyable {
  /// No document lists more places of a word.
  static let mostPlaces = 12
  /// How many bytes a packed posting takes at most.
  static let mostBytes = 2 + mostPlaces * 5
  /// How far the places of a term are from those of the next.
  fileprivate static let stride = 64

  /// A term of the document.
  fileprivate struct Row {
    var term: UInt32
    var frequency: UInt32
    var last: UInt32
    var places: UInt16
    var bytes: UInt16
  }

  /// The rows, and room for more.
  struct Rows {
    fileprivate var heads: UnsafeMutablePointer<Row>
    fileprivate var places: UnsafeMutablePointer<UInt8>
    fileprivate(set) var count = 0

    /// The row of a term, whose slot says which it had last; nil if it has none in this document.
    @inline(__always)
    private func row(of slot: UnsafeMutablePointer<WordTable.Slot>) -> Int? {
      let row = Int(truncatingIfNeeded: slot.pointee.row)
      return row < count && heads[row].term == slot.pointee.word &>> 6 ? row : nil
    }

    /// Adds the row of a term.
    @inline(__always)
    private mutating func append(_ row: Row, _ slot: UnsafeMutablePointer<WordTable.Slot>) -> Int {
      (heads + count).initialize(to: row)
      slot.pointee.row = UInt32(truncatingIfNeeded: count)
      count &+= 1
      return count &- 1
    }

    /// Takes a place of a term, which is not before those that it has. Most words stand in a document once.
    @inline(__always)
    mutating func add(_ place: UInt32, weight: UInt32, to slot: UnsafeMutablePointer<WordTable.Slot>) {
      if let row = row(of: slot) { return add(place, weight: weight, toRow: row) }
      let start = places + count &* DocumentPostings.stride
      var end = start
      end.write(Int(truncatingIfNeeded: place))
      let bytes = UInt16(truncatingIfNeeded: end - start)
      _ = append(Row(term: slot.pointee.word &>> 6, frequency: weight, last: place, places: 1, bytes: bytes), slot)
    }

    @inline(__always)
    private func add(_ place: UInt32, weight: UInt32, toRow row: Int) {
      let head = heads + row
      head.pointee.frequency &+= weight
      guard head.pointee.places < DocumentPostings.mostPlaces else { return }
      let start = places + row &* DocumentPostings.stride
      var end = start + Int(truncatingIfNeeded: head.pointee.bytes)
      end.write(Int(truncatingIfNeeded: place &- head.pointee.last))
      head.pointee.bytes = UInt16(truncatingIfNeeded: end - start)
      head.pointee.places &+= 1
      head.pointee.last = place
    }

    /// Takes a place, which may be one that is not listed: before those that the term has, or far behind in a huge document.
    mutating func addIfListed(_ place: Int, weight: UInt32, to slot: UnsafeMutablePointer<WordTable.Slot>) {
      let row = row(of: slot) ?? append(Row(term: slot.pointee.word &>> 6, frequency: 0, last: 0, places: 0, bytes: 0), slot)
      if place <= Place.last, place >= heads[row].last {
        return add(UInt32(truncatingIfNeeded: place), weight: weight, toRow: row)
      }
      heads[row].frequency &+= weight
    }
  }

  /// What is written while nobody looks at the postings.
  var rows: Rows
  private var capacity = 512

  init() {
    rows = Rows(heads: .allocate(capacity: capacity), places: .allocate(capacity: capacity * DocumentPostings.stride))
  }

  deinit {
    rows.heads.deallocate()
    rows.places.deallocate()
  }

  var count: Int { rows.count }

  /// Forgets all rows, and makes room for some.
  mutating func reset(room: Int) {
    rows.count = 0
    guard room > capacity else { return }
    rows.heads.deallocate()
    rows.places.deallocate()
    capacity = room * 2
    rows = Rows(heads: .allocate(capacity: capacity), places: .allocate(capacity: capacity * DocumentPostings.stride))
  }

  /// The term of a row.
  @inline(__always)
  func term(ofRow row: Int) -> Int { Int(truncatingIfNeeded: rows.heads[row].term) }

  /// The packed posting of a row as a number, its first byte the lowest, and how many bytes it has; nil if these are more than eight.
  ///
  /// Most postings have two bytes or three. What is made in a register can be written to several places without being read again.
  @inline(__always)
  func packed(_ row: Int, lengthStep: Int) -> (bytes: UInt64, count: Int)? {
    let head = rows.heads + row
    let (places, count) = (Int(truncatingIfNeeded: head.pointee.places), Int(truncatingIfNeeded: head.pointee.bytes))
    guard count < 8, places > 0, places < 8 else { return nil }
    let level = Weighing.level(Int(truncatingIfNeeded: head.pointee.frequency), lengthStep)
    let listed = UnsafeRawPointer(rows.places).loadUnaligned(fromByteOffset: row &* DocumentPostings.stride, as: UInt64.self)
    return (UInt64(truncatingIfNeeded: level &<< 3 | places &- 1) | listed.littleEndian &<< 8, count &+ 1)
  }

  /// Writes any packed posting to memory that has room for eight bytes more, and moves behind it.
  func write(_ row: Int, lengthStep: Int, to target: inout UnsafeMutablePointer<UInt8>) {
    let head = rows.heads[row]
    let listed = max(1, Int(head.places))
    target[0] = UInt8(truncatingIfNeeded: Weighing.level(Int(head.frequency), lengthStep) << 3 | min(listed - 1, 7))
    target += 1
    if listed > 7 { target.write(listed) }
    // A word far behind in a huge document has no place that can be listed.
    if head.places == 0 { target.write(Place.last) }
    target.copy(rows.places + row * DocumentPostings.stride, Int(head.bytes))
  }
}
