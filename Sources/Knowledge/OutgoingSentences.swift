import Diagnostics
import Markup

/// Gathers where a page's links lead, each place once, with the sentences around them.
struct OutgoingSentences {
  let page: Page
  let index: Int
  let sections: [Section]
  var targets: [Int] = []
  var namings: [Outgoing.Naming] = []
  var ofTargets = Sentences()
  var ofNamings = Sentences()

  init(_ page: Page, _ index: Int, links: Int) {
    (self.page, self.index, sections) = (page, index, page.sections)
    targets.reserveCapacity(links)
    ofTargets = Sentences(room: links)
  }

  mutating func add(page target: Int, _ slot: Slot) {
    guard target != index, !targets.contains(target) else { return }
    targets.append(target)
    ofTargets.append(around: slot, in: sections)
  }

  mutating func add(output: Text, fragment: Text, _ slot: Slot) {
    let naming = Outgoing.Naming(output: output, fragment: fragment)
    guard !namings.contains(naming) else { return }
    namings.append(naming)
    ofNamings.append(around: slot, in: sections)
  }

  /// Notes where a relative URL of the page leads.
  mutating func add(url: Text, fragment: Text, _ slot: Slot) {
    let path = Text(url.utf8.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") })
    guard let decoded = SitePath.decoded(path), let output = SitePath.resolve(decoded, from: SitePath.folder(of: page.output))
    else { return }
    add(output: output, fragment: fragment, slot)
  }
}
