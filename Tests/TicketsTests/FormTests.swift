import Diagnostics
import Notation
import Testing

@testable import Tickets

@Suite struct FormTests {
  @Test func readsAForm() throws {
    let read = Form.read(SourceFile(path: "Forms/keep-up.yml", text: sampleForm))
    #expect(read.diagnostics.isEmpty)
    let form = try #require(read.form)
    #expect(form.id == "keep-up")
    #expect(form.name == "Keep-up")
    #expect(
      form.fields.map { $0.name } == [
        "experiment", "release", "needed_by", "memory", "jobs", "priority", "justification", "checks",
      ])
    #expect(form.fields.map { $0.type } == [.choice, .text, .date, .quantity, .integer, .choice, .text, .choices])
    #expect(form.fields.map { $0.isRequired } == [true, true, false, true, false, false, true, false])
    #expect(form.fields[0].options == .experiments)
    #expect(form.fields[3].dimension == .bytes)
    #expect(form.fields[7].requiredOptions == ["Tested"])
    #expect(form.items.count == 9)
  }

  @Test(arguments: [
    ("type: «drpdown»\n    id: a", "form-element-unknown: a form has no element of type `drpdown`"),
    ("type: input\n    id: «Release»\n    attributes: {label: A}", "form-field-name: field name `Release` is not in snake_case"),
    (
      "type: input\n    id: «form»\n    attributes: {label: A}",
      "form-field-name: `form` is a reserved word and cannot name a field"
    ),
    (
      "type: input\n    id: a\n    value: «dat»\n    attributes: {label: A}",
      "form-value-unknown: a field has no value type `dat`"
    ),
    (
      "type: input\n    id: a\n    «valeu»: date\n    attributes: {label: A}",
      "key-unknown: an element of the form has no key `valeu`"
    ),
    (
      "type: dropdown\n    id: a\n    attributes: {label: A, options: [a, «true»]}",
      "form-option-unquoted: option `true` is read as true or false"
    ),
    (
      "type: input\n    id: a\n    attributes: {label: A}\n  - type: input\n    id: «a»\n    attributes: {label: B}",
      "form-field-twice: field `a` is defined twice"
    ),
    (
      "type: input\n    id: a\n    attributes: {label: A}\n  - type: input\n    id: b\n    attributes: {label: «A»}",
      "form-label-twice: label `A` is used twice"
    ),
    ("type: input\n    id: a\n    attributes: {label: A}\nexample:\n  «b»: x", "field-unknown: the form has no field `b`"),
  ])
  func reportsAMistake(body: String, message: String) {
    let marked = Marked("name: A\ndescription: B\nbody:\n  - \(body)\n")
    let diagnostics = Form.read(marked.file("Forms/a.yml")).diagnostics
    #expect(diagnostics.map { $0.summary } == [message])
    #expect(diagnostics.map { $0.range } == marked.ranges)
  }

  @Test func reportsAnEmptyFile() {
    #expect(Form.read(SourceFile(path: "a.yml", text: "")).diagnostics.map { $0.rule } == ["form-empty"])
  }
}

/// A form with a field of most kinds.
let sampleForm: Text = """
  name: Keep-up
  description: Daily processing.
  body:
    - type: markdown
      attributes:
        value: Welcome
    - type: dropdown
      id: experiment
      attributes:
        label: Experiment
        options: experiments
      validations:
        required: true
    - type: input
      id: release
      attributes:
        label: Release tag
        description: The tag that was validated.
        placeholder: "e.g. v01_02_03"
      validations:
        required: true
    - type: input
      id: needed_by
      value: date
      attributes:
        label: Needed by
    - type: input
      id: memory
      value: quantity
      attributes:
        label: Memory per job
      validations:
        required: true
    - type: input
      id: jobs
      value: integer
      attributes:
        label: Jobs
    - type: dropdown
      id: priority
      attributes:
        label: Priority
        options: ["1", "2", "3"]
    - type: textarea
      id: justification
      when: 'has(ticket.priority) && ticket.priority == "1"'
      attributes:
        label: Why this priority
    - type: checkboxes
      id: checks
      attributes:
        label: Checks
        options:
          - label: Tested
            required: true
          - label: Documented
  example:
    experiment: nova
    release: v1
    memory: 2 GB
  """
