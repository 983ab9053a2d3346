import Diagnostics

/// What lets a loop over records pass over elements without executing its body: comparisons of fields with values that are the same for every
/// element, of which each makes the body false where it is false.
///
/// `exists`, `exists_one` and `filter` do nothing with an element whose body is false, and `&&` is false with one false operand even if another fails.
/// The body is still what decides about every element that is left.
struct LoopSieve: Sendable {
  /// A comparison of an element's field.
  struct Comparison: Sendable {
    var record: RecordType
    var slot: Int
    /// What the field is compared with.
    var key: Key
    /// Whether an element without the field can be passed over as well: the body asks for it with `has` before.
    var isTested: Bool
  }

  /// A value that does not change from element to element.
  enum Key: Sendable {
    case constant(Text)
    /// A field of the record in a variable's slot.
    case field(variable: Int, record: RecordType, slot: Int)
  }

  var comparisons: [Comparison] = []
}

extension LoopSieve {
  /// The sieve of a loop; nil if its body has no comparison that can be used.
  ///
  /// - Parameters:
  ///   - code: the code, with every jump in its place.
  ///   - begin: where the loop's `loopNext` is.
  init?(_ code: Code, loop: Int, next begin: Int) {
    let layout = code.loops[loop]
    guard layout.second < 0, [.exists, .existsOne, .filter].contains(layout.kind) else { return nil }
    let end = Int(code.instructions[begin].a) - 1
    guard end > begin, code.instructions[end].operation == .loopStep else { return nil }
    var body = Body(code: code, element: layout.first, start: begin + 1, end: end)
    body.read()
    if body.comparisons.isEmpty { return nil }
    comparisons = body.comparisons
  }

  /// A loop's body as a chain of operands of `&&`.
  private struct Body {
    let code: Code
    let element: Int
    let start: Int
    let end: Int
    var comparisons: [Comparison] = []
    private var tested: [Int] = []

    init(code: Code, element: Int, start: Int, end: Int) {
      self.code = code
      self.element = element
      self.start = start
      self.end = end
    }

    /// Reads operands as long as each is reached whatever the ones before it say.
    mutating func read() {
      for place in start..<end {
        let instruction = code.instructions[place]
        switch instruction.operation {
        case .constant, .variable, .local, .select, .test, .call, .custom, .match, .list, .map, .logicEnd: break
        case .logicOperand:
          // An operand of `||` that is true may pass over what follows.
          guard instruction.b & 1 == 1 else { return }
          if endsFalse(Int(instruction.a)) { note(operandEndingAt: place) }
        default: return
        }
      }
      let last = code.instructions[end - 1]
      note(operandEndingAt: last.operation == .logicEnd && last.b & 1 == 1 ? end - 1 : end)
    }

    /// Whether false on the stack at a place is what the body gives.
    private func endsFalse(_ place: Int) -> Bool {
      if place == end { return true }
      let instruction = code.instructions[place]
      guard place < end, instruction.b & 1 == 1 else { return false }
      switch instruction.operation {
      case .logicOperand: return endsFalse(Int(instruction.a))
      case .logicEnd: return endsFalse(place + 1)
      default: return false
      }
    }

    private mutating func note(operandEndingAt place: Int) {
      if place - start >= 2, code.instructions[place - 1].operation == .test, isElement(place - 2) {
        let field = code.fields[Int(code.instructions[place - 1].a)]
        if field.record != nil { tested.append(field.slot) }
      } else if let comparison = comparison(endingAt: place) {
        comparisons.append(comparison)
      }
    }

    /// `element.field == key` or `key == element.field`.
    private func comparison(endingAt place: Int) -> Comparison? {
      let call = place - 1
      guard call - start >= 3, code.instructions[call].operation == .call, code.instructions[call].b == 2,
        code.instructions[call].a == Builtin.equal.rawValue
      else { return nil }
      if let field = elementField(call - 1), let (key, _) = key(endingAt: call - 3) { return made(field, key) }
      guard let (key, width) = key(endingAt: call - 1), call - width - 2 >= start, let field = elementField(call - width - 1)
      else {
        return nil
      }
      return made(field, key)
    }

