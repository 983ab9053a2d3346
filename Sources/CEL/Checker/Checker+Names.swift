import Diagnostics

extension Checker {
  /// A variable, perhaps qualified, with selections from it: the longest prefix that is a name wins.
  mutating func checkName(_ chain: NameChain) {
    let end = range
    if !chain.isAbsolute, let local = local(chain.names[0].name) {
      range = chain.names[0].range
      load(local)
      return selectRest(chain, from: 1, end)
    }
    for count in stride(from: chain.names.count, through: 1, by: -1) {
      for candidate in candidates(chain.joined(count), isAbsolute: chain.isAbsolute) where load(candidate, chain, count) {
        return selectRest(chain, from: count, end)
      }
    }
    unknownName(chain)
  }

  /// The name before `.method(`: with it a qualified function, or the receiver.
  mutating func checkTarget(_ chain: NameChain, _ method: Identifier) {
    if chain.isAbsolute || local(chain.names[0].name) == nil {
      let name = "\(chain.joined(chain.names.count)).\(method.name)" as Text
      for candidate in candidates(name, isAbsolute: chain.isAbsolute) where isFunction(candidate) {
        return targets.append(candidate)
      }
      // An unknown function of a known namespace is reported by the call.
      if isNamespace(chain), !isVariable(chain) { return targets.append(name) }
    }
    targets.append(nil)
    checkName(chain)
  }

  /// The names that a name may stand for, by the container: the innermost first.
  func candidates(_ name: Text, isAbsolute: Bool) -> [Text] {
    guard !isAbsolute, !declarations.container.isEmpty else { return [name] }
    var names: [Text] = []
    var prefix = declarations.container.utf8
    while !prefix.isEmpty {
      names.append(Text(prefix) + "." + name)
      while let last = prefix.popLast(), last != UInt8(ascii: ".") {}
    }
    return names + [name]
  }

  func local(_ name: Text) -> Local? { locals.last { $0.name == name } }

  func isFunction(_ name: Text) -> Bool {
    declarations.functions.contains { $0.name == name } || LibraryFunction.named(name) != nil
  }

  mutating func load(_ local: Local) {
    operands.append(Operand(type: local.type, start: here, height: local.height))
    if let pending = local.pending { emit(.blockLoad, local.index, pending) } else { emit(.local, local.index) }
  }

  private mutating func load(_ name: Text, _ chain: NameChain, _ count: Int) -> Bool {
    let part = SourceRange(chain.names[0].range.start, chain.names[count - 1].range.end)
    if let slot = declarations.slot(of: name) {
      range = part
      references.append(Program.Reference(variable: name, fields: [], range: part, isTest: false))
      operands.append(Operand(type: declarations.variables[slot].type, start: here, reference: references.count - 1))
      code.names.append(name)
      emit(.variable, slot, code.names.count - 1)
      return true
    }
    guard let type = Type.denoted(by: name) else { return false }
    range = part
    push(constant: .type(type.name), type: .type(type))
    return true
  }

  private mutating func selectRest(_ chain: NameChain, from first: Int, _ end: SourceRange) {
    for name in chain.names[first...] {
      range = SourceRange(chain.names[0].range.start, name.range.end)
      select(name, .select)
    }
    range = end
  }

  private mutating func unknownName(_ chain: NameChain) {
    let name = chain.names[0]
    let known = declarations.variables.map { $0.name } + locals.map { $0.name }
    var help: Text = ""
    if let near = name.name.nearestSpelling(among: known) {
      help = "did you mean `\(near)`?"
    } else if isFunction(name.name) {
      help = "`\(name.name)` is a function"
    } else if !known.isEmpty, known.count <= 12 {
      help = "known names: \(known.backquoted)"
    }
    operands.append(Operand(type: .dyn, start: here))
    fail("unknown name `\(name.name)`", help: help, at: name.range)
  }

