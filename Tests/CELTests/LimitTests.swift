import Diagnostics
import Foundation
import Notation
import Testing

@testable import CEL

/// Nothing that an expression says may overflow the stack, run forever or fill the memory.
@Suite struct LimitTests {
  /// Runs on a thread with the 512 kB of stack that secondary threads have on some systems.
  private func onSmallStack(_ body: @escaping @Sendable () -> String) -> String {
    final class Box: @unchecked Sendable { var text = "" }
    let box = Box()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      box.text = body()
      done.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    done.wait()
    return box.text
  }

  @Test(arguments: [
    ("(", ")"), ("[", "]"), ("{1: ", "}"), ("f(", ")"), ("[1].map(x, ", ")"), ("size(", ")"), ("cel.bind(a, 1, ", ")"),
    ("a[", "]"),
  ])
  func deepNestingIsRefused(_ open: String, _ close: String) {
    for depth in [1000, 100_000] {
      var declarations = Declarations()
      declarations.limits.expressionSize = 10_000_000
      let limited = declarations
      let expression = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
      let result = onSmallStack { outcome(expression, limited) }
      #expect(result.contains("the expression is nested more than 64 deep"))
    }
  }

  @Test(arguments: [
    ("(", ")"), ("[", "]"), ("{1: ", "}"), ("type(", ")"), ("[1].map(x, ", ")"), ("cel.bind(a, 1, ", ")"), ("true ? 1 : (", ")"),
  ])
  func allowedNestingFitsASmallStack(_ open: String, _ close: String) {
    let expression = String(repeating: open, count: 62) + "1" + String(repeating: close, count: 62)
    let result = onSmallStack { outcome(expression) }
    #expect(result.hasPrefix("{"))
  }

  @Test func longChainsNeedNoStack() {
    let sum = onSmallStack { outcome(String(repeating: "1 + ", count: 10_000) + "1") }
    #expect(sum == #"{"int":"10001"}"#)
    let all = onSmallStack { outcome(String(repeating: "true && ", count: 5_000) + "false") }
    #expect(all == #"{"bool":false}"#)
    let not = onSmallStack { outcome(String(repeating: "!", count: 10_000) + "true") }
    #expect(not == #"{"bool":true}"#)
    let choice = onSmallStack { outcome(String(repeating: "false ? 1 : ", count: 3_000) + "2") }
    #expect(choice == #"{"int":"2"}"#)
    let chain = onSmallStack { outcome("'a'" + String(repeating: ".trim()", count: 5_000)) }
    #expect(chain == #"{"string":"a"}"#)
  }

  @Test func nestedValuesAreBounded() {
    let result = onSmallStack { outcome("[1]" + String(repeating: ".map(x, [x])", count: 2_000)) }
    #expect(result.contains("the value would be nested too deep"))
  }

  @Test func longExpressionsAreRefused() {
    #expect(
      outcome(String(repeating: " ", count: 70_000) + "1")
        == "issue at 0-70001: the expression has 70001 bytes; at most 65536 are allowed")
  }

  @Test(arguments: [
    "lists.range(1000).all(a, lists.range(1000).all(b, lists.range(1000).all(c, true)))",
    "lists.range(1000).map(a, lists.range(1000).map(b, lists.range(1000)))",
    "cel.bind(a, 'xxxxxxxxxx', [1,2,3,4,5,6].map(i, a.replace('x', a).replace('x', a)).map(b, b.replace('x', b).replace('x', b)))",
  ])
  func costIsBounded(_ expression: String) {
    #expect(outcome(expression).contains("the evaluation takes too many steps"))
  }

  @Test func sharedValuesAreNotComparedForever() {
    var expression = "a == a"
    for _ in 0..<40 { expression = "cel.bind(a, [a, a], \(expression))" }
    expression = "cel.bind(a, [1], \(expression))"
    #expect(outcome(expression).contains("the evaluation takes too many steps"))
    #expect(outcome(expression.replacingOccurrences(of: "a == a", with: "a")) == "too long")
  }

  @Test func invalidTextIsRefused() {
    let (program, issues) = Program.compile(Text([0x27, 0xFF, 0x27]), declarations: Declarations())
    #expect(program == nil)
    #expect(issues.map { $0.message } == ["the expression is not valid UTF-8 here"])
  }
}
