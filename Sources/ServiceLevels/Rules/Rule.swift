import CEL
import Diagnostics
import Notation
import Tickets

/// A rule of the agreement, compiled: immutable, and shared by all threads that judge tickets.
public final class Rule: Sendable {
  /// The kebab-case name of the problem.
  public let id: Text
  /// How bad a ticket is that breaks it.
  public let severity: Severity
  /// The index of its clause in the rule set.
  public let clause: Int
  /// The field that a finding points to; empty for the ticket as a whole.
  public let field: Text
  /// The indices of the forms whose tickets it judges.
  public let forms: [Int]
  /// The expressions and texts as written, for pages and `explain`.
  public let source: RuleSource
  /// The first day on which a ticket may be written to be judged; nil for any.
  public let since: CivilDate?
  /// The last such day; nil for any.
  public let until: CivilDate?
  /// Where a ticket that breaks it belongs; nil for a rule that finds a fault.
  public let route: Route?
  /// Examples that must pass.
  public let pass: [RuleExample]
  /// Examples that must fail.
  public let fail: [RuleExample]
  /// Whether `--fix` may apply the rule's fix unasked.
  public let isFixSafe: Bool
  /// Whether it needs the open requests.
  public let needsRequests: Bool

  let when: Program?
  let require: Program
  let fix: Program?
  let message: MessageTemplate
  let help: MessageTemplate

  convenience init(
    _ parts: RuleParts, in clause: Int, of source: RuleSource, forms: [Int], needsRequests: Bool
  ) {
    let keys = parts.keys
    self.init(
      id: keys.id, severity: keys.severity, clause: clause, field: parts.field, forms: forms, since: keys.since,
      until: keys.until, route: keys.route, isFixSafe: keys.isFixSafe, needsRequests: needsRequests, when: parts.when,
      require: parts.require, fix: parts.fix, message: parts.message, help: parts.help,
      source: source, pass: keys.pass.map { RuleExample(node: $0) }, fail: keys.fail.map { RuleExample(node: $0) })
  }

  /// A rule of these parts; without source and examples, which only pages show.
  init(
    id: Text, severity: Severity, clause: Int, field: Text, forms: [Int], since: CivilDate?, until: CivilDate?, route: Route?,
    isFixSafe: Bool, needsRequests: Bool, when: Program?, require: Program, fix: Program?, message: MessageTemplate,
    help: MessageTemplate, source: RuleSource = RuleSource(), pass: [RuleExample] = [],
    fail: [RuleExample] = []
  ) {
    self.id = id
    self.severity = severity
    self.clause = clause
    self.field = field
    self.forms = forms
    self.since = since
    self.until = until
    self.route = route
    self.isFixSafe = isFixSafe
    self.needsRequests = needsRequests
    self.when = when
    self.require = require
    self.fix = fix
    self.message = message
    self.help = help
    self.source = source
    self.pass = pass
    self.fail = fail
  }
}

/// What a rule fence holds, compiled.
struct RuleParts {
  var keys: RuleKeys
  var field: Text
  var when: Program?
  var require: Program
  var fix: Program?
  var message: MessageTemplate
  var help: MessageTemplate
}

/// A rule's expressions and texts as written.
public struct RuleSource: Sendable {
  /// The file.
  public var file = SourceFile(path: "", bytes: [])
  /// The content of the fence.
  public var range = SourceRange(0, 0)
  /// Where the id stands.
  public var idRange = SourceRange(0, 0)
  /// The condition under which the rule judges a ticket; empty for always.
  public var when = Text()
  /// What must hold.
  public var require = Text()
  /// The field's new value; empty for none.
  public var fix = Text()
  /// The message, with expressions in braces.
  public var message = Text()
  /// The help, with expressions in braces; empty for none.
  public var help = Text()
}

/// Where a ticket belongs that is not for the service.
public struct Route: Hashable, Sendable {
  /// The group: `Database Services`.
  public var to: Text
  /// Why.
  public var why: Text
  /// Where to ask; empty if unknown.
  public var url: Text
}

/// An example of a rule: fields laid over the form's own example.
public struct RuleExample: Hashable, Sendable {
  /// The overlay: a map of field to value; `requests`, `now` and `form` set the surroundings.
  public var node: Node
}
