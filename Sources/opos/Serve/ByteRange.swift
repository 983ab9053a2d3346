/// The part of a file that the header `Range` asks for (RFC 9110, section 14).
enum ByteRange: Equatable {
  /// No range, several of them, or one that is not understood: the whole file is sent.
  case whole
  case part(Range<Int>)
  /// A range that begins behind the end.
  case unsatisfiable

  /// Reads a header for a file of so many bytes.
  init(_ header: String?, size: Int) {
    self = .whole
    guard let header, header.hasPrefix("bytes="), !header.contains(",") else { return }
    let ends = header.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map {
      String($0).trimmingPrefix(while: { $0 == " " })
    }
    guard ends.count == 2 else { return }
    if ends[0].isEmpty {
      guard let count = Int(ends[1]), count >= 0 else { return }
      self = count == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - count)..<size)
    } else if let first = Int(ends[0]), first >= 0 {
      guard ends[1].isEmpty || Int(ends[1]).map({ $0 >= first }) ?? false else { return }
      self = first >= size ? .unsatisfiable : .part(first..<min(size - 1, Int(ends[1]) ?? size - 1) + 1)
    }
  }
}
