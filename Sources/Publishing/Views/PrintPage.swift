import Diagnostics

/// All pages of a section one behind the other, with one contents list, to be printed or read in one go. Template `print`.
struct PrintPage: TemplateView {
  var layout = Layout()
  /// Title of the section.
  var title: Text = Text()
  /// The first page of the section.
  var sectionURL: Text = Text()
  /// What it is: version, digest and the like; may be empty.
  var facts: [Fact] = []
  var chapters: [PrintChapter] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.text("title", title)
    binder.text("section_url", sectionURL)
    binder.list("facts", facts)
    binder.list("chapters", chapters)
    binder.flag("has_several", chapters.count > 1)
  }
}

/// A page among the others of its section.
struct PrintChapter: TemplateView {
  /// Its id in the whole.
  var anchor: Text = Text()
  /// Its title.
  var title: Text = Text()
  /// How deep it lies in the section, from 0.
  var level = 0
  /// Its headings.
  var contents: [ContentsEntry] = []
  /// Its text, every id with the chapter's before it.
  var body: HTML = HTML()

  func bind(to binder: inout TemplateBinder) {
    binder.text("anchor", anchor)
    binder.text("title", title)
    binder.text("level", Text(level))
    binder.list("contents", contents)
    binder.html("body", body)
  }
}
