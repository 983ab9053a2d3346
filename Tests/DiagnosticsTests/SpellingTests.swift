import Testing

@testable import Diagnostics

/// Right spellings beside a plain count of steps over the whole table.
@Suite struct SpellingTests {
  @Test func theNearestIsThatOfAPlainCount() {
    var state: UInt64 = 7
    func random(_ bound: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % bound)
    }
    func word() -> Text { Text((0..<random(12)).map { _ in Array("abcAB_".utf8)[random(6)] }) }
    for _ in 0..<2000 {
      let wanted = word()
      let candidates = (0..<random(8)).map { _ in word() }
      let near = wanted.nearSpelling(among: candidates)
      let steps = candidates.map { plainDistance(wanted.asciiLowercased().utf8, $0.asciiLowercased().utf8) }
      let allowed = candidates.map { min(4, max(wanted.count, $0.count) / 3) }
      let possible = candidates.indices.filter { steps[$0] <= allowed[$0] }
      let least = possible.map { steps[$0] }.min()
      #expect(near?.distance == least, "\(wanted) among \(candidates)")
      #expect(near?.text == possible.first { steps[$0] == least }.map { candidates[$0] }, "\(wanted) among \(candidates)")
    }
  }

  @Test(arguments: [
    ("relase", "release"), ("experimnet", "experiment"), ("NOVA", "nova"), ("memroy", "memory"), ("wall_time", "walltime"),
  ])
  func commonSlips(written: String, meant: String) {
    let names: [Text] = ["release", "experiment", "nova", "memory", "walltime", "disk"]
    #expect(Text(written).nearestSpelling(among: names) == Text(meant))
  }

  /// The optimal string alignment distance, cell by cell.
  private func plainDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var table = (0...left.count).map { row in (0...right.count).map { row == 0 ? $0 : $0 == 0 ? row : 0 } }
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    for row in 1...left.count {
      for column in 1...right.count {
        let change = left[row - 1] == right[column - 1] ? 0 : 1
        var step = min(table[row - 1][column - 1] + change, table[row - 1][column] + 1, table[row][column - 1] + 1)
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          step = min(step, table[row - 2][column - 2] + 1)
        }
        table[row][column] = step
      }
    }
    return table[left.count][right.count]
  }
}
