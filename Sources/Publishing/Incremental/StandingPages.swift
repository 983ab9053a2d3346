import Diagnostics
import Knowledge

/// The pages of the last build that stand as they were: a build that reads everything else takes them as they are remembered.
struct StandingPages: Sendable {
  private let pages: [Page]
  /// The files that are read all the same: those that changed, and those of which something is shown that nobody remembers.
  private let wanted: Set<Text>
  /// What they were read with.
  let words: SearchedWords

  /// The pages of a memory.
  ///
  /// - Parameter changed: The files that changed or came.
  init(_ memory: BuildMemory, but changed: [Text]) {
    let isConfigured = memory.catalog.setting.isConfigured
    pages = memory.pages.map { page in
      var page = page.page
      // In other folders it follows from all paths where a page is written, and its place from the navigation.
      if !isConfigured { (page.output, page.place) = (SitePath.output(ofContent: page.path), nil) }
      return page
    }
    words = memory.catalog.setting.words
    wanted = Set(changed + memory.catalog.setting.composed)
  }

  /// Whether a page has to be read: the start page of a service and its agreement show more than pages do.
  func isToRead(_ path: Text, _ kind: ContentKind) -> Bool {
    kind == .agreement || wanted.contains(path) || path.equals("index.md")
  }

  /// All pages, in the order of their paths; of those that are neither read nor known drafts were made.
  ///
  /// - Parameters:
  ///   - read: The pages that were read.
  ///   - paths: The paths of all, rising.
  func completed(with read: [Page], _ paths: [Text]) -> [Page] {
    var all: [Page] = []
    all.reserveCapacity(paths.count)
    var (next, known) = (0, 0)
    for path in paths {
      while known < pages.count, pages[known].path < path { known += 1 }
      if next < read.count, read[next].path == path {
        all.append(read[next])
        next += 1
      } else if known < pages.count, pages[known].path == path {
        all.append(pages[known])
      }
    }
    return all
  }
}
