import Diagnostics
import Markup
import Notation

/// A version of the agreement, as far as its change log needs it.
public struct AgreementVersion: Sendable {
  /// What it is called: the front matter's `version`, else the file's name.
  public var name: Text
  /// When it was last read through.
  public var date: CivilDate?
  /// Its clauses, in order.
  public var clauses: [Clause]

  /// A clause of a version.
  public struct Clause: Sendable, Hashable {
    /// `4.3`; empty if it has none.
    public var number: Text
    /// Its title.
    public var title: Text
    /// Its id.
    public var anchor: Text
    /// Its words, a line a paragraph.
    public var text: Text
    /// The rules under it by their ids, as they are written.
    public var rules: [Text: Text]
  }

  /// The version that some pages are.
  public init(_ pages: [Page]) {
    name = pages.lazy.map(\.matter.version).first { !$0.isEmpty } ?? Self.fileName(of: pages)
    date = pages.lazy.compactMap(\.matter.reviewed).first
    clauses = pages.flatMap(Self.clauses)
  }

  private static func fileName(of pages: [Page]) -> Text {
    pages.first.map { Text.title(ofName: SitePath.withoutEnding(SitePath.name(of: $0.path))) } ?? ""
  }

  private static func clauses(of page: Page) -> [Clause] {
    let sections = page.sections
    return page.body.headings.enumerated().compactMap { index, heading in
      guard heading.level > 1 else { return nil }
      let text = sections.first { $0.heading == index }?.text ?? ""
      let fences = page.body.fences.filter { $0.heading == index && $0.language.equals("rule") }
      let rules = fences.compactMap { fence in ruleID(fence.content).map { ($0, fence.content) } }
      return Clause(
        number: heading.number, title: heading.text, anchor: heading.id, text: text,
        rules: Dictionary(rules, uniquingKeysWith: { first, _ in first }))
    }
  }

  private static func ruleID(_ rule: Text) -> Text? {
    for line in rule.utf8.split(separator: 0x0A) where line.starts(with: "id:".utf8) { return Text(line.dropFirst(3)).trimmed() }
    return nil
  }
}

/// What became of a clause from one version to the next.
public struct ClauseChange: Sendable {
  /// The kinds of change.
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// It is new.
    case added
    /// Its words, title or rules are others.
    case changed
    /// Only its number is another.
    case renumbered
    /// It is gone.
    case removed
  }

  /// What happened.
  public var kind: Kind
  /// As it was; nil for a new clause.
  public var before: AgreementVersion.Clause?
  /// As it is; nil for one that is gone.
  public var after: AgreementVersion.Clause?

  /// The changes from one version to another, in the order of the new one; what is gone stands behind what it stood behind.
  ///
  /// A clause is the same if it has the same id.
  public static func changes(from old: AgreementVersion, to new: AgreementVersion) -> [ClauseChange] {
    let before = Dictionary(old.clauses.map { ($0.anchor, $0) }, uniquingKeysWith: { first, _ in first })
    let kept = Set(new.clauses.map(\.anchor))
    let comparesRules = old.clauses.contains { !$0.rules.isEmpty }
    var goneBehind: [Text: [AgreementVersion.Clause]] = [:]
    var last: Text = ""
    for clause in old.clauses {
      if kept.contains(clause.anchor) { last = clause.anchor } else { goneBehind[last, default: []].append(clause) }
    }
    func gone(behind anchor: Text) -> [ClauseChange] {
      (goneBehind[anchor] ?? []).map { ClauseChange(kind: .removed, before: $0, after: nil) }
    }
    var changes = gone(behind: "")
    for clause in new.clauses {
      if let kind = kind(from: before[clause.anchor], to: clause, comparesRules) {
        changes.append(ClauseChange(kind: kind, before: before[clause.anchor], after: clause))
      }
      changes += gone(behind: clause.anchor)
    }
    return changes
  }

  private static func kind(
    from old: AgreementVersion.Clause?, to new: AgreementVersion.Clause, _ comparesRules: Bool
  ) -> Kind? {
    guard let old else { return .added }
    if old.text != new.text || old.title != new.title || (comparesRules && old.rules != new.rules) { return .changed }
    return old.number == new.number ? nil : .renumbered
  }

  /// The rules that are new, others, or gone, by id; none where the old version has no rules at all.
  public var rules: [(id: Text, kind: Kind)] {
    guard let before, let after, !before.rules.isEmpty else { return [] }
    let ids = Set(before.rules.keys).union(after.rules.keys).sorted()
    return ids.compactMap { id in
      switch (before.rules[id], after.rules[id]) {
      case (nil, _): (id, .added)
      case (_, nil): (id, .removed)
      case (let old, let new): old == new ? nil : (id, .changed)
      }
    }
  }
}
