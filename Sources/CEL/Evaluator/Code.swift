import Diagnostics
import Notation

/// What the evaluator executes.
struct Code: Sendable {
  var instructions: [Instruction] = []
  /// The part of the expression that each instruction stands for; empty for packed code.
  var ranges: [SourceRange] = []
  var constants: [Value] = []
  var fields: [FieldReference] = []
  var names: [Text] = []
  var handlers: [Handler] = []
  var loops: [LoopLayout] = []
  var calls: [CustomCall] = []
  var optionalElements: [[Int]] = []
  var regexes: [Regex] = []
  var issues: [EvaluationError.Kind] = []
  var localCount = 0
  var pendingCount = 0
  /// Whether it has patterns or time zones that are known only when it is executed.
  var readsLate = false
  var context = CallContext(timeZone: .utc, limits: Limits())
}

/// What functions of the library need beside their arguments.
final class CallContext: Sendable {
  let timeZone: TimeZoneRule
  let limits: Limits
  /// Time zones that are known by their names already.
  let zones: [NamedZone]
  /// Reads patterns and time zones that are known only when they are met; nil where all were read with the expressions.
  let reader: LateReader?

  init(timeZone: TimeZoneRule, limits: Limits, zones: [NamedZone] = [], reader: LateReader? = nil) {
    self.timeZone = timeZone
    self.limits = limits
    self.zones = zones
    self.reader = reader
  }
}

/// A time zone as an expression names it.
struct NamedZone: Sendable {
  var name: Text
  var zone: TimeZoneRule
}

/// Reads what an evaluation finds in texts. Programs that were packed do without it.
struct LateReader: Sendable {
  let pattern: @Sendable (Text, Int) -> Result<Regex, RegexError>
  let zone: @Sendable (Text) -> TimeZoneRule?

  /// Reads everything that CEL allows.
  static var usual: LateReader { LateReader(pattern: { Regex.compile($0, limit: $1) }, zone: { TimeZoneRule($0) }) }
}

/// Finished code, shared by all evaluations.
final class Executable: Sendable {
  let code: Code

  init(_ code: Code) { self.code = code }
}

/// An operation and its operands, whose meaning the operation tells.
struct Instruction: Sendable {
  var operation: Operation
  var a: Int32
  var b: Int32
}

/// What an instruction does. Values are popped from and pushed to the stack.
enum Operation: UInt8, Sendable {
  /// Pushes constant a.
  case constant
  /// Pushes the variable in slot a, whose name is b.
  case variable
  /// Pushes local a.
  case local
  /// Fails with issue a.
  case fail
  /// Replaces a value by its field a.
  case select
  case optionalSelect
  case test
  /// Applies builtin a to b values.
  case call
  /// Applies custom call a to b values.
  case custom
  /// Matches a string with regular expression a.
  case match
  /// Jumps to a.
  case jump
  /// Pops a condition; jumps to a if it is false.
  case branch
  /// Pops an operand of `&&` or `||`: b is the pending error's index times 4, plus 2 for the first operand, plus 1 for `&&`. Jumps
  /// to a with the result if the operand decides it.
  case logicOperand
  /// Joins the last operand with the pending error; b as above.
  case logicEnd
  /// Makes a list of a values; optional elements b, or -1.
  case list
  /// Makes a map of a entries; optional entries b, or -1.
  case map
  /// Begins loop a over the popped range.
  case loopBegin
  /// Binds the variables of loop b to its next element, or jumps to a.
  case loopNext
  /// Pops a predicate of loop b; jumps to a if it is false.
  case loopFilter
  /// Pops the body's value of loop b; jumps to a, or behind the loop's end.
  case loopStep
  /// Pushes the result of loop b.
  case loopEnd
  /// Pops a value into local a.
  case store
  /// Pops an optional value into local b, or keeps none and jumps to a.
  case optionalOpen
  /// Replaces a value by an optional value with it.
  case wrap
  /// Fails unless the value is optional.
  case checkOptional
  /// Pops an empty optional value, or jumps to a: with it, or if b is 1 with its value.
  case elseOpen
  /// Pops a slot of a block into local a and clears pending error b.
  case blockStore
  /// Pushes local a, or fails with pending error b.
  case blockLoad
}

/// A field that an instruction selects.
final class FieldReference: Sendable {
  let name: Text
  /// How messages call it: `ticket.release`.
  let path: Text
  /// The record type that the checker expects, and the field's index in it.
  let record: RecordType?
  let slot: Int

  init(_ name: Text, path: Text? = nil, record: RecordType? = nil, slot: Int = 0) {
    self.name = name
    self.path = path ?? name
    self.record = record
    self.slot = slot
  }
}

/// Where evaluation continues after an error within a part of the code.
struct Handler: Sendable {
  var start: Int
  var end: Int
  var target: Int
  /// The height of the stack at the target.
  var stackHeight: Int
  /// Where the error is kept.
  var pending: Int
  /// Whether an error that is already there stays.
  var keepsFirst: Bool
}

/// What a loop does and where its variables are.
struct LoopLayout: Sendable {
  var kind: Comprehension
  /// The locals of the variables; for one variable the second is -1.
  var first: Int
  var second: Int
  var pending: Int
  /// By what elements can be passed over; nil for code that was packed, and where nothing can be said.
  var sieve: LoopSieve?
}

/// A call of a function of the declarations.
struct CustomCall: Sendable {
  var name: Text
  var overloads: [Function.Overload]
  /// The library's function of the same name, for arguments that fit none of the overloads.
  var builtin: Builtin?
}
