/// Numbers of items that mostly follow each other.
struct Runs {
  /// Rising, without overlap.
  private(set) var ranges: [Range<Int>] = []

  /// The runs of rising numbers.
  init(of numbers: [Int]) {
    for number in numbers {
      if let last = ranges.last, last.upperBound == number {
        ranges[ranges.count - 1] = last.lowerBound..<number + 1
      } else {
        ranges.append(number..<number + 1)
      }
    }
  }

  init(_ packed: [UInt8]) {
    var reader = Unpacker(packed)
    var position = 0
    while reader.rest > 0 {
      let start = position &+ reader.number()
      let end = start &+ reader.number() &+ 1
      if reader.isBroken || start < position || end <= start { break }
      position = end
      ranges.append(start..<position)
    }
  }

  var packed: [UInt8] {
    var packer = Packer()
    var position = 0
    for range in ranges {
      packer.write(range.lowerBound - position)
      packer.write(range.count - 1)
      position = range.upperBound
    }
    return packer.bytes
  }

  /// How many numbers there are.
  var count: Int { ranges.reduce(0) { $0 + $1.count } }

  mutating func insert(_ number: Int) {
    if contains(number) { return }
    var numbers = ranges
    let place = numbers.firstIndex { $0.lowerBound > number } ?? numbers.count
    numbers.insert(number..<number + 1, at: place)
    ranges = Runs.joined(numbers)
  }

  mutating func remove(_ number: Int) {
    guard let place = ranges.firstIndex(where: { $0.contains(number) }) else { return }
    let range = ranges[place]
    let rests = [range.lowerBound..<number, number + 1..<range.upperBound].filter { !$0.isEmpty }
    ranges.replaceSubrange(place...place, with: rests)
  }

  /// The ranges with neighbours made one.
  private static func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var joined: [Range<Int>] = []
    for range in ranges {
      if let last = joined.last, last.upperBound == range.lowerBound {
        joined[joined.count - 1] = last.lowerBound..<range.upperBound
      } else {
        joined.append(range)
      }
    }
    return joined
  }

  func contains(_ number: Int) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= number { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(number)
  }
}
