import Diagnostics

/// A request form: readable, printable, and made of real controls that the browser check attaches to. Template `form`.
struct FormPage: TemplateView {
  var layout = Layout()
  /// The form's id, such as `keep-up`.
  var id: Text = Text()
  /// Its name: `Keep-up processing`.
  var name: Text = Text()
  /// What it is for.
  var description: Text = Text()
  /// What to know or have before; as markup; may be empty.
  var introduction: HTML = HTML()
  /// The fields and the texts between them, in order.
  var items: [FormItem] = []
  /// A whole good ticket as text.
  var example: Text = Text()
  /// The blank ticket as text, to send by mail.
  var blank: Text = Text()
  /// The service desk's request page.
  var serviceDesk = Link()
  /// The address for requests by mail; empty if none.
  var email: Text = Text()
  /// `mailto:` with subject and the blank ticket; empty if none.
  var mailURL: Text = Text()
  /// The clauses that its rules enforce.
  var clauses: [Link] = []
  /// Open requests made with the form: their number, with the queue's URL; nil if not known.
  var openRequests: Figure?
  /// Where the script finds the module.
  var engine = EngineView()
  /// The page that checks tickets.
  var checkURL: Text = Text()
  /// Open requests that one may start from, the last opened first.
  var openEarlier: [FormOption] = []
  /// Closed requests that one may start from, the last closed first.
  var closedEarlier: [FormOption] = []
  /// Pages that name it.
  var backlinks: [PageSummary] = []

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout.runningModule())
    binder.list("backlinks", backlinks)
    binder.text("id", id)
    binder.text("name", name)
    binder.text("description", description)
    binder.html("introduction", introduction)
    binder.list("items", items)
    binder.text("example", example)
    binder.text("blank", blank)
    binder.part("service_desk", serviceDesk)
    binder.text("email", email)
    binder.text("mail_url", mailURL)
    binder.list("clauses", clauses)
    binder.part("open_requests", openRequests)
    binder.part("engine", engine)
    binder.text("check_url", checkURL)
    binder.list("open_earlier", openEarlier)
    binder.list("closed_earlier", closedEarlier)
    binder.flag("has_earlier", !openEarlier.isEmpty || !closedEarlier.isEmpty)
  }
}

/// An entry of a form: text between fields, or a field.
struct FormItem: TemplateView {
  /// Rendered Markdown between fields; empty for a field.
  var markdown: HTML = HTML()
  /// The field; nil for text.
  var field: FormField?

  func bind(to binder: inout TemplateBinder) {
    binder.html("markdown", markdown)
    binder.part("field", field)
  }
}

/// A field of a form. Ids follow from its name: `field-NAME`, `field-NAME-hint`, `field-NAME-error`.
struct FormField: TemplateView {
  /// The control that it becomes.
  enum Control: Sendable {
    /// One line; `inputType` and `inputMode` say of what.
    case line
    /// Several lines: long text or a list, one item a line.
    case area
    /// One line, with options to search in.
    case search
    /// One of many choices, or none.
    case select
    /// One of a few choices.
    case radios
    /// Any number of choices.
    case checkboxes
  }

  /// Name, in snake case.
  var name: Text = Text()
  var label: Text = Text()
  /// Help; may be empty.
  var help: HTML = HTML()
  var control = Control.line
  /// `text`, `date`, `number`, `url`, `email`.
  var inputType: Text = "text"
  /// `numeric`, `decimal` or empty.
  var inputMode: Text = Text()
  /// What kind of value, in words: `quantity with a unit, such as 2 GB`; may be empty.
  var valueKind: Text = Text()
  /// Units shown beside the field: `kB, MB or GB`; may be empty.
  var unit: Text = Text()
  /// Whether the field is as wide as a number with its unit.
  var isShort = false
  /// Whether a calendar can help.
  var isDate = false
  /// Rows of an area.
  var rows = 4
  var required = false
  /// CEL expression; the field is shown and required only then; empty if always.
  var when: Text = Text()
  /// Whether an empty form does not ask it.
  var isHiddenAtFirst = false
  /// The value in the form's example; may be empty.
  var example: Text = Text()
  var options: [FormOption] = []
  /// The clauses that speak of the field, with their words.
  var clauses: [ClauseHelp] = []

  func bind(to binder: inout TemplateBinder) {
    binder.text("name", name)
    binder.text("label", label)
    binder.html("help", help)
    binder.flag("is_line", control == .line)
    binder.flag("is_area", control == .area)
    binder.flag("is_search", control == .search)
    binder.flag("is_select", control == .select)
    binder.flag("is_radios", control == .radios)
    binder.flag("is_checkboxes", control == .checkboxes)
    binder.text("input_type", inputType)
    binder.text("input_mode", inputMode)
    binder.text("value_kind", valueKind)
    binder.text("unit", unit)
    binder.flag("is_short", isShort)
    binder.flag("is_date", isDate)
    binder.text("rows", Text(rows))
    binder.flag("required", required)
    binder.text("when", when)
    binder.flag("is_hidden_at_first", isHiddenAtFirst)
    binder.text("example", example)
    binder.list("options", options)
    binder.list("clauses", clauses)
    binder.flag("is_group", control == .radios || control == .checkboxes)
    binder.flag("has_hint", !help.isEmpty || !valueKind.isEmpty)
    binder.flag("has_help", !example.isEmpty || !clauses.isEmpty)
  }
}

/// A clause that speaks of a field, as the help beside it shows it.
struct ClauseHelp: TemplateView {
  /// The clause's number and title, with its place in the agreement.
  var clause = Link()
  /// Its words.
  var text: HTML = HTML()

  func bind(to binder: inout TemplateBinder) {
    binder.part("clause", clause)
    binder.html("text", text)
  }
}

/// A choice of a field, or a request to start from.
struct FormOption: TemplateView {
  /// What goes into the ticket.
  var value: Text = Text()
  /// What is read.
  var label: Text = Text()
  /// Id of a box or button, unique in the page: `field-NAME-2`.
  var id: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.text("value", value)
    binder.text("label", label)
    binder.text("id", id)
  }
}

/// The request forms. Template `forms`.
struct FormsPage: TemplateView {
  var layout = Layout()
  /// Each form, with what it is for.
  var forms: [PageSummary] = []
  /// The decision which form is the right one; rendered Markdown; may be empty.
  var body: HTML = HTML()
  /// The page that checks tickets.
  var checkURL: Text = Text()
  /// The page that leads to the right form; empty if there is none.
  var whichURL: Text = Text()

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.text("check_url", checkURL)
    binder.text("which_url", whichURL)
    binder.list("forms", forms)
    binder.html("body", body)
  }
}

/// The page on which tickets are checked. Template `check`.
struct CheckPage: TemplateView {
  var layout = Layout()
  /// Where the script finds the module.
  var engine = EngineView()
  /// The forms to check against.
  var forms: [FormOption] = []
  /// What tickets are checked against: the agreement.
  var agreement = Link()

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout.runningModule())
    binder.part("engine", engine)
    binder.list("forms", forms)
    binder.part("agreement", agreement)
  }
}
