import Diagnostics
import Knowledge

extension SiteContext {
  /// What changed from version to version of the agreement.
  func renderChanges(at path: Text, into output: inout [UInt8]) {
    let versions = catalog.agreementVersions
    var view = ChangesPage()
    let title: Text = "Changes of the agreement"
    view.layout = layout(at: path, title: title, description: "What each version changed, clause by clause.", kind: "changes")
    if let place = catalog.agreement.places.first {
      view.agreementURL = url(from: path, to: .page(place.page))
      view.layout.breadcrumbs.append(Link(catalog.pages[place.page].title, view.agreementURL))
    }
    view.versions = zip(versions, versions.dropFirst()).enumerated().reversed().map { index, pair in
      version(pair.1, since: pair.0, isCurrent: index + 2 == versions.count, from: path)
    }
    templates.changes.render(view, into: &output)
  }

  private func version(
    _ version: AgreementVersion, since earlier: AgreementVersion, isCurrent: Bool, from path: Text
  ) -> VersionView {
    let changes = ClauseChange.changes(from: earlier, to: version)
    var view = VersionView()
    view.name = version.name
    view.earlier = earlier.name
    if let date = version.date {
      view.date = Wording.date(date)
      view.isoDate = date.iso8601
    }
    let counts = ClauseChange.Kind.allCases.compactMap { kind -> Text? in
      let count = changes.count { $0.kind == kind }
      return count == 0 ? nil : "\(Int64(count)) \(SiteContext.word(for: kind))"
    }
    view.summary = counts.isEmpty ? "No clause changed." : "Clauses: \(Text.joined(counts, separator: ", "))."
    view.changes = changes.map { self.view(of: $0, isCurrent: isCurrent, from: path) }
    return view
  }

  private func view(of change: ClauseChange, isCurrent: Bool, from path: Text) -> ChangeView {
    var view = ChangeView()
    view.state = StateBadge(SiteContext.word(for: change.kind), tone: SiteContext.tone(for: change.kind))
    let clause = change.after ?? change.before
    view.clause = Link(clause.map(SiteContext.name) ?? "", isCurrent ? placeURL(of: change.after?.anchor, from: path) : "")
    if let before = change.before, let after = change.after, SiteContext.name(before) != SiteContext.name(after) {
      view.formerly = SiteContext.name(before)
    }
    view.text = SiteContext.marked(WordDiff.runs(from: change.before?.text ?? "", to: change.after?.text ?? ""), change.kind)
    view.rules = change.rules.map { id, kind in
      ChangedRule(rule: kind == .removed ? Link(id, "") : link(toRule: id, from: path), state: SiteContext.word(for: kind))
    }
    return view
  }

  /// Where a clause of the agreement stands; empty for one that is gone.
  private func placeURL(of anchor: Text?, from path: Text) -> Text {
    let clauses = catalog.agreement.linter.rules.clauses
    guard let anchor, let index = clauses.firstIndex(where: { $0.anchor == anchor }) else { return "" }
    let page = catalog.pages[catalog.agreement.places[index].page]
    return "\(SitePath.url(from: path, to: page.output))#\(anchor)"
  }

  private static func name(_ clause: AgreementVersion.Clause) -> Text {
    clause.number.isEmpty ? clause.title : "\(clause.number) \(clause.title)"
  }

  private static func word(for kind: ClauseChange.Kind) -> Text {
    switch kind {
    case .added: "new"
    case .changed: "changed"
    case .renumbered: "renumbered"
    case .removed: "removed"
    }
  }

  private static func tone(for kind: ClauseChange.Kind) -> Text {
    switch kind {
    case .added: "ok"
    case .changed: "active"
    case .renumbered: "neutral"
    case .removed: "error"
    }
  }

  /// The words with marks; of long runs that stayed only the ends are shown. A clause that is new or gone is shown whole, without marks.
  private static func marked(_ runs: [WordDiff.Run], _ kind: ClauseChange.Kind) -> HTML {
    guard kind != .renumbered else { return "" }
    var html = HTML()
    for (index, run) in runs.enumerated() {
      if index > 0 { html.append(" ") }
      switch run.kind {
      case .kept: html.append(HTML(escaping: shortened(run.words, isFirst: index == 0, isLast: index == runs.count - 1)))
      case .added where kind == .changed: html.append(element("ins", run.words))
      case .removed where kind == .changed: html.append(element("del", run.words))
      case .added, .removed: html.append(HTML(escaping: run.words))
      }
    }
    return runs.allSatisfy({ $0.kind == .kept }) ? "" : html
  }

  private static func element(_ name: StaticString, _ words: Text) -> HTML {
    var bytes: [UInt8] = [UInt8(ascii: "<")]
    bytes.append(literal: name)
    bytes.append(UInt8(ascii: ">"))
    bytes.appendEscaped(words.utf8)
    bytes.append(literal: "</")
    bytes.append(literal: name)
    bytes.append(UInt8(ascii: ">"))
    return HTML(trusted: bytes)
  }

  /// The twelve words next to what changed.
  private static func shortened(_ words: Text, isFirst: Bool, isLast: Bool) -> Text {
    let all = words.utf8.split(separator: 0x20)
    let reach = 12
    guard all.count > reach * (isFirst || isLast ? 1 : 2) + 2 else { return words }
    func joined(_ part: ArraySlice<ArraySlice<UInt8>>) -> Text { Text(Array(part.joined(separator: [0x20]))) }
    if isFirst { return "… " + joined(all.suffix(reach)) }
    if isLast { return joined(all.prefix(reach)) + " …" }
    return joined(all.prefix(reach)) + " … " + joined(all.suffix(reach))
  }
}
