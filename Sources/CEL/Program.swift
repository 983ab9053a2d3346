import Diagnostics
import Notation

/// A compiled expression: immutable, usable from many threads at once.
public struct Program: Sendable {
  /// A variable that the expression uses, and the record fields that it selects from it.
  public struct Reference: Hashable, Sendable {
    /// The variable's name.
    public var variable: Text
    /// The fields selected one after the other: `["release"]` for `ticket.release`; empty for the variable itself.
    public var fields: [Text]
    /// Where in the expression, in bytes.
    public var range: SourceRange
    /// Whether only its presence is asked for: `has(ticket.release)` or `ticket.?release`.
    public var isTest: Bool
  }

  /// The type of the result as the checker knows it; `dyn` if unchecked.
  public let type: Type

  /// What the expression uses, in the order of its text.
  public let references: [Reference]

  let executable: Executable

  /// Whether it has regular expressions or time zones that are not literals, so that they are known only when it is evaluated.
  public var readsLate: Bool { executable.code.readsLate }
}

extension Program {
  /// Compiles an expression. Names, types and literals are checked here, so that what remains for the evaluation depends on values.
  ///
  /// - Parameters:
  ///   - source: the expression; it must be UTF-8.
  ///   - declarations: what it may refer to.
  ///   - isChecked: false leaves unknown names and wrong types to the evaluation.
  /// - Returns: the program, or nil and at least one issue, in the order of the text.
  public static func compile(
    _ source: Text, declarations: Declarations, isChecked: Bool = true
  ) -> (program: Program?, issues: [CELIssue]) {
    do throws(CELIssue) {
      let steps = try Parser.read(source, limits: declarations.limits)
      var checker = Checker(declarations: declarations, isChecked: isChecked)
      checker.check(steps)
      guard checker.issues.isEmpty, let result = checker.operands.last else { return (nil, checker.issues) }
      checker.code.makeSieves()
      let type = isChecked ? checker.inference.resolve(result.type, unknownAsDyn: true) : .dyn
      return (Program(type: type, references: checker.references, executable: Executable(checker.code)), [])
    } catch {
      return (nil, [error])
    }
  }

  /// Evaluates the expression. For many evaluations on one thread keep a `Workspace`.
  public func evaluate(_ bindings: Bindings) -> Result<Value, EvaluationError> { evaluate(bindings, in: Workspace()) }

  /// Evaluates the expression, using the workspace's memory. A workspace is used by one thread at a time, for any programs.
  public func evaluate(_ bindings: Bindings, in workspace: Workspace) -> Result<Value, EvaluationError> {
    var machine = Machine(executable, variables: bindings.values, workspace: workspace)
    let result = machine.run()
    machine.giveBack(to: workspace)
    return result
  }
}

/// Memory that evaluations on one thread use again: the stack, and the states of regular expressions met so far.
public final class Workspace {
  var stack: [Value] = []
  var locals: [Value] = []
  var pending: [EvaluationError?] = []
  private var matchers: [Matcher] = []
  /// The regular expression of each matcher, to be compared without counting references.
  private var matched: [ObjectIdentifier] = []
  /// Behind the last one found: expressions are met in the same order again and again.
  private var nextMatched = 0
  private var columns: [Column] = []

  /// An empty workspace.
  public init() {}

  /// The matcher of a regular expression, made when it is first asked for.
  func matcher(of regex: Regex) -> Matcher {
    let identity = ObjectIdentifier(regex)
    if nextMatched < matched.count, matched[nextMatched] == identity {
      nextMatched += 1
      return matchers[nextMatched - 1]
    }
    let index = matched.firstIndex(of: identity) ?? matched.count
    nextMatched = index + 1
    if index == matched.count {
      matchers.append(Matcher(regex))
      matched.append(identity)
    }
    return matchers[index]
  }

  /// What is kept of a field of a list's records. The list itself is kept too, so that another one never has its address.
  private struct Column {
    var list: [Value]
    var record: ObjectIdentifier
    var slot: Int
    var fingerprints: [UInt64]
  }

  /// More lists than an evaluation has that stay the same; then the oldest goes.
  private static let columnCount = 16

  /// The fingerprints of a field of a list's records, read when they are first asked for.
  func column(of list: [Value], _ record: RecordType, _ slot: Int) -> [UInt64] {
    let address = list.withUnsafeBufferPointer { $0.baseAddress }
    let identity = ObjectIdentifier(record)
    for column in columns where column.slot == slot && column.record == identity && column.list.count == list.count {
      if column.list.withUnsafeBufferPointer({ $0.baseAddress }) == address { return column.fingerprints }
    }
    if columns.count == Workspace.columnCount { columns.removeFirst() }
    let fingerprints = LoopSieve.column(of: list, record, slot)
    columns.append(Column(list: list, record: identity, slot: slot, fingerprints: fingerprints))
    return fingerprints
  }
}
