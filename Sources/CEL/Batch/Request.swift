import Diagnostics
import Notation

/// Answers one line of `opos eval --batch`.
///
/// A request is `{"id", "expr", "bindings"?, "type_env"?, "disable_check"?, "container"?, "want"?}`, its bindings tagged values. The answer is
/// `{"id", "value"}` or `{"id", "error"}`; where `want` is `type`, `{"id", "type"}` with the type that the checker deduces.
///
/// - Returns: the answer as JSON, without a line end.
public func evaluateRequest(_ request: Node) -> [UInt8] {
  let answer: Answer
  do throws(EvaluationError) {
    answer = try Request(request).answer()
  } catch {
    answer = .failure(error.message)
  }
  return write(answer, id: request["id"])
}

private enum Answer {
  case value(Value)
  case type(Text)
  case failure(Text)
}

private func write(_ answer: Answer, id: Node?) -> [UInt8] {
  func line(_ member: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.key("id")
      if let id { $0.node(id) } else { $0.null() }
      member(&$0)
    }
    return writer.bytes
  }
  switch answer {
  case .type(let type): return line { $0.member("type", type) }
  case .failure(let message): return line { $0.member("error", message) }
  case .value(let value):
    var isWhole = true
    let answer = line {
      $0.key("value")
      isWhole = TaggedValue.write(value, to: &$0)
    }
    return isWhole ? answer : line { $0.member("error", "the value is too long to write" as Text) }
  }
}

private struct Request {
  private let expression: Text
  private var declarations = Declarations()
  private var values: [Value?] = []
  private let isChecked: Bool
  private let wantsType: Bool

  init(_ node: Node) throws(EvaluationError) {
    guard let expression = node["expr"], case .string = expression.value else {
      throw EvaluationError("the request has no `expr`")
    }
    self.expression = expression.text
    isChecked = node["disable_check"]?.value != .bool(true)
    wantsType = node["want"]?.text == "type"
    declarations.container = node["container"]?.text ?? ""
    for entry in node["type_env"]?.elements ?? [] { try declare(entry) }
    values = [Value?](repeating: nil, count: declarations.variables.count)
    for entry in node["bindings"]?.entries ?? [] { try bind(entry.key, entry.value) }
  }

  func answer() throws(EvaluationError) -> Answer {
    let (program, issues) = Program.compile(expression, declarations: declarations, isChecked: isChecked)
    guard let program else { throw EvaluationError(issues.first?.message ?? "the expression is wrong") }
    if wantsType { return .type(program.type.description) }
    var bindings = Bindings(declarations)
    bindings.values = values
    switch program.evaluate(bindings) {
    case .success(let value): return .value(value)
    case .failure(let error): throw error
    }
  }

  private mutating func declare(_ node: Node) throws(EvaluationError) {
    guard let name = node["name"]?.text else { throw EvaluationError("an entry of `type_env` has no `name`") }
    if let type = node["type"] {
      declarations.variables.append(Declarations.Variable(name, try self.type(type)))
    } else {
      var overloads: [Function.Overload] = []
      for overload in node["overloads"]?.elements ?? [] {
        var parameters: [Type] = []
        for parameter in overload["params"]?.elements ?? [] { parameters.append(try type(parameter)) }
        guard let result = overload["result"] else { throw EvaluationError("an overload of `\(name)` has no `result`") }
        let isMember = overload["member"]?.value == .bool(true)
        overloads.append(Function.Overload(isMember: isMember, parameters, try type(result)))
      }
      declarations.functions.append(Function(name, overloads))
    }
  }

  private func type(_ node: Node) throws(EvaluationError) -> Type {
    guard let type = TypeName.read(node.text) else { throw EvaluationError("`\(node.text)` is no type") }
    return type
  }

  /// A variable that `type_env` does not declare is of any type.
  private mutating func bind(_ name: Text, _ node: Node) throws(EvaluationError) {
    let value = try TaggedValue.read(node).get()
    if let slot = declarations.slot(of: name) {
      values[slot] = value
    } else {
      declarations.variables.append(Declarations.Variable(name, .dyn))
      values.append(value)
    }
  }
}
