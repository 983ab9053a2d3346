/// Numbers of documents that mostly follow each other.
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
      let start = position + reader.number()
      position = start + reader.number() + 1
      if reader.isBroken { break }
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
