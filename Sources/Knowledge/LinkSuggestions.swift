import Diagnostics

/// What broken links may have meant.
///
/// A folder that was moved or taken out of a larger one can have very many of them: each address is searched for once, and after a number of
/// comparisons the findings go without.
public final class LinkSuggestions {
  /// How many times an address is compared with a path or name.
  private static let mostComparisons = 500_000

  private let links: LinkIndex
  private lazy var paths = links.paths
  private lazy var names = links.names
  private lazy var pathsByName = Dictionary(paths.map { (SitePath.name(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
  private var nearPaths: [Text: Text?] = [:]
  private var nearNames: [Text: Text?] = [:]
  private var comparisons = 0

  /// Suggestions among everything that links can lead to.
  public init(_ links: LinkIndex) { self.links = links }

  /// A question that names the file most like a path: one of the same name elsewhere, or one spelt like it; nil if there is none.
  func help(forPath wanted: Text, from page: Page) -> Text? {
    if nearPaths[wanted] == nil {
      nearPaths[wanted] = .some(pathsByName[SitePath.name(of: wanted)] ?? nearest(to: wanted, among: paths))
    }
    return nearPaths[wanted].flatMap { $0 }.map { "did you mean `\(SitePath.url(from: page.path, to: $0))`?" }
  }

  /// A question that names the page most like a folded name; nil if there is none.
  func help(forName wanted: Text) -> Text? {
    if nearNames[wanted] == nil { nearNames[wanted] = .some(nearest(to: wanted, among: names)) }
    return nearNames[wanted].flatMap { $0 }.map { "did you mean `[[\($0)]]`?" }
  }

  private func nearest(to wanted: Text, among candidates: [Text]) -> Text? {
    guard comparisons < LinkSuggestions.mostComparisons else { return nil }
    comparisons += candidates.count
    return wanted.nearestSpelling(among: candidates)
  }
}
