import Diagnostics
import Testing

/// Places in files with long lines, where columns are counted by blocks.
@Suite struct LineTableTests {
  @Test func countsTheSameColumnsInLongLines() {
    let text = Array((String(repeating: "aé—🔑", count: 3000) + "\n\n" + String(repeating: "漢x\r\n", count: 300) + "end").utf8)
    let table = LineTable(text)
    for offset in stride(from: 0, through: text.count, by: 7) {
      let start = text[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      let location = table.location(of: offset)
      #expect(location.column == 1 + text[start..<offset].count { $0 & 0xC0 != 0x80 })
      #expect(location.line == 1 + text[..<offset].count { $0 == 0x0A })
    }
  }

  @Test func showsThePartOfALongLineAroundAPlace() {
    let table = LineTable(
      Array(("short\n" + String(repeating: "é", count: 5000) + "!" + String(repeating: "ü", count: 5000)).utf8))
    #expect(table.excerpt(around: 2) == ("short", 1))
    let (text, column) = table.excerpt(around: 6 + 10_000)
    #expect(text.isValidUTF8)
    #expect(column == 5001 - 512)
    #expect(String(text) == String(repeating: "é", count: 512) + "!" + String(repeating: "ü", count: 511))
    #expect(table.excerpt(around: 1 << 40).column > 1)
  }
}
