import Diagnostics
import Testing

@Suite struct FixTests {
  /// A finding whose fix replaces the first occurrence of a word.
  private func finding(_ word: String, to text: Text, in source: String, safe: Bool = true) -> Diagnostic {
    let file = SourceFile(path: "a.yml", text: Text(source))
    var sink = DiagnosticSink(file)
    let start = Text(source).firstIndex(of: Text(word)) ?? 0
    let range = SourceRange(start, start + word.utf8.count)
    sink.report("a-rule", at: range, "wrong", fixes: [Fix(title: "mend", safe: safe, edits: [sink.edit(range, to: text)])])
    return sink.diagnostics[0]
  }

  @Test func appliesWhatDoesNotOverlap() {
    let source = "one\r\ntwo three\r\n"
    let findings = [
      finding("two", to: "2", in: source), finding("two three", to: "x", in: source), finding("one", to: "1", in: source),
      finding("three", to: "3", in: source, safe: false),
    ]
    #expect(Text(FixApplier.apply(findings, to: Array(source.utf8), unsafe: false).bytes) == "1\r\n2 three\r\n")
    #expect(FixApplier.apply(findings, to: Array(source.utf8), unsafe: true).count == 3)
  }

  @Test func leavesAChoiceToTheReader() {
    var choice = finding("a", to: "b", in: "a")
    choice.fixes.append(choice.fixes[0])
    #expect(FixApplier.apply([choice], to: [0x61], unsafe: true).count == 0)
  }

  @Test func stopsAtAFixpoint() {
    let mended = FixApplier.applyToFixpoint(Array("aaa".utf8), unsafe: false) { bytes in
      Text(bytes).contains("a") ? [finding("a", to: "b", in: String(Text(bytes)))] : []
    }
    #expect(Text(mended.bytes) == "bbb")
    #expect(mended.count == 3)
    let endless = FixApplier.applyToFixpoint(Array("a".utf8), unsafe: false) { bytes in
      [finding("a", to: "aa", in: String(Text(bytes)))]
    }
    #expect(endless.count == 10)
  }

  @Test func rendersADiff() {
    let old = (1...12).map { "line \($0)\n" }.joined()
    let new = old.replacingFirst("line 2\n", by: "line two\n") + "end"
    #expect(
      String(UnifiedDiff.render(path: "a.md", from: Array(old.utf8), to: Array(new.utf8))) == """
        --- ./a.md
        +++ ./a.md
        @@ -1,5 +1,5 @@
         line 1
        -line 2
        +line two
         line 3
         line 4
         line 5
        @@ -10,3 +10,4 @@
         line 10
         line 11
         line 12
        +end
        \\ No newline at end of file

        """)
    #expect(UnifiedDiff.render(path: "a", from: [0x61], to: [0x61]) == "")
  }

  @Test(arguments: [
    ("a.md", "./a.md"), ("./a.md", "./a.md"), ("../a.md", "../a.md"), ("/tmp/a.md", "/tmp/a.md"), ("a b.md", "./a b.md\t"),
    ("é\u{1B}\"\\.md", #""./\303\251\033\"\\.md""#),
  ])
  func namesAFileForPatch(path: String, name: String) {
    let diff = String(UnifiedDiff.render(path: Text(path), from: [0x61], to: [0x62]))
    #expect(diff.hasPrefix("--- \(name)\n+++ \(name)\n@@ -1 +1 @@\n"))
  }

  @Test func appliesAFixWholeOrNotAtAll() {
    let source = "one two three"
    var both = finding("one", to: "1", in: source)
    both.fixes[0].edits += finding("three", to: "3", in: source).fixes[0].edits
    let overlapping = finding("three", to: "III", in: source)
    #expect(Text(FixApplier.apply([overlapping, both], to: Array(source.utf8), unsafe: false).bytes) == "one two III")
    #expect(Text(FixApplier.apply([both, overlapping], to: Array(source.utf8), unsafe: false).bytes) == "1 two 3")
  }

  @Test func refusesEditsOutsideTheFile() {
    let far = finding("three", to: "3", in: "one two three")
    #expect(FixApplier.apply([far], to: Array("one".utf8), unsafe: false).count == 0)
  }
}

extension String {
  fileprivate func replacingFirst(_ part: String, by other: String) -> String {
    guard let start = Text(self).firstIndex(of: Text(part)) else { return self }
    let bytes = Array(utf8)
    return String(decoding: bytes[..<start] + Array(other.utf8) + bytes[(start + part.utf8.count)...], as: UTF8.self)
  }
}
