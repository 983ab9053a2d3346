import CEL
import Diagnostics
import Notation
import Tickets

/// Judges tickets by their forms and by the rules of the agreement.
///
/// Made once; its `lint` may be called from many threads at once.
public final class TicketLinter: Sendable {
  /// The rules.
  public let rules: RuleSet
  /// The registry.
  public let experiments: [Experiment]
  /// The site.
  public let site: Site
  /// The site's calendar.
  public let calendar: BusinessCalendar
  /// Reads tickets of every format.
  public let reader = TicketReader()
  /// The rules that are not evaluated, as indices of `rules.rules`: a ticket is judged as if they did not exist.
  public let leftOut: [Int]

  let values: ValueReader
  /// What every evaluation has: experiments, site, and the requests if they are known.
  let surroundings: Bindings
  let requests: [RecordValue]?

  /// A linter.
  ///
  /// - Parameters:
  ///   - rules: the compiled rules with their forms.
  ///   - experiments: the registry.
  ///   - site: the site's configuration.
  ///   - calendar: the site's calendar.
  ///   - requests: the open requests of the snapshot; nil if there is none, and rules that need them are then not checked.
  public convenience init(
    rules: RuleSet, experiments: [Experiment], site: Site, calendar: BusinessCalendar, requests: [OpenRequest]? = nil
  ) {
    var bindings = Bindings(rules.environment.declarations)
    let entries = experiments.map { (key: $0.id, value: $0.value(calendar)) }
    bindings[RuleEnvironment.Slot.experiments] = .map(MapValue(entries))
    bindings[RuleEnvironment.Slot.site] = site.value(calendar)
    let records = TicketLinter.bind(requests, rules.environment, calendar, &bindings)
    self.init(
      rules: rules, experiments: experiments, site: site, calendar: calendar, leftOut: [],
      values: ValueReader(experiments: ExperimentNames(experiments.map { ($0.id, $0.aliases) })), surroundings: bindings,
      requests: records)
  }

  /// A linter of these parts, and of some of another's.
  init(
    rules: RuleSet, experiments: [Experiment], site: Site, calendar: BusinessCalendar, leftOut: [Int], values: ValueReader,
    surroundings: Bindings, requests: [RecordValue]?
  ) {
    self.rules = rules
    self.experiments = experiments
    self.site = site
    self.calendar = calendar
    self.leftOut = leftOut
    self.values = values
    self.surroundings = surroundings
    self.requests = requests
  }

  /// The same linter with other open requests.
  ///
  /// - Parameter requests: the open requests of the snapshot; nil if there is none.
  public convenience init(_ linter: TicketLinter, requests: [OpenRequest]?) {
    var bindings = linter.surroundings
    let records = TicketLinter.bind(requests, linter.rules.environment, linter.calendar, &bindings)
    self.init(
      rules: linter.rules, experiments: linter.experiments, site: linter.site, calendar: linter.calendar,
      leftOut: linter.leftOut, values: linter.values, surroundings: bindings, requests: records)
  }

  /// The same linter without some rules.
  ///
  /// - Parameter leftOut: the rules that are not evaluated, as indices of `rules.rules`.
  public convenience init(_ linter: TicketLinter, leavingOut leftOut: Set<Int>) {
    self.init(
      rules: linter.rules, experiments: linter.experiments, site: linter.site, calendar: linter.calendar,
      leftOut: leftOut.sorted(), values: linter.values, surroundings: linter.surroundings, requests: linter.requests)
  }

  private static func bind(
    _ requests: [OpenRequest]?, _ environment: RuleEnvironment, _ calendar: BusinessCalendar, _ bindings: inout Bindings
  ) -> [RecordValue]? {
    let records = requests.map { $0.map { $0.record(environment, calendar) } }
    bindings[RuleEnvironment.Slot.requests] = records.map { .list($0.map { .record($0) }) }
    return records
  }

  /// The forms.
  public var forms: FormSet { rules.forms }

  /// Whether a rule is evaluated.
  func evaluates(_ rule: Int) -> Bool { leftOut.isEmpty || !leftOut.contains(rule) }

  /// Judges every ticket of a file.
  ///
  /// - Parameters:
  ///   - file: the file, in any of the formats.
  ///   - form: the id of the form to use whatever the tickets say; nil to find it.
  ///   - number: the number of the open request that the ticket is, if it does not say so itself: it is not its own duplicate.
  ///   - now: the instant to judge at.
  ///   - workspace: memory to use again from call to call on one thread.
  /// - Returns: one result for each ticket; one without a ticket for a file that holds none.
  public func lint(
    _ file: SourceFile, form: Text? = nil, number: Text = "", now: Timestamp, workspace: LintWorkspace = LintWorkspace()
  ) -> [LintResult] {
    lint(file, form: form, number: number, now: now, workspace: workspace, usesLabels: false) { _ in }
  }

  /// The same, with each judgement shown to `visit`.
  ///
  /// - Parameter usesLabels: whether findings call fields by their labels.
  func lint(
    _ file: SourceFile, form: Text?, number: Text = "", now: Timestamp, workspace: LintWorkspace, usesLabels: Bool,
    visit: (Judgement) -> Void
  ) -> [LintResult] {
    let read = reader.read(file)
    var results: [LintResult] = []
    let lines = read.tickets.count > 1 ? LineTable(read.visible) : nil
    for var content in read.tickets {
      if content.number.isEmpty { content.number = number }
      var judgement = Judgement(linter: self, content: content, now: now, workspace: workspace, lines: lines)
      judgement.usesLabels = usesLabels
      results.append(judgement.judge(form: form))
      visit(judgement)
    }
    if results.isEmpty { results = [LintResult(ticket: nil, diagnostics: [])] }
    results[0].diagnostics += read.diagnostics
    SecretReport.add(read.secrets, in: read.visible, to: &results)
    for index in results.indices { results[index].diagnostics = Diagnostic.ordered(results[index].diagnostics) }
    return results
  }
}

/// What the linter says about one ticket.
public struct LintResult: Sendable {
  /// The ticket; nil if none could be read or its form cannot be told.
  public var ticket: Ticket?
  /// The findings, sorted by place, each once.
  public var diagnostics: [Diagnostic]
  /// Where the ticket belongs, if not here.
  public var route: RouteOutcome?
  /// Rules that could not be checked, in the order of the agreement.
  public var notChecked: [NotChecked] = []
  /// The exceptions that kept a finding away.
  public var exceptionsUsed: [TicketException] = []

  /// The findings, and for each rule that could not be checked a note, sorted by place.
  public var notices: [Diagnostic] {
    notChecked.isEmpty ? diagnostics : Diagnostic.ordered(diagnostics + notChecked.map { $0.notice })
  }

  init(ticket: Ticket?, diagnostics: [Diagnostic]) {
    self.ticket = ticket
    self.diagnostics = diagnostics
  }
}

/// A ticket that belongs to somebody else.
public struct RouteOutcome: Hashable, Sendable {
  /// The rule that recognised it.
  public var rule: Text
  /// Where it belongs, and why.
  public var route: Route
}

/// A rule that could not be checked.
public struct NotChecked: Hashable, Sendable {
  /// The rule's id.
  public var rule: Text
  /// Why: `there is no snapshot of requests`.
  public var reason: Text
  /// A finding that says so, at the rule's field, for reports that show nothing but findings.
  public var notice: Diagnostic
}
