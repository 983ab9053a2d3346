import Diagnostics
import Markup

/// Everything in a site that a link can lead to.
public struct LinkIndex: Sendable {
  private enum Target: Sendable {
    case page(Int)
    case output(Text)
  }

  private let pages: [Page]
  private var byPath: TextTable<Target>
  /// Made when the first link calls something by its name.
  private let namedTargets = Lazily<TextTable<Target>>()
  private let others: [Other]
  /// The paths by their spellings in small letters, made when a link leads nowhere.
  private let foldedPaths = Lazily<[Text: Text]>()
  /// Made when a link leads nowhere.
  private let folders = Lazily<Set<Text>>()
  private let severity: Severity
  /// Whether the pages may have been written for another generator, which leads links by other rules.
  private var isForeign: Bool { severity == .warning }

  /// A further target: a form, an experiment, a generated page, a file that is copied.
  public struct Other: Sendable, Hashable {
    /// The content path, or the output path of a generated page.
    public var path: Text
    /// Where it is written.
    public var output: Text
    /// What `[[…]]` may call it.
    public var names: [Text]

    /// A further target.
    public init(path: Text, output: Text, names: [Text] = []) {
      self.path = path
      self.output = output
      self.names = names
    }
  }

  /// An index of pages and other targets.
  ///
  /// - Parameter severity: How bad a broken link is.
  public init(pages: [Page], others: [Other], severity: Severity) {
    self.severity = severity
    self.pages = pages
    byPath = TextTable(capacity: 2 * (pages.count + others.count))
    self.others = others
    for (index, page) in pages.enumerated() { add(.page(index), path: page.path, output: page.output) }
    for other in others { add(.output(other.output), path: other.path, output: other.output) }
  }

  /// Whether a page is one of the agreement.
  func isAgreement(_ index: Int) -> Bool { pages[index].isAgreement }

  private mutating func add(_ target: Target, path: Text, output: Text) {
    byPath.set(path, target)
    byPath.add(output, target)
  }

  /// What `[[…]]` calls by a folded name.
  private var byName: TextTable<Target> {
    namedTargets.value {
      var names = TextTable<Target>(capacity: 2 * pages.count + others.count)
      for (index, page) in pages.enumerated() {
        names.add(Self.folded(page.title), .page(index))
        names.add(Self.folded(SitePath.withoutEnding(SitePath.name(of: page.path))), .page(index))
        for alias in page.aliases { names.add(Self.folded(alias), .page(index)) }
      }
      for other in others {
        for name in other.names { names.add(Self.folded(name), .output(other.output)) }
      }
      return names
    }
  }

  /// A name as `[[…]]` compares it: small letters, hyphens and underscores as spaces.
  static func folded(_ name: Text) -> Text {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.count)
    for byte in name.utf8[name.trimmedRange] {
      let folded = byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") ? 0x20 : byte.asciiLowercased
      if folded == 0x20, bytes.last == 0x20 { continue }
      bytes.append(folded)
    }
    return Text(bytes)
  }
}

extension LinkIndex {
  /// Where a link of a page leads.
  public enum Resolution: Sendable {
    /// A relative URL, and the content page it leads to, if it is one.
    case found(url: Text, page: Int?)
    /// A URL all the same, and what is wrong with it.
    case faulty(url: Text, rule: Text, Severity, message: Text, help: Text)
  }

