import Diagnostics
import Markup

/// Where the links of a page lead.
public struct Outgoing: Sendable {
  /// The pages that are linked to, each once and in the order of the first links, as indices of `Catalog.pages`.
  public private(set) var targets: [Int] = []
  /// What is named that is no page, and the clauses that are: each once.
  public private(set) var namings: [Naming] = []
  /// A fingerprint of all addresses, and of those that people wrote.
  public private(set) var fingerprint: UInt64 = 0
  private(set) var linkFingerprint: UInt64 = 0
  /// The fingerprints of the sentences around the links to `targets`; 0 for a link without one.
  public private(set) var mentionFingerprints: [UInt64] = []
  /// What is wrong with the links.
  public private(set) var diagnostics: [Diagnostic] = []
  /// Whether something is wrong with the links.
  public var hasDiagnostics: Bool { !diagnostics.isEmpty }
  /// Whether a link is broken.
  public private(set) var isFaulty = false
  /// Whether a link may lead to whatever page is called so: `[[A title]]`, or a picture, which may be named alone.
  public private(set) var callsByName = false
  /// The relative URLs, one after the other, and where the URL of each slot ends.
  private var urls: [UInt8] = []
  private var ends: [Int32] = []
  /// The page that each slot leads to; -1 for one that leads to none, or nowhere.
  private var slotTargets: [Int32] = []
  private var sentences = Origin.made(Sentences())

  /// A file of the site that is named, and a place in it.
  public struct Naming: Sendable, Hashable {
    /// Its output path.
    public var output: Text
    /// The place; empty for the whole.
    public var fragment: Text
  }

  /// The sentences around the links: of this build, or as the last one left them.
  private enum Origin: Sendable {
    case made(Sentences)
    case stored(StoredPart)
  }

  /// Of a page without links.
  public init() {}

  /// Where the links of a page lead, without help for broken ones.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - index: The page's index in `Catalog.pages`.
  ///   - links: Everything that a link can lead to.
  ///   - references: Everything that text can name.
  public init(of page: Page, at index: Int, _ links: LinkIndex, _ references: ReferenceIndex) {
    var sentences = OutgoingSentences(page, index, links: page.slots.count)
    var (all, written) = (Fingerprint(), Fingerprint())
    // Looked at where they are: a copy of a slot counts references to each of its texts.
    page.slots.withUnsafeBufferPointer { slots in
      ends.reserveCapacity(slots.count)
      urls.reserveCapacity(slots.count * 32)
      slotTargets.reserveCapacity(slots.count)
      for number in slots.indices {
        let start = urls.count
        let target = add(slots[number], of: page, links, references, &sentences)
        slotTargets.append(target.map { Int32($0) } ?? -1)
        ends.append(Int32(urls.count))
        urls[start...].withUnsafeBytes { url in
          all.combine(url)
          if slots[number].isWritten { written.combine(url) }
        }
      }
    }
    (fingerprint, linkFingerprint) = (all.value, written.value)
    (targets, namings) = (sentences.targets, sentences.namings)
    mentionFingerprints = (0..<sentences.ofTargets.count).map { sentences.ofTargets.fingerprint(of: $0) }
    sentences.ofTargets.append(sentences.ofNamings)
    self.sentences = .made(sentences.ofTargets.trimmed)
    urls = urls.withUnsafeBufferPointer { Array($0) }
  }

  /// The relative URL that belongs into a slot; empty for a fence, and for a reference that leads nowhere.
  public func url(ofSlot number: Int) -> ArraySlice<UInt8> {
    urls[Int(number == 0 ? 0 : ends[number - 1])..<Int(ends[number])]
  }

  /// The sentence around the link to one of `targets`, and behind these around the first mention of one of `namings`; nil for a link without a text.
  public func mention(of link: Int) -> Mention? {
    switch sentences {
    case .made(let made): return made[link]
    case .stored(let part):
      var reader = part.reader
      for _ in 0..<link { _ = reader.range() }
      return reader.part { $0.isAtEnd ? nil : Mention(before: $0.text(), text: $0.text(), after: $0.text()) }
    }
  }
}

