import Diagnostics

/// The navigation of a section, rendered once and shared by its pages: a page only marks its own entry.
struct SectionNavigation: Sendable {
  private let bytes: [UInt8]
  private let marks: [Int]

  /// Renders the entries in their order; URLs are relative to the folder of the pages that will show them.
  init(_ entries: [NavigationEntry], template: Template<NavigationList>) {
    let rendered = template.render(NavigationList(entries: entries)).bytes
    var bytes: [UInt8] = []
    var marks: [Int] = []
    bytes.reserveCapacity(rendered.count)
    for byte in rendered {
      if byte == NavigationEntry.mark { marks.append(bytes.count) } else { bytes.append(byte) }
    }
    self.bytes = bytes
    self.marks = marks
  }

  /// The navigation as the page of an entry shows it; nil for a page that is not among the entries.
  func marked(at index: Int?) -> HTML {
    guard let index, marks.indices.contains(index) else { return HTML(trusted: bytes) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 24)
    result += bytes[..<marks[index]]
    result.append(literal: " aria-current=\"page\"")
    result += bytes[marks[index]...]
    return HTML(trusted: result)
  }
}

/// The entries of a section's navigation, for the template `section-navigation`.
struct NavigationList: TemplateView {
  var entries: [NavigationEntry] = []

  func bind(to binder: inout TemplateBinder) { binder.list("entries", entries) }
}

/// A page or a subheading in a section's navigation.
struct NavigationEntry: TemplateView {
  /// Title of the page.
  var title: Text = Text()
  /// URL relative to the folder of the pages that show it; empty for a subheading.
  var url: Text = Text()
  /// Depth below the section: 0 for its own pages.
  var level = 0

  /// Stands where the current page is marked; no template can write it.
  fileprivate static let mark: UInt8 = 0

  func bind(to binder: inout TemplateBinder) {
    binder.text("title", title)
    binder.text("url", url)
    binder.text("level", Text(level))
    binder.html("mark", HTML(trusted: [Self.mark]))
  }
}
