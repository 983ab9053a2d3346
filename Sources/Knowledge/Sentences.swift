import Diagnostics
import Markup

/// The sentences in which a page links to others, one after the other in one piece of memory: pages are many, and have several each.
struct Sentences: Sendable {
  private var bytes: [UInt8] = []
  /// Where what stands before a link, the link's text and what stands behind it end; the text of a link without a sentence is empty.
  private var ends: [Int32] = []

  private static let leftOutBefore: StaticString = "… "
  private static let leftOutBehind: StaticString = " …"

  /// No sentences.
  init() {}

  /// No sentences yet, and room for as many.
  init(room: Int) {
    bytes.reserveCapacity(room * Sentences.usualSize)
    ends.reserveCapacity(room * 3)
  }

  /// As many bytes as most sentences have at most.
  private static let usualSize = 220

  /// How many there are.
  var count: Int { ends.count / 3 }

  /// A sentence; nil for a link without one.
  subscript(number: Int) -> Mention? {
    if isMissing(number) { return nil }
    return Mention(before: Text(part(number, 0)), text: Text(part(number, 1)), after: Text(part(number, 2)))
  }

  /// Calls `body` with a sentence where it stands; nil for a link without one.
  func withLent<Result>(_ number: Int, _ body: (Mention.Lent?) -> Result) -> Result {
    if isMissing(number) { return body(nil) }
    return bytes.withUnsafeBufferPointer { bytes in
      func lent(_ index: Int) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[range(number, index)]) }
      return body(Mention.Lent(before: lent(0), text: lent(1), after: lent(2)))
    }
  }

  /// A fingerprint of what is shown of a sentence; 0 for a link without one.
  func fingerprint(of number: Int) -> UInt64 {
    if isMissing(number) { return 0 }
    var hash = Fingerprint()
    for index in 0..<3 { part(number, index).withUnsafeBytes { hash.combine($0) } }
    return hash.value
  }

  /// Writes each sentence as `Outgoing` reads it.
  func write(to writer: inout ArchiveWriter) {
    writer.reserve(bytes.count + 10 * count)
    for number in 0..<count {
      withLent(number) { sentence in
        guard let sentence else { return writer.write(0) }
        let (before, text, after) = (sentence.before, sentence.text, sentence.after)
        writer.write(ArchiveWriter.size(of: before) + ArchiveWriter.size(of: text) + ArchiveWriter.size(of: after))
        writer.write(before)
        writer.write(text)
        writer.write(after)
      }
    }
  }

  /// Adds the sentence around a link of a page that has these sections.
  mutating func append(around slot: Slot, in sections: [Section]) {
    if let place = Mention.place(of: slot, in: sections) {
      sections[place.section].text.utf8.withUnsafeBufferPointer { text in
        if place.isStartCut { Sentences.leftOutBefore.withUTF8Buffer { bytes.append(contentsOf: $0) } }
        end(with: text[place.start..<place.link.lowerBound])
        end(with: text[place.link])
        bytes.append(contentsOf: text[place.link.upperBound..<place.end])
        if place.isEndCut { Sentences.leftOutBehind.withUTF8Buffer { bytes.append(contentsOf: $0) } }
        ends.append(Int32(bytes.count))
      }
    } else {
      for _ in 0..<3 { ends.append(Int32(bytes.count)) }
    }
  }

  /// Adds the sentences of another list.
  mutating func append(_ other: Sentences) {
    let start = Int32(bytes.count)
    bytes += other.bytes
    ends += other.ends.map { $0 + start }
  }

  /// The same in memory of its size.
  var trimmed: Sentences {
    var trimmed = Sentences()
    trimmed.bytes = bytes.withUnsafeBufferPointer { Array($0) }
    trimmed.ends = ends.withUnsafeBufferPointer { Array($0) }
    return trimmed
  }

  private mutating func end(with part: Slice<UnsafeBufferPointer<UInt8>>) {
    bytes.append(contentsOf: part)
    ends.append(Int32(bytes.count))
  }

  private func isMissing(_ number: Int) -> Bool { ends[number * 3] == ends[number * 3 + 1] }

  private func part(_ number: Int, _ index: Int) -> ArraySlice<UInt8> { bytes[range(number, index)] }

  private func range(_ number: Int, _ index: Int) -> Range<Int> {
    let end = number * 3 + index
    return (end == 0 ? 0 : Int(ends[end - 1]))..<Int(ends[end])
  }
}
