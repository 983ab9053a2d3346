import Diagnostics
import Markup

/// Which pages name what has a page of its own but no file of Markdown: experiments, forms, rules, requests; and clauses.
public struct Mentions: Sendable {
  private var places: [Text: [Backlink]] = [:]

  /// The first mention in each page, in the order of the pages; the key is an output path, for a clause with `#` and its anchor.
  public subscript(_ key: Text) -> [Backlink] { places[key] ?? [] }

  /// The mentions in some pages.
  init(of outgoing: [Outgoing]) {
    for (page, links) in outgoing.enumerated() {
      for (number, naming) in links.namings.enumerated() {
        let mention = Backlink(page: page, link: links.targets.count + number)
        add(naming.output, mention)
        if !naming.fragment.isEmpty { add("\(naming.output)#\(naming.fragment)", mention) }
      }
    }
  }

  private mutating func add(_ key: Text, _ mention: Backlink) {
    if places[key]?.last?.page != mention.page { places[key, default: []].append(mention) }
  }
}
