import Diagnostics
import Glibc
import Knowledge
import Notation

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
    let site = catalog.site
    var layout = Layout()
    layout.language = site.language
    layout.title = title
    layout.siteTitle = site.title
    layout.group = site.group
    layout.description = description
    layout.kind = kind
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
    layout.canonicalURL = baseURL.isEmpty ? "" : baseURL + path
    layout.homeURL = SitePath.url(from: path, to: "index.html")
    layout.navigation = navigation(from: path)
    layout.breadcrumbs = path.equals("index.html") ? [] : [Link("Home", layout.homeURL)] + breadcrumbs
    layout.sampleNotice = site.sample
    layout.hasService = site.isConfigured
    layout.service = service
    layout.build = buildNote(isDated: path.equals("index.html"))
    return layout
  }

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

  /// Only the start page says when the site was made: a new build must not change every page.
  private func buildNote(isDated: Bool) -> BuildNote {
    let site = catalog.site
    var note = BuildNote()
    if isDated { (note.time, note.isoTime) = (wording.time(now), now.rfc3339()) }
    note.generator = "opos"
    note.licence = site.licence
    note.repositoryURL = site.repositoryURL
    note.serviceDesk = Link(site.serviceDeskName, site.serviceDeskURL)
    note.email = site.serviceDeskEmail
    return note
  }
}
