import Diagnostics

extension Checker {
  /// The steps between and after operands that are not all evaluated.
  mutating func checkControl(_ kind: Syntax.Kind) {
    switch kind {
    case .logicOperand(let isAnd, let isFirst): logicOperand(isAnd, isFirst)
    case .logicEnd(let isAnd): logicEnd(isAnd)
    case .condition: condition()
    case .otherwise: otherwise()
    case .conditionalEnd: conditionalEnd()
    case .loopOpen(let kind, let names): loopOpen(kind, names)
    case .loopFilter: loopFilter()
    case .loopClose: loopClose()
    case .bindOpen(let name): bindOpen(name)
    case .bindClose: bindClose()
    case .optionalOpen(let name): optionalOpen(name)
    case .optionalClose(let isFlat): optionalClose(isFlat)
    case .elseOpen(let isValue): elseOpen(isValue)
    case .elseClose(let isValue): elseClose(isValue)
    default: checkBlock(kind)
    }
  }

  private mutating func logicOperand(_ isAnd: Bool, _ isFirst: Bool) {
    let operand = pop()
    want(.bool, operand, isAnd ? "an operand of `&&`" : "an operand of `||`")
    if isFirst { frames.append(Frame(start: operand.start, pending: newPending())) }
    let pending = frames[frames.count - 1].pending
    frames[frames.count - 1].jumps.append(here)
    emit(.logicOperand, 0, pending * 4 + (isFirst ? 2 : 0) + (isAnd ? 1 : 0))
    handle(from: operand.start, pending: pending, keepsFirst: !isFirst)
  }

  private mutating func logicEnd(_ isAnd: Bool) {
    want(.bool, pop(), isAnd ? "an operand of `&&`" : "an operand of `||`")
    let frame = frames.removeLast()
    emit(.logicEnd, 0, frame.pending * 4 + (isAnd ? 1 : 0))
    for jump in frame.jumps { patch(jump, to: here) }
    operands.append(Operand(type: .bool, start: frame.start))
  }

  /// Errors from a place up to here are kept, and evaluation goes on here.
  private mutating func handle(from start: Int, pending: Int, keepsFirst: Bool) {
    code.handlers.append(
      Handler(
        start: start, end: here, target: here, stackHeight: operands.count, pending: pending, keepsFirst: keepsFirst))
  }

  private mutating func condition() {
    let operand = pop()
    want(.bool, operand, "the condition of `?`")
    frames.append(Frame(start: operand.start, jumps: [here]))
    emit(.branch)
  }

  private mutating func otherwise() {
    let operand = pop()
    frames[frames.count - 1].type = operand.type
    frames[frames.count - 1].height = operand.height
    let branch = frames[frames.count - 1].jumps[0]
    frames[frames.count - 1].jumps = [here]
    emit(.jump)
    patch(branch, to: here)
  }

  private mutating func conditionalEnd() {
    let operand = pop()
    let frame = frames.removeLast()
    for jump in frame.jumps { patch(jump, to: here) }
    let joined = inference.join(frame.type, operand.type)
    if isChecked, joined == .dyn, inference.resolve(frame.type) != .dyn, inference.resolve(operand.type) != .dyn {
      report(
        "the results of `? :` are \(inference.resolve(frame.type).description) and \(inference.resolve(operand.type).description)",
        help: "both must be of one type; `dyn(…)` around one lifts the check")
    }
    operands.append(Operand(type: joined, start: frame.start, height: max(frame.height, operand.height)))
  }
}

extension Checker {
  private mutating func loopOpen(_ kind: Comprehension, _ names: [Identifier]) {
    let range = pop()
    let (first, second) = elementTypes(of: range.type, isPair: names.count == 2)
    let pending = newPending()
    frames.append(
      Frame(start: range.start, pending: pending, loop: code.loops.count, kind: kind, scope: locals.count, height: range.height))
    let firstLocal = declare(names[0].name, first, height: range.height)
    let secondLocal = names.count == 2 ? declare(names[1].name, second, height: range.height) : -1
    code.loops.append(LoopLayout(kind: kind, first: firstLocal, second: secondLocal, pending: pending))
    emit(.loopBegin, code.loops.count - 1)
    frames[frames.count - 1].jumps = [here]
    emit(.loopNext, 0, code.loops.count - 1)
  }

  /// The types of a comprehension's variables: elements or keys, or index and element, or key and value.
  private mutating func elementTypes(of type: Type, isPair: Bool) -> (Type, Type) {
    switch inference.resolve(type) {
    case .list(let element): return isPair ? (.int, element) : (element, .dyn)
    case .map(let key, let value): return (key, value)
    case .dyn, .inferred: return (.dyn, .dyn)
    case let other:
      if isChecked { report("a comprehension runs over a list or a map, not \(other.description)") }
      return (.dyn, .dyn)
    }
  }

  private mutating func loopFilter() {
    want(.bool, pop(), "the condition")
    let frame = frames[frames.count - 1]
    emit(.loopFilter, frame.jumps[0], frame.loop)
  }

