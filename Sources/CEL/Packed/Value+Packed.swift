import Diagnostics
import Notation

extension Value {
  /// Writes a value.
  ///
  /// - Parameter records: the types of records that it may hold; a reader must have the same ones, in this order.
  public func pack(to writer: inout CompactWriter, records: [RecordType]) {
    writer.byte(tag)
    switch self {
    case .null: break
    case .bool(let bool): writer.bool(bool)
    case .int(let number): writer.int(number)
    case .uint(let number): writer.int(Int64(bitPattern: number))
    case .double(let number): writer.double(number)
    case .string(let text), .type(let text): writer.text(text)
    case .bytes(let bytes): writer.text(Text(bytes))
    case .list(let elements): Value.pack(elements, to: &writer, records)
    case .map(let map):
      Value.pack(map.keys, to: &writer, records)
      Value.pack(map.values, to: &writer, records)
    case .timestamp(let instant):
      writer.int(instant.seconds)
      writer.int(Int64(instant.nanoseconds))
    case .duration(let span):
      writer.int(span.seconds)
      writer.int(Int64(span.nanoseconds))
    case .optional(let value): writer.optional(value) { writer, value in value.pack(to: &writer, records: records) }
    case .record(let record):
      writer.count(records.firstIndex { $0 === record.type } ?? records.count)
      writer.list(record.values) { writer, value in
        writer.optional(value) { writer, value in value.pack(to: &writer, records: records) }
      }
    }
  }

  /// A value that `pack` wrote.
  ///
  /// - Parameter records: the types of records that it may hold.
  public init(packed reader: inout CompactReader, records: [RecordType]) {
    switch reader.byte() {
    case 1: self = .bool(reader.bool())
    case 2: self = .int(reader.int())
    case 3: self = .uint(UInt64(bitPattern: reader.int()))
    case 4: self = .double(reader.double())
    case 5: self = .string(reader.text())
    case 6: self = .type(reader.text())
    case 7: self = .bytes(reader.text().utf8)
    case 8: self = .list(Value.list(packed: &reader, records))
    case 9:
      let keys = Value.list(packed: &reader, records)
      self = .map(MapValue(keys: keys, values: Value.list(packed: &reader, records)) ?? MapValue())
    case 10: self = .timestamp(Timestamp(clamping: reader.int(), nanoseconds: Int32(truncatingIfNeeded: reader.int())))
    case 11: self = .duration(TimeSpan(seconds: reader.int(), nanoseconds: reader.int()))
    case 12: self = .optional(reader.bool() ? Value(packed: &reader, records: records) : nil)
    case 13: self = Value.record(packed: &reader, records)
    default: self = .null
    }
  }

  private static func pack(_ values: [Value], to writer: inout CompactWriter, _ records: [RecordType]) {
    writer.list(values) { writer, value in value.pack(to: &writer, records: records) }
  }

  private static func list(packed reader: inout CompactReader, _ records: [RecordType]) -> [Value] {
    var values: [Value] = []
    for _ in 0..<reader.length() { values.append(Value(packed: &reader, records: records)) }
    return values
  }

  private static func record(packed reader: inout CompactReader, _ records: [RecordType]) -> Value {
    let index = reader.count()
    var values: [Value?] = []
    for _ in 0..<reader.length() { values.append(reader.bool() ? Value(packed: &reader, records: records) : nil) }
    return index < records.count ? .record(RecordValue(records[index], values: values)) : .null
  }

  /// What the kind of a value is called.
  private var tag: UInt8 {
    switch self {
    case .null: 0
    case .bool: 1
    case .int: 2
    case .uint: 3
    case .double: 4
    case .string: 5
    case .type: 6
    case .bytes: 7
    case .list: 8
    case .map: 9
    case .timestamp: 10
    case .duration: 11
    case .optional: 12
    case .record: 13
    }
  }
}

extension RecordType {
  /// Writes what evaluations need: the names of the fields and not their types.
  public func pack(to writer: inout CompactWriter) {
    writer.text(name)
    writer.bool(isClosed)
    writer.texts(fields.map { $0.name })
  }

  /// A type that `pack` wrote.
  public convenience init(packed reader: inout CompactReader) {
    let (name, isClosed) = (reader.text(), reader.bool())
    var fields: [Field] = []
    for field in reader.texts() { fields.append(Field(field, .dyn)) }
    self.init(name: name, fields: fields, isClosed: isClosed)
  }
}