  private func isVariable(_ chain: NameChain) -> Bool {
    for count in 1...chain.names.count {
      for candidate in candidates(chain.joined(count), isAbsolute: chain.isAbsolute) {
        if declarations.slot(of: candidate) != nil || Type.denoted(by: candidate) != nil { return true }
      }
    }
    return false
  }

  /// Whether functions begin with the name, as in `math.abs`.
  private func isNamespace(_ chain: NameChain) -> Bool {
    let prefix = (chain.joined(chain.names.count) + ".").utf8
    return LibraryFunction.names.contains { $0.utf8.starts(with: prefix) }
      || declarations.functions.contains { $0.name.utf8.starts(with: prefix) }
  }
}

extension Checker {
  /// A field of the last operand: selected, selected if it is there, or only tested.
  mutating func select(_ field: Identifier, _ operation: Operation) {
    let operand = pop()
    let (type, isOptional, reference) = fieldType(of: operand, field)
    code.fields.append(reference)
    emit(operation, code.fields.count - 1)
    var result = Operand(type: type, start: operand.start, height: operand.height)
    switch operation {
    case .test: result.type = .bool
    case .optionalSelect: result.type = .optional(type)
    default:
      if isOptional { result.type = .optional(type) }
    }
    if let index = operand.reference, reference.record != nil {
      references[index].fields.append(field.name)
      references[index].range.end = field.range.end
      references[index].isTest = operation != .select
      if operation == .select { result.reference = index }
    }
    operands.append(result)
  }

  private mutating func fieldType(
    of operand: Operand, _ field: Identifier
  ) -> (Type, isOptional: Bool, FieldReference) {
    var type = inference.resolve(operand.type)
    var isOptional = false
    if case .optional(let value) = type {
      type = value
      isOptional = true
    }
    switch type {
    case .map(_, let value): return (value, isOptional, FieldReference(field.name))
    case .record(let record):
      let slot = record.index(of: field.name)
      let reference = FieldReference(
        field.name, path: path(of: operand, record, field), record: record, slot: slot ?? Int.max)
      if slot == nil, isChecked, record.isClosed { unknownField(field, record) }
      return (slot.map { record.fields[$0].type } ?? .dyn, isOptional, reference)
    case .dyn, .inferred: break
    default:
      if isChecked {
        report(
          "`.\(field.name)` cannot be selected from \(type.description)", help: "only maps and records have fields",
          at: field.range)
      }
    }
    return (.dyn, isOptional, FieldReference(field.name))
  }

  private func path(of operand: Operand, _ record: RecordType, _ field: Identifier) -> Text {
    guard let index = operand.reference else { return "\(record.name).\(field.name)" }
    var path = references[index].variable
    for name in references[index].fields { path += ".\(name)" }
    return path + "." + field.name
  }

  private mutating func unknownField(_ field: Identifier, _ record: RecordType) {
    let names = record.fields.map { $0.name }
    var help: Text = ""
    if let near = field.name.nearestSpelling(among: names) {
      help = "did you mean `\(near)`?"
    } else if names.count <= 40 {
      help = "its fields are \(names.backquoted)"
    }
    report("`\(record.name)` has no field `\(field.name)`", help: help, at: field.range)
  }
}

extension Type {
  /// The type that a name in an expression denotes: `int`, `list`, `google.protobuf.Duration`.
  static func denoted(by name: Text) -> Type? {
    switch name {
    case "list": .list(.dyn)
    case "map": .map(.dyn, .dyn)
    case "type": .type(.dyn)
    case "optional_type": .optional(.dyn)
    case "bool", "int", "uint", "double", "string", "bytes", "null_type", "google.protobuf.Timestamp",
      "google.protobuf.Duration":
      Type.simple(name)
    default: nil
    }
  }
}

extension [Text] {
  /// The texts in backquotes, joined by commas.
  var backquoted: Text {
    var result: Text = ""
    for (index, text) in enumerated() { result += index == 0 ? "`\(text)`" : ", `\(text)`" }
    return result
  }
}
