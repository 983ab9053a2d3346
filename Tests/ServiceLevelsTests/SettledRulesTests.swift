import Testing
import TestSupport

@testable import ServiceLevels

/// Rules that are settled together are those that were found kept by a ticket with the same values.
@Suite struct SettledRulesTests {
  /// Whether a rule is kept by a ticket, by the values that it sees and nothing else.
  private static func isKept(_ rule: Int, _ values: [Int32], _ seen: [Int]) -> Bool {
    var hash = UInt64(rule + 1)
    for field in seen { hash = (hash ^ UInt64(values[field] + 1)) &* 0x9E37_79B9_7F4A_7C15 }
    return hash >> 60 != 0
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func whatIsSettledIsKept(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let fieldCount = 8
    let seen: [[Int]?] = (0..<40).map { rule in
      rule % 7 == 0
        ? nil : (0..<Int.random(in: 0...3, using: &random)).map { _ in Int.random(in: 0..<fieldCount, using: &random) }
    }
    var settled = SettledRules(fieldCount: fieldCount, seen: seen)
    var (known, asked) = (0, 0)
    for ticket in 0..<5_000 {
      // Two fields differ in each ticket, one is sometimes unlike any other, and the rest have one of a few values.
      var values = (0..<fieldCount).map { _ in random.oneIn(20) ? 1 : 0 as Int32 }
      (values[0], values[1]) = (Int32(ticket), Int32.random(in: 0..<1_000, using: &random))
      if ticket % 900 == 899 { values[Int.random(in: 2..<4, using: &random)] = -1 }
      settled.see(values)
      for (rule, fields) in seen.enumerated() {
        let isKept = fields.map { Self.isKept(rule, values, $0) } ?? Bool.random(using: &random)
        asked += 1
        if settled.isKept(rule) {
          known += 1
          #expect(isKept && fields != nil, "rule \(rule), ticket \(ticket)")
        } else if isKept {
          settled.keep(rule)
        }
      }
    }
    // The fields that vary are dropped, and what sees them with them.
    #expect(settled.fields.count < fieldCount && !settled.fields.contains(0))
    #expect(known * 10 > asked, "\(known) of \(asked)")
  }
}
