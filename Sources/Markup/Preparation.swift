import CMark
import CMarkArena
import Diagnostics
import Glibc

/// What libcmark's tree does not say about a page.
struct Prepared {
  /// For each line that libcmark reads, the file offset that its first byte would have if the line lay in the file as its content does.
  var lineStarts: [Int] = []
  /// Which inline constructs may occur, so that text without them takes the short way.
  var features = InlineFeatures()

  /// The tables, notes and footnotes that marks in libcmark's text point to.
  var tables: [Table] = []
  var notes: [Note] = []
  /// Where the first component is of which the text alone is shown; nil if there is none.
  var firstComponent: Int?
  /// What the page's abbreviations stand for.
  var abbreviations: [Term] = []

  /// The file offset of a place as libcmark counts: lines and columns from 1, columns in bytes.
  func offset(line: CInt, column: CInt) -> Int {
    guard line >= 1, Int(line) <= lineStarts.count else { return lineStarts.last ?? 0 }
    return lineStarts[Int(line) - 1] + Int(column) - 1
  }
}

/// Which inline constructs may occur in a page.
struct InlineFeatures {
  /// A `~` stands somewhere.
  var strikethrough = false
  /// `://` stands somewhere.
  var schemes = false
  /// `www.` stands somewhere.
  var hosts = false
  /// `@` stands somewhere.
  var addresses = false
  /// A `{` stands somewhere, or a mark of a snippet, in a site's page.
  var braces = false
  /// `==`, `++` or `:name` stands somewhere in a site's page.
  var marks = false
  var keys = false
  var shortcodes = false
  /// Characters were replaced by `Mask`s.
  var masks = false
  /// Whether text needs more than escaping.
  var any: Bool { strikethrough || schemes || hosts || addresses || braces || masks || marks || keys || shortcodes }
}

/// Makes the text for libcmark of a page.
struct Preparation: ~Copyable {
  /// The text for libcmark.
  var input = ByteBuffer(capacity: 1 << 16)
  var result = Prepared()
  var scan = BlockScan()
  /// Whether admonitions, definition lists and wiki links are read.
  var readsAdmonitions = false
  /// Whether the dialect is more than CommonMark.
  var readsExtensions = false
  var depthLimit = 0
  var traits: PageTraits = []
  /// Whether there may be components between the text.
  private(set) var hasComponents = false
  /// Where the last closing tag of each component is, once it is asked for.
  var componentEnds: [[UInt8]: Int]?
  /// Whether there may be tabs.
  private var hasTabs = false
  /// Whether there may be blocks between lines of slashes.
  private var hasSlashBlocks = false
  /// Whether there may be directives between lines of backticks.
  private(set) var hasDirectives = false
  /// Whether there may be formulas.
  private(set) var hasDollars = false
  /// Whether there may be formulas on lines of their own.
  private(set) var hasFormulas = false
  /// Whether there may be abbreviations.
  private var hasAbbreviations = false

  /// The text that libcmark reads.
  func withBytes(_ body: (Bytes) -> Void) { body(input.bytes) }

  /// Reads the part of a file and makes libcmark's text of it.
  mutating func prepare(_ file: Bytes, _ body: SourceRange, _ options: RenderOptions, _ sink: inout DiagnosticSink) {
    input.removeAll()
    result = Prepared()
    readsAdmonitions = options.dialect == .opos
    depthLimit = options.limits.depth
    readsExtensions = options.dialect != .commonMark
    let bytes = Bytes(rebasing: file[body.start..<body.end])
    input.reserve(bytes.count + 64)
    // Most lines are longer.
    result.lineStarts.reserveCapacity(bytes.count / 32 + 8)
    traits = readsExtensions ? PageTraits(bytes) : []
    hasTabs = readsAdmonitions && traits.contains(.equals) && bytes.contains("===")
    hasAbbreviations = readsAdmonitions && bytes.contains("*[")
    hasSlashBlocks = readsAdmonitions && traits.contains(.address) && bytes.contains("/// ")
    hasDirectives = readsAdmonitions && traits.contains(.brace) && bytes.contains("``{")
    hasDollars = readsAdmonitions && bytes.contains(UInt8(ascii: "$"), before: { _ in true })
    hasComponents = readsAdmonitions && options.readsComponents && bytes.contains("<")
    componentEnds = nil
    hasFormulas = hasDollars && bytes.contains("$$")
    let isPlain = !readsExtensions || !mayHaveOwnBlocks
    if !isPlain || !copyLines(bytes, from: body.start), let place = scanLines(file, body) {
      let help: Text = "at most \(depthLimit) quotes and lists are read inside one another"
      sink.report(
        "page-too-deep", .error, at: SourceRange(place, place), "quotes and lists are too deep inside one another", help: help)
    }
    if readsExtensions { findInlines() }
  }

