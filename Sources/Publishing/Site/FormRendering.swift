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
    view.checkURL = url(from: path, to: .check)
    view.whichURL = url(from: path, to: .which)
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
    view.layout.scripts = scripts(
      ["dom", "engine", "form-fields", "form-findings", "form-drafts", "form-result", "form"], from: path)
    view.id = form.id
    view.name = form.name
    view.description = form.summary
    let empty = catalog.agreement.linter.check(FormAnswers(form: form.id), now: now)
    view.items = form.items.map { item($0, of: form, isShown: empty?.isShown ?? [], from: path) }
    view.example = form.exampleTicket
    view.blank = form.blankTicket
    view.serviceDesk = Link(catalog.site.serviceDeskName, catalog.site.serviceDeskURL)
    view.email = catalog.site.serviceDeskEmail
    view.clauses = clauses(ofForm: index, from: path)
    view.openRequests = openRequests(ofForm: form, from: path)
    view.engine = engine(from: path)
    view.checkURL = url(from: path, to: .check)
    view.openEarlier = earlierRequests(ofForm: form, isOpen: true)
    view.closedEarlier = earlierRequests(ofForm: form, isOpen: false)
    view.backlinks = mentions(of: path)
    templates.form.render(view, into: &output)
  }

  /// The page on which tickets are checked.
  func renderCheck(at path: Text, into output: inout [UInt8]) {
    var view = CheckPage()
    view.layout = layout(
      at: path, title: "Check a ticket", description: "Whether a ticket says all that the agreement asks for, before it is sent.",
      kind: "check")
    view.layout.scripts = scripts(["dom", "engine", "sheet-text", "sheet", "check"], from: path)
    view.engine = engine(from: path)
    view.forms = catalog.forms.map { form in
      var option = FormOption()
      option.value = form.id
      option.label = form.name
      return option
    }
    if let place = catalog.agreement.places.first { view.agreement = link("the agreement", from: path, to: .page(place.page)) }
    templates.check.render(view, into: &output)
  }
}

extension SiteContext {
  /// The theme's scripts of these names, where it has them.
  private func scripts(_ names: [Text], from path: Text) -> [Text] {
    names.map { "assets/\($0).js" }.filter { themeFiles.contains($0) }.map { SitePath.url(from: path, to: $0) }
  }

  private func engine(from path: Text) -> EngineView {
    var view = EngineView()
    view.moduleURL = modulePath.isEmpty ? "" : SitePath.url(from: path, to: modulePath)
    view.dataURL = url(from: path, to: .browserData)
    view.baseURL = catalog.site.baseURL
    view.root = SitePath.root(from: path)
    return view
  }

  private func item(_ item: Form.Item, of form: Form, isShown: [Bool], from path: Text) -> FormItem {
    var view = FormItem()
    switch item {
    case .markdown(let node): view.markdown = HTML(trusted: Markdown.html(of: node.text.utf8, dialect: .opos))
    case .field(let index):
      var field = field(form.fields[index], of: form, from: path)
      field.isHiddenAtFirst = index < isShown.count && !isShown[index]
      view.field = field
    }
    return view
  }

  private func field(_ field: Tickets.FormField, of form: Form, from path: Text) -> FormField {
    var view = FormField()
    view.name = field.name
    view.label = field.label
    view.help = HTML(trusted: Markdown.html(of: field.help.utf8, dialect: .opos))
    view.required = field.isRequired
    view.example = form.example?[field.name].map(field.typed) ?? ""
    if let condition = field.condition { view.when = condition.text }
    view.options = options(of: field)
    view.clauses = clauses(ofField: field.name, from: path)
    setControl(of: field, &view)
    setValue(of: field, &view)
    return view
  }

  private func setControl(of field: Tickets.FormField, _ view: inout FormField) {
    switch (field.type, field.options) {
    case (.choices, .experiments), (.list, _): view.control = .area
    case (.choices, _): view.control = .checkboxes
    case (.choice, .experiments): view.control = .search
    case (.choice, _): view.control = field.isRequired && view.options.count <= 5 ? .radios : .select
    default: view.control = field.kind == .textarea ? .area : .line
    }
    if field.kind == .textarea, field.type == .text { view.rows = field.name.equals("description") ? 8 : 3 }
  }

  private func setValue(of field: Tickets.FormField, _ view: inout FormField) {
    switch (field.type, field.dimension) {
    case (.date, _): (view.inputMode, view.valueKind) = ("numeric", "A day as year, month and day, such as 2015-12-02.")
    case (.integer, _): view.inputMode = "numeric"
    case (.number, _): view.inputMode = "decimal"
    case (.quantity, .time?): (view.unit, view.isShort) = ("s, min or h", true)
    case (.quantity, _): (view.unit, view.isShort) = ("kB, MB or GB", true)
    case (.url, _): view.inputType = "url"
    case (.email, _): view.inputType = "email"
    case (.list, _) where field.options == .none: view.valueKind = "One entry a line."
    default: break
    }
    view.isDate = field.type == .date
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

  private func openRequests(ofForm form: Form, from path: Text) -> Figure? {
    guard catalog.snapshots.requests != nil else { return nil }
    var figure = Figure()
    figure.value = Text(openRequests(where: { _ in true }).filter { $0.form == form.id }.count)
    figure.label = "open requests"
    figure.url = url(from: path, to: .requests)
    return figure
  }

  /// The requests that a new one of a form may start from, the last opened first.
  private func earlierRequests(ofForm form: Form, isOpen: Bool) -> [FormOption] {
    let requests = (catalog.linterData?.requests ?? []).filter { $0.isOpen == isOpen && $0.request.form == form.id }
    let sorted = requests.map(\.request).sorted { ($0.opened?.seconds ?? 0, $0.number) > ($1.opened?.seconds ?? 0, $1.number) }
    return sorted.map { request in
      var option = FormOption()
      option.value = request.number
      option.label = "\(request.number) \(request.title)"
      return option
    }
  }
}
