import Diagnostics

/// Executes code on a stack of values, without recursion. It is made for one evaluation and never copied.
struct Machine: ~Copyable {
  let executable: Executable
  let variables: [Value?]
  let workspace: Workspace
  var stack: [Value]
  var locals: [Value]
  var loops: [LoopState] = []
  var pending: [EvaluationError?]
  var next = 0
  var cost = 0

  /// How far a loop has come.
  struct LoopState {
    var elements: [Value] = []
    var values: [Value] = []
    var isMap = false
    var index = 0
    var count = 0
    var keys: [Value] = []
    var results: [Value] = []
    #if !arch(wasm32)
      /// Elements that one of these does not allow are passed over.
      var tests: [LoopSieve.Test] = []
    #endif
  }

  init(_ executable: Executable, variables: [Value?], workspace: Workspace) {
    self.executable = executable
    self.variables = variables
    self.workspace = workspace
    stack = []
    locals = []
    pending = []
    swap(&stack, &workspace.stack)
    swap(&locals, &workspace.locals)
    swap(&pending, &workspace.pending)
    // The code is looked into where it is: a copy would count references to all of its parts.
    let (localCount, pendingCount, loopCount) = (
      executable.code.localCount, executable.code.pendingCount, executable.code.loops.count
    )
    if locals.count < localCount {
      locals.append(contentsOf: [Value](repeating: .null, count: localCount - locals.count))
    }
    if loopCount > 0 { loops = [LoopState](repeating: LoopState(), count: loopCount) }
    if pending.count < pendingCount {
      pending.append(contentsOf: [EvaluationError?](repeating: nil, count: pendingCount - pending.count))
    }
  }

  var code: Code { @inline(__always) _read { yield executable.code } }

  /// Returns the memory for the next evaluation.
  mutating func giveBack(to workspace: Workspace) {
    stack.removeAll(keepingCapacity: true)
    for index in 0..<code.localCount { locals[index] = .null }
    for index in 0..<code.pendingCount { pending[index] = nil }
    swap(&stack, &workspace.stack)
    swap(&locals, &workspace.locals)
    swap(&pending, &workspace.pending)
  }

  /// The value of the whole code.
  mutating func run() -> Result<Value, EvaluationError> {
    while true {
      do throws(EvaluationError) {
        try execute()
        guard let value = stack.popLast() else { return .failure(EvaluationError("the program is empty")) }
        return .success(value)
      } catch {
        let isPlaced = error.range.end > 0 || next > code.ranges.count
        let failure = isPlaced ? error : EvaluationError(error.kind, range: code.ranges[next - 1])
        if failure.kind == .costExceeded || !recover(from: failure) { return .failure(failure) }
      }
    }
  }

  /// Goes on where the innermost handler of the failed instruction says.
  private mutating func recover(from failure: EvaluationError) -> Bool {
    let place = next - 1
    guard let handler = code.handlers.first(where: { $0.start <= place && place < $0.end }) else { return false }
    stack.removeSubrange(handler.stackHeight...)
    if !handler.keepsFirst || pending[handler.pending] == nil { pending[handler.pending] = failure }
    next = handler.target
    return true
  }

  private mutating func execute() throws(EvaluationError) {
    let instructions = executable.code.instructions
    while next < instructions.count {
      let instruction = instructions[next]
      next += 1
      let a = Int(instruction.a)
      switch instruction.operation {
      case .constant: stack.append(code.constants[a])
      case .variable:
        if next < instructions.count, a < variables.count, pushField(of: variables[a], instructions[next]) {
          next += 1
        } else {
          try pushVariable(a, name: Int(instruction.b))
        }
      case .local:
        if next < instructions.count, pushField(of: locals[a], instructions[next]) { next += 1 } else { stack.append(locals[a]) }
      case .select: try select(code.fields[a])
      case .call: try call(instruction)
      case .match: try match(code.regexes[a])
      case .jump: next = a
      case .branch: if try !popBool() { next = a }
      case .logicOperand: try logicOperand(target: a, mode: Int(instruction.b))
      case .logicEnd: try logicEnd(mode: Int(instruction.b))
      case .store: locals[a] = pop()
      case .loopNext: try loopNext(loop: Int(instruction.b), end: a)
      case .loopStep: try loopStep(loop: Int(instruction.b), again: a)
      default: try executeRare(instruction)
      }
    }
  }

