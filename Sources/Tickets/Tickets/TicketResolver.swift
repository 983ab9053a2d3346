import Diagnostics
import Notation

extension FormSet {
  /// Finds a ticket's form and gives its fields the form's names.
  ///
  /// - Parameters:
  ///   - content: the ticket as read.
  ///   - forced: the id of the form to use whatever the ticket says; nil to find it.
  ///   - sink: where unknown and repeated fields are reported; its file is the one that the content's ranges refer to.
  /// - Returns: the ticket, or nil if its form cannot be told, which is then reported.
  public func resolve(_ content: TicketContent, forced: Text? = nil, _ sink: inout DiagnosticSink) -> Ticket? {
    let content = withoutFalseHeadings(content)
    guard let index = formIndex(of: content, forced: forced, &sink) else { return nil }
    var ticket = Ticket(content, form: forms[index], formIndex: index)
    if content.format == .serviceNow, content.entries.isEmpty {
      reportNoAnswers(content, &sink)
      return nil
    }
    ticket.anchor = content.anchor
    ticket.fields.reserveCapacity(content.entries.count + 1)
    var headings = HeadingRepair()
    for entry in content.entries { add(entry, of: content, to: &ticket, &headings, &sink) }
    headings.report(&sink)
    if let title = content.outerTitle, ticket.field("title") == nil { addOuter("title", title, to: &ticket) }
    if let description = content.outerDescription {
      if let first = ticket.field("description"), content.format == .markdown {
        reportTwice("description", at: description.range, first: first.keyRange, &sink)
      } else if ticket.field("description") == nil {
        addOuter("description", description, to: &ticket)
      }
    }
    return ticket
  }

  private func add(
    _ entry: TicketContent.Entry, of content: TicketContent, to ticket: inout Ticket, _ headings: inout HeadingRepair,
    _ sink: inout DiagnosticSink
  ) {
    let isHeading = entry.headingLine != nil
    if entry.namesForm(content: ticket.format) {
      ticket.anchor = entry.keyRange
      return
    }
    if entry.isExceptions {
      ticket.exceptions = ExceptionReader.read(entry.value, in: ticket.file, isHeading: isHeading, &sink)
      return
    }
    let found = indices(of: entry, ticket.format)?[ticket.formIndex] ?? -1
    let name: Text
    var node = entry.value
    if found >= 0 {
      name = ticket.form.fields[found].name
      if ticket.format == .serviceNow { node = RecordAnswers.answer(node, for: ticket.form.fields[found]) }
    } else if let common = entry.commonName(ticket.format) {
      name = common
    } else if ticket.format == .serviceNow, addBox(entry, to: &ticket) {
      return
    } else {
      addUnknown(entry, of: content, to: &ticket, &sink)
      return
    }
    if let first = ticket.index(ofField: found, name) {
      // A catalogue item may have a variable of today and one of yesterday for the same field.
      if ticket.format == .serviceNow, node.isBlank || ticket.fields[first].node.isBlank {
        if !node.isBlank {
          ticket.fields[first] = Field(name: name, index: ticket.fields[first].index, keyRange: entry.keyRange, node: node)
        }
        return
      }
      reportTwice(isHeading ? entry.key : name, at: entry.keyRange, first: ticket.fields[first].keyRange, &sink)
      return
    }
    if isHeading { headings.note(entry, label: found >= 0 ? ticket.form.fields[found].label : entry.key, &sink) }
    ticket.fields.append(Field(name: name, index: found >= 0 ? found : nil, keyRange: entry.keyRange, node: node))
  }

  /// Takes a variable for a box of one of the form's fields, if it is called like one and is ticked or not.
  private func addBox(_ entry: TicketContent.Entry, to ticket: inout Ticket) -> Bool {
    guard let isTicked = RecordAnswers.isTicked(entry.value) else { return false }
    let names = [entry.key.normalizedLabel, entry.label.normalizedLabel].map { Text($0.utf8.map { $0 == 0x5F ? 0x20 : $0 }) }
    for (index, field) in ticket.form.fields.enumerated() where field.type == .choices {
      guard case .listed(let options) = field.options, let option = options.first(where: { names.contains($0.normalizedLabel) })
      else { continue }
      let known = ticket.fields.firstIndex { $0.index == index }
      var ticked = known.map { ticket.fields[$0].node.elements } ?? []
      if isTicked { ticked.append(Node(.string(option), text: option, range: entry.value.range)) }
      let node = Node(.list(ticked), range: entry.value.range)
      if let known {
        ticket.fields[known].node = node
      } else {
        ticket.fields.append(Field(name: field.name, index: index, keyRange: entry.keyRange, node: node))
      }
      return true
    }
    return false
  }

  func reportNoAnswers(_ content: TicketContent, _ sink: inout DiagnosticSink) {
    sink.report(
      "record-without-answers", at: content.anchor, "the record has no answers to the form's questions",
      help: "ServiceNow keeps them in `sc_item_option_mtom`: ask for those rows too, and put them beside the records")
  }

