import Diagnostics
import Glibc
import Publishing

/// The addresses that answered well lately, so that nobody is asked twice a day. A line has the second of the answer, a tab and the address.
struct LinkCache {
  private var seen: [Text: Int64] = [:]
  private let path: String

  /// Reads a cache; one that is not there or cannot be read is empty.
  init(_ path: String) {
    self.path = path
    guard let bytes = try? FileReader.bytes(of: path) else { return }
    for line in Text(bytes).split(at: 0x0A) {
      let parts = line.split(at: 0x09)
      guard parts.count == 2, let second = Int64(String(parts[0])) else { continue }
      seen[parts[1]] = second
    }
  }

  /// Whether an address answered well within so many seconds before now; an answer of the future counts for nothing.
  func isFresh(_ address: Text, now: Int64, seconds: Int64) -> Bool {
    guard let second = seen[address], second <= now else { return false }
    return now - second < seconds
  }

  /// Keeps the good answers of now, forgets what is older than some seconds, and writes the file anew.
  ///
  /// - Throws: `FileError` when the file system refuses.
  mutating func keep(_ answers: [Text: LinkAnswer], now: Int64, seconds: Int64) throws(FileError) {
    for (address, answer) in answers { seen[address] = answer == .good ? now : nil }
    let fresh = seen.filter { isFresh($0.key, now: now, seconds: seconds) }.sorted { $0.key < $1.key }
    var text = Text()
    for (address, second) in fresh { text += "\(Text(String(second)))\t\(address)\n" }
    let temporary = "\(path).\(getpid())"
    unlink(temporary)
    try ContentFile.create(temporary, text.utf8)
    guard rename(temporary, path) == 0 else {
      let error = FileError("write", path)
      unlink(temporary)
      throw error
    }
  }

  /// Where it is unless it is named: in the user's folder for caches; nil if there is none.
  static var usualPath: String? {
    CacheFolder.usual.map { $0 + "/links.txt" }
  }
}
