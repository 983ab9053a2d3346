import Diagnostics
import Notation
import TestSupport
import Testing

@testable import Tickets

/// Entries of plain tickets, read by themselves, beside the ticket that is read as a whole.
@Suite struct PlainTicketTests {
  /// Random tickets of lines of which many do not belong where they stand.
  @Test func entriesByThemselvesAreThoseOfTheWhole() throws {
    var random = SeededGenerator(seed: 4)
    var (plainCount, soundCount) = (0, 0)
    for _ in 0..<10_000 {
      let file = SourceFile(path: "", text: Text(Self.ticket(&random)))
      var plain = PlainTicket()
      guard file.bytes.withUnsafeBytes({ plain.split($0) }) else { continue }
      plainCount += 1
      let parts = try #require(FrontMatter.find(in: file.bytes))
      #expect(parts.body.start == plain.body, "\(file.text(in: parts.yaml))")
      #expect(TicketFormat.detect(file.bytes) == .markdown)
      let entries = plain.entries.map { PlainTicket.read($0, in: file) }
      for (entry, read) in zip(plain.entries, entries) {
        #expect(PlainTicket.value(of: entry, in: file) == read?.value, "\(file.text(in: SourceRange(entry.start, entry.end)))")
      }
      let sound = entries.compactMap { $0 }
      guard sound.count == entries.count, Set(sound.map { $0.key }).count == sound.count else { continue }
      soundCount += 1
      let whole = YAMLReader.read(file, in: parts.yaml)
      #expect(whole.diagnostics.isEmpty && whole.node?.entries == sound, "\(file.text(in: parts.yaml))")
    }
    #expect(plainCount > 2000 && soundCount > 300, "\(plainCount) \(soundCount)")
  }

  private static func ticket(_ random: inout SeededGenerator) -> String {
    var text = random.oneIn(20) ? random.pick(["", "\u{FEFF}---\n", "--- \n", "---\r\n", "\n---\n"]) : "---\n"
    for _ in 0..<1 + random.next() % 5 {
      text +=
        random.pick(random.oneIn(12) ? oddKeys : keys) + random.pick([": ", ": ", ": ", ":", ":  "]) + value(&random)
        + (random.oneIn(40) ? "\r\n" : "\n")
      for _ in 0..<random.next() % 3 where !random.oneIn(3) { text += line(&random) + "\n" }
    }
    return text + (random.oneIn(8) ? random.pick(["---", "...\n", "--- \n", "---x\n", ""]) : "---\n")
      + random.pick(["", "\n", "\nBody\n", "---\n", "a: b\n"])
  }

  private static let keys = ["a", "b", "c", "d_1", "form", "e", "f", "g", "Key", "h"]
  private static let oddKeys = ["i-j", "\"k\"", "l m", "null", "1", "_x", "- n", "<<", "?"]

  private static func value(_ random: inout SeededGenerator) -> String {
    random.pick([
      "", "text", "two words", "/a/b", "v1.2", "12", "1.50", "0x1F", "true", "null", "~", "\"q\"", "'q'", "\"a\\tb\"", "'it''s'",
      "[a, b]", "[a",
      "{a: b}", "|", ">", "|+", ">-", "a: b", "a:b", "a:", "a #b", "a#b", "# c", "&x", "*x", "!t", "@x", "- a", "a  ", "\ta", "é",
      "a\tb",
      "\"open", "'open", "https://x.org/y", "14.0@s, 0.8 GB", "-1", "?", "? a", "%a", "`a`", "2015-12-02", "a\u{7F}", "a\u{0}",
      "<<", "\u{2028}",
    ])
  }

  private static func line(_ random: inout SeededGenerator) -> String {
    if random.oneIn(2) {
      return "  - " + random.pick(["text", "a/b.fcl", "1.0", "x y", "x: y", "x:y", "x #", "é", "- x", "", "'x'"])
    }
    let start = random.pick(["  ", "  ", " ", "    ", "", "\t"]) + random.pick(["", "", "- ", "-", "-  ", "- - "])
    return start
      + random.pick([
        "text", "", "a: b", "a:b", "# c", "\"", "'", "]", "'x'", "1.0", "- x", "...", "---", "x # y", "x:", "é", "/p/q", "\"]",
      ])
  }
}
