import Diagnostics

/// A template compiled for one kind of view: literals and numbered slots, ready to be rendered any number of times from any thread.
struct Template<View: TemplateView>: Sendable {
  let program: TemplateProgram

  /// Appends the page of a view to the output.
  func render(_ view: View, into output: inout [UInt8]) { program.render(TemplateRecord(view), into: &output) }

  /// The page of a view.
  func render(_ view: View) -> HTML {
    var output: [UInt8] = []
    render(view, into: &output)
    return HTML(trusted: output)
  }
}

/// Where a value is: in which record of the stack, and by which way from there.
struct TemplatePath: Sendable {
  /// 0 is the innermost record.
  var depth: Int
  /// Numbers of the values to walk through: a part, its part, …, the value.
  var slots: [Int]
}

/// The instructions of a template.
struct TemplateProgram: Sendable {
  /// One instruction; `end` is the index of the instruction after a section's last.
  enum Instruction: Sendable {
    case literal(Range<Int>)
    case escaped(TemplatePath)
    case raw(TemplatePath)
    case section(TemplatePath, end: Int)
    case inverted(TemplatePath, end: Int)
  }

  var instructions: [Instruction] = []
  /// The bytes of all literals.
  var literals: [UInt8] = []

  /// Appends the page of a record to the output.
  func render(_ record: TemplateRecord, into output: inout [UInt8]) {
    var stack = [record]
    literals.withUnsafeBufferPointer { literals in
      instructions.withUnsafeBufferPointer { instructions in
        TemplateRun(instructions: instructions, literals: literals)
          .run(0..<instructions.count, &stack, &output)
      }
    }
  }
}

private struct TemplateRun {
  let instructions: UnsafeBufferPointer<TemplateProgram.Instruction>
  let literals: UnsafeBufferPointer<UInt8>

  func run(_ range: Range<Int>, _ stack: inout [TemplateRecord], _ output: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      switch instructions[index] {
      case .literal(let range): output.append(contentsOf: UnsafeBufferPointer(rebasing: literals[range]))
      case .escaped(let path):
        if case .text(let bytes)? = value(at: path, stack) { output.appendEscaped(bytes) }
      case .raw(let path):
        if case .html(let bytes)? = value(at: path, stack) { output.append(contentsOf: bytes) }
      case .section(let path, let end):
        section(value(at: path, stack), (index + 1)..<end, &stack, &output)
        index = end - 1
      case .inverted(let path, let end):
        if !(value(at: path, stack)?.isTrue ?? false) { run((index + 1)..<end, &stack, &output) }
        index = end - 1
      }
      index += 1
    }
  }

  private func section(
    _ value: TemplateValue?, _ body: Range<Int>, _ stack: inout [TemplateRecord], _ output: inout [UInt8]
  ) {
    guard let value, value.isTrue else { return }
    switch value {
    case .record(let record?): enter(record, body, &stack, &output)
    case .list(let records): for record in records { enter(record, body, &stack, &output) }
    default: run(body, &stack, &output)
    }
  }

  private func enter(
    _ record: TemplateRecord, _ body: Range<Int>, _ stack: inout [TemplateRecord], _ output: inout [UInt8]
  ) {
    stack.append(record)
    run(body, &stack, &output)
    stack.removeLast()
  }

  private func value(at path: TemplatePath, _ stack: [TemplateRecord]) -> TemplateValue? {
    var record = stack[stack.count - 1 - path.depth]
    let last = path.slots.count - 1
    for index in 0..<last {
      guard case .record(let inner?) = record.values[path.slots[index]] else { return nil }
      record = inner
    }
    return record.values[path.slots[last]]
  }
}

extension TemplateValue {
  /// Mustache's truth: false, the empty text, the empty list and the absent part are false.
  fileprivate var isTrue: Bool {
    switch self {
    case .flag(let flag): flag
    case .text(let bytes), .html(let bytes): !bytes.isEmpty
    case .list(let records): !records.isEmpty
    case .record(let record): record != nil
    }
  }
}