  /// Where a slot of a page leads.
  ///
  /// - Parameter suggestions: Finds what may have been meant where a link is broken; nil to go without.
  public func resolve(_ slot: Slot, in page: Page, with suggestions: LinkSuggestions? = nil) -> Resolution {
    if case .wikiLink = slot.kind { return resolveName(slot, in: page, suggestions) }
    if slot.destination.isEmpty { return resolveAnchor(slot, in: page) }
    let (path, query) = splitQuery(slot.destination)
    guard let decoded = SitePath.decoded(path), let wanted = SitePath.resolve(decoded, from: page.folder) else {
      if isForeign, Self.leadsToGitHub(path) {
        return .faulty(
          url: slot.address, rule: "link-elsewhere", .info,
          message: "`\(slot.destination.visible)` leads somewhere on GitHub alone",
          help: "write the whole address")
      }
      return broken(slot, "`\(slot.destination.visible)` leads out of the site", help: "name a file below the content folder")
    }
    if let target = target(at: wanted) { return finish(target, slot, query, from: page) }
    if let right = foldedPath(wanted), let target = byPath[right] {
      guard case .found(let url, _) = finish(target, slot, query, from: page) else {
        return finish(target, slot, query, from: page)
      }
      return .faulty(
        url: url, rule: "link-wrong-case", .warning,
        message: "`\(slot.destination.visible)` differs in case from the file `\(right)`",
        help: "web servers tell capitals from small letters; write it as the file is called")
    }
    // `![[image.png]]` names the file alone.
    if case .image = slot.kind, let target = byName[Self.folded(slot.destination)] {
      return finish(target, slot, query, from: page)
    }
    if isForeign, let target = foreignTarget(of: decoded, in: page) { return finish(target, slot, query, from: page) }
    if isForeign, foldersOfPaths.contains(wanted) {
      return .faulty(
        url: slot.address, rule: "link-to-folder", .info, message: "the folder `\(wanted.visible)` has no page",
        help: "name one of its files")
    }
    return broken(
      slot, "no file `\(wanted.visible)`",
      help: suggestions?.help(forPath: wanted, from: page) ?? "links name a file relative to this page")
  }

  /// Whether a path out of the folder names one of the pages that GitHub has beside a repository's files.
  private static func leadsToGitHub(_ path: Text) -> Bool {
    let first = path.utf8.split(separator: UInt8(ascii: "/")).first { !$0.elementsEqual("..".utf8) }
    let names: [StaticString] = [
      "issues", "pulls", "pull", "wiki", "releases", "actions", "discussions", "blob", "tree", "commits", "tags",
    ]
    return first.map { name in names.contains { Text(name).equals($0) } } ?? false
  }

  /// The folders in which something is.
  private var foldersOfPaths: Set<Text> {
    folders.value {
      var all: Set<Text> = []
      for path in paths {
        var folder = SitePath.folder(of: path)
        while !folder.isEmpty, all.insert(folder).inserted { folder = SitePath.folder(of: folder) }
      }
      return all
    }
  }

  /// The path that differs from another in nothing but capitals.
  private func foldedPath(_ path: Text) -> Text? {
    let folded = foldedPaths.value { Dictionary(paths.map { ($0.asciiLowercased(), $0) }, uniquingKeysWith: { _, last in last }) }
    return folded[path.asciiLowercased()]
  }

  private func target(at path: Text) -> Target? {
    if let target = byPath[path] { return target }
    for guess in LinkIndex.guesses(path) {
      if let target = byPath[guess] { return target }
    }
    return nil
  }

  /// What a path that is no file's may mean.
  private static func guesses(_ path: Text) -> [Text] {
    let folder = path.isEmpty ? path : path + "/"
    return [folder + "index.md", folder + "README.md", path + ".md", path + ".markdown", path + ".mdx", folder + "index.html"]
  }

  /// What else may be meant where a file of the site is: its own place, and what a path says that may mean it.
  ///
  /// - Parameters:
  ///   - path: The content path of the file; the output path of a generated one.
  ///   - output: Where it is written.
  public func rivals(of path: Text, output: Text) -> (pages: [Int], outputs: [Text]) {
    var wanted = [path, output, SitePath.withoutEnding(path)]
    // A folder may mean any page that can be its first.
    if SitePath.isIndex(SitePath.name(of: path)) { wanted.append(SitePath.folder(of: path)) }
    if SitePath.name(of: output).equals("index.html") { wanted.append(SitePath.folder(of: output)) }
    var rivals: (pages: [Int], outputs: [Text]) = ([], [])
    for key in wanted.flatMap({ [$0] + LinkIndex.guesses($0) }) {
      switch byPath[key] {
      case .page(let index): rivals.pages.append(index)
      case .output(let output): rivals.outputs.append(output)
      case nil: break
      }
    }
    return rivals
  }

  /// What another generator would show at a path: a site is published below some folder, `/docs/page`, and a page may stand in a folder of its own,
  /// from which `../other/` is seen; or the first page of a folder beside the folder, from which `folder/page` is seen.
  private func foreignTarget(of path: Text, in page: Page) -> Target? {
    guard path.hasPrefix("/") else {
      let place = page.isIndex ? SitePath.folder(of: page.folder) : SitePath.withoutEnding(page.path)
      return SitePath.resolve(path, from: place).flatMap { target(at: $0) }
    }
    let names = path.utf8.dropFirst()
    return names.firstIndex(of: UInt8(ascii: "/")).flatMap { SitePath.resolve(Text(names[$0...]), from: "") }.flatMap(target)
  }

