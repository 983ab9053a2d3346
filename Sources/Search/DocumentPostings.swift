/// Gathers the words of one document by term, in memory that serves for many documents.
///
/// What it writes of a document, and the builder keeps until all are known, is: how many terms it has, and of each term its number and a
/// packed posting. A packed posting is a byte with the level (five bits) and how many places are listed less one (three bits; 7: the next byte
/// has the number), and the places, each as what it exceeds the one before by.
struct DocumentPostings: ~Copyable {
  /// No document lists more places of a word.
  static let mostPlaces = 12
  /// How many bytes the places of a term may take.
  private static let stride = mostPlaces * 5

  /// A term of the document.
  private struct Head {
    var term: UInt32
    var frequency: UInt32
    var last: UInt32
    var places: UInt8
    var bytes: UInt8
  }

  private var heads: UnsafeMutablePointer<Head>
  private var places: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private var capacity = 512
  private var output: UnsafeMutablePointer<UInt8>
  private var outputCapacity = 1 << 14

  init() {
    output = .allocate(capacity: outputCapacity)
    heads = .allocate(capacity: capacity)
    places = .allocate(capacity: capacity * DocumentPostings.stride + 8)
  }

  deinit {
    output.deallocate()
    heads.deallocate()
    places.deallocate()
  }

  mutating func reset() { count = 0 }

  /// Takes a term that the document has not had, and gives the number of its row.
  mutating func open(_ term: UInt32) -> Int {
    if count == capacity { grow() }
    (heads + count).initialize(to: Head(term: term, frequency: 0, last: 0, places: 0, bytes: 0))
    count += 1
    return count - 1
  }

  /// Takes a place of a term.
  func add(_ place: Int, weight: Int, to row: Int) {
    let head = heads + row
    head.pointee.frequency &+= UInt32(truncatingIfNeeded: weight)
    guard head.pointee.places < DocumentPostings.mostPlaces, place <= Place.last, place >= head.pointee.last else { return }
    var rest = UInt32(truncatingIfNeeded: place) - head.pointee.last
    let target = places + row * DocumentPostings.stride
    var size = Int(head.pointee.bytes)
    while rest >= 0x80 {
      target[size] = UInt8(truncatingIfNeeded: rest) | 0x80
      rest >>= 7
      size += 1
    }
    target[size] = UInt8(truncatingIfNeeded: rest)
    head.pointee.bytes = UInt8(truncatingIfNeeded: size + 1)
    head.pointee.places += 1
    head.pointee.last = UInt32(truncatingIfNeeded: place)
  }

  /// Appends what it gathered to a log, and tells of each term how many bytes its posting takes.
  mutating func write(to log: inout [UInt8], length: Int, _ note: (_ term: Int, _ size: Int) -> Void) {
    reserveOutput(count * (DocumentPostings.stride + 7) + 13)
    let lengthStep = Weighing.step(ofLength: length)
    var target = output
    target.write(count)
    for row in 0..<count {
      let head = heads[row]
      target.write(Int(head.term))
      let start = target
      let listed = max(1, head.places)
      target[0] = UInt8(truncatingIfNeeded: Weighing.level(Int(head.frequency), lengthStep) << 3) | min(listed - 1, 7)
      target += 1
      if listed > 7 { target.write(Int(listed)) }
      // A word far behind in a huge document has no place that can be listed.
      if head.places == 0 { target.write(Place.last) }
      target.copy(places + row * DocumentPostings.stride, Int(head.bytes))
      note(Int(head.term), target - start)
    }
    log.append(contentsOf: UnsafeBufferPointer(start: output, count: target - output))
  }

  private mutating func reserveOutput(_ size: Int) {
    guard size > outputCapacity else { return }
    output.deallocate()
    outputCapacity = size * 2
    output = .allocate(capacity: outputCapacity)
  }

  private mutating func grow() {
    let largerHeads = UnsafeMutablePointer<Head>.allocate(capacity: capacity * 2)
    let largerPlaces = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 * DocumentPostings.stride + 8)
    largerHeads.moveInitialize(from: heads, count: count)
    largerPlaces.moveInitialize(from: places, count: count * DocumentPostings.stride)
    heads.deallocate()
    places.deallocate()
    (heads, places, capacity) = (largerHeads, largerPlaces, capacity * 2)
  }
}
