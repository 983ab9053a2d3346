import Diagnostics
import Markup

/// Which pages name what has a page of its own but no file of Markdown: experiments, forms, rules, requests; and clauses.
public struct Mentions: Sendable {
  private var places: [Text: [Backlink]] = [:]

  /// The first mention in each page, in the order of the pages; the key is an output path, for a clause with `#` and its anchor.
  public subscript(_ key: Text) -> [Backlink] { places[key] ?? [] }

  /// Notes that a slot of a page leads to a file of the site, and to a place in it.
  mutating func add(_ output: Text, fragment: Text, page: Int, slot: Int) {
    add(output, Backlink(page: page, slot: slot))
    if !fragment.isEmpty { add("\(output)#\(fragment)", Backlink(page: page, slot: slot)) }
  }

  private mutating func add(_ key: Text, _ mention: Backlink) {
    if places[key]?.last?.page != mention.page { places[key, default: []].append(mention) }
  }

  /// Notes where a relative URL of a page leads.
  mutating func add(url: Text, of page: Page, index: Int, slot: Int, fragment: Text) {
    let path = Text(url.utf8.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") })
    guard let decoded = SitePath.decoded(path), let output = SitePath.resolve(decoded, from: SitePath.folder(of: page.output))
    else { return }
    add(output, fragment: fragment, page: index, slot: slot)
  }
}
