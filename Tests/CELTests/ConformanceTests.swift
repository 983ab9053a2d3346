import Diagnostics
import Foundation
import Notation
import Testing

@testable import CEL

/// google/cel-spec's public cases that need no protocol-buffer messages, from `../shared/conformance/cel.json`.
@Suite struct ConformanceTests {
  /// Either result is accepted, says the suite's README.
  static let undecided: Set<String> = [
    "fields/qualified_identifier_resolution/map_key_float", "fields/qualified_identifier_resolution/map_key_null",
    "fields/qualified_identifier_resolution/map_value_repeat_key",
    "fields/qualified_identifier_resolution/map_value_repeat_key_heterogeneous",
    "timestamps/duration_converters/get_milliseconds", "optionals/optionals/map_optional_select_has",
    "string_ext/value_errors/indexof_out_of_range", "string_ext/value_errors/lastindexof_out_of_range",
  ]

  @Test func everyCasePasses() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/conformance/cel.json").path
    guard let data = FileManager.default.contents(atPath: path) else {
      Issue.record("the conformance suite is not at \(path)")
      return
    }
    let reading = JSONReader.read(SourceFile(path: "cel.json", bytes: [UInt8](data)))
    let cases = reading.node?["tests"]?.elements ?? []
    #expect(cases.count == 1142)
    for test in cases where !Self.undecided.contains(String(test["id"]?.text ?? "")) { check(test) }
  }

  private func check(_ test: Node) {
    var request = test
    if test["type"] != nil, case .map(var entries) = request.value {
      let want = Node(.string("type"), text: "type", range: test.range)
      entries.append(Node.Entry(key: "want", keyRange: test.range, value: want))
      request = Node(.map(entries), range: test.range)
    }
    let bytes = evaluateRequest(request)
    guard let answer = JSONReader.read(SourceFile(path: "answer", bytes: bytes)).node else {
      Issue.record("\(test["id"]?.text ?? ""): the answer is not JSON: \(String(decoding: bytes, as: UTF8.self))")
      return
    }
    if !fits(answer, test) {
      Issue.record(
        "\(test["id"]?.text ?? "") \(test["expr"]?.text ?? ""): \(String(decoding: bytes, as: UTF8.self)) instead of \(wanted(test))"
      )
    }
  }

  private func wanted(_ test: Node) -> String {
    for key in ["value", "error", "type"] as [Text] {
      guard let node = test[key] else { continue }
      var writer = JSONWriter()
      writer.node(node)
      return "\(key) \(writer.text)"
    }
    return "?"
  }

  private func fits(_ answer: Node, _ test: Node) -> Bool {
    if test["error"] != nil { return answer["error"] != nil }
    if let type = test["type"] { return normalized(answer["type"]?.text) == normalized(type.text) }
    guard let value = answer["value"], let wanted = test["value"] else { return false }
    guard case .success(let left) = TaggedValue.read(value), case .success(let right) = TaggedValue.read(wanted) else {
      return false
    }
    return isSame(left, right)
  }

  private func normalized(_ type: Text?) -> String {
    String(type ?? "").replacingOccurrences(of: " ", with: "")
  }

  /// The suite's equality: types count, doubles bit for bit but that NaN is NaN.
  private func isSame(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.double(let left), .double(let right)): return left.bitPattern == right.bitPattern || (left.isNaN && right.isNaN)
    case (.list(let left), .list(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { isSame($0, $1) }
    case (.map(let left), .map(let right)):
      return left.count == right.count
        && zip(left.keys, left.values).allSatisfy { key, value in
          right.index(of: key).map { isSame(right.keys[$0], key) && isSame(right.values[$0], value) } ?? false
        }
    default: return left.typeName == right.typeName && left == right
    }
  }
}