  private func resolveName(_ slot: Slot, in page: Page, _ suggestions: LinkSuggestions?) -> Resolution {
    if slot.destination.isEmpty { return resolveAnchor(slot, in: page) }
    if let target = byName[Self.folded(slot.destination)] { return finish(target, slot, Text(), from: page) }
    if slot.destination.utf8.contains(literal: "://") { return .found(url: slot.destination, page: nil) }
    // GitHub's wikis write the text first: `[[text|Page]]`.
    if isForeign, let target = byName[Self.folded(slot.text)] { return finish(target, slot, Text(), from: page) }
    if let target = SitePath.resolve(slot.destination, from: page.folder).flatMap({ self.target(at: $0) }) {
      return finish(target, slot, Text(), from: page)
    }
    return broken(
      slot, "no page is called `\(slot.destination.visible)`",
      help: suggestions?.help(forName: Self.folded(slot.destination))
        ?? "a page is called by its title, an alias or its file's name")
  }

  private func resolveAnchor(_ slot: Slot, in page: Page) -> Resolution {
    let anchors = page.anchors
    let url: Text = "#\(slot.fragment ?? Text())"
    guard let fragment = slot.fragment, !fragment.isEmpty, !has(fragment, anchors) else { return .found(url: url, page: nil) }
    if isForeign, let anchor = ForeignAnchor.anchor(fragment, among: anchors) { return .found(url: "#\(anchor)", page: nil) }
    return missingAnchor(fragment, anchors, in: "this page", url: url)
  }

  private func finish(_ target: Target, _ slot: Slot, _ query: Text, from page: Page) -> Resolution {
    var index: Int?
    var url: Text
    switch target {
    case .page(let found):
      index = found
      url = pages.withUnsafeBufferPointer { SitePath.url(from: page.output, to: $0[found].output) }
    case .output(let found): url = SitePath.url(from: page.output, to: found)
    }
    if !query.isEmpty { url += query }
    guard var fragment = slot.fragment else { return .found(url: url, page: index) }
    if case .wikiLink = slot.kind, let index, !has(fragment, pages[index].anchors) {
      // `[[Page#A heading]]` names the heading by its text.
      let id = Heading.id(ofText: fragment)
      if has(id, pages[index].anchors) { fragment = id }
    }
    if isForeign, let index, !has(fragment, pages[index].anchors) {
      fragment = ForeignAnchor.anchor(fragment, among: pages[index].anchors) ?? fragment
      if fragment.hasPrefix("^") { return .found(url: url, page: index) }
    }
    url += "#\(fragment)"
    if let index, !fragment.isEmpty, case let anchors = pages[index].anchors, !has(fragment, anchors) {
      return missingAnchor(fragment, anchors, in: "`\(slot.destination.visible)`", url: url)
    }
    return .found(url: url, page: index)
  }

  private func has(_ fragment: Text, _ anchors: [Text]) -> Bool {
    anchors.contains(fragment) || SitePath.decoded(fragment).map(anchors.contains) ?? false || fragment.hasPrefix("fn")
      || (isForeign && anchors.contains(RenderedPage.anyAnchor))
  }

  private func missingAnchor(_ fragment: Text, _ anchors: [Text], in place: Text, url: Text) -> Resolution {
    let nearest = fragment.nearestSpelling(among: anchors)
    return .faulty(
      url: url, rule: "anchor-broken", severity, message: "\(place) has no heading `#\(fragment.visible)`",
      help: nearest.map { "did you mean `#\($0)`?" } ?? "give a heading this id with `{#\(fragment.visible)}`")
  }

  private func broken(_ slot: Slot, _ message: Text, help: Text) -> Resolution {
    .faulty(url: slot.address, rule: "link-broken", severity, message: message, help: help)
  }

  /// The paths that links can name.
  var paths: [Text] { byPath.keys.sorted() }

  /// The names that `[[…]]` can call, folded.
  var names: [Text] { byName.keys.sorted() }

  private func splitQuery(_ address: Text) -> (path: Text, query: Text) {
    guard let mark = address.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (address, Text()) }
    return (Text(address.utf8[..<mark]), Text(address.utf8[mark...]))
  }
}
