import Diagnostics

/// The addresses that pages had before.
///
/// An alias that begins or ends with a slash, or ends in `.md` or `.html`, is an address from the root of the site, and so is one with a slash and without
/// capitals: `old/place`. The others are titles for `[[…]]`, such as `CI/CD`.
enum Redirects {
  /// A file for each alias that is an address.
  static func outputs(of pages: [Page]) -> [SiteOutput] {
    var outputs: [SiteOutput] = []
    for (index, page) in pages.enumerated() {
      for (alias, name) in page.matter.aliases.enumerated() {
        guard let path = path(of: name), path != page.output else { continue }
        outputs.append(SiteOutput(.redirect(page: index, alias: alias), path: path, source: "an alias of \(page.path)"))
      }
    }
    return outputs
  }

  /// Where the file of an alias is written; nil for a title, and for an address that leads out of the site.
  static func path(of alias: Text) -> Text? {
    let slash = UInt8(ascii: "/")
    let isPath =
      alias.utf8.first == slash || alias.utf8.last == slash
      || (alias.utf8.contains(slash) && alias.utf8 == alias.asciiLowercased().utf8)
    guard isPath || alias.hasSuffix(".md") || alias.hasSuffix(".html"), !alias.utf8.contains(where: { $0 < 0x21 || $0 == 0x7F }),
      let path = SitePath.resolve(alias, from: ""), !path.isEmpty
    else { return nil }
    if path.hasSuffix(".md") { return SitePath.output(ofContent: path) }
    return path.hasSuffix(".html") ? path : path + "/index.html"
  }
}
