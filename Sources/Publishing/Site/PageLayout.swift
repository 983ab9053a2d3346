import Diagnostics
import Glibc
import Knowledge
import Notation
import Synchronization

/// Fills in what every page shows round its content.
extension SiteContext {
  /// The layout of a page of the site.
  ///
  /// - Parameters:
  ///   - path: Where the page is written.
  ///   - title: Its title.
  ///   - kind: Its class for the style sheet.
  ///   - breadcrumbs: The pages between the start page and this one.
  func layout(at path: Text, title: Text, description: Text = "", kind: Text, breadcrumbs: [Link] = []) -> Layout {
    var layout = layouts.layout(of: SitePath.folder(of: path)) { sharedLayout(at: path) }
    layout.title = title
    layout.description = description
    layout.kind = kind
    layout.canonicalURL = baseURL.isEmpty ? "" : baseURL + path
    if SitePath.isInRoot(path) { layout.navigation = navigation(from: path) }
    if path.equals("index.html") {
      (layout.build.time, layout.build.isoTime) = (wording.time(now), now.rfc3339())
    } else {
      layout.breadcrumbs = [Link("Home", layout.homeURL)] + breadcrumbs
    }
    return layout
  }

  /// What the layouts of all pages in the folder of a page have in common.
  private func sharedLayout(at path: Text) -> Layout {
    let site = catalog.site
    var layout = Layout()
    layout.language = site.language
    layout.siteTitle = site.title
    layout.group = site.group
    layout.root = SitePath.root(from: path)
    layout.styleURL = SitePath.url(from: path, to: "assets/site.css")
    layout.scriptURL = SitePath.url(from: path, to: "assets/site.js")
    layout.iconURL = SitePath.url(from: path, to: "assets/favicon.svg")
    if !searchModulePath.isEmpty {
      layout.searchURL = url(from: path, to: .search)
      layout.searchModuleURL = SitePath.url(from: path, to: searchModulePath)
      layout.searchIndexURL = SitePath.url(from: path, to: "assets/search/manifest")
      layout.searchScriptURL = SitePath.url(from: path, to: "assets/search.js")
      layout.runsModule = true
    }
    layout.feedURL = url(from: path, to: .feed)
    layout.reviewsURL = url(from: path, to: .reviews)
    layout.homeURL = SitePath.url(from: path, to: "index.html")
    layout.navigation = navigation(from: path)
    layout.sampleNotice = site.sample
    layout.hasService = site.isConfigured
    layout.service = service
    layout.build = buildNote
    return layout
  }

  /// The header's links. But for the pages in the root, which may be led to by one each, they are the same for all pages of a folder.
  private func navigation(from path: Text) -> [Link] {
    navigationTargets.map { title, target in
      Link(title, SitePath.url(from: path, to: target), current: target == path || Self.isIn(folderOf: target, path))
    }
  }

  /// Whether a path is in the folder of another, or below, and that is not the root.
  private static func isIn(folderOf other: Text, _ path: Text) -> Bool {
    guard let slash = other.utf8.lastIndex(of: UInt8(ascii: "/")), path.utf8.count > slash else { return false }
    return path.utf8.withUnsafeBufferPointer { path in
      other.utf8.withUnsafeBufferPointer { memcmp(path.baseAddress!, $0.baseAddress!, slash + 1) == 0 }
    }
  }

  /// Without the time: only the start page says when the site was made, as a new build must not change every page.
  private var buildNote: BuildNote {
    let site = catalog.site
    var note = BuildNote()
    note.generator = "opos"
    note.licence = site.licence
    note.repositoryURL = site.repositoryURL
    note.serviceDesk = Link(site.serviceDeskName, site.serviceDeskURL)
    note.email = site.serviceDeskEmail
    return note
  }
}

/// What the layouts of a folder's pages have in common, made when the first page asks for it: addresses seen from the folder, and what all pages show.
final class LayoutShelf: Sendable {
  private let made = Mutex<[Text: Layout]>([:])

  /// The layout of a folder.
  func layout(of folder: Text, _ make: () -> Layout) -> Layout {
    if let known = made.withLock({ $0[folder] }) { return known }
    // Two threads may make the same one: it is the same then.
    let layout = make()
    made.withLock { $0[folder] = layout }
    return layout
  }
}
