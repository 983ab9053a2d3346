import Diagnostics
import Notation

extension Program {
  /// Writes what evaluations need: neither the types and references that the checker found, nor where in the text each instruction comes from.
  ///
  /// - Parameter records: the types of records that may be selected from; a reader must have the same ones, in this order.
  public func pack(to writer: inout CompactWriter, records: [RecordType]) { executable.code.pack(to: &writer, records: records) }

  /// A program that `pack` wrote.
  ///
  /// - Parameters:
  ///   - declarations: what the expression was compiled with.
  ///   - records: the types of records that may be selected from.
  public init(packed reader: inout CompactReader, declarations: Declarations, records: [RecordType]) {
    type = .dyn
    references = []
    executable = Executable(Code(packed: &reader, declarations, records))
  }
}

extension Code {
  fileprivate func pack(to writer: inout CompactWriter, records: [RecordType]) {
    writer.list(instructions) { writer, instruction in
      writer.byte(instruction.operation.rawValue)
      writer.int(Int64(instruction.a))
      writer.int(Int64(instruction.b))
    }
    writer.list(constants) { writer, constant in constant.pack(to: &writer, records: []) }
    writer.list(fields) { writer, field in
      writer.text(field.name)
      writer.text(field.path)
      writer.count(records.firstIndex { $0 === field.record }.map { $0 + 1 } ?? 0)
      writer.count(field.slot)
    }
    writer.texts(names)
    writer.list(handlers) { writer, handler in handler.pack(to: &writer) }
    writer.list(loops) { writer, loop in loop.pack(to: &writer) }
    writer.list(calls) { writer, call in call.pack(to: &writer) }
    writer.list(optionalElements) { writer, places in writer.list(places) { writer, place in writer.count(place) } }
    writer.list(regexes) { writer, regex in regex.pack(to: &writer) }
    writer.list(issues) { writer, issue in writer.text(EvaluationError(issue).message) }
    writer.count(localCount)
    writer.count(pendingCount)
    writer.list(zones) { writer, zone in
      writer.text(zone.name)
      writer.zone(zone.zone)
    }
  }

  /// The time zones that it names: those of its constants that are one, if any function takes one.
  private var zones: [NamedZone] {
    let takesZone = instructions.contains {
      $0.operation == .call && $0.b == 2 && Builtin(rawValue: $0.a)?.takesZone ?? false
    }
    return takesZone ? constants.compactMap { $0.string }.compactMap { NamedZone($0, .usual) } : []
  }

  fileprivate init(packed reader: inout CompactReader, _ declarations: Declarations, _ records: [RecordType]) {
    for _ in 0..<reader.length() { instructions.append(Instruction(packed: &reader)) }
    for _ in 0..<reader.length() { constants.append(Value(packed: &reader, records: [])) }
    for _ in 0..<reader.length() { fields.append(FieldReference(packed: &reader, records)) }
    names = reader.texts()
    for _ in 0..<reader.length() { handlers.append(Handler(packed: &reader)) }
    for _ in 0..<reader.length() { loops.append(LoopLayout(packed: &reader)) }
    for _ in 0..<reader.length() { calls.append(CustomCall(packed: &reader, declarations)) }
    for _ in 0..<reader.length() { optionalElements.append(reader.counts()) }
    for _ in 0..<reader.length() { regexes.append(Regex(packed: &reader)) }
    for issue in reader.texts() { issues.append(.other(issue)) }
    localCount = reader.count()
    pendingCount = reader.count()
    var zones: [NamedZone] = []
    for _ in 0..<reader.length() { zones.append(NamedZone(name: reader.text(), zone: reader.zone())) }
    context = CallContext(timeZone: declarations.timeZone, limits: declarations.limits, zones: zones)
    #if !arch(wasm32)
      makeSieves()
    #endif
  }
}

extension CompactReader {
  /// Numbers that are not negative.
  fileprivate mutating func counts() -> [Int] {
    var counts: [Int] = []
    for _ in 0..<length() { counts.append(count()) }
    return counts
  }
}

extension Instruction {
  fileprivate init(packed reader: inout CompactReader) {
    operation = Operation(rawValue: reader.byte()) ?? .blockLoad
    a = Int32(truncatingIfNeeded: reader.int())
    b = Int32(truncatingIfNeeded: reader.int())
  }
}

extension FieldReference {
  fileprivate convenience init(packed reader: inout CompactReader, _ records: [RecordType]) {
    let (name, path, record) = (reader.text(), reader.text(), reader.count())
    self.init(name, path: path, record: record > 0 && record <= records.count ? records[record - 1] : nil, slot: reader.count())
  }
}

extension Handler {
  fileprivate func pack(to writer: inout CompactWriter) {
    for number in [start, end, target, stackHeight, pending] { writer.count(number) }
    writer.bool(keepsFirst)
  }

  fileprivate init(packed reader: inout CompactReader) {
    start = reader.count()
    end = reader.count()
    target = reader.count()
    stackHeight = reader.count()
    pending = reader.count()
    keepsFirst = reader.bool()
  }
}

extension LoopLayout {
  fileprivate func pack(to writer: inout CompactWriter) {
    writer.byte(kind.rawValue)
    for number in [first, second, pending] { writer.int(Int64(number)) }
  }

  fileprivate init(packed reader: inout CompactReader) {
    kind = Comprehension(rawValue: reader.byte()) ?? .all
    first = reader.signed()
    second = reader.signed()
    pending = reader.signed()
  }
}

extension CustomCall {
  /// The overloads are found again by the shape of the call.
  fileprivate func pack(to writer: inout CompactWriter) {
    writer.text(name)
    writer.bool(overloads.first?.isMember ?? false)
    writer.count(overloads.first?.parameters.count ?? 0)
    writer.int(Int64(builtin?.rawValue ?? -1))
  }

  fileprivate init(packed reader: inout CompactReader, _ declarations: Declarations) {
    name = reader.text()
    overloads = []
    let (isMember, count) = (reader.bool(), reader.count())
    for function in declarations.functions where function.name == name {
      for overload in function.overloads where overload.isMember == isMember && overload.parameters.count == count {
        overloads.append(overload)
      }
    }
    builtin = Builtin(rawValue: Int32(truncatingIfNeeded: reader.int()))
  }
}
