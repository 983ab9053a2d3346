import Diagnostics
import Foundation
import Notation
import Testing

@Suite struct JSONWriterTests {
  @Test func writesCompactly() {
    var writer = JSONWriter()
    writer.object {
      $0.member("rule", "a\"b")
      $0.key("lines")
      $0.array {
        $0.int(3)
        $0.double(0.5)
        $0.double(.infinity)
        $0.object { _ in }
      }
      $0.member("safe", true)
    }
    #expect(writer.text == #"{"rule":"a\"b","lines":[3,0.5,null,{}],"safe":true}"#)
  }

  @Test func writesPrettily() {
    var writer = JSONWriter(pretty: true)
    writer.array {
      $0.object { $0.member("a", 1) }
      $0.array { _ in }
    }
    #expect(writer.text == "[\n  {\n    \"a\": 1\n  },\n  []\n]")
  }

  @Test func writesTextsOneAfterTheOther() {
    var writer = JSONWriter()
    for number in 1...2 {
      writer.object { $0.member("n", Int64(number)) }
      writer.newline()
    }
    #expect(writer.text == "{\"n\":1}\n{\"n\":2}\n")
  }

  @Test func escapesWhatMustBe() {
    var bytes: [UInt8] = []
    JSONWriter.append(quoted: Text([0x00, 0x0A, 0x1F, 0x7F, 0x3C, 0xE2, 0x80, 0xA8, 0xFF, 0xC3, 0xA9]), to: &bytes)
    #expect(Text(bytes) == "\"\\u0000\\n\\u001f\\u007f\\u003c\\u2028\u{FFFD}é\"")
  }

  @Test func readsBackEveryScalar() throws {
    let scalars = (0..<0x11_0000).lazy.compactMap { Unicode.Scalar(UInt32($0)) }
    var all = String.UnicodeScalarView()
    all.append(contentsOf: scalars.filter { $0.value < 0x3000 || $0.value % 257 == 0 })
    var writer = JSONWriter()
    writer.string(Text(String(all)))
    let node = try #require(JSONReader.read(SourceFile(path: "t", bytes: writer.bytes)).node)
    #expect(node.text == Text(String(all)))
    let theirs = try JSONSerialization.jsonObject(with: Data(writer.bytes), options: .fragmentsAllowed) as? String
    #expect(theirs?.utf8.elementsEqual(node.text.utf8) == true)
  }

  @Test func writesATreeAsItWasRead() throws {
    let json: Text = #"{"a":[1,2.5,null,true,"x"],"b":{}}"#
    var writer = JSONWriter()
    writer.node(try #require(JSONReader.read(SourceFile(path: "t", text: json)).node))
    #expect(writer.text == json)
  }
}
