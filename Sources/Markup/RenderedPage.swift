import Diagnostics

/// A page's body in HTML, with slots where the site has to write what only it knows.
///
/// All ranges are byte offsets in the source file, front matter included.
public struct RenderedPage: Sendable {
  /// The HTML of the body. Between `slots[i].offset` and `slots[i + 1].offset` it is complete.
  public var html: [UInt8] = []
  /// What the site has to fill in, by rising `offset`.
  public var slots: [Slot] = []
  /// Links and images whose address is complete (`https:`, `mailto:`), in the order of the text; nothing is left to do for them.
  public var externalLinks: [ExternalLink] = []
  /// The headings, in the order of the text.
  public var headings: [Heading] = []
  /// The ids that raw HTML and lists of attributes give to elements, in the order of the text.
  public var anchors: [Text] = []
  /// Stands among `anchors` where another generator would make text with ids that nobody knows here.
  public static let anyAnchor: Text = "*"
  /// The fenced code blocks, in the order of the text.
  public var fences: [Fence] = []
  /// The plain text before the first heading (if there is any) and under each heading; empty unless the options ask for it.
  public var sections: [Section] = []
  /// The plain text of the first paragraph that is not in a quote, list or table; empty if there is none.
  public var excerpt: Text = ""
  /// The terms that its lists of definitions explain, without a destination; empty unless the options ask for it.
  public var terms: [Term] = []
  /// What is wrong with the page.
  public var diagnostics: [Diagnostic] = []

  /// The plain text of the first heading of level 1, or nil.
  public var title: Text? { headings.first { $0.level == 1 }?.text }

  /// Whether each fence is shown as it is: the site fills in the others.
  public var showsFences: [Bool] {
    var shows = [Bool](repeating: true, count: fences.count)
    for number in slots.indices { if case .fence(let index) = slots[number].kind { shows[index] = false } }
    return shows
  }

  /// A page without content, but perhaps with a text to show of it.
  public init(excerpt: Text = Text()) { self.excerpt = excerpt }

  /// Takes only as much memory as the lists need: a site keeps many pages.
  mutating func trim() {
    slots = slots.inExactMemory
    externalLinks = externalLinks.inExactMemory
    headings = headings.inExactMemory
    fences = fences.inExactMemory
    sections = sections.inExactMemory
  }
}

/// A place in a page's HTML where the site writes what depends on other pages.
public struct Slot: Sendable, Hashable {
  /// What is to be written there.
  public enum Kind: Sendable, Hashable {
    /// `<a` ⟨slot⟩ `>text</a>`: the site writes the attributes ` href="…"`, and a class if it likes.
    case link
    /// `<img` ⟨slot⟩ ` alt="…" />`: the site writes ` src="…"`, and width and height if it knows them.
    case image
    /// `<a` ⟨slot⟩ `>text</a>` of `[[Page#anchor|text]]`: as for a link; `destination` is a page's title, alias or path.
    case wikiLink
    /// `<a class="term"` ⟨slot⟩ ` title="…">text</a>` of a term of the site: as for a link, but nobody wrote it.
    case term
    /// A thing that the text names, such as `clause 3.5`; nothing of it is in the HTML: the site writes `text`, in a link if there is such a thing.
    /// `destination` is its name.
    case reference(Reference)
    /// A fence of `RenderOptions.slotFences`: nothing of it is in the HTML; `Fence` has the rest.
    case fence(index: Int)
  }

  /// What is to be written.
  public var kind: Kind
  /// Where, as an offset in `RenderedPage.html`.
  public var offset: Int
  /// The address without its fragment, escapes resolved; empty for a link within the page. For a fence the info string.
  public var destination: Text
  /// What follows `#` in the address, or nil if there is no `#`.
  public var fragment: Text?
  /// The plain text of the link, the image's description; empty for a fence.
  public var text: Text
  /// The whole construct in the file.
  public var range: SourceRange
  /// The heading that it stands under, as an index of `RenderedPage.headings`, or nil before the first.
  public var heading: Int?

  /// A slot.
  public init(
    kind: Kind, offset: Int, destination: Text, fragment: Text?, text: Text, range: SourceRange, heading: Int? = nil
  ) {
    (self.kind, self.offset, self.destination, self.fragment) = (kind, offset, destination, fragment)
    (self.text, self.range, self.heading) = (text, range, heading)
  }
}

/// A link or image that needs nothing of the site.
public struct ExternalLink: Sendable, Hashable {
  /// The address, escapes resolved.
  public var url: Text
  /// The link's text.
  public var text: Text
  /// The whole construct in the file.
  public var range: SourceRange
}

/// A heading of a page.
public struct Heading: Sendable, Hashable {
  /// 1 to 6.
  public var level: Int
  /// Its id in the page.
  public var id: Text
  /// The number that its text begins with, such as `4.3`; empty if it has none.
  public var number: Text
  /// Its plain text, without the number.
  public var text: Text
  /// Its text without the number and without links, for a contents list.
  public var html: Text
  /// The heading in the file, from its first `#` or letter to the end of its line.
  public var range: SourceRange
  /// Where `<h2` begins, as an offset in `RenderedPage.html`.
  public var offset: Int
}

/// A fenced code block.
public struct Fence: Sendable, Hashable {
  /// The info string: `rule`, `python linenums="1"`.
  public var info: Text
  /// The whole block in the file, with its fences.
  public var range: SourceRange
  /// The lines between the fences in the file. In a quote or list they carry the container's prefix.
  public var contentRange: SourceRange
  /// The lines between the fences, without a container's prefix.
  public var content: Text
  /// The heading that it stands under, as an index of `RenderedPage.headings`, or nil before the first.
  public var heading: Int?
}

/// The text under a heading, up to the next heading of any level.
public struct Section: Sendable, Hashable {
  /// The heading, as an index of `RenderedPage.headings`; nil for the text before the first.
  public var heading: Int?
  /// The words of its paragraphs, lists and tables, without code blocks; one line a paragraph.
  public var text: Text
  /// From after the heading to the next heading, in the file.
  public var range: SourceRange

  /// A section.
  public init(heading: Int?, text: Text, range: SourceRange) { (self.heading, self.text, self.range) = (heading, text, range) }
}

extension Array {
  /// The same in memory of its size.
  fileprivate var inExactMemory: [Element] { count == capacity ? self : withUnsafeBufferPointer { Array($0) } }
}
