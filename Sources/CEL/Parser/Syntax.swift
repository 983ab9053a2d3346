import Diagnostics

/// One step of an expression in postfix order: operands first, then what is done with them.
///
/// The parser writes a flat list of these instead of a tree, so that neither the checker nor the evaluator recurses and no nesting
/// can overflow the stack. Operators that do not evaluate all operands mark the places between them.
struct Syntax: Sendable {
  enum Kind: Sendable {
    case literal(Value)
    /// A variable, perhaps qualified, with the fields selected from it.
    case name(NameChain)
    /// A name before `.method(`: a namespace or the receiver. Arguments follow.
    case target(NameChain, method: Identifier)
    case select(Identifier)
    case optionalSelect(Identifier)
    /// `has(operand.field)`
    case test(Identifier)
    case index
    case optionalIndex
    /// A call of a global function or, with the receiver first, of a member.
    case call(Identifier, arguments: Int, isMember: Bool)
    /// The call that belongs to the last open `target`.
    case targetCall(Identifier, arguments: Int)
    case list(count: Int, optional: [Int])
    case map(count: Int, optional: [Int])
    case not
    case negate
    case binary(Sign)
    /// After an operand of `&&` or `||` that is not the last.
    case logicOperand(isAnd: Bool, isFirst: Bool)
    case logicEnd(isAnd: Bool)
    /// After the condition, after the second operand and after the third one of `? :`.
    case condition
    case otherwise
    case conditionalEnd
    /// After the range of a comprehension.
    case loopOpen(Comprehension, [Identifier])
    /// After the predicate of a comprehension that transforms what passes.
    case loopFilter
    case loopClose
    /// `cel.bind`: after the value, and after the body.
    case bindOpen(Identifier)
    case bindClose
    /// `optMap` and `optFlatMap`: after the receiver, and after the body.
    case optionalOpen(Identifier)
    case optionalClose(isFlat: Bool)
    /// `or` and `orValue`: after the receiver, and after the argument.
    case elseOpen(isValue: Bool)
    case elseClose(isValue: Bool)
    /// `cel.block`: before the slots, after each slot's value, and after the body.
    case blockOpen(count: Int)
    case blockSlot(Int)
    case blockClose
    /// `cel.index(n)`
    case blockIndex(Int)
  }

  var kind: Kind
  var range: SourceRange
}

/// What a comprehension macro makes of its range.
enum Comprehension: UInt8, Sendable {
  case all
  case exists
  case existsOne
  case map
  case filter
  case transformList
  case transformMap
  case transformMapEntry
  case sortBy

  /// The macro of a name, with how many variables and arguments it may have.
  static func of(_ name: Text, variables: Int) -> (kind: Comprehension, expressions: ClosedRange<Int>)? {
    switch (name, variables) {
    case ("all", 1), ("all", 2): (.all, 1...1)
    case ("exists", 1), ("exists", 2): (.exists, 1...1)
    case ("exists_one", 1), ("existsOne", 1), ("existsOne", 2), ("exists_one", 2): (.existsOne, 1...1)
    case ("map", 1): (.map, 1...2)
    case ("filter", 1): (.filter, 1...1)
    case ("sortBy", 1): (.sortBy, 1...1)
    case ("transformList", 2): (.transformList, 1...2)
    case ("transformMap", 2): (.transformMap, 1...2)
    case ("transformMapEntry", 2): (.transformMapEntry, 1...2)
    default: nil
    }
  }
}

/// A name and where it stands.
struct Identifier: Sendable {
  var name: Text
  var range: SourceRange
}

/// Names joined by dots: `a.b.c`, or `.a.b` from the root.
struct NameChain: Sendable {
  var names: [Identifier]
  var isAbsolute: Bool

  var range: SourceRange {
    SourceRange(names.first?.range.start ?? 0, names.last?.range.end ?? 0)
  }

  /// The first so many names, joined by dots.
  func joined(_ count: Int) -> Text {
    var text = names[0].name
    for index in 1..<max(count, 1) { text += ".\(names[index].name)" }
    return text
  }
}
