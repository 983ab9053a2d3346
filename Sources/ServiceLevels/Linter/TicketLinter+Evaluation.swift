import CEL
import Diagnostics
import Notation
import Tickets

extension TicketLinter {
  /// What an expression gives for each ticket of a file, with the variables and functions that a rule has.
  ///
  /// - Parameters:
  ///   - expression: the expression, in CEL.
  ///   - file: the file, in any of the formats of tickets.
  ///   - form: the id of the form to use whatever the tickets say; nil to find it.
  ///   - number: the number of the open request that the ticket is, if it does not say so itself.
  ///   - now: the instant to evaluate at.
  /// - Returns: a value for each ticket, or why there is none. A file without a ticket and a wrong expression are one failure.
  public func evaluate(
    _ expression: Text, on file: SourceFile, form: Text? = nil, number: Text = "", now: Timestamp
  ) -> [Result<Value, EvaluationError>] {
    let (program, issues) = Program.compile(expression, declarations: rules.environment.declarations)
    guard let program else {
      return [.failure(EvaluationError(issues.first?.message ?? "the expression is wrong"))]
    }
    let read = reader.read(file)
    guard !read.tickets.isEmpty else {
      return [.failure(EvaluationError(read.diagnostics.first?.message ?? "there is no ticket"))]
    }
    let workspace = LintWorkspace()
    return read.tickets.map { content in
      var content = content
      if content.number.isEmpty { content.number = number }
      var judgement = Judgement(linter: self, content: content, now: now, workspace: workspace)
      guard let bindings = judgement.bindings(form: form) else {
        return .failure(EvaluationError("the ticket's form cannot be told; name it with `--form`"))
      }
      return program.evaluate(bindings, in: workspace.memory)
    }
  }
}
