import Diagnostics
import Testing

@Suite struct SortedIndicesTests {
  @Test func equalElementsKeepTheirOrder() {
    var seed: UInt32 = 7
    for count in 0..<70 {
      var numbers: [UInt32] = []
      for _ in 0..<count {
        seed = seed &* 1_664_525 &+ 1_013_904_223
        numbers.append(seed >> 28)
      }
      let wanted = numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
      #expect(sortedIndices(count) { numbers[$0] < numbers[$1] } == wanted)
    }
  }
}
