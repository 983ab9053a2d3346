import Diagnostics

/// A request form: readable, printable, and made of real controls that the browser check attaches to. Template `form`.
struct FormPage: TemplateView {
  var layout = Layout()
  /// The form's id, such as `keep-up`.
  var id: Text = ""
  /// Its name: `Keep-up processing`.
  var name: Text = ""
  /// What it is for.
  var description: Text = ""
  /// What to know or have before; as markup; may be empty.
  var introduction: HTML = ""
  /// The fields and the texts between them, in order.
  var items: [FormItem] = []
  /// A whole good ticket as text.
  var example: Text = ""
  /// The blank ticket as text, to send by mail.
  var blank: Text = ""
  /// The service desk's request page.
  var serviceDesk = Link()
  /// The address for requests by mail; empty if none.
  var email: Text = ""
  /// `mailto:` with subject and the blank ticket; empty if none.
  var mailURL: Text = ""
  /// The clauses that its rules enforce.
  var clauses: [Link] = []
  /// Open requests made with the form: their number, with the queue's URL; nil if not known.
  var openRequests: Figure?

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout.runningModule())
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
  }
}

/// An entry of a form: text between fields, or a field.
struct FormItem: TemplateView {
  /// Rendered Markdown between fields; empty for a field.
  var markdown: HTML = ""
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
    /// One choice.
    case select
    /// Any number of choices.
    case checkboxes
  }

  /// Name, in snake case.
  var name: Text = ""
  var label: Text = ""
  /// Help; may be empty.
  var help: HTML = ""
  var control = Control.line
  /// `text`, `date`, `number`, `url`, `email`.
  var inputType: Text = "text"
  /// `numeric`, `decimal` or empty.
  var inputMode: Text = ""
  /// What kind of value, in words: `quantity with a unit, such as 2 GB`; may be empty.
  var valueKind: Text = ""
  /// Unit shown beside the field; may be empty.
  var unit: Text = ""
  /// Rows of an area.
  var rows = 4
  var required = false
  /// CEL expression; the field is shown and required only then; empty if always.
  var when: Text = ""
  /// The same in words, if it can be said; may be empty.
  var condition: Text = ""
  /// The value in the form's example; may be empty.
  var example: Text = ""
  var options: [FormOption] = []
  /// The clauses that speak of the field.
  var clauses: [Link] = []

  func bind(to binder: inout TemplateBinder) {
    binder.text("name", name)
    binder.text("label", label)
    binder.html("help", help)
    binder.flag("is_line", control == .line)
    binder.flag("is_area", control == .area)
    binder.flag("is_select", control == .select)
    binder.flag("is_checkboxes", control == .checkboxes)
    binder.text("input_type", inputType)
    binder.text("input_mode", inputMode)
    binder.text("value_kind", valueKind)
    binder.text("unit", unit)
    binder.text("rows", Text(rows))
    binder.flag("required", required)
    binder.text("when", when)
    binder.text("condition", condition)
    binder.text("example", example)
    binder.list("options", options)
    binder.list("clauses", clauses)
    binder.flag("has_hint", !help.isEmpty || !valueKind.isEmpty || !condition.isEmpty || !example.isEmpty)
  }
}

/// A choice of a field.
struct FormOption: TemplateView {
  /// What goes into the ticket.
  var value: Text = ""
  /// What is read.
  var label: Text = ""
  /// Id of a checkbox, unique in the page: `field-NAME-2`.
  var id: Text = ""

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
  var body: HTML = ""

  func bind(to binder: inout TemplateBinder) {
    binder.part("layout", layout)
    binder.list("forms", forms)
    binder.html("body", body)
  }
}
