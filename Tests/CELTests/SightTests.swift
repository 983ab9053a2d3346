import Diagnostics
import Notation
import Testing

@testable import CEL

/// What a program sees of a record: two that look the same to it must give the same, whatever they are.
@Suite struct SightTests {
  private static let element = RecordType(
    name: "request", fields: [RecordType.Field("a", .string), RecordType.Field("b", .string)])
  private static let ticket = RecordType(
    name: "ticket",
    fields: [RecordType.Field("a", .string), RecordType.Field("b", .string), RecordType.Field("l", .list(.string))])

  private static func declarations(cost: Int) -> Declarations {
    var declarations = Declarations(variables: [
      Declarations.Variable("requests", .list(.record(element))), Declarations.Variable("ticket", .record(ticket)),
    ])
    declarations.limits.cost = cost
    return declarations
  }

  /// Random expressions over pairs of random records, also where the evaluation may not cost much.
  @Test func whatLooksTheSameGivesTheSame() throws {
    var random = SeededChoices(seed: 3)
    var (same, unlike, failed) = (0, 0, 0)
    for _ in 0..<2000 {
      let declarations = Self.declarations(cost: random.next(below: 3) == 0 ? 1 + random.next(below: 40) : 10_000)
      let expression = Text(Self.expression(&random, depth: 3))
      let program = try #require(Program.compile(expression, declarations: declarations).program, "\(expression)")
      guard let sights = program.sights(of: Self.ticket, variable: 1) else { continue }
      let requests = Self.requests(&random)
      var (first, second) = (Bindings(declarations), Bindings(declarations))
      (first[0], second[0]) = (requests, requests)
      for _ in 0..<20 {
        let (left, right) = (Self.record(&random), Self.record(&random))
        guard sights.allSatisfy({ Self.looksTheSame($0, left, right, requests) }) else { continue }
        (first[1], second[1]) = (.record(left), .record(right))
        let (one, other) = (outcome(program.evaluate(first)), outcome(program.evaluate(second)))
        #expect(one == other, "\(expression) \(left.values) \(right.values)")
        same += 1
        if !(left == right) { unlike += 1 }
        if one.contains("costExceeded") { failed += 1 }
      }
    }
    #expect(same > 3000 && unlike > 1000 && failed > 50, "\(same) \(unlike) \(failed)")
  }

  @Test(arguments: [
    ("ticket.a.matches('x') && !ticket.a.contains('y')", "0:matches,contains"), ("size(ticket.a) > 2", "0:size"),
    ("ticket.a.startsWith('x') || ticket.a.endsWith('y')", "0:begins,ends"), ("has(ticket.a)", "0:"),
    ("requests.exists(r, r.b == ticket.a)", "0:isAmong"), ("requests.exists(r, ticket.a == r.b)", "0*"),
    ("ticket.l.all(c, c.matches('x'))", "2[]:matches"), ("ticket.l.exists(c, c == 'x')", "2*"),
    ("ticket.l.filter(c, c.matches('x')).size() == 1", "2*"), ("ticket.l.all(c, c.matches('x') && c != ticket.a)", "2* 0*"),
    ("ticket.a == 'x'", "0*"), ("ticket.a.contains(ticket.b)", "0* 1*"), ("ticket.a.matches('x') && ticket.a != 'y'", "0*"),
    ("(ticket.a.matches('x') ? ticket.a : ticket.b).matches('y')", "0* 1*"),
    ("requests.exists(r, (r.a == 'x' ? 'y' : r.b) == ticket.a)", "0*"), ("[ticket].exists(t, t.a == 'x')", "-"),
    ("dyn(ticket).a == 'x'", "-"),
  ])
  func whatItLooksAt(_ expression: String, _ expected: String) throws {
    let program = try #require(Program.compile(Text(expression), declarations: Self.declarations(cost: 1000)).program)
    let sights = program.sights(of: Self.ticket, variable: 1)
    #expect((sights.map { $0.map(Self.shown).joined(separator: " ") } ?? "-") == expected)
  }

  private static func shown(_ sight: Sight) -> String {
    guard let looks = sight.looks else { return "\(sight.field)*" }
    let names = looks.map { look in
      switch look {
      case .matches: "matches"
      case .contains: "contains"
      case .begins: "begins"
      case .ends: "ends"
      case .size: "size"
      case .isAmong: "isAmong"
      }
    }
    return "\(sight.field)\(sight.isOfElements ? "[]" : ""):\(names.joined(separator: ","))"
  }

