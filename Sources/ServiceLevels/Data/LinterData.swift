import CEL
import Diagnostics
import Notation
import Tickets

/// What the browser's module reads: a linter with its forms, clauses, rules, registry and site, the requests that one may start from, and
/// which agreement it is.
public struct LinterData: Sendable {
  /// The version of the file's form; a reader refuses others.
  public static var version: Int { 6 }

  /// The linter.
  public var linter: TicketLinter
  /// What the agreement says its version is; may be empty.
  public var agreementVersion: Text
  /// The digest of the agreement's text.
  public var agreementDigest: Text
  /// The requests of the snapshot; nil if there is none.
  public var requests: [EarlierRequest]?
  /// The instant at which the site's clock stands still; nil if it runs.
  public var clock: Timestamp?

  /// The data of a linter.
  public init(
    linter: TicketLinter, agreementVersion: Text = "", agreementDigest: Text = "", requests: [EarlierRequest]? = nil,
    clock: Timestamp? = nil
  ) {
    self.linter = linter
    self.agreementVersion = agreementVersion
    self.agreementDigest = agreementDigest
    self.requests = requests
    self.clock = clock
  }

  /// The answers of a request as a new request of a form begins with them.
  ///
  /// What belongs to the earlier one alone stays behind: the day on which it was written, and its exceptions. A request that is still open is
  /// named as the one that is replaced.
  ///
  /// - Returns: nil if there is no such form or request.
  public func answers(from number: Text, forForm id: Text) -> FormAnswers? {
    guard let index = linter.forms.index(ofForm: id), let earlier = requests?.first(where: { $0.request.number == number }) else {
      return nil
    }
    let form = linter.forms.forms[index]
    var answers = FormAnswers(form: form.id)
    for field in form.fields {
      var text = earlier.request.answers.first { $0.name == field.name }?.value ?? ""
      if field.name.equals("created") { text = "" }
      if field.name.equals("supersedes") { text = earlier.isOpen ? number : "" }
      if !text.isEmpty { answers.answers.append(FormAnswers.Answer(name: field.name, text: text)) }
    }
    return answers
  }
}

/// A request of the snapshot from which another may start.
public struct EarlierRequest: Hashable, Sendable {
  /// The request.
  public var request: OpenRequest
  /// Whether work on it is still expected.
  public var isOpen: Bool

  /// A request of the snapshot.
  public init(_ request: OpenRequest, isOpen: Bool) {
    self.request = request
    self.isOpen = isOpen
  }
}
