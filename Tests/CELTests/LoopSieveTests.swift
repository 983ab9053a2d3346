import Diagnostics
import Notation
import Testing

@testable import CEL

/// Loops that pass over elements, beside the same loops that look at each.
@Suite struct LoopSieveTests {
  private static let element = RecordType(
    name: "request",
    fields: [RecordType.Field("a", .string), RecordType.Field("b", .string), RecordType.Field("n", .int)])
  private static let ticket = RecordType(
    name: "ticket", fields: [RecordType.Field("a", .string), RecordType.Field("b", .string)])
  private static let declarations = Declarations(variables: [
    Declarations.Variable("requests", .list(.record(element))), Declarations.Variable("ticket", .record(ticket)),
  ])

  /// Random bodies over random records, of which many lack fields: the same value or the same error.
  @Test func whatIsPassedOverDoesNotShow() throws {
    var random = SeededChoices(seed: 11)
    var sieved = 0
    for _ in 0..<4000 {
      let expression = Self.expression(&random)
      let program = try #require(Program.compile(expression, declarations: Self.declarations).program, "\(expression)")
      var plain = program.executable.code
      for index in plain.loops.indices {
        if plain.loops[index].sieve != nil { sieved += 1 }
        plain.loops[index].sieve = nil
      }
      let slow = Program(type: program.type, references: [], executable: Executable(plain))
      let workspace = Workspace()
      for _ in 0..<4 {
        let bindings = Self.bindings(&random)
        let (fast, all) = (program.evaluate(bindings, in: workspace), slow.evaluate(bindings))
        #expect(outcome(fast) == outcome(all), "\(expression) \(bindings)")
      }
    }
    #expect(sieved > 400)
  }

  @Test(arguments: [
    ("requests.exists(r, r.a == ticket.a)", true), ("requests.exists(r, ticket.a == r.a && r.n == 1)", true),
    ("requests.filter(r, has(r.a) && r.a == 'x' && r.b != 'y').size() == 1", true),
    ("requests.exists_one(r, has(r.a) && (r.b == 'y' && r.a == ticket.a))", true),
    ("requests.all(r, r.a == ticket.a)", false), ("requests.exists(r, r.a == ticket.a || r.n == 1)", false),
    ("requests.exists(r, !(r.a == ticket.a && r.n == 1))", false), ("requests.exists(r, r.n == 1)", false),
    ("requests.exists(r, r.n == 1 || (r.n == 2 && r.a == ticket.a))", false),
    ("requests.exists(r, r.n == 1 ? true : r.n == 2 && r.a == ticket.a)", false),
    ("requests.exists(i, r, r.a == ticket.a)", false), ("requests.exists(r, r.a == r.b)", false),
  ])
  func onlyWhatMakesTheBodyFalseIsUsed(_ expression: String, _ hasSieve: Bool) throws {
    let program = try #require(Program.compile(Text(expression), declarations: Self.declarations).program)
    #expect((program.executable.code.loops[0].sieve != nil) == hasSieve)
  }

  /// A list that came and went must not lend its columns to one that comes into its place.
  @Test func anotherListHasColumnsOfItsOwn() throws {
    let expression: Text = "requests.exists(r, r.a == ticket.a)"
    let program = try #require(Program.compile(expression, declarations: Self.declarations).program)
    let workspace = Workspace()
    for round in 0..<200 {
      var bindings = Bindings(Self.declarations)
      var (ticket, record) = (RecordValue(Self.ticket), RecordValue(Self.element))
      ticket["a"] = .string("x")
      record["a"] = .string(round % 2 == 0 ? "x" : "y")
      bindings[0] = .list([.record(record)])
      bindings[1] = .record(ticket)
      #expect(outcome(program.evaluate(bindings, in: workspace)) == "bool(\(round % 2 == 0))")
    }
  }

  private static func expression(_ random: inout SeededChoices) -> Text {
    let macro = random.pick(["exists", "exists_one", "filter", "all"])
    return Text("requests.\(macro)(r, \(body(&random, depth: 3)))")
  }

  private static func body(_ random: inout SeededChoices, depth: Int) -> String {
    if depth == 0 || random.next(below: 3) == 0 {
      return random.pick([
        "r.a == ticket.a", "ticket.b == r.b", "r.a == 'x'", "'y' == r.b", "has(r.a)", "has(r.b)", "r.n == 1", "r.a != ticket.b",
        "has(ticket.a)", "r.n / (r.n - 1) > 0", "[1].exists(r, r == 1)", "ticket.a == ticket.b",
      ])
    }
    let (left, right) = (body(&random, depth: depth - 1), body(&random, depth: depth - 1))
    return random.pick([
      "\(left) && \(right)", "(\(left)) && (\(right))", "(\(left)) || (\(right))", "!(\(left))", "(\(left) ? \(right) : \(left))",
    ])
  }

  private static func bindings(_ random: inout SeededChoices) -> Bindings {
    var bindings = Bindings(declarations)
    var records: [Value] = []
    for _ in 0..<random.next(below: 6) {
      var record = RecordValue(element)
      for name in ["a", "b"] as [Text] where random.next(below: 3) > 0 { record[name] = .string(random.pick(["x", "y", "z"])) }
      if random.next(below: 3) > 0 { record["n"] = .int(Int64(random.next(below: 3))) }
      records.append(.record(record))
    }
    var ticket = RecordValue(Self.ticket)
    for name in ["a", "b"] as [Text] where random.next(below: 4) > 0 { ticket[name] = .string(random.pick(["x", "y", "z"])) }
    bindings[0] = .list(records)
    bindings[1] = .record(ticket)
    return bindings
  }

  private func outcome(_ result: Result<Value, EvaluationError>) -> String {
    switch result {
    case .success(let value): "\(value)"
    case .failure(let error): "\(error.message) \(error.kind)"
    }
  }
}
