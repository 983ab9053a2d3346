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
    /// A section for each of a list's records, which have as many values each.
    case list(TemplatePath, end: Int, size: Int)
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
    var page = TemplateOutput(behind: &output)
    record.values.withUnsafeBufferPointer { values in
      literals.withUnsafeBufferPointer { literals in
        instructions.withUnsafeBufferPointer { instructions in
          var outer: [TemplateRun.Frame] = []
          TemplateRun(instructions: instructions, literals: literals)
            .run(0..<instructions.count, TemplateRun.Frame(values: values, start: 0), &outer, &page)
        }
      }
    }
    page.finish(&output)
  }
}

private struct TemplateRun {
  let instructions: UnsafeBufferPointer<TemplateProgram.Instruction>
  let literals: UnsafeBufferPointer<UInt8>

  /// A record or part; its values are lent, as the whole record stays while its page is written.
  struct Frame {
    var values: UnsafeBufferPointer<TemplateValue>
    /// Where its own values begin.
    var start: Int
  }

  /// Runs instructions.
  ///
  /// - Parameters:
  ///   - frame: The innermost record.
  ///   - outer: Those round it, the innermost the last.
  func run(_ range: Range<Int>, _ frame: Frame, _ outer: inout [Frame], _ output: inout TemplateOutput) {
    var index = range.lowerBound
    while index < range.upperBound {
      switch instructions[index] {
      case .literal(let range): output.append(UnsafeBufferPointer(rebasing: literals[range]))
      case .escaped(let path):
        if case .text(let bytes) = value(at: path, frame, outer).pointee {
          bytes.withUnsafeBufferPointer { output.appendEscaped($0) }
        }
      case .raw(let path):
        if case .html(let bytes) = value(at: path, frame, outer).pointee { bytes.withUnsafeBufferPointer { output.append($0) } }
      case .section(let path, let end):
        if value(at: path, frame, outer).pointee.isTrue { run((index + 1)..<end, frame, &outer, &output) }
        index = end - 1
      case .list(let path, let end, let size):
        if case .list(let values) = value(at: path, frame, outer).pointee {
          values.withUnsafeBufferPointer { values in
            for start in stride(from: 0, to: values.count, by: size) {
              enter(Frame(values: values, start: start), (index + 1)..<end, frame, &outer, &output)
            }
          }
        }
        index = end - 1
      case .part(let path, let end):
        if value(at: path, frame, outer).pointee.isTrue {
          let owner = self.frame(at: path, frame, outer)
          enter(Frame(values: owner.values, start: owner.start + path.place + 1), (index + 1)..<end, frame, &outer, &output)
        }
        index = end - 1
      case .inverted(let path, let end):
        if !value(at: path, frame, outer).pointee.isTrue { run((index + 1)..<end, frame, &outer, &output) }
        index = end - 1
      }
      index += 1
    }
  }

  private func enter(
    _ inner: Frame, _ body: Range<Int>, _ frame: Frame, _ outer: inout [Frame], _ output: inout TemplateOutput
  ) {
    outer.append(frame)
    run(body, inner, &outer, &output)
    outer.removeLast()
  }

  @inline(__always)
  private func frame(at path: TemplatePath, _ frame: Frame, _ outer: [Frame]) -> Frame {
    path.depth == 0 ? frame : outer[outer.count - path.depth]
  }

  @inline(__always)
  private func value(at path: TemplatePath, _ frame: Frame, _ outer: [Frame]) -> UnsafePointer<TemplateValue> {
    let owner = self.frame(at: path, frame, outer)
    precondition(owner.values.indices.contains(owner.start + path.place), "a template is compiled for the records that it shows")
    return owner.values.baseAddress! + owner.start + path.place
  }
}

extension TemplateValue {
  /// Mustache's truth: false, the empty text, the empty list and the absent part are false.
  fileprivate var isTrue: Bool {
    switch self {
    case .flag(let flag): flag
    case .text(let bytes), .html(let bytes): !bytes.isEmpty
    case .list(let values): !values.isEmpty
    }
  }
}
