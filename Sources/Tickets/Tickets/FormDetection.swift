import Diagnostics
import Notation

extension FormSet {
  /// The index of the form that a ticket answers: the forced one, the one that it names, or the one that its fields fit best.
  func formIndex(of content: TicketContent, forced: Text?, _ sink: inout DiagnosticSink) -> Int? {
    if let forced {
      if let index = index(ofForm: forced) { return index }
      sink.report("form-unknown", at: SourceRange(0, 0), "there is no form \(forced.quoted)", help: helpForForm(forced))
      return nil
    }
    if let entry = content.entries.first(where: { $0.namesForm(content: content.format) }), !entry.value.text.isEmpty {
      return named(entry, &sink)
    }
    if !content.formHint.isEmpty, let index = index(ofForm: content.formHint) { return index }
    return detected(content, &sink)
  }

  private func named(_ entry: TicketContent.Entry, _ sink: inout DiagnosticSink) -> Int? {
    if let index = index(ofForm: entry.value.text) { return index }
    let nearest = entry.value.text.nearSpelling(among: forms.map { $0.id })
    let fixes = nearest.map { near in
      [Fix(title: "replace it by `\(near.text)`", safe: near.isOnly, edits: [sink.edit(entry.value.range, to: near.text)])]
    }
    sink.report(
      "form-unknown", at: entry.value.range, "there is no form \(entry.value.text.visible.quoted)",
      help: helpForForm(entry.value.text),
      fixes: fixes ?? [])
    return nearest.flatMap { index(ofForm: $0.text) }
  }

  private func helpForForm(_ name: Text) -> Text {
    let ids = forms.map { $0.id }
    if let nearest = name.nearestSpelling(among: ids) { return "did you mean `\(nearest)`?" }
    let list = Text.joined(ids, separator: ", ")
    return "the forms are: \(list)"
  }

  /// The form that has most of the ticket's fields; of several the one that misses the fewest required ones.
  private func detected(_ content: TicketContent, _ sink: inout DiagnosticSink) -> Int? {
    var scores = forms.map { form -> Int in -form.fields.count { $0.isRequired && $0.condition == nil } }
    var matches = [Int](repeating: 0, count: forms.count)
    for entry in content.entries {
      let indices = indices(of: entry, content.format)
      for index in forms.indices {
        guard let indices, indices[index] >= 0 else { continue }
        let isRequired = forms[index].fields[indices[index]].isRequired
        scores[index] += isRequired ? 4 : 3
        matches[index] += 1
      }
    }
    let best = forms.indices.max { (matches[$0], scores[$0]) < (matches[$1], scores[$1]) }
    guard let best, matches[best] > 0 else {
      if content.format == .serviceNow, content.entries.isEmpty {
        reportNoAnswers(content, &sink)
        return nil
      }
      reportUndetected(content, "the ticket has no field of any form", "ticket-not-recognised", &sink)
      return nil
    }
    if forms.indices.contains(where: { $0 != best && matches[$0] == matches[best] && scores[$0] == scores[best] }) {
      reportUndetected(content, "the ticket's fields fit more than one form", "form-unclear", &sink)
      return nil
    }
    return best
  }

  private func reportUndetected(_ content: TicketContent, _ message: Text, _ rule: Text, _ sink: inout DiagnosticSink) {
    // What could not be read was reported already.
    if content.isIncomplete, content.entries.isEmpty { return }
    let list = Text.joined(forms.map { $0.id }, separator: ", ")
    sink.report(rule, at: content.anchor, message, help: "say `form: …` with one of \(list)")
  }
}
