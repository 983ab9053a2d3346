import Diagnostics

/// Markdown to HTML in one call.
public enum Markdown {
  /// The HTML of a text in a dialect, with raw HTML let through as the specifications have it.
  ///
  /// In the opos dialect raw HTML is escaped, and links keep the address that was written.
  public static func html(of markdown: [UInt8], dialect: Dialect) -> [UInt8] {
    let file = SourceFile(path: "", bytes: markdown)
    let page = PageRenderer().render(file, options: RenderOptions(dialect: dialect))
    return page.filled { slot, html in
      guard let attribute = slot.attribute else { return }
      html.appendAttribute(attribute, slot.address)
    }
  }
}
