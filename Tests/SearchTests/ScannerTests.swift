import Diagnostics
import Testing

@testable import Search

/// The words of a text, found letter by letter as `Tokens` says: what the scanner's short cuts are measured by.
private struct PlainScanner {
  private struct Part {
    var folded: [UInt8] = []
    var source: Range<Int>
    var followsConnector: Bool
  }

  private(set) var words: [String] = []
  private var position = 0
  private var parts: [Part] = []
  /// The connectors before each part.
  private var connectors: [UInt8] = []

  init(_ text: [UInt8]) {
    text.withUnsafeBufferPointer { text in
      var lineStart = 0
      var index = 0
      while index < text.count {
        if Letter(text, at: index).kind == .none {
          if text[index] == 0x0A, position > lineStart {
            position = (position + 16) / 16 * 16
            lineStart = position
          }
          index += Letter(text, at: index).length
        } else {
          index = takeRun(text, index)
          takeWords()
        }
      }
    }
  }

  private mutating func takeRun(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    (parts, connectors) = ([], [])
    var (index, previous) = (start, LetterClass.none)
    while index < text.count {
      let letter = Letter(text, at: index)
      let next = index + letter.length
      let follower = next < text.count ? Letter(text, at: next).kind : .none
      if letter.kind == .none {
        guard letter.isConnector || letter.isApostrophe, follower != .none, parts.last?.folded.isEmpty == false else { break }
        if letter.isConnector {
          parts.append(Part(source: next..<next, followsConnector: true))
          connectors.append(text[index])
          previous = .none
        }
      } else {
        if parts.isEmpty || splits(previous, letter.kind, follower) {
          parts.append(Part(source: index..<index, followsConnector: false))
          connectors.append(0)
        }
        var folded = [UInt8](repeating: 0, count: 8)
        let size = folded.withUnsafeMutableBufferPointer { letter.fold(into: $0.baseAddress!, text, at: index) }
        parts[parts.count - 1].folded += folded[..<size]
        parts[parts.count - 1].source = parts[parts.count - 1].source.lowerBound..<next
        if letter.kind != .mark { previous = letter.kind }
      }
      index = next
    }
    return index
  }

  private func splits(_ previous: LetterClass, _ kind: LetterClass, _ follower: LetterClass) -> Bool {
    guard let last = parts.last, !last.folded.isEmpty else { return false }
    if previous == .capital, kind == .capital { return follower == .small && last.folded.count > 1 }
    let (isDigit, wasDigit) = (kind == .digit, previous == .digit)
    if kind == .mark || kind == .none || previous == .none { return false }
    return isDigit != wasDigit || previous == .small && kind == .capital
  }

  private mutating func takeWords() {
    if parts.count > 1 { add(parts.indices, isCompound: true) }
    var index = 0
    while index < parts.count {
      let end = parts[(index + 1)...].firstIndex { $0.followsConnector } ?? parts.count
      if end - index > 1, index > 0 || end < parts.count { add(index..<end, isCompound: true) }
      for part in index..<end {
        add(part..<part + 1, isCompound: false)
        position += 1
      }
      index = end
    }
  }

  private mutating func add(_ range: Range<Int>, isCompound: Bool) {
    var word: [UInt8] = []
    for index in range {
      if parts[index].followsConnector, index > range.lowerBound { word.append(connectors[index]) }
      word += parts[index].folded
    }
    if isCompound, word.count > 64 { return }
    if word.count > 64 {
      var end = 64
      while end > 0, word[end] & 0xC0 == 0x80 { end -= 1 }
      word = Array(word[..<end])
    }
    if word.isEmpty { return }
    let source = parts[range.lowerBound].source.lowerBound..<parts[range.upperBound - 1].source.upperBound
    words.append("\(String(decoding: word, as: UTF8.self))@\(position) \(source) \(isCompound)")
  }
}

@Suite("Scanner")
struct ScannerTests {
  /// Pieces of which texts are made: all kinds of bytes next to all others, and words up to lengths that are looked at together.
  private static let pieces: [String] = [
    "a", "Job", "detector", "reconstruction", "simulationsimul", "abcdefghijklmnop", "ABC", "FAst", "x9", "2015", "0",
    "prod_reco", "_", "-", ".", "'", "’", " ", " ", " ", " ", "\n", ", ", ". ", ": ", "`", "{", "@", "[", "é", "Zür", "ß",
    "e\u{301}", "東京", "—", "\u{0}", "\t", "/", "don't", "jobQueue", "HTCondor", String(repeating: "q", count: 70),
    String(repeating: "ab_", count: 30),
  ]

  private static func words(_ text: [UInt8]) -> [String] {
    let tokens = Tokens(Text(text))
    return tokens.tokens.map {
      "\(String(decoding: tokens.bytes(of: $0), as: UTF8.self))@\($0.position) \($0.source) \($0.isCompound)"
    }
  }

  @Test("Words are those that are found letter by letter")
  func sameWords() {
    var random = Lehmer(state: 11)
    for _ in 0..<4_000 {
      var text: [UInt8] = []
      for _ in 0..<random.below(24) {
        text += Self.pieces[random.below(Self.pieces.count)].utf8
        if random.below(40) == 0 { text.append(UInt8(random.below(256))) }
      }
      #expect(Self.words(text) == PlainScanner(text).words, "\(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test("A table knows each word by its bytes, and finds it again when it has grown")
  func wordTable() {
    var random = Lehmer(state: 5)
    var table = WordTable()
    var numbers: [Text: Int] = [:]
    for _ in 0..<400 {
      let words = (0..<60).map { _ in
        String((0..<1 + random.below(20)).map { _ in Character(UnicodeScalar(UInt8(97 + random.below(3)))) })
      }
      var scanner = WordScanner()
      Text(words.joined(separator: " ")).utf8.withUnsafeBufferPointer { scanner.scan($0) }
      for index in 0..<scanner.count {
        let word = scanner.words + index
        let start = scanner.folded + Int(word.pointee.start)
        let bytes = Text(Array(UnsafeBufferPointer(start: start, count: Int(word.pointee.count))))
        let slot = table.finder.slot(of: word, in: scanner.folded)
        #expect((slot.pointee.isEmpty ? nil : slot.pointee.number) == numbers[bytes])
        if slot.pointee.isEmpty { numbers[bytes] = table.add(word.pointee, in: scanner.folded, at: slot).pointee.number }
      }
    }
    #expect(numbers.count == table.count)
    for (bytes, number) in numbers { #expect(Array(table[number]) == bytes.utf8) }
  }

  @Test("Words are put into the order of their bytes", arguments: [10, 999, 1_001, 5_000])
  func order(count: Int) {
    var random = Lehmer(state: 3)
    var seen: Set<[UInt8]> = []
    let letters: [UInt8] = [97, 98, 0xC3, 48, 1]
    while seen.count < count { seen.insert((0..<1 + random.below(12)).map { _ in letters[random.below(5)] }) }
    let words = seen.sorted { $0.last! < $1.last! }
    let order = words.withUnsafeBufferPointer { words in
      var bytes: [UInt8] = []
      var ranges: [Range<Int>] = []
      for word in words {
        ranges.append(bytes.count..<bytes.count + word.count)
        bytes += word
      }
      return bytes.withUnsafeBufferPointer { bytes in
        WordOrder.sorted(ranges.count) { UnsafeBufferPointer(rebasing: bytes[ranges[$0]]) }
      }
    }
    #expect(order.map { words[Int($0)] } == words.sorted { $0.lexicographicallyPrecedes($1) })
  }
}