    private func made(_ field: FieldReference, _ key: Key) -> Comparison? {
      guard let record = field.record else { return nil }
      return Comparison(record: record, slot: field.slot, key: key, isTested: tested.contains(field.slot))
    }

    private func isElement(_ place: Int) -> Bool {
      place >= start && code.instructions[place].operation == .local && Int(code.instructions[place].a) == element
    }

    /// The field of the element that the instruction at a place selects.
    private func elementField(_ place: Int) -> FieldReference? {
      guard place > start, code.instructions[place].operation == .select, isElement(place - 1) else { return nil }
      return code.fields[Int(code.instructions[place].a)]
    }

    /// The key whose last instruction is at a place, and of how many instructions it is.
    private func key(endingAt place: Int) -> (key: Key, width: Int)? {
      guard place >= start else { return nil }
      let instruction = code.instructions[place]
      if instruction.operation == .constant, case .string(let text) = code.constants[Int(instruction.a)] {
        return (.constant(text), 1)
      }
      guard place > start, instruction.operation == .select, code.instructions[place - 1].operation == .variable else {
        return nil
      }
      let field = code.fields[Int(instruction.a)]
      guard let record = field.record else { return nil }
      return (.field(variable: Int(code.instructions[place - 1].a), record: record, slot: field.slot), 2)
    }
  }
}

extension LoopSieve {
  /// The comparisons that can be made with these variables.
  ///
  /// - Returns: for each a fingerprint of its key, and a column of those of the elements' fields; a comparison whose key is absent or no
  ///   string is left out.
  func tests(of elements: [Value], _ variables: [Value?], _ workspace: Workspace) -> [Test] {
    var tests: [Test] = []
    for comparison in comparisons {
      guard let wanted = comparison.key.fingerprint(variables) else { continue }
      let column = workspace.column(of: elements, comparison.record, comparison.slot)
      tests.append(Test(wanted: wanted, absent: comparison.isTested ? wanted : 0, column: column))
    }
    return tests
  }

  /// A comparison with its key.
  struct Test {
    var wanted: UInt64
    /// What an element without the field counts as: 0, which is looked at, or `wanted` if it is passed over.
    var absent: UInt64
    /// For each element a fingerprint of its field; 0 if it is absent, and 1 if it cannot be told.
    var column: [UInt64]

    /// Whether the element may have the wanted value.
    func allows(_ index: Int) -> Bool {
      let found = column[index]
      return found == wanted || found == 1 || found == 0 && absent == 0
    }
  }

  /// The fingerprint of a text, which is neither 0 nor 1.
  static func fingerprint(_ text: Text) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash | 2
  }

  /// The fingerprints of a field of records.
  static func column(of elements: [Value], _ record: RecordType, _ slot: Int) -> [UInt64] {
    elements.map { element in
      guard case .record(let value) = element, value.type === record, slot < value.values.count else { return 1 }
      switch value.values[slot] {
      case nil: return 0
      case .string(let text): return fingerprint(text)
      default: return 1
      }
    }
  }
}

extension LoopSieve.Key {
  fileprivate func fingerprint(_ variables: [Value?]) -> UInt64? {
    switch self {
    case .constant(let text): return LoopSieve.fingerprint(text)
    case .field(let variable, let type, let slot):
      guard variable < variables.count, case .record(let record)? = variables[variable], record.type === type,
        slot < record.values.count, case .string(let text)? = record.values[slot]
      else { return nil }
      return LoopSieve.fingerprint(text)
    }
  }
}

extension Code {
  /// Notes at each loop what its elements can be chosen by.
  mutating func makeSieves() {
    for (place, instruction) in instructions.enumerated() where instruction.operation == .loopNext {
      let loop = Int(instruction.b)
      loops[loop].sieve = LoopSieve(self, loop: loop, next: place)
    }
  }
}