extension Outgoing {
  /// Where a slot of a page leads: its relative URL, and the page if it is one; nil where only the last build knew.
  static func destination(ofSlot number: Int, in page: Int, of all: [Outgoing]) -> (url: Text, page: Int?)? {
    all.withUnsafeBufferPointer { all in
      guard number < all[page].ends.count else { return nil }
      let target = all[page].slotTargets[number]
      return (Text(all[page].url(ofSlot: number)), target < 0 ? nil : Int(target))
    }
  }

  /// Calls `body` with the sentence around a link of some pages, where it stands; nil for a link without a text.
  static func withMention<Result>(of link: Backlink, in all: [Outgoing], _ body: (Mention.Lent?) -> Result) -> Result {
    all.withUnsafeBufferPointer { all in
      // The sentences alone: a copy of all that is known of the links counts references to each of its lists.
      switch all[link.page].sentences {
      case .made(let made): made.withLent(link.link, body)
      case .stored: all[link.page].mention(of: link.link).map { $0.withLent { body($0) } } ?? body(nil)
      }
    }
  }
}

extension Slot {
  fileprivate var mayCallByName: Bool {
    switch kind {
    case .image, .wikiLink: true
    case .link, .term, .reference, .fence: false
    }
  }

  /// Whether it is a link that somebody wrote, and no term or name that we found.
  fileprivate var isWritten: Bool {
    switch kind {
    case .link, .image, .wikiLink: true
    case .term, .reference, .fence: false
    }
  }
}

extension Outgoing {
  /// Adds the URL of a slot, and what it says about where the page leads. Gives the page that a link leads to.
  private mutating func add(
    _ slot: Slot, of page: Page, _ links: LinkIndex, _ references: ReferenceIndex, _ sentences: inout OutgoingSentences
  ) -> Int? {
    switch slot.kind {
    case .fence: return nil
    case .reference:
      guard let target = references.target(of: slot, in: page) else { return nil }
      if target.output != page.output { urls += SitePath.url(from: page.output, to: target.output).utf8 }
      if !target.fragment.isEmpty { urls += [UInt8(ascii: "#")] + target.fragment.utf8 }
      sentences.add(output: target.output, fragment: target.fragment, slot)
      if let target = target.page { sentences.add(page: target, slot) }
      return nil
    case .link, .image, .wikiLink, .term:
      if slot.mayCallByName { callsByName = true }
      switch links.resolve(slot, in: page) {
      case .found(let url, let target):
        urls += url.utf8
        // Terms are linked by us, and their page is linked from everywhere.
        guard slot.isWritten else { return target }
        if let target { sentences.add(page: target, slot) }
        if target.map({ links.isAgreement($0) }) ?? true {
          sentences.add(url: url, fragment: slot.fragment ?? "", slot)
        }
        return target
      case .faulty(let url, _, _, _, _):
        urls += url.utf8
        if slot.isWritten { isFaulty = true }
        return nil
      }
    }
  }

  /// Where the links of a whole page lead, with what is wrong with them.
  public init(of page: Page, at index: Int, _ links: LinkIndex, _ references: ReferenceIndex, _ suggestions: LinkSuggestions) {
    self.init(of: page, at: index, links, references)
    if isFaulty { findFaults(in: page, page.file, links, suggestions) }
  }

  /// Whether all links lead where others lead, with the same sentences around them, and the same is wrong with them.
  public func isLike(_ other: Outgoing) -> Bool {
    fingerprint == other.fingerprint && linkFingerprint == other.linkFingerprint && targets == other.targets
      && namings == other.namings && mentionFingerprints == other.mentionFingerprints && diagnostics == other.diagnostics
  }

