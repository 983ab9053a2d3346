import ArgumentParser
import Diagnostics
import Glibc
import Knowledge
import Publishing
import Tickets

/// `opos new ticket`: a ticket of a form, blank or with answers.
struct NewTicket: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ticket", abstract: "Writes a ticket of a form to fill in, as Markdown with front matter.",
    discussion: """
      On a terminal it asks for what the form requires; an empty answer leaves a field for later. In a script, and with --blank, it asks for nothing.
      """)

  @Argument(help: "The form's id.")
  var form: String?

  @Option(name: .customLong("set"), help: ArgumentHelp("An answer; as often as there are answers.", valueName: "field=text"))
  var answers: [String] = []

  @Flag(help: "Write the form's good example instead of a blank.")
  var example = false

  @Flag(help: "Ask for nothing.")
  var blank = false

  @OptionGroup var source: SourceOptions

  func validate() throws {
    if example, !answers.isEmpty { throw ValidationError("--example has its own answers; leave --set out") }
  }

  func run() throws {
    let parts = try FileErrors.reported { try ContentLoader(source: try source.folder(), jobs: 1).loadAgreement() }
    let ids = parts.forms.map { String($0.id) }.joined(separator: ", ")
    let form = try FormArgument.form(try Answer.given(self.form, "Form (\(ids))", "<form>"), in: parts)
    if example { return Terminal.print(form.exampleTicket) }
    var given = FormAnswers(form: form.id, answers: try answers.map { try answer($0, to: form) })
    if !blank, isatty(STDIN_FILENO) == 1 { ask(form, &given) }
    if !given.answers.isEmpty { try date(form, &given) }
    Terminal.print(form.ticket(given))
  }

  /// What `--set` says.
  private func answer(_ text: String, to form: Form) throws -> FormAnswers.Answer {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw ValidationError("--set \(text) has no answer; write --set field=text") }
    let name = Text(String(parts[0]))
    let names = form.fields.map(\.name)
    guard names.contains(name) else {
      let nearest = name.nearestSpelling(among: names).map { " Did you mean \(String($0))?" } ?? ""
      throw ValidationError("the form \(form.id) has no field \(name).\(nearest)")
    }
    return FormAnswers.Answer(name: name, text: Text(String(parts[1])))
  }

  /// Asks for what every ticket of the form must have, until all is asked or the input ends.
  private func ask(_ form: Form, _ given: inout FormAnswers) {
    for field in form.fields where field.isRequired && field.condition == nil && !field.name.equals("created") {
      if given.answers.contains(where: { $0.name == field.name }) { continue }
      Terminal.complain(Text(question(field)))
      guard let line = readLine() else { return }
      if case let text = Text(line).trimmed(), !text.isEmpty { given.answers.append(.init(name: field.name, text: text)) }
    }
  }

  private func question(_ field: FormField) -> String {
    var hint = String(field.placeholder)
    if case .listed(let options) = field.options { hint = options.map { String($0) }.joined(separator: ", ") }
    return String(Text(String(field.label) + (hint.isEmpty ? "" : " (\(hint))")).displayed) + ": "
  }

  /// A ticket that is being written is of today.
  private func date(_ form: Form, _ given: inout FormAnswers) throws {
    let isDated = given.answers.contains { $0.name.equals("created") }
    guard !isDated, form.fields.contains(where: { $0.name.equals("created") }) else { return }
    given.answers.append(.init(name: "created", text: try NewFile.today(source)))
  }
}