  @inline(never)
  private mutating func executeRare(_ instruction: Instruction) throws(EvaluationError) {
    let a = Int(instruction.a)
    let b = Int(instruction.b)
    switch instruction.operation {
    case .fail: throw EvaluationError(code.issues[a])
    case .optionalSelect: try optionalSelect(code.fields[a])
    case .test: try test(code.fields[a])
    case .custom: try custom(code.calls[a], count: b)
    case .list: try makeList(count: a, optional: b < 0 ? [] : code.optionalElements[b])
    case .map: try makeMap(count: a, optional: b < 0 ? [] : code.optionalElements[b])
    case .loopBegin: try loopBegin(a)
    case .loopFilter: if try !popBool() { next = a }
    case .loopEnd: try loopEnd(b)
    case .optionalOpen:
      if let value = try topOptional() { locals[b] = value; stack.removeLast() } else { next = a }
    case .wrap: stack.append(.optional(pop()))
    case .checkOptional: _ = try topOptional()
    case .elseOpen:
      if let value = try topOptional() {
        if b == 1 { stack[stack.count - 1] = value }
        next = a
      } else {
        stack.removeLast()
      }
    case .blockStore:
      locals[a] = pop()
      pending[b] = nil
    case .blockLoad:
      if let failure = pending[b] { throw failure }
      stack.append(locals[a])
    default: throw EvaluationError("the program is damaged")
    }
  }
}

extension Machine {
  @inline(__always)
  mutating func pop() -> Value { stack.removeLast() }

  mutating func popBool() throws(EvaluationError) -> Bool {
    guard case .bool(let bool) = pop() else { throw EvaluationError("a condition is not a bool") }
    return bool
  }

  mutating func topOptional() throws(EvaluationError) -> Value? {
    guard case .optional(let value)? = stack.last else { throw EvaluationError("the value is not optional") }
    return value
  }

  /// Does the instruction of a variable or local and the next one in one step, where that takes a field of a record: `ticket.release`. The
  /// record itself is then never pushed. No jump leads between the two.
  @inline(__always)
  private mutating func pushField(of value: borrowing Value?, _ following: Instruction) -> Bool {
    guard following.operation == .select || following.operation == .test, case .record(let record)? = copy value else {
      return false
    }
    let field = executable.code.fields[Int(following.a)]
    guard record.type === field.record, field.slot < record.values.count else { return false }
    if following.operation == .test {
      stack.append(.bool(record.isPresent(field.slot)))
      return true
    }
    // A field that is absent is left to the instruction that says so.
    guard let value = record.values[field.slot] else { return false }
    stack.append(value)
    return true
  }

  private mutating func pushVariable(_ slot: Int, name: Int) throws(EvaluationError) {
    guard slot < variables.count, let value = variables[slot] else { throw EvaluationError(.unbound(code.names[name])) }
    stack.append(value)
  }

  /// Counts work in proportion to a size.
  mutating func spend(_ steps: Int) throws(EvaluationError) {
    cost += steps
    if cost > code.context.limits.cost { throw EvaluationError(.costExceeded) }
  }

  private mutating func logicOperand(target: Int, mode: Int) throws(EvaluationError) {
    let value = pop()
    guard case .bool(let bool) = value else { throw logicError(mode, value) }
    let isAnd = mode & 1 == 1
    if bool != isAnd {
      stack.append(.bool(bool))
      next = target
    } else if mode & 2 == 2 {
      pending[mode >> 2] = nil
    }
  }

  private mutating func logicEnd(mode: Int) throws(EvaluationError) {
    let failure = pending[mode >> 2]
    guard case .bool(let bool)? = stack.last else { throw failure ?? logicError(mode, stack.last ?? .null) }
    if bool == (mode & 1 == 1), let failure { throw failure }
  }

