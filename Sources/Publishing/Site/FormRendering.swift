import Diagnostics
import Knowledge
import Markup
import Notation
import ServiceLevels
import Tickets

extension SiteContext {
  /// The page of all forms.
  func renderForms(at path: Text, into output: inout [UInt8]) {
    var view = FormsPage()
    view.layout = layout(
      at: path, title: "File a request", description: "The request forms, and which of them is the right one.", kind: "form")
    view.forms = catalog.forms.indices.map { summary(ofForm: $0, from: path) }
    templates.forms.render(view, into: &output)
  }

  /// A form in a list.
  func summary(ofForm index: Int, from path: Text) -> PageSummary {
    var summary = PageSummary()
    summary.title = catalog.forms[index].name
    summary.url = url(from: path, to: .form(index))
    summary.description = catalog.forms[index].summary
    return summary
  }

  /// A link to a form by its id; the text alone where there is none.
  func link(toForm id: Text, from path: Text) -> Link {
    guard let index = catalog.forms.firstIndex(where: { $0.id == id }) else { return Link(id, "") }
    return link(catalog.forms[index].name, from: path, to: .form(index))
  }

  /// The page of a form.
  func render(form index: Int, at path: Text, into output: inout [UInt8]) {
    let form = catalog.forms[index]
    var view = FormPage()
    view.layout = layout(
      at: path, title: form.name, description: form.summary, kind: "form",
      breadcrumbs: [link("File a request", from: path, to: .forms)])
    view.id = form.id
    view.name = form.name
    view.description = form.summary
    view.items = form.items.map { item($0, of: form, from: path) }
    view.example = form.exampleTicket
    view.blank = form.blankTicket
    view.serviceDesk = Link(catalog.site.serviceDeskName, catalog.site.serviceDeskURL)
    view.email = catalog.site.serviceDeskEmail
    view.clauses = clauses(ofForm: index, from: path)
    view.openRequests = openRequests(ofForm: form, from: path)
    templates.form.render(view, into: &output)
  }
}

extension SiteContext {
  private func item(_ item: Form.Item, of form: Form, from path: Text) -> FormItem {
    var view = FormItem()
    switch item {
    case .markdown(let node): view.markdown = HTML(trusted: Markdown.html(of: node.text.utf8, dialect: .opos))
    case .field(let index): view.field = field(form.fields[index], of: form, from: path)
    }
    return view
  }

  private func field(_ field: Tickets.FormField, of form: Form, from path: Text) -> FormField {
    var view = FormField()
    view.name = field.name
    view.label = field.label
    view.help = HTML(trusted: Markdown.html(of: field.help.utf8, dialect: .opos))
    view.required = field.isRequired
    view.example = form.example?[field.name].map(SiteContext.shown) ?? ""
    if let condition = field.condition { view.when = condition.text }
    view.options = options(of: field)
    view.clauses = clauses(ofField: field.name, from: path)
    setControl(of: field, &view)
    return view
  }

  private func setControl(of field: Tickets.FormField, _ view: inout FormField) {
    switch field.kind {
    case .textarea: view.control = .area
    case .dropdown: view.control = .select
    case .checkboxes: view.control = .checkboxes
    default: view.control = field.options == .none ? .line : .select
    }
    switch field.type {
    case .date: (view.inputType, view.valueKind) = ("date", "a date, such as 2015-12-02")
    case .integer: (view.inputMode, view.valueKind) = ("numeric", "a whole number")
    case .number: (view.inputMode, view.valueKind) = ("decimal", "a number")
    case .quantity:
      view.valueKind = field.dimension == .time ? "a time with its unit, such as 8 h" : "a quantity with its unit, such as 2 GB"
    case .url: (view.inputType, view.valueKind) = ("url", "an address, such as https://…")
    case .email: (view.inputType, view.valueKind) = ("email", "an e-mail address")
    case .list:
      view.control = view.control == .checkboxes ? .checkboxes : .area
      view.valueKind = "a list, one entry a line"
    default: break
    }
  }

  private func options(of field: Tickets.FormField) -> [FormOption] {
    let pairs: [(value: Text, label: Text)] =
      switch field.options {
      case .none: []
      case .listed(let options): options.map { ($0, $0) }
      case .experiments: catalog.experiments.filter { $0.status != .retired }.map { ($0.id, $0.name) }
      }
    return pairs.enumerated().map { index, pair in
      var option = FormOption()
      option.value = pair.value
      option.label = pair.label
      option.id = "field-\(field.name)-\(index + 1)"
      return option
    }
  }

  /// A value of the form's example as a person would write it.
  private static func shown(_ node: Node) -> Text {
    if case .list(let elements) = node.value { return Text.joined(elements.map(\.text), separator: "\n") }
    return node.text
  }

  private func openRequests(ofForm form: Form, from path: Text) -> Figure? {
    guard catalog.snapshots.requests != nil else { return nil }
    var figure = Figure()
    figure.value = Text(openRequests(where: { _ in true }).filter { $0.form == form.id }.count)
    figure.label = "open requests"
    figure.url = url(from: path, to: .requests)
    return figure
  }
}
