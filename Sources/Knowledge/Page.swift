import Diagnostics
import Markup
import Notation
import Synchronization

/// A Markdown page, read and rendered but for what depends on other pages.
///
/// What was read never changes, so that a copy of a page is one reference: pages are looked at from everywhere. Only what nobody will ask for again is
/// given back by `forgetWords` and `forgetHTML`.
public struct Page: Sendable {
  private let content: Content
  /// Where the page is written, relative to the root of the site.
  public var output: Text

  private final class Content: Sendable {
    let path: Text
    let folder: Text
    let source: UInt64
    let words: Mutex<Words>
    let matter: FrontMatter
    let body: RenderedPage
    let title: Text
    let isAgreement: Bool
    let stored: StoredPart?
    let composition: Composition?

    init(
      _ file: SourceFile, _ matter: FrontMatter, _ body: RenderedPage, _ title: Text, _ isAgreement: Bool,
      _ composition: Composition?, _ kept: Kept?, keepsSource: Bool
    ) {
      (self.composition, stored) = (composition, nil)
      var rest = body
      rest.sections = []
      if kept != nil {
        for (index, isCode) in body.showsFences.enumerated() where isCode { rest.fences[index].content = Text() }
      }
      words = Mutex(Words(bytes: keepsSource ? file.bytes : [], body, kept))
      (path, folder, self.matter, self.body) = (file.path, SitePath.folder(of: file.path), matter, rest)
      (self.title, self.isAgreement) = (title, isAgreement)
      source = composition?.fingerprint ?? Fingerprint.of(file.bytes)
    }

    /// What others show of a page that is not whole. Each list is counted once: every build after a change reads all pages so.
    init(
      _ path: Text, in folder: Text, _ matter: consuming FrontMatter, _ title: Text, excerpt: Text, _ isAgreement: Bool,
      _ stored: StoredPart
    ) {
      body = RenderedPage(excerpt: excerpt)
      words = Mutex(Words(html: PageBytes()))
      (self.path, self.folder, self.matter, self.title) = (path, folder, matter, title)
      (self.isAgreement, self.stored, composition, source) = (isAgreement, stored, nil, 0)
    }
  }

  /// What a page was rendered from, and what it says, in one piece of memory: what is given back is of use then for what is larger than a section.
  private struct Words: Sendable {
    var bytes: [UInt8] = []
    /// The HTML of the body.
    var html = PageBytes()
    private var text = PageBytes()
    private var parts: [(heading: Int?, range: SourceRange, end: Int)] = []
    /// Where the code of each fence ends, behind the words of the sections.
    private var codeEnds: [Int] = []

    init(html: PageBytes) { self.html = html }

    init(bytes: [UInt8], _ body: RenderedPage, _ kept: Kept?) {
      self.bytes = bytes
      guard let kept else { return }
      html = kept.html
      parts.reserveCapacity(body.sections.count)
      var count = 0
      for section in body.sections {
        count += section.text.utf8.count
        parts.append((section.heading, section.range, count))
      }
      let shows = body.showsFences
      if !body.fences.isEmpty { codeEnds = [count] }
      for (fence, isCode) in zip(body.fences, shows) {
        if isCode { count += fence.content.utf8.count }
        codeEnds.append(count)
      }
      text = kept.text.add(count: count) { memory in
        for section in body.sections { memory.append(section.text.utf8) }
        for (fence, isCode) in zip(body.fences, shows) where isCode { memory.append(fence.content.utf8) }
      }
    }

    func appendCode(ofFence number: Int, to all: inout Text) {
      guard number + 1 < codeEnds.count else { return }
      text.withBytes { all.utf8.append(contentsOf: UnsafeBufferPointer(rebasing: $0[codeEnds[number]..<codeEnds[number + 1]])) }
    }

    var sections: [Section] {
      text.withBytes { text in
        var start = 0
        return parts.map { part in
          defer { start = part.end }
          return Section(heading: part.heading, text: Text(Array(text[start..<part.end])), range: part.range)
        }
      }
    }
  }

  /// A page.
  ///
  /// - Parameters:
  ///   - kept: Its HTML, and where its words are to be kept; nil for a page without them.
  ///   - keepsSource: Whether the file's bytes are kept.
  init(
    file: SourceFile, output: Text, matter: FrontMatter, body: RenderedPage, title: Text, isAgreement: Bool,
    composition: Composition? = nil, kept: Kept? = nil, keepsSource: Bool = true
  ) {
    content = Content(file, matter, body, title, isAgreement, composition, kept, keepsSource: keepsSource)
    self.output = output
  }

