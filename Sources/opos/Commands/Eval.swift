import ArgumentParser
import CEL
import Diagnostics
import Glibc
import Knowledge
import Notation
import Publishing
import ServiceLevels

/// `opos eval`: one CEL expression, or many.
struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Evaluates a CEL expression and prints the result as tagged JSON.",
    discussion: """
      With --batch, requests are read from standard input, a JSON object a line, and answered a line each. With --ticket, the expression has what a \
      rule of the agreement has, and each ticket of the file gives a line.
      """)

  @Argument(help: "The expression; write -- before one that begins with a hyphen.")
  var expression: String?

  @Option(help: ArgumentHelp("A JSON file: an object of variable names to tagged values.", valueName: "file"))
  var bindings: String?

  @Flag(help: "Read requests from standard input, one a line.")
  var batch = false

  @Option(
    help: ArgumentHelp("A ticket to evaluate the expression on, as a rule would be; - for standard input.", valueName: "file"))
  var ticket: String?

  @Option(help: ArgumentHelp("With --ticket: its form, whatever the ticket says.", valueName: "form"))
  var form: String?

  @Option(help: ArgumentHelp("With --ticket: the number of the open request that it is.", valueName: "number"))
  var number: String?

  @OptionGroup var source: SourceOptions

  func validate() throws {
    if batch == (expression != nil) { throw ValidationError("give an expression, or --batch") }
    if batch, ticket != nil { throw ValidationError("--batch and --ticket do not go together") }
    if bindings != nil, batch || ticket != nil { throw ValidationError("--bindings goes with an expression alone") }
    if ticket == nil, form != nil || number != nil { throw ValidationError("--form and --number belong to --ticket") }
  }

  func run() throws {
    if batch { return answerLines() }
    if let ticket { return try evaluate(on: ticket) }
    var writer = JSONWriter()
    let bound = try bindings.map { try InputFile.read($0).bytes }
    writer.object {
      $0.member("expr", Text(expression ?? ""))
      if let bound {
        $0.key("bindings")
        $0.raw(Text(bound))
      }
    }
    let answer = answer(SourceFile(path: "<expression>", bytes: writer.bytes))
    try print(answer)
  }

  /// Prints what the expression gives for each ticket of a file.
  private func evaluate(on path: String) throws {
    let loaded = try FileErrors.reported {
      try ContentLoader(source: try source.folder(), jobs: Parallel.processors).loadLinter()
    }
    let linter = loaded.linter
    try Report.refuseErrors(loaded.diagnostics, below: try source.folder())
    if let form { try FormArgument.check(form, among: linter.forms.forms.map(\.id)) }
    let results = linter.evaluate(
      Text(expression ?? ""), on: try InputFile.read(path), form: form.map { Text($0) }, number: Text(number ?? ""),
      now: try source.instant(siteClock: loaded.clock))
    var hasFailed = false
    for result in results {
      switch result.flatMap({ value in TaggedValue.write(value).map { .success($0) } ?? .failure(Self.tooLong) }) {
      case .success(let json): Terminal.print(json + "\n")
      case .failure(let error):
        Terminal.complain("opos: \(String(error.message))")
        hasFailed = true
      }
    }
    if hasFailed { throw ExitStatus.findings }
  }

  private static let tooLong = EvaluationError("the value is too long to write")

  /// Prints the value; an error goes to standard error and ends with status 1.
  private func print(_ answer: [UInt8]) throws {
    let node = JSONReader.read(SourceFile(path: "<answer>", bytes: answer)).node
    if let error = node?["error"] {
      Terminal.complain("opos: \(String(error.text))")
      throw ExitStatus.findings
    }
    Terminal.print((node?["value"]).map { Text(answer[$0.range.start..<$0.range.end]) + "\n" } ?? "null\n")
  }

  private func answerLines() {
    while let line = readLine(strippingNewline: true) {
      if line.isEmpty { continue }
      Terminal.print(Text(answer(SourceFile(path: "<stdin>", bytes: Array(line.utf8)))) + "\n")
    }
  }

  private func answer(_ file: SourceFile) -> [UInt8] {
    let reading = JSONReader.read(file)
    guard let node = reading.node, reading.diagnostics.isEmpty else {
      var writer = JSONWriter()
      writer.object { $0.member("error", reading.diagnostics.first?.message ?? "not a JSON object") }
      return writer.bytes
    }
    return evaluateRequest(node)
  }
}
