import Testing

@testable import Search

@Suite("Postings of a document")
struct PostingsTests {
  @Test("What is packed in a register is what is written byte by byte")
  func packed() {
    var random = Lehmer(state: 21)
    var short = 0
    for _ in 0..<3_000 {
      var postings = DocumentPostings()
      postings.reset(room: 8)
      let slot = UnsafeMutablePointer<WordTable.Slot>.allocate(capacity: 1)
      defer { slot.deallocate() }
      slot.pointee = WordTable.Slot(fingerprint: 1, word: 1, row: .max)
      let (row, isListed, places) = (0, random.below(2) == 0, random.below(15))
      // A place too far behind is not listed.
      if places == 0 { postings.rows.addIfListed(Place.last + 1, weight: 2, to: slot) }
      var place = 0
      for _ in 0..<places {
        place += random.below([4, 100, 20_000, 3_000_000][random.below(4)])
        let weight = UInt32(1 + random.below(14))
        if isListed {
          postings.rows.add(UInt32(place), weight: weight, to: slot)
        } else {
          postings.rows.addIfListed(place, weight: weight, to: slot)
        }
      }
      #expect(postings.count == 1)
      let step = Weighing.step(ofLength: random.below(2_000))
      let packed = postings.packed(row, lengthStep: step).map { posting in
        (0..<posting.count).map { UInt8(truncatingIfNeeded: posting.bytes >> UInt64($0 * 8)) }
      }
      if packed != nil { short += 1 }
      var bytes = [UInt8](repeating: 0, count: DocumentPostings.mostBytes + 8)
      let count = bytes.withUnsafeMutableBufferPointer { bytes in
        var end = bytes.baseAddress!
        postings.write(row, lengthStep: step, to: &end)
        return end - bytes.baseAddress!
      }
      #expect(packed == nil || packed == Array(bytes[..<count]))
    }
    #expect(short > 500)
  }

  @Test("Levels rise by a fourth of an octave")
  func levels() {
    var last = 0
    for frequency in 1..<4_000 {
      let level = Weighing.level(frequency, 20)
      let exact = frequency.bitWidth - 1 - frequency.leadingZeroBitCount
      let part = ((frequency * 4) >> exact) & 3
      #expect(level == min(31, exact * 4 + part - 20 + 31) && level >= last)
      last = level
    }
  }
}
