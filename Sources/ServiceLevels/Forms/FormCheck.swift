import CEL
import Diagnostics
import Notation
import Tickets

/// What a form shows for what was filled into it.
public final class FormOutcome: Sendable {
  /// A text beside a field that follows from the answers.
  public struct Computed: Hashable, Sendable {
    /// The field's name.
    public var field: Text
    /// The text.
    public var text: Text
  }

  /// The form.
  public let form: Form
  /// For each field whether it is asked.
  public let isShown: [Bool]
  /// The computed texts that can be told.
  public let computed: [Computed]
  /// The ticket as Markdown: the text that was judged, with its secrets masked.
  public let markdown: Text
  /// The same ticket as YAML, likewise.
  public let yaml: Text
  /// The verdict on it.
  public let result: LintResult

  init(form: Form, isShown: [Bool], computed: [Computed], markdown: Text, yaml: Text, result: LintResult) {
    self.form = form
    self.isShown = isShown
    self.computed = computed
    self.markdown = markdown
    self.yaml = yaml
    self.result = result
  }
}

extension TicketLinter {
  /// Writes what was filled into a form as a ticket and judges it like any other.
  ///
  /// Fields whose condition does not hold are left out, and so are exceptions from rules that the ticket does not break.
  ///
  /// - Parameters:
  ///   - answers: what was filled in.
  ///   - now: the instant to judge at.
  ///   - workspace: memory to use again from call to call on one thread.
  /// - Returns: nil if there is no form of that id.
  public func check(_ answers: FormAnswers, now: Timestamp, workspace: LintWorkspace = LintWorkspace()) -> FormOutcome? {
    guard let index = forms.index(ofForm: answers.form) else { return nil }
    let form = forms.forms[index]
    var attempt = judge(answers, form, asking: form.fields.map { _ in true }, now, workspace)
    // Answers that are left out may change other conditions, so it is tried until nothing changes, and never for ever.
    for _ in form.fields where attempt.mustRepeat {
      attempt = judge(answers, form, asking: attempt.outcome.isShown, now, workspace)
    }
    let used = answers.exceptions.filter { exception in
      attempt.outcome.result.exceptionsUsed.contains { $0.rule == exception.rule }
    }
    if used.count < answers.exceptions.count {
      let needed = FormAnswers(form: answers.form, answers: answers.answers, exceptions: used)
      attempt = judge(needed, form, asking: attempt.asked, now, workspace)
    }
    return attempt.outcome
  }

  /// An attempt to judge answers with some fields asked.
  private struct Attempt {
    var asked: [Bool]
    var outcome: FormOutcome
    /// Whether an answer was taken in, or left out, that should not have been.
    var mustRepeat: Bool
  }

  private func judge(
    _ answers: FormAnswers, _ form: Form, asking asked: [Bool], _ now: Timestamp, _ workspace: LintWorkspace
  ) -> Attempt {
    let fields = answers.fields(of: form, where: asked)
    let markdown = TicketWriter.markdown(form: form.id, fields: fields)
    var shown = asked
    var computed: [FormOutcome.Computed] = []
    let results = lint(
      SourceFile(path: "\(form.id).md", text: markdown), form: form.id, now: now, workspace: workspace, usesLabels: true
    ) { judgement in
      shown = judgement.shownFields
      computed = judgement.computedTexts
    }
    let yaml = TicketWriter.yaml(form: form.id, fields: fields)
    let hasSecrets = results[0].diagnostics.contains { $0.rule.equals("secret-in-ticket") }
    let outcome = FormOutcome(
      form: form, isShown: shown, computed: computed, markdown: hasSecrets ? SecretScanner.masked(markdown) : markdown,
      yaml: hasSecrets ? SecretScanner.masked(yaml) : yaml, result: results[0])
    let wanted = answers.fields(of: form, where: shown)
    let mustRepeat = !wanted.elementsEqual(fields) { $0.name == $1.name }
    return Attempt(asked: asked, outcome: outcome, mustRepeat: mustRepeat)
  }
}

extension Judgement {
  /// For each field of the form whether its condition holds.
  var shownFields: [Bool] { ticket.form.fields.indices.map { isShown($0) } }

  /// What is shown beside fields that are shown themselves, where all of it can be told.
  var computedTexts: [FormOutcome.Computed] {
    guard ticket.formIndex >= 0 else { return [] }
    return ticket.form.fields.indices.compactMap { index in
      guard let template = linter.rules.computed[ticket.formIndex][index], isShown(index) else { return nil }
      let (text, isWhole) = template.evaluate(bindings, in: workspace.memory)
      return isWhole ? FormOutcome.Computed(field: ticket.form.fields[index].name, text: text) : nil
    }
  }
}
