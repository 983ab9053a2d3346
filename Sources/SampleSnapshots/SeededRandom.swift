/// A small generator of numbers that look random (SplitMix64): the same numbers from the same seed, everywhere.
struct SeededRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A whole number from a range.
  mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(bits() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  /// Whether something happens that does so in so many of a thousand cases.
  mutating func happens(perThousand share: Int) -> Bool { int(0...999) < share }

  /// A number around a middle, seldom far from it: the mean of three.
  mutating func around(_ middle: Int, spread: Int) -> Int {
    middle + (int(-spread...spread) + int(-spread...spread) + int(-spread...spread)) / 3
  }

  /// One of some values, each as often as its weight says.
  mutating func pick<Value>(_ choices: [(Value, weight: Int)]) -> Value {
    var rest = int(0...choices.reduce(0) { $0 + $1.weight } - 1)
    for choice in choices {
      if rest < choice.weight { return choice.0 }
      rest -= choice.weight
    }
    return choices[choices.count - 1].0
  }

  /// As many hexadecimal digits as asked for.
  mutating func hexadecimal(_ count: Int) -> String {
    let digits = Array("0123456789abcdef")
    return String((0..<count).map { _ in digits[int(0...15)] })
  }
}
