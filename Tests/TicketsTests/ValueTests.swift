import Diagnostics
import Notation
import Testing

@testable import Tickets

@Suite struct ValueTests {
  private let form = Form.read(SourceFile(path: "Forms/keep-up.yml", text: sampleForm)).form
  private let reader = ValueReader(experiments: ExperimentNames([("nova", ["NOvA", "e929"]), ("minos", ["MINOS+"])]))

  private func read(_ name: Text, _ text: String) throws -> (value: FieldValue?, diagnostics: [Diagnostic]) {
    let file = SourceFile(path: "a.yml", text: "\(name): \(Text(text))\n")
    let node = try #require(YAMLReader.read(file).node?[name])
    let field = try #require(form?.field(name))
    var sink = DiagnosticSink(file)
    return (reader.read(node, as: field, &sink), sink.diagnostics)
  }

  @Test func readsWhatFits() throws {
    #expect(try read("experiment", "novA").value == .text("nova"))
    #expect(try read("experiment", "e929").value == .text("nova"))
    #expect(try read("needed_by", "2015-12-02").value == .date(CivilDate(daysSinceEpoch: 16_771)))
    #expect(try read("memory", "2 GB").value == .text("2 GB"))
    #expect(try read("jobs", "\"12\"").value == .integer(12))
    #expect(try read("priority", "1").value == .text("1"))
    #expect(try read("checks", "[tested, Documented]").value == .list(["Tested", "Documented"]))
  }

  @Test(
    arguments: [
      ("experiment", "novva", "option-unknown", "did you mean `nova`?", "nova"),
      ("needed_by", "12/31/2015", "value-not-a-date", "write `2015-12-31`", "2015-12-31"),
      ("needed_by", "2015-12-2", "value-not-a-date", "write `2015-12-02`", "2015-12-02"),
      ("needed_by", "2015/12/02", "value-not-a-date", "write `2015-12-02`", "2015-12-02"),
      ("needed_by", "2 December 2015", "value-not-a-date", "write `2015-12-02`", "2015-12-02"),
      ("needed_by", "Dec 2nd, 2015", "value-not-a-date", "write `2015-12-02`", "2015-12-02"),
      ("needed_by", "20151202", "value-not-a-date", "write `2015-12-02`", "2015-12-02"),
      ("needed_by", "2015-12-02T10:00:00Z", "value-not-a-date", "write `2015-12-02`", "2015-12-02"),
      (
        "needed_by", "03/04/2015", "value-not-a-date", "it may mean `2015-03-04` or `2015-04-03`: write year-month-day",
        "2015-03-04"
      ),
      (
        "memory", "2000", "quantity-without-unit", "jobsub reads a bare `--memory` as MB: write the unit that you mean", "2000 MB"
      ),
      ("memory", "1,5 GB", "quantity-unclear", "write a decimal point: `1.5`", "1.5"),
      ("memory", "2 Gb", "quantity-unit-unknown", "did you mean `GB`?", "GB"),
      ("memory", "2 GB per core", "value-not-a-quantity", "leave it out: the field says what is measured", ""),
      ("memory", "2G", "quantity-without-unit", "`G` only multiplies: write the unit, such as `2 GB` or `250 kB`", nil),
      ("memory", "1e30 GB", "quantity-too-large", "check the number and its unit", nil),
      ("memory", "5M events", "quantity-of-other-kind", "write a size in bytes, such as `2 GB` or `250 kB`", nil),
      ("memory", "-2 GB", "value-not-a-quantity", "write a number and a unit, such as `2 GB` or `250 kB`", nil),
      ("jobs", "5M jobs", "value-not-an-integer", "write `5000000`", "5000000"),
      ("jobs", "9,007,199,254,740,993", "value-not-an-integer", "write `9007199254740993`", "9007199254740993"),
      ("jobs", "20.000", "value-not-an-integer", "it may mean `20000` or `20`: write digits only", "20000"),
      ("jobs", "1,5", "value-not-an-integer", "write digits only, such as `2000000`", nil),
      ("jobs", "5,000", "value-not-an-integer", "write `5000`", "5000"),
      ("priority", "4", "option-unknown", "the options are `1`, `2`, `3`", nil),
      ("memory", "2 h", "quantity-of-other-kind", "write a size in bytes, such as `2 GB` or `250 kB`", nil),
      ("memory", "plenty", "value-not-a-quantity", "write a number and a unit, such as `2 GB` or `250 kB`", nil),
      ("needed_by", "2015-02-30", "value-not-a-date", "write year-month-day, such as `2015-12-02`", nil),
      ("needed_by", "soon", "value-not-a-date", "write year-month-day, such as `2015-12-02`", nil),
      ("jobs", "[1]", "value-type", "", nil),
    ] as [(Text, String, Text, Text, Text?)])
  func reportsWhatDoesNot(name: Text, text: String, rule: Text, help: Text, fix: Text?) throws {
    let read = try read(name, text)
    #expect(read.value == nil)
    #expect(read.diagnostics.map { $0.rule } == [rule])
    #expect(read.diagnostics.map { $0.help } == [help])
    #expect(read.diagnostics.first?.fixes.first?.edits.first?.text == fix)
  }

