import CMark
import CMarkArena
import Diagnostics

/// Renders Markdown pages one after the other, keeping its memory from page to page.
///
/// For one thread at a time: make one for each thread.
public final class PageRenderer {
  private let arena: OpaquePointer?
  private var tree = TreeRenderer()
  private var preparation = Preparation()

  /// A renderer with an arena and buffers of its own.
  public init() { arena = cmark_page_arena_new() }

  deinit { cmark_page_arena_free(arena) }

  /// The HTML of a file, or of the part of it after the front matter.
  ///
  /// Faults are in the page's `diagnostics`. A page beyond the limits, or one that is no UTF-8, has at least one error among them.
  ///
  /// - Parameters:
  ///   - body: The part to read; nil for the whole file.
  ///   - options: How to read it.
  ///   - keep: Takes the HTML where it stands; the page has none then. nil for a page that has it.
  public func render(
    _ file: SourceFile, body: SourceRange? = nil, options: RenderOptions = RenderOptions(),
    keepingHTML keep: ((UnsafeBufferPointer<UInt8>) -> Void)? = nil
  ) -> RenderedPage {
    let body = body ?? SourceRange(0, file.bytes.count)
    var sink = DiagnosticSink(file)
    let before = cmark_page_arena_enter(arena)
    defer {
      cmark_page_arena_reset(arena)
      _ = cmark_page_arena_enter(before)
    }
    let (readable, part) = PageCheck.readable(file, body, options, &sink)
    return readable.withUnsafeBufferPointer { bytes in
      preparation.prepare(bytes, part, options, &sink)
      guard let root = parse(preparation) else { return RenderedPage() }
      return tree.render(root, preparation.result, bytes, options, sink, keepingHTML: keep)
    }
  }

  /// The HTML of a short text without block structure around it: the description of a field, a message. One paragraph loses its
  /// `<p>`; links are written with the address as it stands.
  public func renderInline(_ text: Text, options: RenderOptions = RenderOptions()) -> [UInt8] {
    let page = render(SourceFile(path: "", text: text), options: options)
    let html = page.filled { slot, html in
      guard let attribute = slot.attribute else { return }
      html.appendAttribute(attribute, slot.address)
    }
    return html.withoutParagraph
  }

  /// The words of a Markdown text without its markup, one line a paragraph.
  public func plainText(_ text: Text) -> Text {
    let page = render(SourceFile(path: "", text: text), options: RenderOptions(collectsSections: true))
    var words: Text = ""
    for section in page.sections {
      if let heading = section.heading { words.appendLine(page.headings[heading].text) }
      words.appendLine(section.text)
    }
    return words
  }

  private func parse(_ input: borrowing Preparation) -> OpaquePointer? {
    let parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, cmark_page_arena_allocator())
    input.withBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { cmark_parser_feed(parser, $0, bytes.count) }
    }
    return cmark_parser_finish(parser)
  }
}

extension [UInt8] {
  fileprivate var withoutParagraph: [UInt8] {
    let opening = Array("<p>".utf8)
    let closing = Array("</p>\n".utf8)
    guard starts(with: opening), suffix(closing.count).elementsEqual(closing) else { return self }
    let inner = self[opening.count..<(count - closing.count)]
    return inner.firstRange(of: opening) == nil ? Array(inner) : self
  }
}

extension Text {
  fileprivate mutating func appendLine(_ line: Text) {
    if line.isEmpty { return }
    if !isEmpty { append("\n") }
    append(line)
  }
}
