/// Reads what a builder itself has written, without looking for its end.
enum LogReader {
  @inline(__always)
  static func number(_ bytes: UnsafePointer<UInt8>, _ index: inout Int) -> Int {
    let first = bytes[index]
    index &+= 1
    if first < 0x80 { return Int(truncatingIfNeeded: first) }
    var number = Int(truncatingIfNeeded: first & 0x7F)
    var shift = 7
    while true {
      let byte = bytes[index]
      index &+= 1
      number |= Int(truncatingIfNeeded: byte & 0x7F) &<< shift
      if byte < 0x80 { return number }
      shift &+= 7
    }
  }

  /// How many bytes a packed posting takes.
  @inline(__always)
  static func postingSize(_ posting: UnsafePointer<UInt8>) -> Int {
    var places = Int(truncatingIfNeeded: posting[0] & 7) &+ 1
    var size = 1
    if places == 8 {
      places = Int(truncatingIfNeeded: posting[1])
      size = 2
    }
    while places > 0 {
      if posting[size] < 0x80 { places &-= 1 }
      size &+= 1
    }
    return size
  }
}
