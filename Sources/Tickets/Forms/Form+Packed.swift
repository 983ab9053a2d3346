import Diagnostics
import Notation

extension Form {
  /// Writes what judging a ticket needs: not what only a page shows, nor the form's own example.
  public func pack(to writer: inout CompactWriter) {
    writer.text(id)
    writer.text(name)
    writer.list(fields) { writer, field in field.pack(to: &writer) }
  }

  /// A form that `pack` wrote.
  public convenience init(packed reader: inout CompactReader) {
    let (id, name) = (reader.text(), reader.text())
    var fields: [FormField] = []
    for _ in 0..<reader.length() { fields.append(FormField(packed: &reader)) }
    self.init(id: id, name: name, summary: "", fields: fields, file: SourceFile(path: "", bytes: []))
  }
}

extension FormField {
  fileprivate func pack(to writer: inout CompactWriter) {
    for text in [name, label, help, placeholder, initial] { writer.text(text) }
    writer.byte(kind.rawValue)
    writer.byte(type.rawValue)
    writer.byte(dimension.map { $0.rawValue + 1 } ?? 0)
    options.pack(to: &writer)
    writer.texts(requiredOptions)
    writer.bool(isRequired)
    writer.bool(condition != nil)
  }

  fileprivate convenience init(packed reader: inout CompactReader) {
    let (name, label, help) = (reader.text(), reader.text(), reader.text())
    var answer = FormAnswer(placeholder: reader.text(), initial: reader.text())
    let kind = ElementKind(rawValue: reader.byte()) ?? .input
    answer.type = FieldType(rawValue: reader.byte()) ?? .text
    let dimension = reader.byte()
    answer.dimension = dimension > 0 ? Quantity.Dimension(rawValue: dimension - 1) : nil
    answer.options = Options(packed: &reader)
    answer.requiredOptions = reader.texts()
    let isRequired = reader.bool()
    let range = SourceRange(0, 0)
    // That there is a condition is all that is asked of it here; the rules have it compiled.
    self.init(
      name: name, label: label, help: help, kind: kind, isRequired: isRequired,
      condition: reader.bool() ? Node(.null, range: range) : nil, nameRange: range, answer: answer)
  }
}

extension FormField.Options {
  fileprivate func pack(to writer: inout CompactWriter) {
    switch self {
    case .none: writer.byte(0)
    case .experiments: writer.byte(1)
    case .listed(let options):
      writer.byte(2)
      writer.texts(options)
    }
  }

  fileprivate init(packed reader: inout CompactReader) {
    switch reader.byte() {
    case 1: self = .experiments
    case 2: self = .listed(reader.texts())
    default: self = .none
    }
  }
}
