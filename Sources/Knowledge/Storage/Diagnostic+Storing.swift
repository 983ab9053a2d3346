import Diagnostics

extension Diagnostic {
  /// Writes the finding, so that `init(_:)` can read it.
  public func write(to writer: inout ArchiveWriter) {
    for text in [rule, message, help, clause, url, file, field, excerpt] { writer.write(text) }
    writer.write(Int(severity.rawValue))
    writer.write(excerptColumn)
    start.write(to: &writer)
    end.write(to: &writer)
    writer.write(related) { writer, place in
      writer.write(place.message)
      writer.write(place.file)
      place.location.write(to: &writer)
    }
    writer.write(fixes) { writer, fix in
      writer.write(fix.title)
      writer.write(fix.safe)
      writer.write(fix.edits) { writer, edit in
        edit.start.write(to: &writer)
        edit.end.write(to: &writer)
        writer.write(edit.text)
      }
    }
  }

  /// Reads what `write` wrote.
  public init(_ reader: inout ArchiveReader) {
    let texts = (0..<8).map { _ in reader.text() }
    let severity = Severity(rawValue: UInt8(truncatingIfNeeded: reader.number())) ?? .info
    let column = reader.number()
    self.init(
      rule: texts[0], severity: severity, message: texts[1], help: texts[2], clause: texts[3], url: texts[4], file: texts[5],
      start: SourceLocation(&reader), end: SourceLocation(&reader), excerpt: texts[7])
    field = texts[6]
    excerptColumn = column
    related = reader.values { RelatedPlace(message: $0.text(), file: $0.text(), location: SourceLocation(&$0)) }
    fixes = reader.values { reader in
      Fix(
        title: reader.text(), safe: reader.bool(),
        edits: reader.values { Edit(start: SourceLocation(&$0), end: SourceLocation(&$0), text: $0.text()) })
    }
  }
}

extension SourceLocation {
  fileprivate func write(to writer: inout ArchiveWriter) {
    writer.write(line)
    writer.write(column)
    writer.write(offset)
  }

  fileprivate init(_ reader: inout ArchiveReader) {
    self.init(line: reader.number(), column: reader.number(), offset: reader.number())
  }
}
