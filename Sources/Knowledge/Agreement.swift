import Diagnostics
import Markup
import Notation
import ServiceLevels
import Tickets

/// The Service Level Agreement of a site: its clauses, where they stand, and the linter made of their rules.
public struct Agreement: Sendable {
  /// Judges tickets.
  public let linter: TicketLinter
  /// Where each clause of `linter.rules.clauses` stands.
  public let places: [ClausePlace]
  /// What is wrong with the clauses, rules and forms.
  public let diagnostics: [Diagnostic]

  /// A clause's page and heading.
  public struct ClausePlace: Sendable, Hashable {
    /// The page, as an index of the catalog's.
    public var page: Int
    /// The heading, as an index of the page's.
    public var heading: Int
  }

  /// The rules, in the order of their clauses.
  public var rules: [Rule] { linter.rules.rules }

  /// The agreement of a site's pages. The rules' examples are not run: `linter.checkExamples` does that.
  public init(_ parts: Catalog.Parts) {
    var sources: [ClauseSource] = []
    var places: [ClausePlace] = []
    for (index, page) in parts.pages.enumerated() where page.isAgreement {
      for clause in Agreement.clauses(of: page, baseURL: parts.site.baseURL) {
        sources.append(clause.source)
        places.append(ClausePlace(page: index, heading: clause.heading))
      }
    }
    let (rules, diagnostics) = RuleSet.compile(sources, forms: FormSet(parts.forms), calendar: parts.site.calendar)
    let linter = TicketLinter(
      rules: rules, experiments: parts.experiments.map { Experiment(id: $0.id, aliases: [$0.name] + $0.aliases, node: $0.node) },
      site: Site(node: parts.site.node), calendar: parts.site.calendar, requests: parts.snapshots.openRequests)
    self.linter = linter
    self.places = places
    self.diagnostics = diagnostics
  }

  /// What the rules' and forms' own examples are found to have, besides what they should.
  ///
  /// Examples are judged as if no request were open: the snapshot of the day must not make a form's good example bad.
  ///
  /// - Parameter now: The instant to judge at.
  public func checkExamples(now: Timestamp) -> [Diagnostic] {
    TicketLinter(
      rules: linter.rules, experiments: linter.experiments, site: linter.site, calendar: linter.calendar, requests: []
    ).checkExamples(now: now)
  }

  /// The clauses of a page: each heading below the first level, with the text and the rule fences under it.
  private static func clauses(of page: Page, baseURL: Text) -> [(source: ClauseSource, heading: Int)] {
    let sections = page.sections
    return page.body.headings.enumerated().compactMap { index, heading in
      guard heading.level > 1 else { return nil }
      let section = sections.first { $0.heading == index }
      let fences = page.body.fences.filter { $0.heading == index && $0.language.equals("rule") }
      return (
        ClauseSource(
          number: heading.number, title: heading.text, anchor: heading.id, url: "\(baseURL)\(page.output)#\(heading.id)",
          file: page.file, headingRange: heading.range, text: section?.text ?? Text(), rules: fences.map(\.contentRange)),
        index
      )
    }
  }
}

extension Fence {
  /// The first word of the info string.
  public var language: Text { Text(info.utf8.prefix { $0 != 0x20 && $0 != 0x09 }) }
}
