/// Numbers that a seed decides.
struct SeededChoices {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(truncatingIfNeeded: (state >> 33) % UInt64(limit))
  }

  mutating func pick<Item>(_ items: [Item]) -> Item { items[next(below: items.count)] }
}
