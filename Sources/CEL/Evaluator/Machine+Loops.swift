import Diagnostics

extension Machine {
  /// Begins a loop over the popped list, or over the keys of the popped map.
  mutating func loopBegin(_ loop: Int) throws(EvaluationError) {
    let layout = code.loops[loop]
    var state = LoopState()
    switch pop() {
    case .list(let elements): state.elements = elements
    case .map(let map):
      state.elements = map.keys
      state.isMap = true
      if layout.second >= 0 { state.values = map.values }
    case let other: throw EvaluationError("a comprehension runs over a list or a map, not \(other.typeName)")
    }
    #if !arch(wasm32)
      if let sieve = layout.sieve, !state.isMap { state.tests = sieve.tests(of: state.elements, variables, workspace) }
    #endif
    loops[loop] = state
    pending[layout.pending] = nil
  }

  #if !arch(wasm32)
    /// The index of the next element, from one on, that the loop's sieve lets through.
    private func nextAllowed(_ start: Int, in state: borrowing LoopState) -> Int {
      var index = start
      while index < state.elements.count, !state.tests.allSatisfy({ $0.allows(index) }) { index += 1 }
      return index
    }
  #endif

  /// Binds the loop's variables to the next element, or goes to the loop's end.
  mutating func loopNext(loop: Int, end: Int) throws(EvaluationError) {
    try spend(2)
    var index = loops[loop].index
    #if !arch(wasm32)
      if !loops[loop].tests.isEmpty { index = nextAllowed(index, in: loops[loop]) }
    #endif
    guard index < loops[loop].elements.count else {
      next = end
      return
    }
    let (first, second) = (code.loops[loop].first, code.loops[loop].second)
    if second < 0 {
      locals[first] = loops[loop].elements[index]
    } else if loops[loop].isMap {
      locals[first] = loops[loop].elements[index]
      locals[second] = loops[loop].values[index]
    } else {
      locals[first] = .int(Int64(index))
      locals[second] = loops[loop].elements[index]
    }
    loops[loop].index = index + 1
  }

  /// Takes the value of the loop's body, and goes on or ends the loop.
  mutating func loopStep(loop: Int, again: Int) throws(EvaluationError) {
    try spend(next - again)
    let layout = code.loops[loop]
    switch layout.kind {
    case .all, .exists:
      let value = try popBool()
      if value == (layout.kind == .exists) {
        stack.append(.bool(value))
        loops[loop] = LoopState()
        next += 1
        return
      }
    case .existsOne: if try popBool() { loops[loop].count += 1 }
    case .filter: if try popBool() { loops[loop].results.append(locals[layout.first]) }
    case .map, .transformList: loops[loop].results.append(pop())
    case .transformMap, .sortBy:
      loops[loop].keys.append(locals[layout.first])
      loops[loop].results.append(pop())
    case .transformMapEntry:
      let value = pop()
      guard case .map(let entry) = value else { throw EvaluationError("an entry is a map, not \(value.typeName)") }
      loops[loop].keys.append(contentsOf: entry.keys)
      loops[loop].results.append(contentsOf: entry.values)
    }
    next = again
  }

  /// Pushes what a loop made that came to its end.
  mutating func loopEnd(_ loop: Int) throws(EvaluationError) {
    let layout = code.loops[loop]
    let state = loops[loop]
    loops[loop] = LoopState()
    switch layout.kind {
    case .all, .exists:
      if let failure = pending[layout.pending] { throw failure }
      stack.append(.bool(layout.kind == .all))
    case .existsOne: stack.append(.bool(state.count == 1))
    case .map, .filter, .transformList: stack.append(.list(state.results))
    case .sortBy:
      for key in state.results { try spend(1 + key.shallowWeight) }
      stack.append(.list(try Builtin.order(of: state.results).map { state.keys[$0] }))
    case .transformMap, .transformMapEntry: stack.append(.map(try newMap(state.keys, state.results)))
    }
  }
}
