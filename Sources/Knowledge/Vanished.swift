import Diagnostics

extension Catalog {
  /// How many addresses are named one by one.
  private static let mostNamed = 50

  /// A finding for each page that the site had and has no more, with nothing at its address: whoever kept the address is lost.
  ///
  /// - Parameter earlier: The output paths of the pages that the last build made.
  public func vanished(since earlier: Set<Text>) -> [Diagnostic] {
    let present = Set(outputs.map(\.path))
    let gone = earlier.subtracting(present).sorted()
    let new = pages.filter { !earlier.contains($0.output) }
    return gone.prefix(Catalog.mostNamed).map { path in
      let name = SitePath.name(of: path)
      let moved = new.count == 1 ? new.first : new.first { SitePath.name(of: $0.output) == name }
      let help: Text =
        moved.map { "if `\($0.path)` takes its place, write `aliases: [/\(path)]` into its front matter" }
        ?? "write `aliases: [/\(path)]` into the front matter of the page that takes its place, or a line into redirects.yml"
      return Diagnostic(
        rule: "url-vanished", severity: .warning, message: "the last build published `\(path)`, and now nothing is there",
        help: help,
        file: moved?.path ?? "")
    }
  }
}
