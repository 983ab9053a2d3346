import CEL
import Diagnostics

/// What a rule sees of a ticket and its surroundings.
struct RuleInputs: Sendable {
  /// The fields, as indices of the ticket's record.
  private(set) var fields: [Int] = []
  /// Whether it sees when the ticket was written.
  private(set) var usesCreated: Bool

  /// Inputs that are known already.
  init(fields: [Int], usesCreated: Bool) { (self.fields, self.usesCreated) = (fields, usesCreated) }

  /// What a rule's programs name; nil if one takes the ticket as a whole.
  init?(_ programs: [Program], in ticket: RecordType, isDated: Bool) {
    usesCreated = isDated
    for reference in programs.flatMap({ $0.references }) {
      switch reference.variable {
      case "created": usesCreated = true
      case "ticket":
        guard let name = reference.fields.first, let index = ticket.index(of: name) else { return nil }
        if !fields.contains(index) { fields.append(index) }
      default: break
      }
    }
  }
}
