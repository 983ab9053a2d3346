// The browser evaluates each program once, and remembers nothing of it.
#if !arch(wasm32)
  import Diagnostics

  /// A question that a program asks of a text.
  public enum Look: Equatable, Sendable {
    /// Whether a regular expression matches.
    case matches(Pattern)
    /// Whether it holds a part.
    case contains(Text)
    /// Whether it begins with a part.
    case begins(Text)
    /// Whether it ends with a part.
    case ends(Text)
    /// How many code points it has.
    case size
    /// Whether it equals a field of one of the records in a list: the list's variable, the records' type, and the field's index in it.
    case isAmong(variable: Int, record: RecordType, field: Int)

    /// Whether both ask the same.
    public static func == (left: Look, right: Look) -> Bool {
      switch (left, right) {
      case (.matches(let left), .matches(let right)): left == right
      case (.contains(let left), .contains(let right)), (.begins(let left), .begins(let right)),
        (.ends(let left), .ends(let right)):
        left == right
      case (.size, .size): true
      case (.isAmong(let variable, let record, let field), .isAmong(let otherVariable, let otherRecord, let otherField)):
        variable == otherVariable && record === otherRecord && field == otherField
      default: false
      }
    }
  }

  /// A regular expression of a program.
  public struct Pattern: Equatable, Sendable {
    let regex: Regex

    /// Whether both are the same expression of the same program.
    public static func == (left: Pattern, right: Pattern) -> Bool { left.regex === right.regex }
  }

  /// What a program sees of a field besides whether it is there.
  public struct Sight: Sendable {
    /// The field, as an index of the record's type.
    public var field: Int
    /// All questions that are asked of the field's text; nil where the program may see more of it.
    public var looks: [Look]?
    /// Whether the field is a list, and it is its elements in their order of which the questions are asked.
    public var isOfElements = false
  }

  extension Program {
    /// What the program sees of a record in a variable, each field once; nil if it sees the record as a whole.
    ///
    /// Two records are the same to it if the same fields are there, and the questions that are asked of each have the same answers, as long as the
    /// texts are also as long in units of `Workspace.lengthUnit`, in which the cost of an evaluation is counted. A text that is among those of a list
    /// is only the same as itself.
    public func sights(of record: RecordType, variable: Int) -> [Sight]? {
      let reader = SightReader(executable.code)
      var sights: [Sight] = []
      for (place, instruction) in executable.code.instructions.enumerated()
      where instruction.operation == .variable && Int(instruction.a) == variable {
        guard let sight = reader.sight(of: record, at: place) else { return nil }
        if let known = sights.firstIndex(where: { $0.field == sight.field }) {
          sights[known].join(sight)
        } else {
          sights.append(sight)
        }
      }
      return sights
    }

    /// Whether the program uses the variable in a slot.
    public func uses(variable: Int) -> Bool {
      executable.code.instructions.contains { $0.operation == .variable && Int($0.a) == variable }
    }
  }

  extension Sight {
    fileprivate mutating func join(_ other: Sight) {
      guard let others = other.looks, let own = looks else {
        looks = nil
        return
      }
      // One that only asks whether the field is there fits to any.
      if own.isEmpty { isOfElements = other.isOfElements }
      looks =
        others.isEmpty || own.isEmpty || isOfElements == other.isOfElements ? own + others.filter { !own.contains($0) } : nil
    }
  }

  /// Reads from code what it looks at.
  private struct SightReader {
    let code: Code
    /// Where jumps lead.
    private let targets: Set<Int>

    init(_ code: Code) {
      self.code = code
      var targets = Set(code.handlers.map { $0.target })
      for instruction in code.instructions {
        switch instruction.operation {
        case .jump, .branch, .logicOperand, .loopNext, .loopFilter, .loopStep, .optionalOpen, .elseOpen:
          targets.insert(Int(instruction.a))
        default: break
        }
      }
      self.targets = targets
    }

    /// What the variable at a place, which holds a record, is used for.
    func sight(of record: RecordType, at place: Int) -> Sight? {
      guard let selection = instruction(place + 1), selection.operation == .select || selection.operation == .test else {
        return nil
      }
      let field = code.fields[Int(selection.a)]
      guard field.record === record, !isTarget(place + 1) else { return nil }
      if selection.operation == .test { return Sight(field: field.slot, looks: []) }
      if let looks = looksOfElements(listAt: place + 1) { return Sight(field: field.slot, looks: looks, isOfElements: true) }
      return Sight(field: field.slot, looks: (look(after: place + 1) ?? comparison(of: place)).map { [$0] })
    }

    private func instruction(_ place: Int) -> Instruction? {
      code.instructions.indices.contains(place) ? code.instructions[place] : nil
    }

    private func isTarget(_ place: Int) -> Bool { targets.contains(place) }

    /// What is asked of the text that the instruction at a place pushes.
    private func look(after place: Int) -> Look? {
      guard let next = instruction(place + 1), !isTarget(place + 1) else { return nil }
      switch next.operation {
      case .match: return .matches(Pattern(regex: code.regexes[Int(next.a)]))
      case .call where next.b == 1 && next.a == Builtin.size.rawValue: return .size
      case .constant: return look(with: code.constants[Int(next.a)], at: place + 2)
      default: return nil
      }
    }

    private func look(with constant: Value, at place: Int) -> Look? {
      guard case .string(let part) = constant, let call = instruction(place), !isTarget(place), call.operation == .call,
        call.b == 2
      else { return nil }
      switch Builtin(rawValue: call.a) {
      case .contains: return .contains(part)
      case .startsWith: return .begins(part)
      case .endsWith: return .ends(part)
      default: return nil
      }
    }

    /// `element.field == variable.field` in a loop over a variable, with the second variable at a place.
    private func comparison(of place: Int) -> Look? {
      guard let call = instruction(place + 2), call.operation == .call, call.b == 2, call.a == Builtin.equal.rawValue,
        let selection = instruction(place - 1), selection.operation == .select,
        let element = instruction(place - 2), element.operation == .local,
        !(place - 1...place + 2).contains(where: { isTarget($0) }),
        let list = list(ofElement: Int(element.a)), list.operation == .variable
      else { return nil }
      let field = code.fields[Int(selection.a)]
      return field.record.map { .isAmong(variable: Int(list.a), record: $0, field: field.slot) }
    }

    /// The instruction that pushes the list of the only loop with an element.
    private func list(ofElement local: Int) -> Instruction? {
      guard let loop = onlyLoop(ofElement: local), let begin = begin(ofLoop: loop), !isTarget(begin) else { return nil }
      return instruction(begin - 1)
    }

    private func onlyLoop(ofElement local: Int) -> Int? {
      let loops = code.loops.indices.filter { code.loops[$0].first == local || code.loops[$0].second == local }
      let isStored = code.instructions.contains { instruction in
        switch instruction.operation {
        case .store, .blockStore: Int(instruction.a) == local
        case .optionalOpen: Int(instruction.b) == local
        default: false
        }
      }
      return loops.count == 1 && !isStored && code.loops[loops[0]].second < 0 ? loops[0] : nil
    }

    private func begin(ofLoop loop: Int) -> Int? {
      let begins = code.instructions.indices.filter {
        code.instructions[$0].operation == .loopBegin && Int(code.instructions[$0].a) == loop
      }
      return begins.count == 1 ? begins[0] : nil
    }

    /// What is asked of the elements of the list that the instruction at a place pushes, if that is all that is done with it.
    private func looksOfElements(listAt place: Int) -> [Look]? {
      guard let begin = instruction(place + 1), !isTarget(place + 1), begin.operation == .loopBegin else { return nil }
      let layout = code.loops[Int(begin.a)]
      guard [.all, .exists, .existsOne].contains(layout.kind), onlyLoop(ofElement: layout.first) == Int(begin.a) else {
        return nil
      }
      var looks: [Look] = []
      for (place, instruction) in code.instructions.enumerated()
      where instruction.operation == .local && Int(instruction.a) == layout.first {
        guard let look = look(after: place) else { return nil }
        if !looks.contains(look) { looks.append(look) }
      }
      // Without a question it is not known what happens.
      return looks.isEmpty ? nil : looks
    }
  }

  extension Workspace {
    /// The cost of an evaluation depends on the length of a text by how often it holds so many bytes.
    public static var lengthUnit: Int { 8 }

    /// The texts that a field of the records in a list has; nil if that field of one of them is no text.
    public static func texts(of field: Int, in list: [Value], _ record: RecordType) -> [Text]? {
      var texts: [Text] = []
      for element in list {
        guard case .record(let value) = element, value.type === record, field < value.values.count else { return nil }
        switch value.values[field] {
        case nil: continue
        case .string(let text): texts.append(text)
        default: return nil
        }
      }
      return texts
    }

    /// The fingerprint of a text, by which loops pass over elements.
    public static func fingerprint(of text: Text) -> UInt64 { LoopSieve.fingerprint(text) }
  }

  extension Look {
    /// The answer to a question about the parts of a text.
    public func answer(of text: Text) -> Bool {
      switch self {
      case .contains(let part): text.contains(part)
      case .begins(let part): text.utf8.starts(with: part.utf8)
      case .ends(let part): text.count >= part.count && text.utf8.suffix(part.count).elementsEqual(part.utf8)
      case .matches, .size, .isAmong: false
      }
    }
  }

  extension Text {
    /// How many code points there are, as CEL counts them.
    public var codePointCount: Int { Value.string(self).size ?? 0 }
  }
#endif
