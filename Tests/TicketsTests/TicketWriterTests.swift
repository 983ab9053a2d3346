import Diagnostics
import Notation
import TestSupport
import Testing

@testable import Tickets

@Suite struct TicketWriterTests {
  private let form = Form.read(
    SourceFile(
      path: "Forms/sample.yml",
      text: """
        name: Sample
        description: Every type of field.
        body:
          - {type: input, id: title, value: text, attributes: {label: Title}}
          - {type: textarea, id: purpose, value: text, attributes: {label: Purpose}}
          - {type: textarea, id: runs, value: list, attributes: {label: Runs}}
          - {type: input, id: jobs, value: integer, attributes: {label: Jobs}}
          - {type: input, id: rate, value: number, attributes: {label: Rate}}
          - {type: input, id: memory, value: quantity, attributes: {label: Memory}}
          - {type: input, id: day, value: date, attributes: {label: Day}}
          - {type: checkboxes, id: boxes, attributes: {label: Boxes, options: [{label: "One, or two"}, {label: Three}]}}
          - {type: textarea, id: description, value: text, attributes: {label: Details}}

        """)
  ).form!

  private func fields(_ answers: [(name: Text, text: Text)]) -> [(name: Text, value: Node)] {
    let answers = answers.map { FormAnswers.Answer(name: $0.name, text: $0.text) }
    return FormAnswers(form: "sample", answers: answers).fields(of: form, where: form.fields.map { _ in true })
  }

  @Test func writesWhatAPersonWouldWrite() {
    let written = TicketWriter.markdown(
      form: "sample",
      fields: fields([
        ("title", "  A title: with a colon "), ("purpose", "First line\n  indented\n\nLast"), ("runs", "- 1-5\n- 7"),
        ("jobs", "420"),
        ("rate", "007"), ("memory", "2 GB"), ("day", "2015-12-02"), ("boxes", "One, or two\nThree"),
        ("description", "Words\n\n---\n\tmore"),
        ("unknown", "left out"),
      ]))
    #expect(
      String(written) == """
        ---
        form: sample
        title: "A title: with a colon"
        purpose: |
          First line
            indented

          Last
        runs:
          - 1-5
          - "7"
        jobs: 420
        rate: "007"
        memory: 2 GB
        day: 2015-12-02
        boxes:
          - "One, or two"
          - Three
        ---

        Words

        ---
        \tmore

        """)
  }

  @Test func whatCannotBeSeenIsEscaped() {
    let hidden: Text = "\u{202E}gnp.exe\u{0}\u{7}"
    let written = TicketWriter.markdown(form: "sample", fields: fields([("title", hidden), ("description", hidden)]))
    #expect(
      String(written) == """
        ---
        form: sample
        title: "\\u202Egnp.exe\\u0000\\u0007"
        description: "\\u202Egnp.exe\\u0000\\u0007"
        ---

        """)
  }

  @Test func exceptionsWithAReasonAreWritten() {
    let answers = FormAnswers(
      form: "sample", exceptions: [.init(rule: "a-rule", reason: "Agreed: it\nis right."), .init(rule: "another", reason: "")])
    let fields = answers.fields(of: form, where: form.fields.map { _ in true })
    #expect(
      String(TicketWriter.yaml(form: "sample", fields: fields)) == """
        form: sample
        exceptions:
          - rule: a-rule
            reason: "Agreed: it\\nis right."

        """)
  }

  /// Whatever is typed comes back from both texts, but for the spaces round it.
  @Test func readsBackWhatWasTyped() throws {
    var random = SeededGenerator(seed: 20_151_202)
    for _ in 0..<3000 {
      let typed = form.fields.map { field in (name: field.name, text: Text(random.hostileText())) }
      let fields = fields(typed)
      for text in [
        TicketWriter.markdown(form: "sample", fields: fields), TicketWriter.yaml(form: "sample", fields: fields),
      ] {
        let read = TicketReader().read(SourceFile(path: "ticket", text: text))
        #expect(read.diagnostics.isEmpty, "\(text)")
        let content = try #require(read.tickets.first)
        var sink = DiagnosticSink(content.file)
        let ticket = try #require(FormSet([form]).resolve(content, &sink))
        #expect(sink.diagnostics.isEmpty, "\(text)")
        for field in form.fields {
          let wanted = field.node(typed: typed.first { $0.name == field.name }!.text)
          let found = ticket.field(field.name).map { field.typed($0.node) }
          #expect(found == wanted.map { field.typed($0) }, "\(field.name) of \(text)")
        }
      }
    }
  }
}

extension SeededGenerator {
  /// A short text of pieces that mean something to YAML, Markdown or a terminal.
  fileprivate mutating func hostileText() -> String {
    let pieces = [
      "a", "é", "漢", "🙂", " ", "  ", "\n", "\n\n", "\t", ":", ": ", " #", "# ", "### ", "- ", "---", "\n---\n", "...", "|", ">",
      "'", "\"",
      "\\", "{", "}", "[", "]", ",", "&", "*", "!", "%", "@", "`", "~", "null", "true", "no", "0x1F", "1e3", "-7", ".5", "<b>",
      "\u{0}", "\u{7}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}", "\u{202E}", "\u{FEFF}", "\u{FFFE}", "=",
      "form: x", "?",
    ]
    return (0..<Int.random(in: 0...7, using: &self)).map { _ in pieces.randomElement(using: &self)! }.joined()
  }
}
