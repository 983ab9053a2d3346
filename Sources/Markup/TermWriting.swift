import CMark
import Diagnostics

/// The terms and abbreviations that a page's text is searched for.
struct PageTerms {
  /// Those of the site.
  var site: TermIndex?
  /// Those that the page defines.
  var own: TermIndex?
  /// The section in which each of the site's terms was explained last.
  var explained: [Int] = []
  /// The terms of a list of definitions are being written.
  var isInTerm = false
  /// What the section has named so far, by how and by which name.
  var named: [(kind: Reference, name: [UInt8])] = []
  /// The number of headings when `named` was begun.
  var namedIn = -1

  var isEmpty: Bool { site == nil && own == nil }
}

extension TreeRenderer {
  /// Begins a page's terms.
  mutating func resetTerms() {
    terms = PageTerms(site: isSite ? options.terms : nil)
    if isSite, !prepared.abbreviations.isEmpty { terms.own = TermIndex(prepared.abbreviations, isExact: true) }
    if let site = terms.site { terms.explained = [Int](repeating: -1, count: site.terms.count) }
  }

  /// Whether terms are explained here: not in headings, links, descriptions of images, nor where a term is defined.
  private var explainsTerms: Bool {
    !terms.isEmpty && !isInLink && image == nil && heading.contentStart == 0 && !terms.isInTerm
  }

  /// Writes text, with the terms in it explained and the things that it names linked.
  mutating func words(_ text: Bytes, of node: Node) {
    guard explainsTerms else { return escaped(text, isText: true) }
    var written = continuedClause(text, of: node)
    while let (range, finding, isOwn) = nextTerm(in: text, from: written) {
      escaped(Bytes(rebasing: text[written..<range.lowerBound]), isText: true)
      let shown = Bytes(rebasing: text[range])
      written = range.upperBound
      switch finding {
      case .term(let term) where isOwn: abbreviation(term, shown)
      case .term(let term): explained(term, shown, of: node)
      case .pattern(let kind, let name):
        reference(kind, Bytes(rebasing: text[name]), shown: shown, of: node)
        if kind == .clause { written = furtherClauses(in: text, from: written, of: node) }
      }
    }
    escaped(Bytes(rebasing: text[written...]), isText: true)
  }

  /// The next term that is to be explained; those of the page go before those of the site, which are explained once a section.
  private func nextTerm(in text: Bytes, from start: Int) -> (range: Range<Int>, finding: TermIndex.Finding, isOwn: Bool)? {
    let own = terms.own?.next(in: text, from: start)
    var from = start
    while let site = terms.site?.next(in: text, from: from), site.range.lowerBound < own?.range.lowerBound ?? .max {
      guard case .term(let term) = site.finding else { return (site.range, site.finding, false) }
      if terms.explained[term] != page.headings.count { return (site.range, site.finding, false) }
      from = site.range.upperBound
    }
    return own.map { ($0.range, $0.finding, true) }
  }

  private mutating func abbreviation(_ term: Int, _ text: Bytes) {
    guard let own = terms.own else { return }
    out.append("<abbr title=\"")
    own.terms[term].explanation.utf8.withUnsafeBufferPointer { out.appendEscapingHTML($0) }
    out.append("\">")
    escaped(text, isText: true)
    out.append("</abbr>")
  }

  private mutating func explained(_ term: Int, _ text: Bytes, of node: Node) {
    guard let found = terms.site?.terms[term] else { return }
    terms.explained[term] = page.headings.count
    if found.isName { return addReference(.name, found.destination, shown: text, of: node) }
    out.append("<a class=\"term\"")
    addSlot(.term, found.destination + "#" + found.fragment, text: found.text, range: range(of: node))
    if !found.explanation.isEmpty {
      out.append(" title=\"")
      found.explanation.utf8.withUnsafeBufferPointer { out.appendEscapingHTML($0) }
      out.append("\"")
    }
    out.append(">")
    escaped(text, isText: true)
    out.append("</a>")
  }

  /// Notes a term that a list of definitions explains, and writes its id, in a page whose terms other pages use.
  mutating func defineTerm(_ heading: Node, explainedBy quote: Node?) {
    guard options.definesTerms else { return }
    let text = plainText(of: heading)
    let id = ids.id(explicit: [], text: text.utf8) { _ in }
    out.append(" id=\"")
    id.withUnsafeBufferPointer { out.appendEscapingHTML($0) }
    out.append("\"")
    var explanation: Text = ""
    if let quote, note(of: quote) != nil, let paragraph = cmark_node_next(cmark_node_first_child(quote)) {
      explanation = plainText(of: paragraph)
    }
    page.terms.append(Term(text: text, destination: "", fragment: Text(id), explanation: explanation))
  }
}

extension NoteStarts {
  /// `*[HTML]: Hypertext Markup Language`: what an abbreviation stands for, for the whole page.
  static func abbreviation(_ line: Bytes) -> Term? {
    guard line.count > 5, line[0] == UInt8(ascii: "*"), line[1] == UInt8(ascii: "["),
      let close = line.firstIndex(of: UInt8(ascii: "]")), close > 2, close + 1 < line.count, line[close + 1] == UInt8(ascii: ":")
    else { return nil }
    var meaning = line[(close + 2)...]
    meaning = meaning.drop(while: isSpace)
    while let last = meaning.last, isSpace(last) { meaning = meaning.dropLast() }
    guard !meaning.isEmpty, !line[2..<close].contains(UInt8(ascii: "[")) else { return nil }
    return Term(text: Text(Array(line[2..<close])), destination: "", fragment: "", explanation: Text(Array(meaning)))
  }
}