  /// Whether the links of a page, which need not be whole, still lead where they are known to lead. Broken ones may be mended by now.
  public func stands(for page: Page, at index: Int, _ links: LinkIndex) -> Bool {
    guard !isFaulty else { return false }
    let now = Outgoing(of: page, at: index, links, ReferenceIndex())
    return !now.isFaulty && now.linkFingerprint == linkFingerprint && now.targets == targets
  }

  /// The same for a site in which pages came or went.
  ///
  /// - Parameter places: Where each page is now, by its index before; nil for one that is no more.
  /// - Returns: The links to pages that there are, and whether there were others: then it is to be made anew.
  public func moved(_ places: [Int?]) -> (links: Outgoing, isWhole: Bool) {
    var moved = self
    moved.targets = targets.compactMap { places[$0] }
    moved.slotTargets = slotTargets.map { target in (target < 0 ? nil : places[Int(target)]).map { Int32($0) } ?? -1 }
    return (moved, moved.targets.count == targets.count)
  }

  /// Whether pages that are made of more than Markdown show something of these links.
  public func touchesService(_ links: LinkIndex) -> Bool { !namings.isEmpty || targets.contains { links.isAgreement($0) } }

  /// What is wrong with the links of some pages.
  static func diagnostics(of all: [Outgoing]) -> [Diagnostic] {
    // Looked at where they are: a copy counts references to each of its lists.
    all.withUnsafeBufferPointer { all in
      var diagnostics: [Diagnostic] = []
      for index in all.indices where !all[index].diagnostics.isEmpty { diagnostics += all[index].diagnostics }
      return diagnostics
    }
  }

  /// Takes over what was found before with the same links.
  mutating func takeDiagnostics(of other: Outgoing) { diagnostics = other.diagnostics }

  /// Says what is wrong with the links of a page, which is whole, at their places in its file.
  mutating func findFaults(in page: Page, _ file: SourceFile, _ links: LinkIndex, _ suggestions: LinkSuggestions) {
    var sink = DiagnosticSink(file)
    for slot in page.body.slots where slot.isWritten {
      guard case .faulty(_, let rule, let severity, let message, let help) = links.resolve(slot, in: page, with: suggestions)
      else { continue }
      sink.report(rule, severity, at: slot.range, message, help: help)
    }
    diagnostics = page.composition?.placed(sink.diagnostics) ?? sink.diagnostics
  }
}

extension Outgoing {
  /// Writes what the next build needs, so that `init(_:sentences:)` can read it.
  public func write(to writer: inout ArchiveWriter) {
    writer.write(targets) { $0.write($1) }
    writer.write(namings) { writer, naming in
      writer.write(naming.output)
      writer.write(naming.fragment)
    }
    writer.write(fixed: fingerprint)
    writer.write(fixed: linkFingerprint)
    for mention in mentionFingerprints { writer.write(fixed: mention) }
    writer.write(isFaulty)
    writer.write(callsByName)
    writer.write(diagnostics) { $1.write(to: &$0) }
  }

  /// The sentences around the links, as `StoredPart` reads them.
  public var storedSentences: [UInt8] {
    var writer = ArchiveWriter()
    switch sentences {
    case .made(let made): made.write(to: &writer)
    case .stored:
      for link in 0..<(targets.count + namings.count) {
        var sentence = ArchiveWriter()
        if let mention = mention(of: link) {
          for part in [mention.before, mention.text, mention.after] { sentence.write(part) }
        }
        writer.write(sentence.bytes)
      }
    }
    return writer.bytes
  }

  /// Reads what `write` wrote.
  public init(_ reader: inout ArchiveReader, sentences part: StoredPart) {
    sentences = .stored(part)
    targets = reader.values { $0.number() }
    namings = reader.values { Naming(output: $0.text(), fragment: $0.text()) }
    fingerprint = reader.fixed()
    linkFingerprint = reader.fixed()
    mentionFingerprints = targets.map { _ in reader.fixed() }
    isFaulty = reader.bool()
    callsByName = reader.bool()
    diagnostics = reader.values { Diagnostic(&$0) }
  }
}
