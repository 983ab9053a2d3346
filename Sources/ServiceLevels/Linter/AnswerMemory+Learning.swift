// The browser judges one ticket after the other, with other answers each time.
#if !arch(wasm32)
  import CEL
  import Diagnostics
  import Notation
  import Tickets

  /// Learning what entries mean.
  extension AnswerMemory {
    /// More keys than the forms of a site have between them.
    private static var keyLimit: Int { 500 }
    /// Longer lists are read as a whole.
    private static var lineLimit: Int { SightNumbers.longestList }

    func isForm(_ entry: PlainTicket.Entry, _ bytes: UnsafeRawBufferPointer) -> Bool {
      guard entry.colon - entry.start == 4, bytes[entry.start] == UInt8(ascii: "f") else { return false }
      return bytes[entry.start + 1] == UInt8(ascii: "o") && bytes[entry.start + 2] == UInt8(ascii: "r")
        && bytes[entry.start + 3] == UInt8(ascii: "m")
    }

    /// The form that the ticket's only entry of that name names.
    mutating func form(_ file: SourceFile, _ bytes: UnsafeRawBufferPointer, _ linter: TicketLinter) -> Int? {
      var form: Int?
      for place in plain.entries.indices where isForm(plain.entries[place], bytes) {
        guard form == nil else { return nil }
        let entry = plain.entries[place]
        let run = UnsafeRawBufferPointer(rebasing: bytes[entry.start..<entry.end])
        if let known = formNames.meaning(of: run) {
          form = known
        } else {
          form = PlainTicket.read(entry, in: file).flatMap { linter.forms.form(namedBy: $0, in: file) }
          _ = formNames.keep(form, of: run)
        }
        if form == nil { return nil }
      }
      return form
    }

    /// The index of an entry's key among those of the form.
    mutating func index(ofKey entry: PlainTicket.Entry, after previous: Int, _ context: Context) -> Int? {
      let form = context.form
      let name = UnsafeRawBufferPointer(rebasing: context.bytes[entry.start..<entry.colon])
      let likely = keys[form][previous].follower
      if isKey(likely, name, form) { return likely }
      if let known = keys[form].indices.first(where: { isKey($0, name, form) }) { return known }
      guard keys[form].count < AnswerMemory.keyLimit else { return nil }
      guard let read = PlainTicket.read(entry, in: context.file) else { return nil }
      let field = context.linter.forms.field(answeredBy: read, in: context.file, form: form)
      let record = field.map { context.linter.recordIndex(of: $0, form: form) } ?? 0
      var key = Key(name: Array(name), field: field, record: record)
      if let index = field?.index {
        let formField = context.linter.forms.forms[form].fields[index]
        key.isList = formField.type == .list && formField.requiredOptions.isEmpty
      } else if field == nil {
        key.isUnknown = context.linter.forms.isUnknown(read, in: context.file, form: form)
      }
      keys[form].append(key)
      return keys[form].count - 1
    }

    private func isKey(_ key: Int, _ name: UnsafeRawBufferPointer, _ form: Int) -> Bool {
      keys[form][key].name.count == name.count && keys[form][key].name.withUnsafeBytes { equalBytes($0, name) }
    }

    /// Learns what an entry says; false if it must be read with its ticket.
    mutating func learn(_ place: Int, key: Int, _ context: Context, _ outcomes: inout OutcomeMemory) -> Bool {
      let form = context.form
      let entry = plain.entries[place]
      if keys[form][key].isUnknown { return learnUnknown(entry, key: key, context) }
      guard enter(place, key: key) else { return false }
      let run = UnsafeRawBufferPointer(rebasing: context.bytes[entry.colon..<entry.end])
      let isKept = !keys[form][key].answers.isUseless
      if isKept, let index = keys[form][key].answers.index(of: run) { return takeAgain(index, of: key, entry, &outcomes) }
      if !isKept, keys[form][key].isList, learnLines(entry, key: key, context, &outcomes) { return true }
      guard let field = field(of: entry, key: key, in: context.file) else { return false }
      return learn(field, entry, key: key, run, context, &outcomes)
    }

    /// Learns what an entry says that is not known.
    private mutating func learn(
      _ field: Field, _ entry: PlainTicket.Entry, key: Int, _ run: UnsafeRawBufferPointer, _ context: Context,
      _ outcomes: inout OutcomeMemory
    ) -> Bool {
      let part = entry.start..<entry.end
      scan(part)
      var (known, value) = read(field, keys[form][key].record, context, &outcomes)
      guard !keys[form][key].answers.isUseless else { return take(known, value, of: key, &outcomes) }
      known.isHarmless = isHarmless(part, context)
      guard let index = keys[form][key].answers.keep(known, of: run) else { return take(known, value, of: key, &outcomes) }
      if index == 0 { keys[form][key].values.removeAll(keepingCapacity: true) }
      keys[form][key].values.append(value)
      return take(known: index, of: key, &outcomes)
    }

    private mutating func takeAgain(
      _ index: Int, of key: Int, _ entry: PlainTicket.Entry, _ outcomes: inout OutcomeMemory
    ) -> Bool {
      let known = keys[form][key].answers.meanings[index]
      if !known.isHarmless { scan(entry.start..<entry.end) }
      if known.number > 0 { outcomes.countAgain(keys[form][key].record) }
      return take(known: index, of: key, &outcomes)
    }

    /// Learns that a ticket has a key that the form does not have, with a value about which there is nothing to say.
    private mutating func learnUnknown(_ entry: PlainTicket.Entry, key: Int, _ context: Context) -> Bool {
      scan(entry.start..<entry.end)
      return PlainTicket.read(entry, in: context.file) != nil && enter(unknown: key)
    }

    private func isHarmless(_ part: Range<Int>, _ context: Context) -> Bool {
      SecretScanner.isHarmless(context.bytes.assumingMemoryBound(to: UInt8.self), in: part)
    }

    /// The field that an entry of the ticket answers; nil if it must be read with its ticket.
    func field(of entry: PlainTicket.Entry, key: Int, in file: SourceFile) -> Field? {
      guard var field = keys[form][key].field, let node = PlainTicket.value(of: entry, in: file) else { return nil }
      (field.keyRange, field.node) = (SourceRange(entry.start, entry.colon), node)
      return field
    }

    private func read(
      _ field: Field, _ record: Int, _ context: Context, _ outcomes: inout OutcomeMemory
    ) -> (known: Known, value: Value?) {
      var sink = DiagnosticSink(context.file)
      let answer = context.linter.answer(field, form: context.form, usesLabels: false, &sink)
      let remark: Remark = sink.diagnostics.isEmpty ? .none : .findings
      switch answer {
      case .none: return (Known(remark: remark, isEmpty: true), nil)
      case .value(let value): return (Known(number: outcomes.number(of: value, record), remark: remark), value)
      case .unfit: return (Known(remark: remark), nil)
      case .leftOver: return (Known(remark: .unclear), nil)
      }
    }

    /// The text after the front matter is the description.
    mutating func readBody(_ context: Context, _ outcomes: inout OutcomeMemory) -> Bool {
      let (form, body) = (context.form, plain.body)
      let run = UnsafeRawBufferPointer(rebasing: context.bytes[body...])
      if run.isEmpty { return true }
      guard enter(plain.entries.count, key: 0) else { return false }
      let entry = PlainTicket.Entry(start: body, colon: body, end: context.bytes.count)
      if !keys[form][0].answers.isUseless, let index = keys[form][0].answers.index(of: run) {
        return takeAgain(index, of: 0, entry, &outcomes)
      }
      guard let fields = context.linter.forms.fields(answeredByBody: body, of: context.file, form: form) else { return false }
      if let field = fields.first { return learn(field, entry, key: 0, run, context, &outcomes) }
      scan(entry.start..<entry.end)
      return take(Known(isEmpty: true), nil, of: 0, &outcomes)
    }
  }

  /// Lists that are always others, of elements that are mostly the same.
  extension AnswerMemory {
    /// Learns what a list says of which each element is known by its line; false if it must be read as a whole.
    private mutating func learnLines(
      _ entry: PlainTicket.Entry, key: Int, _ context: Context, _ outcomes: inout OutcomeMemory
    ) -> Bool {
      let first = entry.colon + 2
      guard first < entry.end, context.bytes[first - 1] == 0x0A, context.bytes[entry.end - 1] == 0x0A else { return false }
      // Nothing is forgotten as long as an index stands for a line.
      if !keys[form][key].lines.hasRoom(for: AnswerMemory.lineLimit, of: entry.end - first) { keys[form][key].forgetLines() }
      var (line, indent) = (first, -1)
      var lines: [Int] = []
      var suspects: [Range<Int>] = []
      while line < entry.end {
        let next = PlainTicket.nextLine(context.bytes, line)
        guard let index = index(ofLine: line..<next, key: key, context, &outcomes), lines.count < AnswerMemory.lineLimit else {
          return false
        }
        let known = keys[form][key].lines.meanings[index]
        guard known.indent >= 0, indent < 0 || known.indent == indent else { return false }
        indent = known.indent
        if !known.isHarmless { suspects.append(line..<next) }
        lines.append(index)
        line = next
      }
      scan(entry.start..<first)
      for part in suspects { scan(part) }
      take(lines: lines, of: key, &outcomes)
      return true
    }

    private mutating func index(
      ofLine line: Range<Int>, key: Int, _ context: Context, _ outcomes: inout OutcomeMemory
    ) -> Int? {
      let run = UnsafeRawBufferPointer(rebasing: context.bytes[line])
      if let index = keys[form][key].lines.index(of: run) { return index }
      if keys[form][key].lines.isUseless { return nil }
      let (meaning, element) = read(line, key: key, context, &outcomes)
      guard let index = keys[form][key].lines.keep(meaning, of: run) else { return nil }
      keys[form][key].elements.append(element)
      return index
    }

    /// Reads a line by itself: the list of one element.
    private func read(
      _ line: Range<Int>, key: Int, _ context: Context, _ outcomes: inout OutcomeMemory
    ) -> (meaning: Line, element: Value) {
      var meaning = Line(isHarmless: isHarmless(line, context))
      let node = YAMLReader.plainValue(in: context.file, after: line.lowerBound - 2, before: line.upperBound)
      guard let node, let element = node.elements.first, let index = keys[form][key].field?.index,
        context.linter.forms.forms[form].fields[index].emptiness(of: element) == nil
      else { return (meaning, .null) }
      meaning.indent = node.range.start - line.lowerBound
      meaning.sight = outcomes.sight(ofElement: element.text, keys[form][key].record)
      return (meaning, .string(element.text))
    }
  }

  extension AnswerMemory.Key {
    fileprivate mutating func forgetLines() { (lines, elements) = (RawMemory(), []) }
  }
#endif
