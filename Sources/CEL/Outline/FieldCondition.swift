import Diagnostics

/// What an expression asks of the fields of records, as far as that can be told without evaluating it.
///
/// It is for those who must know what a condition means and not whether it holds: a schema, or a search for conditions that never hold.
public indirect enum FieldCondition: Sendable {
  /// A field of a record in a variable: `ticket.release`.
  public struct Field: Hashable, Sendable {
    /// The variable.
    public var variable: Text
    /// The field.
    public var name: Text

    /// The field of a variable.
    public init(variable: Text, name: Text) {
      self.variable = variable
      self.name = name
    }
  }

  /// `true` or `false`.
  case constant(Bool)
  /// `has(ticket.release)`
  case isPresent(Field)
  /// `ticket.priority == "1"`, or `ticket.priority in ["1", "2"]`.
  case isOneOf(Field, [Value])
  /// Conditions joined by `&&`.
  case all([FieldCondition])
  /// Conditions joined by `||`.
  case any([FieldCondition])
  /// A condition after `!`.
  case not(FieldCondition)
  /// Anything else.
  case unknown
}

extension FieldCondition {
  /// What is known of a field.
  public enum Answer: Sendable {
    case absent
    case value(Value)
    case unknown
  }

  /// What a condition gives. Selecting an absent field is an error, which `&&` and `||` absorb as the language defines.
  public enum Outcome: Hashable, Sendable {
    case holds
    case doesNotHold
    case fails
    case unknown
  }

  /// What the condition gives for some fields.
  public func outcome(_ answer: (Field) -> Answer) -> Outcome {
    switch self {
    case .constant(let holds): return holds ? .holds : .doesNotHold
    case .unknown: return .unknown
    case .isPresent(let field):
      switch answer(field) {
      case .absent: return .doesNotHold
      case .value: return .holds
      case .unknown: return .unknown
      }
    case .isOneOf(let field, let values):
      switch answer(field) {
      case .absent: return .fails
      case .value(let value): return values.contains(value) ? .holds : .doesNotHold
      case .unknown: return .unknown
      }
    case .all(let parts): return FieldCondition.joined(parts.map { $0.outcome(answer) }, decidedBy: .doesNotHold)
    case .any(let parts): return FieldCondition.joined(parts.map { $0.outcome(answer) }, decidedBy: .holds)
    case .not(let condition): return condition.outcome(answer).negated
    }
  }

  /// The fields that it asks for, each once.
  public var fields: [Field] {
    switch self {
    case .constant, .unknown: return []
    case .isPresent(let field), .isOneOf(let field, _): return [field]
    case .not(let condition): return condition.fields
    case .all(let parts), .any(let parts):
      var fields: [Field] = []
      for field in parts.flatMap({ $0.fields }) where !fields.contains(field) { fields.append(field) }
      return fields
    }
  }

  /// The values that it compares a field with.
  public func values(of wanted: Field) -> [Value] {
    switch self {
    case .constant, .unknown, .isPresent: []
    case .isOneOf(let field, let values): field == wanted ? values : []
    case .not(let condition): condition.values(of: wanted)
    case .all(let parts), .any(let parts): parts.flatMap { $0.values(of: wanted) }
    }
  }

  private static func joined(_ outcomes: [Outcome], decidedBy deciding: Outcome) -> Outcome {
    if outcomes.contains(deciding) { return deciding }
    if outcomes.contains(.unknown) { return .unknown }
    return outcomes.contains(.fails) ? .fails : deciding.negated
  }
}

extension FieldCondition.Outcome {
  /// What the outcome is after `!`.
  fileprivate var negated: Self {
    switch self {
    case .holds: .doesNotHold
    case .doesNotHold: .holds
    case .fails, .unknown: self
    }
  }
}