  private mutating func loopClose() {
    let body = pop()
    let frame = frames.removeLast()
    let element = locals[frame.scope].type
    emit(.loopStep, frame.jumps[0], frame.loop)
    if frame.kind == .all || frame.kind == .exists {
      code.handlers.append(
        Handler(
          start: frame.jumps[0] + 1, end: here, target: frame.jumps[0], stackHeight: operands.count, pending: frame.pending,
          keepsFirst: true))
    }
    patch(frame.jumps[0], to: here)
    emit(.loopEnd, 0, frame.loop)
    let type = resultType(frame.kind, element, body)
    locals.removeSubrange(frame.scope...)
    operands.append(Operand(type: type, start: frame.start, height: max(frame.height, body.height) + 1))
  }

  private mutating func resultType(_ kind: Comprehension, _ element: Type, _ body: Operand) -> Type {
    switch kind {
    case .all, .exists, .existsOne:
      want(.bool, body, "the condition")
      return .bool
    case .filter:
      want(.bool, body, "the condition")
      return .list(element)
    case .sortBy: return .list(element)
    case .map, .transformList: return .list(body.type)
    case .transformMap: return .map(element, body.type)
    case .transformMapEntry:
      want(.map(.dyn, .dyn), body, "the entry")
      if case .map = inference.resolve(body.type) { return body.type }
      return .map(.dyn, .dyn)
    }
  }
}

extension Checker {
  /// An error of the value is one of the expression only where the variable is used.
  private mutating func bindOpen(_ name: Identifier) {
    let value = pop()
    frames.append(Frame(start: value.start, scope: locals.count, height: value.height))
    _ = keep(value, as: name.name)
  }

  /// Emits the end of a value that is computed once: it, or its error, is kept in a new local.
  private mutating func keep(_ value: Operand, as name: Text) -> Local {
    let pending = newPending()
    emit(.blockStore, declare(name, value.type, height: value.height), pending)
    handle(from: value.start, pending: pending, keepsFirst: false)
    locals[locals.count - 1].pending = pending
    return locals[locals.count - 1]
  }

  private mutating func bindClose() {
    let frame = frames.removeLast()
    locals.removeSubrange(frame.scope...)
    let body = pop()
    operands.append(Operand(type: body.type, start: frame.start, height: body.height))
  }

  private mutating func optionalOpen(_ name: Identifier) {
    let receiver = pop()
    let type = valueOfOptional(receiver.type)
    frames.append(Frame(start: receiver.start, jumps: [here], scope: locals.count))
    let local = declare(name.name, type, height: receiver.height)
    emit(.optionalOpen, 0, local)
  }

  private mutating func optionalClose(_ isFlat: Bool) {
    let frame = frames.removeLast()
    let body = pop()
    locals.removeSubrange(frame.scope...)
    let type = isFlat ? valueOfOptional(body.type) : body.type
    emit(isFlat ? .checkOptional : .wrap)
    for jump in frame.jumps { patch(jump, to: here) }
    operands.append(Operand(type: .optional(type), start: frame.start, height: body.height + 1))
  }

  private mutating func elseOpen(_ isValue: Bool) {
    let receiver = pop()
    let type = valueOfOptional(receiver.type)
    frames.append(Frame(start: receiver.start, jumps: [here], type: type, height: receiver.height))
    emit(.elseOpen, 0, isValue ? 1 : 0)
  }

  private mutating func elseClose(_ isValue: Bool) {
    let argument = pop()
    let frame = frames.removeLast()
    let type = isValue ? argument.type : valueOfOptional(argument.type)
    if isChecked, !inference.fits(type, frame.type) {
      let (found, wanted) = (inference.resolve(type).description, inference.resolve(frame.type).description)
      report("the other value is \(found), not \(wanted)")
    }
    let joined = inference.join(frame.type, type)
    if !isValue { emit(.checkOptional) }
    for jump in frame.jumps { patch(jump, to: here) }
    operands.append(
      Operand(
        type: isValue ? joined : .optional(joined), start: frame.start, height: max(frame.height, argument.height)))
  }

  private mutating func checkBlock(_ kind: Syntax.Kind) {
    switch kind {
    case .blockOpen:
      blocks.append([])
      frames.append(Frame(start: here, scope: locals.count))
    case .blockSlot:
      let slot = keep(pop(), as: "@slot")
      blocks[blocks.count - 1].append(slot)
    case .blockClose:
      blocks.removeLast()
      let frame = frames.removeLast()
      locals.removeSubrange(frame.scope...)
      let body = pop()
      operands.append(Operand(type: body.type, start: frame.start, height: body.height))
    case .blockIndex(let index): blockIndex(index)
    default: break
    }
  }

  private mutating func blockIndex(_ index: Int) {
    guard let slots = blocks.last, index < slots.count else {
      operands.append(Operand(type: .dyn, start: here))
      return fail("there is no slot \(index) before this in a `cel.block`")
    }
    load(slots[index])
  }
}