  private static func looksTheSame(_ sight: Sight, _ left: RecordValue, _ right: RecordValue, _ requests: Value) -> Bool {
    switch (left[sight.field], right[sight.field]) {
    case (nil, nil): return true
    case (let left?, let right?):
      guard let looks = sight.looks else { return left == right }
      if case .list(let left) = left, case .list(let right) = right {
        guard sight.isOfElements else { return looks.isEmpty }
        return left.count == right.count && zip(left, right).allSatisfy { same($0, $1, looks, requests) }
      }
      return looks.isEmpty || same(left, right, looks, requests)
    default: return false
    }
  }

  private static func same(_ left: Value, _ right: Value, _ looks: [Look], _ requests: Value) -> Bool {
    guard let left = left.string, let right = right.string,
      left.count / Workspace.lengthUnit == right.count / Workspace.lengthUnit
    else { return false }
    return looks.allSatisfy { look in
      switch look {
      case .matches(let pattern): Matcher(pattern.regex).matches(left.utf8) == Matcher(pattern.regex).matches(right.utf8)
      case .size: left.codePointCount == right.codePointCount
      case .isAmong(_, _, let field): left == right || !(isAmong(left, field, requests) || isAmong(right, field, requests))
      default: look.answer(of: left) == look.answer(of: right)
      }
    }
  }

  private static func isAmong(_ text: Text, _ field: Int, _ requests: Value) -> Bool {
    guard case .list(let list) = requests else { return false }
    return list.contains { element in
      guard case .record(let record) = element else { return false }
      return record[field]?.string == text
    }
  }

  private static func expression(_ random: inout SeededChoices, depth: Int) -> String {
    if depth == 0 || random.next(below: 4) == 0 { return atom(&random) }
    let (left, right) = (expression(&random, depth: depth - 1), expression(&random, depth: depth - 1))
    return random.pick([
      "\(left) && \(right)", "(\(left)) && (\(right))", "(\(left)) || (\(right))", "!(\(left))", "(\(left) ? \(right) : \(left))",
      "(\(left) ? ticket.a : 'x').contains('y')", "requests.exists(r, (\(left) ? r.a : 'x') == ticket.a)",
      "requests.exists(r, (\(left) ? 'x' : r.a) == ticket.a)",
    ])
  }

  private static func atom(_ random: inout SeededChoices) -> String {
    let (field, part) = (random.pick(["a", "b"]), random.pick(["x", "y", "xy", "zzzzzzzz"]))
    return random.pick([
      "ticket.\(field).matches('\(part)$')", "ticket.\(field).matches('(?i)^\(part)')", "ticket.\(field).contains('\(part)')",
      "ticket.\(field).startsWith('\(part)')", "ticket.\(field).endsWith('\(part)')", "size(ticket.\(field)) > 3",
      "has(ticket.\(field))",
      "ticket.\(field) == '\(part)'", "ticket.a == ticket.b", "requests.exists(r, has(r.a) && r.a == ticket.\(field))",
      "requests.exists(r, r.a == ticket.\(field) && r.b == ticket.b)", "requests.all(r, r.b == ticket.\(field))",
      "ticket.l.all(c, c.matches('\(part)'))", "ticket.l.exists(c, !c.contains('\(part)') && size(c) > 1)",
      "ticket.l.exists_one(c, c.startsWith('\(part)'))", "ticket.l.filter(c, c.matches('\(part)')).size() == 1", "has(ticket.l)",
      "ticket.l.all(c, c == '\(part)')",
    ])
  }

  private static func text(_ random: inout SeededChoices) -> Value {
    .string(Text((0..<random.next(below: 4)).map { _ in random.pick(["x", "y", "z", "é", "zzzzzzzz"]) }.joined()))
  }

  private static func record(_ random: inout SeededChoices) -> RecordValue {
    var record = RecordValue(ticket)
    for index in 0..<2 where random.next(below: 4) > 0 { record[index] = text(&random) }
    if random.next(below: 4) > 0 { record[2] = .list((0..<random.next(below: 3)).map { _ in text(&random) }) }
    return record
  }

  private static func requests(_ random: inout SeededChoices) -> Value {
    .list(
      (0..<random.next(below: 4)).map { _ in
        var record = RecordValue(element)
        for index in 0..<2 where random.next(below: 3) > 0 { record[index] = text(&random) }
        return .record(record)
      })
  }

  private func outcome(_ result: Result<Value, EvaluationError>) -> String {
    switch result {
    case .success(let value): "\(value)"
    case .failure(let error): "\(error.message) \(error.kind)"
    }
  }
}
