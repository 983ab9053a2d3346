import Diagnostics
import Knowledge

/// A template compiled for one kind of view: literals and numbered slots, ready to be rendered any number of times from any thread.
struct Template<View: TemplateView>: Sendable {
  /// Compiles it, when the first page asks for it.
  private let compiled: @Sendable () -> TemplateProgram
  private let lazyProgram = Lazily<TemplateProgram>()

  /// The instructions.
  var program: TemplateProgram { lazyProgram.value(compiled) }

  /// A template that is compiled.
  init(program: TemplateProgram) { compiled = { program } }

  /// A template that will be compiled if it is needed, known to have no errors.
  init(compiled: @escaping @Sendable () -> TemplateProgram) { self.compiled = compiled }

  /// Appends the page of a view to the output.
  func render(_ view: View, into output: inout [UInt8]) {
    let program = program
    program.render(TemplateRecord(view, room: program.size), into: &output)
  }

  /// The page of a view.
  func render(_ view: View) -> HTML {
    var output: [UInt8] = []
    render(view, into: &output)
    return HTML(trusted: output)
  }
}

/// Where a value is: in which record or part of the stack, and at which place there.
struct TemplatePath: Sendable {
  /// 0 is the innermost record.
  var depth: Int
  var place: Int
}

/// The instructions of a template.
struct TemplateProgram: Sendable {
  /// One instruction; `end` is the index of the instruction after a section's last.
  enum Instruction: Sendable {
    case literal(Range<Int>)
    case escaped(TemplatePath)
    case raw(TemplatePath)
    case section(TemplatePath, end: Int)
    /// A section over a part of the record.
    case part(TemplatePath, end: Int)
    case inverted(TemplatePath, end: Int)
  }

  var instructions: [Instruction] = []
  /// The bytes of all literals.
  var literals: [UInt8] = []
  /// How many values the record has.
  var size = 0

  /// Appends the page of a record to the output.
  func render(_ record: TemplateRecord, into output: inout [UInt8]) {
    record.values.withUnsafeBufferPointer { values in
      literals.withUnsafeBufferPointer { literals in
        instructions.withUnsafeBufferPointer { instructions in
          var stack = [TemplateRun.Frame(values: values, start: 0)]
          TemplateRun(instructions: instructions, literals: literals)
            .run(0..<instructions.count, &stack, &output)
        }
      }
    }
  }
}

private struct TemplateRun {
  let instructions: UnsafeBufferPointer<TemplateProgram.Instruction>
  let literals: UnsafeBufferPointer<UInt8>

  /// A record or part on the stack; its values are lent, as the whole record stays while its page is written.
  struct Frame {
    var values: UnsafeBufferPointer<TemplateValue>
    /// Where its own values begin.
    var start: Int
  }

  func run(_ range: Range<Int>, _ stack: inout [Frame], _ output: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      switch instructions[index] {
      case .literal(let range): output.append(contentsOf: UnsafeBufferPointer(rebasing: literals[range]))
      case .escaped(let path):
        if case .text(let bytes) = value(at: path, stack).pointee { output.appendEscaped(bytes) }
      case .raw(let path):
        if case .html(let bytes) = value(at: path, stack).pointee { output.append(contentsOf: bytes) }
      case .section(let path, let end):
        section(value(at: path, stack), (index + 1)..<end, &stack, &output)
        index = end - 1
      case .part(let path, let end):
        if value(at: path, stack).pointee.isTrue {
          let frame = stack[stack.count - 1 - path.depth]
          enter(Frame(values: frame.values, start: frame.start + path.place + 1), (index + 1)..<end, &stack, &output)
        }
        index = end - 1
      case .inverted(let path, let end):
        if !value(at: path, stack).pointee.isTrue { run((index + 1)..<end, &stack, &output) }
        index = end - 1
      }
      index += 1
    }
  }

  private func section(
    _ value: UnsafePointer<TemplateValue>, _ body: Range<Int>, _ stack: inout [Frame], _ output: inout [UInt8]
  ) {
    guard case .list(let records) = value.pointee else {
      if value.pointee.isTrue { run(body, &stack, &output) }
      return
    }
    records.withUnsafeBufferPointer { records in
      for index in records.indices {
        records[index].values.withUnsafeBufferPointer { enter(Frame(values: $0, start: 0), body, &stack, &output) }
      }
    }
  }

  private func enter(
    _ frame: Frame, _ body: Range<Int>, _ stack: inout [Frame], _ output: inout [UInt8]
  ) {
    stack.append(frame)
    run(body, &stack, &output)
    stack.removeLast()
  }

  private func value(at path: TemplatePath, _ stack: [Frame]) -> UnsafePointer<TemplateValue> {
    let frame = stack[stack.count - 1 - path.depth]
    precondition(frame.values.indices.contains(frame.start + path.place), "a template is compiled for the records that it shows")
    return frame.values.baseAddress! + frame.start + path.place
  }
}

extension TemplateValue {
  /// Mustache's truth: false, the empty text, the empty list and the absent part are false.
  fileprivate var isTrue: Bool {
    switch self {
    case .flag(let flag): flag
    case .text(let bytes), .html(let bytes): !bytes.isEmpty
    case .list(let records): !records.isEmpty
    }
  }
}
