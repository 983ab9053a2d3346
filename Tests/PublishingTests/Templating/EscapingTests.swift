import Diagnostics
import Testing

@testable import Publishing

/// A byte at a time.
private func slowlyEscaped(_ text: [UInt8]) -> [UInt8] {
  text.flatMap { byte -> [UInt8] in
    switch byte {
    case UInt8(ascii: "&"): Array("&amp;".utf8)
    case UInt8(ascii: "<"): Array("&lt;".utf8)
    case UInt8(ascii: ">"): Array("&gt;".utf8)
    case UInt8(ascii: "\""): Array("&quot;".utf8)
    default: [byte]
    }
  }
}

private struct Pieces: TemplateView {
  var texts: [Text] = []

  func bind(to binder: inout TemplateBinder) { binder.texts("texts", texts) }
}

@Suite struct EscapingTexts {
  /// Texts of all lengths around those that are looked at together, each with one byte that needs care at each place.
  private static let texts: [[UInt8]] = (0...36).flatMap { length -> [[UInt8]] in
    let plain = (0..<length).map { UInt8(0x61 + $0 % 26) }
    return [plain]
      + (0..<length).flatMap { place in
        "&<>\"\u{1}$;=?'".utf8.map { byte in
          var text = plain
          text[place] = byte
          return text
        }
      }
  }

  @Test func aTextIsAsByteByByte() {
    for text in EscapingTexts.texts {
      var bytes: [UInt8] = [0]
      bytes.appendEscaped(text)
      #expect(bytes == [0] + slowlyEscaped(text))
      #expect(HTML(escaping: Text(text)).bytes == slowlyEscaped(text))
    }
    let long = [UInt8](repeating: UInt8(ascii: "\""), count: 3_000)
    #expect(HTML(escaping: Text(long)).bytes == slowlyEscaped(long))
  }

  /// Pieces of all sizes, across the ends of what is gathered before it goes to the page.
  @Test func aTemplateWritesAllPieces() {
    let sizes = Array(0...40) + [1_000, 1_364, 1_365, 1_366, 8_191, 8_192, 8_193, 20_000] + Array(repeating: 500, count: 40)
    let texts = sizes.map { size in [UInt8]((0..<size).map { $0 % 7 == 3 ? UInt8(ascii: "<") : UInt8(0x61 + $0 % 26) }) }
    var diagnostics: [Diagnostic] = []
    let files = [SourceFile(path: "main.html", text: "[{{#texts}}({{.}}){{/texts}}]")]
    let template = TemplateSet(files).compile("main", for: Pieces.self, &diagnostics)
    var page = Array("before".utf8)
    template?.render(Pieces(texts: texts.map { Text($0) }), into: &page)
    let expected = texts.map { Array("(".utf8) + slowlyEscaped($0) + Array(")".utf8) }.joined()
    #expect(page == Array("before[".utf8) + expected + Array("]".utf8))
  }
}
