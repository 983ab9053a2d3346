import CMark
import Diagnostics

extension TreeRenderer {
  /// Most different things that are linked in one section: more is a list, which nobody follows name by name.
  private static let mostNames = 200

  /// Whether things that the text names are linked here: as for terms.
  private var linksReferences: Bool {
    terms.site != nil && !isInLink && image == nil && heading.contentStart == 0 && !terms.isInTerm
  }

  /// Leaves a slot for a thing that the text names, or writes the text where the section has named it already.
  mutating func reference(_ kind: Reference, _ name: Bytes, shown: Bytes, of node: Node) {
    guard isFirstMention(kind, name) else { return escaped(shown, isText: true) }
    addReference(kind, Text(Array(name)), shown: shown, of: node)
  }

  /// Leaves a slot for a thing that the text names.
  mutating func addReference(_ kind: Reference, _ name: Text, shown: Bytes, of node: Node) {
    page.slots.append(
      Slot(
        kind: .reference(kind), offset: out.count, destination: name, fragment: nil, text: restored(shown),
        range: range(of: node), heading: page.headings.indices.last))
  }

  private mutating func isFirstMention(_ kind: Reference, _ name: Bytes) -> Bool {
    if terms.namedIn != page.headings.count {
      terms.named.removeAll(keepingCapacity: true)
      terms.namedIn = page.headings.count
    }
    if terms.named.count >= Self.mostNames { return false }
    if terms.named.contains(where: { $0.kind == kind && $0.name.elementsEqual(name) }) { return false }
    terms.named.append((kind, Array(name)))
    return true
  }

  /// Links the numbers that follow in a list of clauses. Returns the offset up to which the text is written.
  mutating func furtherClauses(in text: Bytes, from start: Int, of node: Node) -> Int {
    var written = start
    while let number = ReferencePatterns.furtherNumber(at: written, in: text) {
      escaped(Bytes(rebasing: text[written..<number.lowerBound]), isText: true)
      let name = Bytes(rebasing: text[number])
      reference(.clause, name, shown: name, of: node)
      written = number.upperBound
    }
    return written
  }

  /// Links the number that a line begins with, if the line before ended in `clause`. Returns the offset up to which the text is written.
  mutating func continuedClause(_ text: Bytes, of node: Node) -> Int {
    guard let first = text.first, isDigit(first), terms.site?.patterns.contains(.clauses) == true,
      text.baseAddress == literal(of: node).baseAddress, isBehindClauseWord(node),
      let number = ReferencePatterns.number(at: 0, in: text)
    else { return 0 }
    let name = Bytes(rebasing: text[number])
    reference(.clause, name, shown: name, of: node)
    return furtherClauses(in: text, from: number.upperBound, of: node)
  }

  private func isBehindClauseWord(_ node: Node) -> Bool {
    guard let lineEnd = cmark_node_previous(node), isLineEnd(lineEnd), let before = cmark_node_previous(lineEnd),
      cmark_node_get_type(before) == CMARK_NODE_TEXT
    else { return false }
    let text = literal(of: before)
    return text.ends(with: "lause") || text.ends(with: "lauses")
  }

  /// Writes a code span that may be the id of a rule, a form or an experiment. Returns whether it is one.
  mutating func referenceCode(_ code: Bytes, of node: Node) -> Bool {
    guard linksReferences, let index = terms.site,
      index.patterns.contains(.rules) && ReferencePatterns.isRuleID(code) || index.hasID(code), isFirstMention(.code, code)
    else { return false }
    addReference(.code, Text(Array(code)), shown: code, of: node)
    return true
  }
}

extension Bytes {
  fileprivate func ends(with suffix: StaticString) -> Bool {
    count >= suffix.utf8CodeUnitCount && Bytes(rebasing: self[(count - suffix.utf8CodeUnitCount)...]).begins(with: suffix)
  }
}
