import CEL
import Diagnostics
import Notation
import Tickets

/// A rule of the agreement, compiled.
public struct Rule: Sendable {
  /// The kebab-case name of the problem.
  public var id: Text
  /// How bad a ticket is that breaks it.
  public var severity: Severity
  /// The index of its clause in the rule set.
  public var clause: Int
  /// The field that a finding points to; empty for the ticket as a whole.
  public var field: Text
  /// The indices of the forms whose tickets it judges.
  public var forms: [Int]
  /// The expressions and texts as written, for pages and `explain`.
  public var source: RuleSource
  /// The first day on which a ticket may be written to be judged; nil for any.
  public var since: CivilDate?
  /// The last such day; nil for any.
  public var until: CivilDate?
  /// Where a ticket that breaks it belongs; nil for a rule that finds a fault.
  public var route: Route?
  /// Examples that must pass.
  public var pass: [RuleExample]
  /// Examples that must fail.
  public var fail: [RuleExample]
  /// Whether `--fix` may apply the rule's fix unasked.
  public var isFixSafe: Bool
  /// Whether it needs the open requests.
  public var needsRequests: Bool

  var when: Program?
  var require: Program
  var fix: Program?
  var message: MessageTemplate
  var help: MessageTemplate
}

/// A rule's expressions and texts as written.
public struct RuleSource: Sendable {
  /// The file.
  public var file: SourceFile
  /// The content of the fence.
  public var range: SourceRange
  /// Where the id stands.
  public var idRange: SourceRange
  /// The condition under which the rule judges a ticket; empty for always.
  public var when: Text
  /// What must hold.
  public var require: Text
  /// The field's new value; empty for none.
  public var fix: Text
  /// The message, with expressions in braces.
  public var message: Text
  /// The help, with expressions in braces; empty for none.
  public var help: Text
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
