/// Says of each page whether it is one of some, where so many are asked for that a set would be slow.
struct PageFlags: Sendable {
  private var flags: [Bool]

  /// Flags some pages.
  ///
  /// - Parameters:
  ///   - pages: Their indices.
  ///   - count: How many pages there are.
  init(_ pages: some Sequence<Int>, of count: Int) {
    flags = [Bool](repeating: false, count: count)
    for page in pages { flags[page] = true }
  }

  /// Whether a page is one of them.
  func contains(_ page: Int) -> Bool { flags[page] }
}
