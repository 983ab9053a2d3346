import Diagnostics
import Notation
import ServiceLevels
import Snapshots
import Tickets

/// What the linter says about a request of the snapshot.
public struct RequestVerdict: Sendable {
  /// The ticket's text as the linter read it.
  public let file: SourceFile
  /// The findings.
  public let result: LintResult

  /// Judges a request of a site's snapshot.
  ///
  /// The request is written as a YAML ticket and read like any other, so that there is one way to judge; it does not count among the open requests that it is
  /// compared with.
  public init(_ request: Request, in catalog: Catalog, now: Timestamp) {
    let text = RequestVerdict.ticket(request, catalog.forms)
    file = SourceFile(path: "\(request.number).yml", text: text)
    result = catalog.agreement.linter.lint(file, number: request.number, now: now)[0]
  }

  /// The rules that the request breaks.
  public var rules: [Text] { result.diagnostics.map(\.rule) + (result.route.map { [$0.rule] } ?? []) }

  /// How many findings of a severity there are.
  public func count(_ severity: Severity) -> Int { result.diagnostics.count { $0.severity == severity } }

  private static func ticket(_ request: Request, _ forms: [Form]) -> Text {
    let form = forms.first { $0.id == request.form }
    var text = Text()
    for field in request.fields {
      text += "\(field.name):"
      switch form?.field(field.name)?.type {
      case .list, .choices:
        for element in field.value.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
          text += "\n  - \(YAML.scalar(Text(element)))"
        }
        text += "\n"
      default: text += " \(YAML.scalar(field.value))\n"
      }
    }
    return text
  }
}

extension Request {
  /// The clock that matters most: a breached one, else the one that has used most of its time; nil if none runs.
  public var worstClock: SLAClock? {
    let running = clocks.filter { $0.stage == .inProgress || $0.stage == .paused || $0.hasBreached }
    return running.max { left, right in
      if left.hasBreached != right.hasBreached { return right.hasBreached }
      return (left.businessPercentage ?? 0) < (right.businessPercentage ?? 0)
    }
  }
}
