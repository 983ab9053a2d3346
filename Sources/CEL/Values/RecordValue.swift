import Diagnostics

/// The type of values with named fields: a ticket of some form, an experiment, a request.
public final class RecordType: Sendable {
  /// A field of a record.
  public struct Field: Sendable {
    /// The name, an identifier.
    public let name: Text
    /// What its value is when it is there.
    public let type: Type

    /// A field.
    public init(_ name: Text, _ type: Type) {
      self.name = name
      self.type = type
    }
  }

  /// The name shown in messages: `ticket`.
  public let name: Text

  /// The fields, in the order in which records hold their values.
  public let fields: [Field]

  /// Whether selecting a name that is no field is an error of the expression; if not, such a field is `dyn` and always absent.
  public let isClosed: Bool

  /// A record type; of two fields with one name the first counts.
  public init(name: Text, fields: [Field], isClosed: Bool = true) {
    self.name = name
    self.fields = fields
    self.isClosed = isClosed
  }

  /// The index of a field.
  public func index(of name: Text) -> Int? { fields.firstIndex { $0.name == name } }
}

/// A value of a record type; any field may be absent.
public struct RecordValue: Sendable {
  /// What fields there are.
  public let type: RecordType

  /// The fields' values, at the index of the field; nil where absent.
  public private(set) var values: [Value?]

  /// A record without any of its fields.
  public init(_ type: RecordType) {
    self.type = type
    values = [Value?](repeating: nil, count: type.fields.count)
  }

  /// A record of these values, in the order of the type's fields; missing ones at the end are absent.
  public init(_ type: RecordType, values: [Value?]) {
    self.type = type
    self.values = values
    while self.values.count < type.fields.count { self.values.append(nil) }
  }

  /// The value of a field; nil if it is absent or no field of the type. Setting a name that is no field does nothing.
  public subscript(name: Text) -> Value? {
    get { type.index(of: name).flatMap { values[$0] } }
    set { if let index = type.index(of: name) { values[index] = newValue } }
  }

  /// Whether the field at an index of the type's fields is there.
  public func isPresent(_ index: Int) -> Bool { if case .some = values[index] { true } else { false } }

  /// The value of the field at an index of the type's fields.
  public subscript(index: Int) -> Value? {
    get { values[index] }
    set { values[index] = newValue }
  }
}

extension RecordValue: Equatable {
  /// Whether both are of one type and every field is absent in both or equal in both.
  public static func == (left: RecordValue, right: RecordValue) -> Bool {
    guard left.type === right.type else { return false }
    for index in left.type.fields.indices {
      switch (left.values[index], right.values[index]) {
      case (nil, nil): continue
      case (let left?, let right?): if !(left == right) { return false }
      default: return false
      }
    }
    return true
  }
}
