import ArgumentParser
import CEL
import Diagnostics
import Glibc
import Notation

/// `opos eval`: one CEL expression, or many.
struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Evaluates a CEL expression and prints the result as tagged JSON.",
    discussion: "With --batch, requests are read from standard input, a JSON object a line, and answered a line each.")

  @Argument(help: "The expression; write -- before one that begins with a hyphen.")
  var expression: String?

  @Option(help: ArgumentHelp("A JSON file: an object of variable names to tagged values.", valueName: "file"))
  var bindings: String?

  @Flag(help: "Read requests from standard input, one a line.")
  var batch = false

  func validate() throws {
    if batch == (expression != nil) { throw ValidationError("give an expression, or --batch") }
  }

  func run() throws {
    if batch { return answerLines() }
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
