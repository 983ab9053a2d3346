import Diagnostics
import Knowledge
import Synchronization

/// A section's navigation as the pages of one folder show it: rendered once, marked for each page.
///
/// It lists what lies beside the folder and beside the folders above it; other folders show only their first page. A folder of very many
/// pages lists folders alone, since its own first page lists the rest.
struct FolderNavigation: Sendable {
  private static let mostEntries = 200

  private let navigation: SectionNavigation
  private let positions: [Int: Int]

  /// Renders the navigation that the pages of a folder show.
  init(of folder: Text, in section: SiteSection, pages: [Page], template: Template<NavigationList>) {
    var visible = section.entries.indices.filter {
      FolderNavigation.isVisible(section.entries[$0], pages, from: folder, in: section)
    }
    if visible.count > FolderNavigation.mostEntries { visible = visible.filter { section.entries[$0].folder != nil } }
    if visible.count > FolderNavigation.mostEntries { visible = [] }
    let here = SitePath.output(ofContent: folder.isEmpty ? "index.md" : folder + "/index.md")
    let entries = visible.map { index in
      let entry = section.entries[index]
      let target = entry.page.map { pages[$0].output } ?? entry.folder.map { SitePath.output(ofContent: $0 + "/index.md") }
      var shown = NavigationEntry()
      shown.title = entry.title
      shown.url = target.map { SitePath.url(from: here, to: $0) } ?? ""
      shown.level = entry.level
      return shown
    }
    navigation = SectionNavigation(entries, template: template)
    positions = Dictionary(uniqueKeysWithValues: visible.enumerated().map { ($1, $0) })
  }

  /// The navigation with one entry of the section marked as the page that shows it.
  func marked(at entry: Int) -> HTML { navigation.marked(at: positions[entry]) }

  private static func isVisible(_ entry: SiteSection.Entry, _ pages: [Page], from folder: Text, in section: SiteSection) -> Bool {
    let own = entry.folder ?? entry.page.map { pages[$0].folder } ?? ""
    // A folder's own entry stands in the folder above it.
    let parent = entry.folder == nil || own == section.folder ? own : SitePath.folder(of: own)
    return parent == folder || folder.utf8.starts(with: (parent + "/").utf8)
  }
}

/// The navigations of folders, each rendered when the first page asks for it.
final class NavigationShelf: Sendable {
  private let template: Template<NavigationList>
  private let made = Mutex<[Text: FolderNavigation]>([:])

  init(template: Template<NavigationList>) { self.template = template }

  /// The navigation that the pages of a folder show.
  func navigation(of folder: Text, in section: SiteSection, pages: [Page]) -> FolderNavigation {
    if let known = made.withLock({ $0[folder] }) { return known }
    // Two threads may render the same one: it is the same then.
    let navigation = FolderNavigation(of: folder, in: section, pages: pages, template: template)
    made.withLock { $0[folder] = navigation }
    return navigation
  }
}

extension SiteContext {
  /// The navigation of a section as a page of a folder shows it, with the page's entry marked.
  func navigation(of folder: Text, in section: SiteSection, at entry: Int) -> HTML {
    navigations.navigation(of: folder, in: section, pages: catalog.pages).marked(at: entry)
  }
}
