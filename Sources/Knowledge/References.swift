import Diagnostics
import Markup
import ServiceLevels
import Tickets

/// What the text of pages names without a link, and where it leads: clauses, rules, requests, forms, experiments.
public struct ReferenceIndex: Sendable {
  /// Where a reference leads.
  public struct Target: Sendable, Hashable {
    /// The file of the site.
    public var output: Text
    /// The place in it; empty for the whole.
    public var fragment: Text
    /// The page of the content, if it is one, as an index of `Catalog.pages`.
    public var page: Int?
  }

  private var clauses: [Text: [Target]] = [:]
  private var named: [Text: Target] = [:]

  /// The references of a site.
  init(_ parts: Catalog.Parts, _ agreement: Agreement, _ outputs: [SiteOutput]) {
    for (clause, place) in zip(agreement.linter.rules.clauses, agreement.places) where !clause.number.isEmpty {
      let target = Target(output: parts.pages[place.page].output, fragment: clause.anchor, page: place.page)
      clauses[clause.number, default: []].append(target)
    }
    let requests = parts.snapshots.requests?.requests ?? []
    for output in outputs {
      let target = Target(output: output.path, fragment: "", page: nil)
      switch output.kind {
      case .rule(let index): add(agreement.rules[index].id, target)
      case .request(let index): add(requests[index].number, target)
      case .form(let index): add(parts.forms[index].id, target, path: output.source)
      case .experiment(let index): add(parts.experiments[index].id, target, path: output.source)
      default: break
      }
    }
  }

  /// No references.
  init() {}

  /// Writes all of it, in the order of the names.
  func write(to writer: inout ArchiveWriter) {
    writer.write(clauses.sorted { $0.key < $1.key }) { writer, entry in
      writer.write(entry.key)
      writer.write(entry.value) { $1.write(to: &$0) }
    }
    writer.write(named.sorted { $0.key < $1.key }) { writer, entry in
      writer.write(entry.key)
      entry.value.write(to: &writer)
    }
  }

  /// Reads what `write` wrote.
  init(_ reader: inout ArchiveReader) {
    let clauses = reader.values { (key: $0.text(), value: $0.values { Target(&$0) }) }
    self.clauses = Dictionary(clauses.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    let named = reader.values { (key: $0.text(), value: Target(&$0)) }
    self.named = Dictionary(named.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  private mutating func add(_ name: Text, _ target: Target, path: Text? = nil) {
    if named[name] == nil { named[name] = target }
    if let path { named["/" + path] = target }
  }

  /// The names that lead elsewhere than they did, as `Page.referenceNames` has them.
  public func names(otherwiseThan before: ReferenceIndex) -> Set<UInt64> {
    func place(_ target: Target) -> Target { Target(output: target.output, fragment: target.fragment, page: nil) }
    var changed: Set<UInt64> = []
    for number in Set(clauses.keys).union(before.clauses.keys)
    where (clauses[number] ?? []).map(place) != (before.clauses[number] ?? []).map(place) {
      changed.insert(ReferenceIndex.fingerprint(of: number, isClause: true))
    }
    for name in Set(named.keys).union(before.named.keys) where named[name].map(place) != before.named[name].map(place) {
      changed.insert(ReferenceIndex.fingerprint(of: name, isClause: false))
    }
    return changed
  }

  fileprivate static func fingerprint(of name: Text, isClause: Bool) -> UInt64 {
    var hash = Fingerprint(seed: isClause ? 1 : 2)
    hash.combine(name)
    return hash.value
  }

  /// Where a reference of a page leads; nil if there is nothing of the name, if several clauses have the number, or if it stands in the clause itself.
  public func target(of slot: Slot, in page: Page) -> Target? {
    guard case .reference(let kind) = slot.kind else { return nil }
    guard kind == .clause else { return named[slot.destination] }
    let all = clauses[slot.destination] ?? []
    guard let target = all.first(where: { $0.output == page.output }) ?? (all.count == 1 ? all[0] : nil) else { return nil }
    let isOwn = target.output == page.output && slot.heading.map { page.body.headings[$0].id == target.fragment } ?? false
    return isOwn ? nil : target
  }
}

extension Page {
  /// What a whole page names without a link, by fingerprints, whether there is something of the name or not.
  public var referenceNames: [UInt64] {
    body.slots.withUnsafeBufferPointer { slots in
      var names: [UInt64] = []
      for index in slots.indices {
        guard case .reference(let kind) = slots[index].kind else { continue }
        let name = ReferenceIndex.fingerprint(of: slots[index].destination, isClause: kind == .clause)
        if !names.contains(name) { names.append(name) }
      }
      return names
    }
  }
}

extension ReferenceIndex.Target {
  fileprivate func write(to writer: inout ArchiveWriter) {
    writer.write(output)
    writer.write(fragment)
    writer.write(page) { $0.write($1) }
  }

  fileprivate init(_ reader: inout ArchiveReader) {
    self.init(output: reader.text(), fragment: reader.text(), page: reader.optional { $0.number() })
  }
}

extension TermIndex {
  /// The words that a site's pages are searched for: those of its glossaries, and the names of what has a page of its own.
  ///
  /// - Returns: Nil if there is nothing to search for.
  public static func make(terms: [Term], parts: Catalog.Parts) -> TermIndex? {
    guard parts.site.isConfigured else { return terms.isEmpty ? nil : TermIndex(terms) }
    var patterns: ReferencePatterns = parts.setting.hasAgreement ? [.clauses, .rules] : []
    if parts.setting.hasSnapshots { patterns.insert(.requests) }
    let names = parts.experiments.flatMap(\.nameTerms) + parts.forms.flatMap(\.nameTerms)
    if terms.isEmpty, names.isEmpty, patterns.isEmpty { return nil }
    return TermIndex(terms + names, patterns: patterns, ids: Set(parts.forms.map(\.id) + parts.experiments.map(\.id)))
  }
}

extension RegisteredExperiment {
  /// The names by which text calls it: those that no common word is, with a capital or a digit in them.
  fileprivate var nameTerms: [Term] {
    ([name] + aliases).filter { name in name.utf8.contains { $0 >= 0x41 && $0 <= 0x5A || $0 >= 0x30 && $0 <= 0x39 } }
      .map { Term(name: $0, destination: "/" + file.path, isExact: true) }
  }
}

extension Form {
  /// The names by which text calls it: `keep-up form`. Its name alone may be a common word.
  fileprivate var nameTerms: [Term] {
    guard let first = name.utf8.first else { return [] }
    let small = first >= 0x41 && first <= 0x5A ? Text([first | 0x20] + name.utf8.dropFirst()) : name
    return [Term(name: small + " form", destination: "/" + file.path, isExact: false)]
  }
}
