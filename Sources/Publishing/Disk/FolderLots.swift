import Diagnostics
import Knowledge

/// Files in lots, each for one thread: those of one folder stand together.
///
/// The kernel lets one thread at a time put a file into a folder, and another one that wants to put one there spins until it may. So no two threads
/// should be in one folder, unless making the files takes longer than putting them there.
struct FolderLots: Sendable {
  /// A longer lot is divided if making its files takes long.
  private static let mostFiles = 256

  /// The numbers of the files in the order of the lots.
  private let order: [Int]
  /// Where each lot is in `order`.
  private let lots: [Range<Int>]

  /// The lots of some files.
  ///
  /// - Parameters:
  ///   - paths: The paths of the files.
  ///   - isQuick: Whether making the file of a number takes no time; the first of a folder speaks for all.
  init(of paths: [Text], isQuick: (Int) -> Bool) {
    var folders = TextNumbers()
    var members: [[Int]] = []
    for (index, path) in paths.enumerated() {
      let folder = folders.number(of: SitePath.folder(of: path))
      if folder == members.count { members.append([]) }
      members[folder].append(index)
    }
    var (order, lots): ([Int], [Range<Int>]) = ([], [])
    order.reserveCapacity(paths.count)
    // The longest first, so that no thread has to wait for the last.
    for files in members.enumerated().sorted(by: { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }).map(\.element)
    {
      let most = isQuick(files[0]) ? files.count : FolderLots.mostFiles
      for start in stride(from: 0, to: files.count, by: most) {
        lots.append(order.count + start..<order.count + min(start + most, files.count))
      }
      order += files
    }
    (self.order, self.lots) = (order, lots)
  }

  /// Calls `body` once for the number of every file.
  ///
  /// - Parameters:
  ///   - jobs: How many threads to use.
  ///   - other: What one of the threads does as well.
  ///   - share: After which share of the lots it does that.
  ///   - makeState: Makes what one thread keeps from file to file.
  ///   - body: Handles one file.
  func forEach<State>(
    jobs: Int, besides other: @Sendable () -> Void = {}, after share: Double = 0, state makeState: @Sendable () -> State,
    _ body: @Sendable (inout State, Int) -> Void
  ) {
    let turn = Int(Double(lots.count) * share)
    Parallel.forEach(lots.count + 1, jobs: jobs, taking: 1, state: makeState) { state, number in
      if number == turn { return other() }
      for place in lots[number < turn ? number : number - 1] { body(&state, order[place]) }
    }
  }
}

/// Numbers for texts, in the order of their coming.
private struct TextNumbers {
  private var numbers: [Text: Int] = [:]
  private var last: (text: Text, number: Int)?

  mutating func number(of text: Text) -> Int {
    if let last, last.text == text { return last.number }
    let number = numbers[text] ?? numbers.count
    numbers[text] = number
    last = (text, number)
    return number
  }
}