  /// A page that was not read in this build.
  ///
  /// - Parameters:
  ///   - folder: The folder of its path.
  ///   - stored: Where the rest of it is.
  init(
    path: Text, in folder: Text, output: Text, matter: consuming FrontMatter, title: Text, excerpt: Text, isAgreement: Bool,
    stored: StoredPart
  ) {
    content = Content(path, in: folder, matter, title, excerpt: excerpt, isAgreement, stored)
    self.output = output
  }

  /// What a page that was read has beside what others show of it.
  struct Kept {
    var html: PageBytes
    var text: PageBytes.Shelf
  }

  /// The file, without its bytes if they were not kept or are given back; its path is relative to the content folder.
  public var file: SourceFile { SourceFile(path: content.path, bytes: content.words.withLock { $0.bytes }) }

  /// A fingerprint of the file's bytes, and of those that it includes; 0 for a page that is not whole.
  public var source: UInt64 { content.source }

  /// The plain text before the first heading and under each heading.
  public var sections: [Section] { content.words.withLock { $0.sections } }

  /// Appends the lines of a fence that is shown as they are; nothing for one that the site fills in, which `body` has.
  public func appendCode(ofFence number: Int, to text: inout Text) {
    content.words.withLock { $0.appendCode(ofFence: number, to: &text) }
  }

  /// Gives back the file's bytes and the plain text, once links are resolved and the words are in the index. A page of the agreement keeps them: they are
  /// shown, and a digest is made of them.
  public func forgetWords() {
    if !isAgreement { content.words.withLock { $0 = Words(html: $0.html) } }
  }

  /// Gives back the HTML of the body, once the page is written, and whatever else shows its text.
  public func forgetHTML() { content.words.withLock { $0.html = PageBytes() } }

  /// The HTML of the body with every slot filled by the closure, which is given the slot's number too.
  public func filled(_ fill: (Int, Slot, inout [UInt8]) -> Void) -> [UInt8] {
    withHTML { body.filled(html: $0, fill) }
  }

  /// What it includes, and where each part of `file` comes from; nil for a page that includes nothing, or is not whole.
  public var composition: Composition? { content.composition }

  /// What stands above the text.
  public var matter: FrontMatter { _read { yield content.matter } }

  /// Calls `body` with the HTML of the body, `body.slots` still open in it; it is empty once it is given back.
  public func withHTML<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    content.words.withLock { $0.html }.withBytes(body)
  }

  /// What the body has beside its HTML, and `sections` and `appendCode` its words. It is lent: a copy of it would count a reference to each of its lists.
  public var body: RenderedPage { _read { yield content.body } }

  /// The title: of the front matter, else the first heading, else the file's name.
  public var title: Text { content.title }

  /// Whether it is a page of the Service Level Agreement.
  public var isAgreement: Bool { content.isAgreement }

  /// Its place in the navigation of another generator; nil where there is none.
  public var place: NavigationPlace?

  /// The path of the file, relative to the content folder.
  public var path: Text { content.path }

  /// The folder of the file; empty for the root.
  public var folder: Text { content.folder }

  /// Whether the page has its text; one that was not read in this build has only what others show of it.
  public var isWhole: Bool { content.stored == nil }

  /// The ids that links can name.
  public var anchors: [Text] { content.stored?.anchors ?? body.headings.map(\.id) + body.anchors }

  /// What the site fills in; for a page that is not whole with nothing but what decides where it leads.
  public var slots: [Slot] { content.stored?.slots ?? content.body.slots }

  /// Whether it is the first page of its folder.
  public var isIndex: Bool { output.equals("index.html") || output.hasSuffix("/index.html") }

  /// When somebody last read it through.
  public var reviewed: CivilDate? { content.matter.reviewed }

  /// The role that keeps the page right.
  public var owner: Text { content.matter.owner }

  /// Words that pages share.
  public var tags: [Text] { content.matter.tags }

  /// Former paths or other titles of the page.
  public var aliases: [Text] { content.matter.aliases }

  /// The place among its siblings: smaller is earlier; pages without one come last.
  public var weight: Int64? { content.matter.weight }

  /// The description: of the front matter, else the first paragraph.
  public var summary: Text { content.matter.description.isEmpty ? content.body.excerpt : content.matter.description }
}