  /// The caret stands under the fault itself, and the fix changes no more than that.
  @Test(
    arguments: [
      ("memory: 2 «Gb»\n", "memory: 2 GB\n"), ("memory: \"«1,5» GB\"\n", "memory: \"1.5 GB\"\n"),
      ("memory: 2 GB «per core»\n", "memory: 2 GB\n"), ("memory: «about» 2 GB\n", "memory: 2 GB\n"),
      ("memory: '«up to» 2 GB'\n", "memory: '2 GB'\n"), ("memory: |\n  2 «GBs»\n", "memory: |\n  2 GB\n"),
    ])
  func pointsAtTheFaultOfAQuantity(text: String, mended: String) throws {
    let marked = Marked(text)
    let file = SourceFile(path: "a.yml", bytes: marked.bytes)
    let node = try #require(YAMLReader.read(file).node?["memory"])
    let field = try #require(form?.field("memory"))
    var sink = DiagnosticSink(file)
    #expect(reader.read(node, as: field, &sink) == nil)
    #expect(sink.diagnostics.map { SourceRange($0.start.offset, $0.end.offset) } == marked.ranges)
    let edit = try #require(sink.diagnostics.first?.fixes.first?.edits.first)
    let bytes = marked.bytes[..<edit.start.offset] + edit.text.utf8 + marked.bytes[edit.end.offset...]
    #expect(String(decoding: bytes, as: UTF8.self) == mended)
  }

  @Test(
    arguments: [
      ("release", "\"v1\"", nil, nil), ("release", "\" v1\t\"", .info, "v1"), ("release", "'`v1`'", .warning, "v1"),
      ("release", "'\"v1'", nil, nil), ("release", "“v1”\u{A0}", .warning, "v1"), ("release", "'\" v1 \"'", .warning, "v1"),
      ("memory", "'`2 GB`'", .error, "2 GB"), ("needed_by", "\"'2015-12-02'\"", .error, "2015-12-02"),
      ("release", "|\n  v1\n", nil, nil),
      ("release", "'\"a\" and \"b\"'", nil, nil), ("justification", "'`all of it`'", nil, nil),
    ] as [(Text, String, Severity?, Text?)])
  func findsWhatStandsAroundAValue(name: Text, text: String, severity: Severity?, inner: Text?) throws {
    let read = try read(name, text)
    #expect(read.diagnostics.map { $0.rule } == (severity == nil ? [] : ["value-wrapped"]))
    #expect(read.diagnostics.first?.severity == severity)
    #expect(read.diagnostics.first?.fixes.first?.edits.first?.text == inner)
    #expect(read.value != nil)
  }

  @Test(arguments: [("novaa", true), ("nvoa", true), ("nova1", false), ("mino", true), ("e928", false)])
  func callsOnlyASlipSafe(text: String, isSafe: Bool) throws {
    #expect(try read("experiment", text).diagnostics.first?.fixes.first?.safe == isSafe, "\(text)")
  }

  @Test(
    arguments: [
      ("git@example.org:group/repo.git", "ssh://git@example.org/group/repo.git"), ("example.org/x", "https://example.org/x"),
      ("/a/path", nil), ("https://", nil), ("word", nil),
    ] as [(Text, Text?)])
  func mendsAddresses(text: Text, fix: Text?) throws {
    var answer = FormAnswer()
    answer.type = .url
    let field = FormField(
      name: "release", label: "Release", help: "", kind: .input, isRequired: true, condition: nil,
      nameRange: SourceRange(0, 0), answer: answer)
    var sink = DiagnosticSink(SourceFile(path: "a", text: text))
    _ = reader.read(Node(.string(text), text: text, range: SourceRange(0, text.count)), as: field, &sink)
    #expect(sink.diagnostics.map { $0.rule } == ["value-not-a-url"])
    #expect(sink.diagnostics.first?.fixes.first?.edits.first?.text == fix)
  }

  @Test(arguments: ["", "  ", "_No response_", "e.g. v01_02_03", "E.g.  v01_02_03 ", "The tag that was validated."])
  func countsLeftOversAsMissing(text: String) throws {
    let field = try #require(form?.field("release"))
    #expect(field.emptiness(of: Node(.string(Text(text)), text: Text(text), range: SourceRange(0, 0))) != nil)
  }
}

@Suite struct SecretTests {
  @Test(arguments: [
    "«-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----»\n", "token ghp_",
    "x «ghp_0123456789abcdefghijABCDEFGHIJ012345» y",
    "url: https://user:«hunter2»@example.org/x", "password: «hunter22»", "my_token = «abcdefgh12345678»",
    "aws «AKIAIOSFODNN7EXAMPLE» key", "«eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ0ZXN0aW5nIn0.c2lnbmF0dXJl»",
    "Authorization: Bearer «abcdefghij0123456789»",
    "password: <your password>", "password: $PASSWORD", "password: ********", "the token: see the wiki page",
    "url: https://example.org:8080/a@b",
    "passwords: none of yours",
  ])
  func findsSecretsAndNothingElse(text: String) {
    let marked = Marked(text)
    #expect(SecretScanner.scan(marked.bytes).map { $0.range } == marked.ranges)
  }

  @Test func masksWithoutMovingAnything() {
    let masked = SecretScanner.mask(Array("pé—🔑\nx".utf8), [SourceRange(0, 11)])
    #expect(Text(masked) == "_·•🔒\nx")
  }
}
