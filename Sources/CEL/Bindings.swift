import Diagnostics

/// The values of the variables of some `Declarations` for one evaluation.
public struct Bindings: Sendable {
  /// The values by slot; nil where a variable has no value.
  public var values: [Value?]

  /// No variable has a value yet.
  public init(_ declarations: Declarations) {
    values = [Value?](repeating: nil, count: declarations.variables.count)
  }

  /// The value in a slot, as `Declarations.slot(of:)` gives it.
  public subscript(slot: Int) -> Value? {
    get { values[slot] }
    set { values[slot] = newValue }
  }
}