  /// The index, in each form, of the field that an entry answers.
  func indices(of entry: TicketContent.Entry, _ format: TicketFormat) -> [Int]? {
    let isLabel = entry.headingLine != nil || format == .serviceNow
    if let indices = fieldIndices(entry.key, isLabel: isLabel) { return indices }
    guard format == .serviceNow else { return nil }
    return fieldIndices(VariableAliases.usual.field(for: entry.key), isLabel: false)
      ?? (entry.label.isEmpty ? nil : fieldIndices(label: entry.label))
  }

  private func addOuter(_ name: Text, _ node: Node, to ticket: inout Ticket) {
    let place = SourceRange(node.range.start, node.range.start)
    ticket.fields.append(Field(name: name, index: ticket.form.index(of: name), keyRange: place, node: node))
  }

  private func reportTwice(_ name: Text, at range: SourceRange, first: SourceRange, _ sink: inout DiagnosticSink) {
    let place = RelatedPlace(message: "first given here", file: sink.file.path, location: sink.location(of: first.start))
    sink.report("field-twice", at: range, "\(name.quoted) is given twice", help: "keep one of them", related: [place])
  }

  /// A key that the form does not have. A heading unlike any label is part of the text above it.
  private func addUnknown(
    _ entry: TicketContent.Entry, of content: TicketContent, to ticket: inout Ticket, _ sink: inout DiagnosticSink
  ) {
    let form = ticket.form
    let isHeading = entry.headingLine != nil
    let names = form.fields.map { isHeading ? $0.label : $0.name }
    let labelled = fieldIndices(label: entry.key).flatMap { $0[ticket.formIndex] >= 0 ? names[$0[ticket.formIndex]] : nil }
    let near = entry.key.nearSpelling(among: isHeading ? names + ["Form", "Exceptions"] : names + ["form", "exceptions"])
    // A row without a name has its value in the place of the key.
    let nearest = entry.keyRange == entry.value.range ? nil : labelled ?? near?.text
    if nearest == nil, isHeading, let last = ticket.fields.last, last.index.map({ form.fields[$0].kind == .textarea }) ?? true {
      let range = SourceRange(last.node.range.start, entry.value.range.end)
      ticket.fields[ticket.fields.count - 1].node = .text(ticket.file.bytes, in: range)
      return
    }
    let fix = nearest.flatMap { name -> Fix? in
      guard canRename(entry, to: name, in: content, ticket) else { return nil }
      let isSafe = labelled != nil || near?.isOnly ?? false
      return Fix(title: "rename it to `\(name)`", safe: isSafe, edits: [sink.edit(entry.keyRange, to: name)])
    }
    if let nearest, let meant = form.fields.first(where: { (isHeading ? $0.label : $0.name) == nearest }) {
      ticket.misspelt.append(meant.name)
    }
    let elsewhere = forms.first { $0.field(entry.key) != nil }?.name
    var help: Text = nearest.map { "did you mean `\($0)`?" } ?? ""
    if help.isEmpty, let elsewhere { help = "the form \(elsewhere.quoted) has it; is the ticket meant for that form?" }
    if help.isEmpty { help = "its fields are: " + Text.joined(names, separator: ", ") }
    sink.report(
      "field-unknown", ticket.format == .serviceNow ? .warning : .error, at: entry.keyRange,
      "the form \(form.name.quoted) has no \(isHeading ? "heading" : "field") \(entry.key.visible.quoted)", help: help,
      fixes: fix.map { [$0] } ?? [])
  }

  /// Whether a name is free for a misspelt key: neither the ticket nor another misspelt key has it.
  private func canRename(_ entry: TicketContent.Entry, to name: Text, in content: TicketContent, _ ticket: Ticket) -> Bool {
    let isHeading = entry.headingLine != nil
    let meant = ticket.form.fields.firstIndex { (isHeading ? $0.label : $0.name) == name }
    if let meant, ticket.misspelt.contains(ticket.form.fields[meant].name) { return false }
    return !content.entries.contains { other in
      guard let meant else { return other.key.normalizedLabel == name.normalizedLabel }
      return indices(of: other, content.format)?[ticket.formIndex] == meant
    }
  }
}

extension Ticket {
  /// Where the field of an index in the form stands among those of the ticket, or for -1 that of a name.
  fileprivate func index(ofField wanted: Int, _ name: Text) -> Int? {
    for index in fields.indices where wanted >= 0 ? fields[index].index == wanted : fields[index].name == name { return index }
    return nil
  }
}

extension TicketContent.Entry {
  /// Whether it names the form.
  var isForm: Bool { headingLine == nil ? key.equals("form") : key.normalizedLabel.equals("form") }

  /// Whether it lists exceptions.
  var isExceptions: Bool { headingLine == nil ? key.equals("exceptions") : key.normalizedLabel.equals("exceptions") }

  /// Whether it names the form, by any name that ServiceNow has for that.
  func namesForm(content format: TicketFormat) -> Bool {
    isForm || format == .serviceNow && VariableAliases.usual.field(for: key).equals("form")
  }

  /// `title` and `description`, which any ticket may have.
  func commonName(_ format: TicketFormat) -> Text? {
    switch format == .serviceNow ? VariableAliases.usual.field(for: key) : headingLine == nil ? key : key.normalizedLabel {
    case "title": "title"
    case "description": "description"
    default: nil
    }
  }
}
