import Diagnostics
import Notation

/// Headings that are read but are not written as the form renders them: `##Label`, `### label:`.
struct HeadingRepair {
  private var first: TicketContent.Entry?
  private var firstLabel = Text()
  private var edits: [Edit] = []
  private var isLoose = false

  /// Takes note of a heading that answers the field of a label.
  mutating func note(_ entry: TicketContent.Entry, label: Text, _ sink: inout DiagnosticSink) {
    guard entry.isLoose || entry.key != label, let line = entry.headingLine else { return }
    if first == nil || (entry.isLoose && !isLoose) { (first, firstLabel) = (entry, label) }
    isLoose = isLoose || entry.isLoose
    edits.append(
      entry.isLoose
        ? sink.edit(SourceRange(line.start, entry.keyRange.end), to: "### " + label) : sink.edit(entry.keyRange, to: label))
  }

  /// Reports the headings, if there are any, once for the whole ticket: they were understood.
  func report(_ sink: inout DiagnosticSink) {
    guard let first else { return }
    let others: Text = edits.count == 1 ? "" : ", and \(edits.count - 1) more"
    let title: Text = edits.count == 1 ? "write `### \(firstLabel)`" : "write the \(edits.count) headings as the form does"
    sink.report(
      "heading-spelling", isLoose ? .warning : .info, at: first.keyRange,
      "heading \(first.key.visible.quoted) is read as `\(firstLabel)`\(others)",
      help: isLoose ? "a heading has a space after its `#`: `### \(firstLabel)`" : "",
      fixes: [Fix(title: title, safe: true, edits: edits)])
  }
}

extension FormSet {
  /// The ticket with lines such as `##word` that are no label as part of the answer above them.
  func withoutFalseHeadings(_ content: TicketContent) -> TicketContent {
    guard content.entries.contains(where: { $0.isLoose }) else { return content }
    var result = content
    result.entries = []
    var end: Int?
    for entry in content.entries {
      if entry.isLoose, !isKnown(entry) {
        end = entry.value.range.end
      } else {
        result.extendLast(to: end)
        end = nil
        result.entries.append(entry)
      }
    }
    result.extendLast(to: end)
    return result
  }

  private func isKnown(_ entry: TicketContent.Entry) -> Bool {
    entry.isForm || entry.isExceptions || entry.commonName(.headings) != nil || fieldIndices(entry.key, isLabel: true) != nil
  }
}

extension TicketContent {
  /// Makes the last answer reach to an offset.
  fileprivate mutating func extendLast(to end: Int?) {
    guard let end, let last = entries.last else { return }
    entries[entries.count - 1].value = .text(file.bytes, in: SourceRange(last.value.range.start, end))
  }
}