  /// Takes the text as it is. Returns whether it is surely not too deep.
  private mutating func copyLines(_ bytes: Bytes, from offset: Int) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    var start = 0
    while start < bytes.count {
      if mayBeTooDeep(bytes, start) {
        result.lineStarts.removeAll()
        return false
      }
      result.lineStarts.append(offset + start)
      guard let end = memchr(base + start, 0x0A, bytes.count - start) else { break }
      start = UnsafeRawPointer(end) - UnsafeRawPointer(base) + 1
    }
    input.append(bytes)
    return true
  }

  /// Whether a line can be in more containers than are allowed, by its marks and its indentation.
  @inline(__always) private func mayBeTooDeep(_ bytes: Bytes, _ start: Int) -> Bool {
    var index = start
    var depth = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x20: depth += 1
      case 0x09: depth += 4
      case UInt8(ascii: ">"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: ")"):
        depth += 2
      case UInt8(ascii: "0")...UInt8(ascii: "9"): break
      default: return depth > 2 * depthLimit
      }
      index += 1
    }
    return depth > 2 * depthLimit
  }

  /// Whether there can be a block that libcmark does not know.
  private var mayHaveOwnBlocks: Bool {
    if !traits.isDisjoint(with: [.table, .footnote]) { return true }
    return hasTabs || hasComponents || hasAbbreviations || hasSlashBlocks || hasFormulas || hasDirectives
      || readsAdmonitions && !traits.isDisjoint(with: [.admonition, .definition])
  }

  private mutating func findInlines() {
    result.features.strikethrough = traits.contains(.tilde)
    result.features.schemes = traits.contains(.address)
    result.features.hosts = traits.contains(.host)
    result.features.addresses = traits.contains(.sign)
    result.features.braces = readsAdmonitions && !traits.isDisjoint(with: [.brace, .snippet])
    result.features.marks = readsAdmonitions && traits.contains(.equals)
    result.features.keys = readsAdmonitions && input.bytes.contains(UInt8(ascii: "+"), before: { $0 == UInt8(ascii: "+") })
    result.features.shortcodes = readsAdmonitions && input.bytes.contains(UInt8(ascii: ":"), before: isLetter)
    maskInlines()
  }
}

extension Bytes {
  /// Whether a byte stands before another one that fits: few pages have more than some of the first.
  func contains(_ byte: UInt8, before fits: (UInt8) -> Bool) -> Bool {
    guard let baseAddress else { return false }
    var start = 0
    while start < count, let found = memchr(baseAddress + start, CInt(byte), count - start) {
      start = UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress) + 1
      if start < count, fits(self[start]) { return true }
    }
    return false
  }

  /// Whether some bytes occur one after the other.
  func contains(_ literal: StaticString) -> Bool {
    guard let baseAddress else { return false }
    return cmark_page_find(baseAddress, count, literal.utf8Start, literal.utf8CodeUnitCount) != nil
  }
}

extension [UInt8] {
  /// Whether some bytes occur one after the other.
  public func contains(literal: StaticString) -> Bool { withUnsafeBufferPointer { $0.contains(literal) } }
}
