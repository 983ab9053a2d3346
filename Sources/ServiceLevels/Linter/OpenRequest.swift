import CEL
import Diagnostics
import Notation
import Tickets

/// An open request of the snapshot, as rules see it.
public struct OpenRequest: Hashable, Sendable {
  /// The number: `RITM0010001`.
  public var number: Text
  /// The short description.
  public var title: Text
  /// The state in words.
  public var state: Text
  /// When it was opened.
  public var opened: Timestamp?
  /// The id of its form; empty if unknown.
  public var form: Text
  /// Its answers by field name, as written.
  public var answers: [Answer]

  /// An answer of a request.
  public struct Answer: Hashable, Sendable {
    /// The field's name.
    public var name: Text
    /// The value as written.
    public var value: Text

    /// An answer.
    public init(name: Text, value: Text) {
      self.name = name
      self.value = value
    }
  }

  /// An open request.
  public init(
    number: Text, title: Text, state: Text = "", opened: Timestamp? = nil, form: Text = "", answers: [Answer] = []
  ) {
    self.number = number
    self.title = title
    self.state = state
    self.opened = opened
    self.form = form
    self.answers = answers
  }

  /// The record of the variable `requests`; answers that do not fit their field's type are absent.
  func record(_ environment: RuleEnvironment, _ calendar: BusinessCalendar) -> RecordValue {
    let type = environment.requestType
    var record = RecordValue(type)
    for answer in answers {
      guard let index = type.index(of: answer.name) else { continue }
      let node = Node(.string(answer.value), text: answer.value, range: SourceRange(0, 0))
      record[index] = node.value(as: type.fields[index].type, calendar)
    }
    record["number"] = .string(number)
    if !state.isEmpty { record["state"] = .string(state) }
    if let opened { record["opened"] = .timestamp(opened) }
    if !form.isEmpty { record["form"] = .string(form) }
    if !title.isEmpty { record["title"] = .string(title) }
    return record
  }
}