  private func logicError(_ mode: Int, _ value: Value) -> EvaluationError {
    EvaluationError("`\(mode & 1 == 1 ? "&&" as Text : "||")` cannot be applied to \(value.typeName)")
  }

  private mutating func call(_ instruction: Instruction) throws(EvaluationError) {
    let count = Int(instruction.b)
    guard let builtin = Builtin(rawValue: instruction.a) else { throw EvaluationError("the program is damaged") }
    if count == 1, builtin == .not, case .bool(let bool)? = stack.last {
      stack[stack.count - 1] = .bool(!bool)
      return
    }
    if count == 2, let value = try fastBinary(builtin) {
      stack.removeLast()
      stack[stack.count - 1] = value
      return
    }
    let value = try apply(builtin, count)
    // What a call makes counts as well: the bound on cost is the bound on memory.
    try spend(value.shallowWeight)
    for _ in 0..<count { stack.removeLast() }
    stack.append(value)
  }

  private mutating func apply(_ builtin: Builtin, _ count: Int) throws(EvaluationError) -> Value {
    let arguments = stack[(stack.count - count)...]
    try spend(builtin.cost(arguments))
    return try builtin.apply(arguments, code.context)
  }

  /// The commonest operators on the commonest types.
  private func fastBinary(_ builtin: Builtin) throws(EvaluationError) -> Value? {
    let top = stack.count - 1
    switch (builtin, stack[top - 1], stack[top]) {
    case (.equal, .string(let left), .string(let right)): return .bool(left.utf8 == right.utf8)
    case (.notEqual, .string(let left), .string(let right)): return .bool(left.utf8 != right.utf8)
    case (.equal, .int(let left), .int(let right)): return .bool(left == right)
    case (.less, .int(let left), .int(let right)): return .bool(left < right)
    case (.lessOrEqual, .int(let left), .int(let right)): return .bool(left <= right)
    case (.greater, .int(let left), .int(let right)): return .bool(left > right)
    case (.greaterOrEqual, .int(let left), .int(let right)): return .bool(left >= right)
    default: return nil
    }
  }

  private mutating func match(_ regex: Regex) throws(EvaluationError) {
    guard case .string(let text) = pop() else { throw EvaluationError("`matches` takes a string") }
    try spend(text.utf8.count / 8)
    stack.append(.bool(workspace.matcher(of: regex).matches(text.utf8)))
  }

  private mutating func custom(_ call: CustomCall, count: Int) throws(EvaluationError) {
    let arguments = Array(stack.suffix(count))
    try spend(10)
    stack.removeLast(count)
    for overload in call.overloads where overload.accepts(arguments) {
      guard let body = overload.body else { throw EvaluationError("`\(call.name)` is declared without a body") }
      switch body(arguments) {
      case .success(let value):
        try spend(value.shallowWeight)
        stack.append(value)
      case .failure(let error): throw error
      }
      return
    }
    guard let builtin = call.builtin else { throw noOverload(call.name, arguments[...]) }
    stack.append(try builtin.apply(arguments[...], code.context))
  }
}

extension Function.Overload {
  /// Whether the parameters fit the arguments' types, lists and maps by their kind alone.
  fileprivate func accepts(_ arguments: [Value]) -> Bool {
    guard arguments.count == parameters.count else { return false }
    for (parameter, argument) in zip(parameters, arguments) where !parameter.accepts(argument) { return false }
    return true
  }
}

extension Type {
  fileprivate func accepts(_ value: Value) -> Bool {
    switch (self, value) {
    case (.dyn, _), (.parameter, _), (.inferred, _), (.opaque, _), (.wrapper, .null): true
    case (.wrapper(let type), _): type.accepts(value)
    case (.record, .record): true
    default: name == value.typeName
    }
  }
}

/// The error of a function whose overloads do not fit its arguments.
func noOverload(_ name: Text, _ arguments: ArraySlice<Value>) -> EvaluationError {
  EvaluationError("`\(name)` cannot be applied to (\(arguments.map { $0.typeName }.joined(", ")))")
}
