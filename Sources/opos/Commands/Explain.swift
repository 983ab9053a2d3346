import ArgumentParser
import Diagnostics
import Knowledge
import Notation
import Publishing
import ServiceLevels

/// `opos explain`: the clause, the rule and its examples.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Shows a rule: its clause, what it asks for, and its examples with their output.",
    discussion: "Without a rule every rule is listed, a line each.")

  @Argument(help: "The rule's id, as findings show it in brackets.")
  var rule: String?

  @OptionGroup var source: SourceOptions

  func run() throws {
    let parts = try FileErrors.reported { try ContentLoader(source: try source.folder(), jobs: 1).loadAgreement() }
    let now = try source.instant(siteClock: parts.site.clock)
    let linter = Agreement(parts).linter
    guard let rule else { return Terminal.print(list(linter.rules)) }
    if let found = linter.rules.rule(Text(rule)) { return Terminal.print(RuleText(rule: found, linter: linter, now: now).text) }
    if let check = BuiltInCheck.named(Text(rule)) {
      return Terminal.print(
        "\(check.id)\n\n\(check.summary)\n\nA check of the tool itself: no clause of the agreement stands behind it.\n")
    }
    let known = linter.rules.rules.map(\.id) + BuiltInCheck.all.map(\.id)
    let nearest = Text(rule).nearestSpelling(among: known).map { " Did you mean \(String($0))?" } ?? ""
    Terminal.complain("opos: there is no rule \(rule).\(nearest)")
    throw ExitStatus.failure
  }

  private func list(_ rules: RuleSet) -> Text {
    var text = Text()
    for rule in rules.rules {
      let clause = rules.clause(of: rule)
      text += "\(clause.number) \(clause.title): \(rule.id) (\(rule.route == nil ? rule.severity.name : "routing"))\n"
    }
    return text
  }
}

/// A rule in the words of the terminal.
private struct RuleText {
  let rule: Rule
  let linter: TicketLinter
  let now: Timestamp

  var text: Text {
    let clause = linter.rules.clause(of: rule)
    var text: Text = "\(rule.id) (\(rule.route == nil ? rule.severity.name : "routing"))\n\n"
    text += "Clause \(clause.number) \(clause.title)\n  \(clause.url)\n\n\(clause.text.trimmed())\n\n"
    text += entry("forms", Text.joined(rule.forms.map { linter.forms.forms[$0].id }, separator: ", "))
    text += entry("field", rule.field) + entry("when", rule.source.when) + entry("require", rule.source.require)
    text += entry("message", rule.source.message) + entry("help", rule.source.help)
    if let route = rule.route { text += entry("belongs to", "\(route.to): \(route.why)") }
    for outcome in linter.exampleOutcomes(of: rule, now: now) {
      text += "\n\(outcome.mustPass ? "passes" : "fails"):\n\(indented(outcome.overlay))"
      if !outcome.output.isEmpty { text += "  gives:\n\(indented(outcome.output))" }
    }
    return text
  }

  private func entry(_ name: Text, _ value: Text) -> Text {
    value.isEmpty ? Text() : "\(name): \(Text.joined(value.trimmed().split(at: 0x0A).map { $0.trimmed() }, separator: " "))\n"
  }

  private func indented(_ text: Text) -> Text {
    var result = Text()
    for line in text.split(at: 0x0A) where !line.isEmpty { result += "    \(line)\n" }
    return result
  }
}
