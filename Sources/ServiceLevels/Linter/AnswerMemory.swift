// The browser judges one ticket after the other, with other answers each time.
#if !arch(wasm32)
  import CEL
  import Diagnostics
  import Notation
  import Tickets

  /// What the answers of earlier tickets mean, for one thread.
  ///
  /// An entry of a plain ticket means the same in every ticket of its form. It is read once, as if it stood alone, and known by its bytes from then on;
  /// an entry about which there is anything to say is known as one that must be read with its ticket.
  struct AnswerMemory: ~Copyable {
    /// What an entry says to rules.
    private enum Meaning {
      /// Nothing: it is empty.
      case none
      /// A value, and its number in the memory of outcomes.
      case value(Value, ValueHint)
      /// There is something to say about it.
      case unclear
    }

    /// What an entry says, and whether it is such that no secret can begin in it.
    private struct Known {
      var meaning: Meaning
      var isHarmless: Bool
    }

    /// A key that entries of a form began with.
    private struct Key {
      let name: [UInt8]
      /// The field, with the answer with which the key was first met; nil for a key that must be read with its ticket.
      let field: Field?
      /// The field's index in the ticket's record.
      let record: Int
      var answers = RawMemory<Known>()
      /// The key that came after it last.
      var follower = 0
    }

    private var linter: TicketLinter?
    private var epoch = 0
    private var plain = PlainTicket()
    private var formNames = RawMemory<Int?>()
    private var keys: [[Key]] = []
    private var bodies: [RawMemory<Known>] = []
    /// The fields that each form requires, and their indices in the ticket's record.
    private(set) var required: [[(field: Int, record: Int)]] = []
    /// The index in the ticket's record of the day on which it was written.
    private(set) var created: Int?

    /// The values of the ticket's record.
    private(set) var values: [Value?] = []
    /// What is known of their numbers.
    private(set) var hints: [ValueHint] = []
    /// Which fields of the record have an entry.
    private var isAnswered: [Bool] = []
    /// The parts of the ticket in which secrets may begin.
    private var scanned: [Range<Int>] = []

    /// More keys than the forms of a site have between them.
    private static let keyLimit = 500

    /// Learns the values of a ticket; gives the index of its form, or nil for a ticket that must be read as a whole.
    mutating func read(_ file: SourceFile, _ linter: TicketLinter, _ outcomes: inout OutcomeMemory) -> Int? {
      if self.linter !== linter || epoch != outcomes.epoch { start(linter, outcomes.epoch) }
      return file.bytes.withUnsafeBytes { bytes in
        guard plain.split(bytes), let form = form(file, bytes, linter) else { return nil }
        clear(linter)
        values[0] = .string(linter.forms.forms[form].id)
        // The lines around the front matter.
        scanned.append(0..<plain.entries[0].start)
        scanned.append(plain.entries[plain.entries.count - 1].end..<plain.body)
        var key = 0
        for entry in plain.entries {
          if isForm(entry, bytes) {
            scanned.append(entry.start..<entry.end)
            continue
          }
          guard let next = index(ofKey: entry, after: key, file, bytes, linter, form),
            learn(entry, key: next, file, bytes, linter, &outcomes, form)
          else { return nil }
          keys[form][key].follower = next
          key = next
        }
        return learnBody(file, bytes, linter, &outcomes, form) ? form : nil
      }
    }

    private mutating func start(_ linter: TicketLinter, _ epoch: Int) {
      self.linter = linter
      self.epoch = epoch
      formNames = RawMemory()
      // Each form begins with a key that no entry has, which the first one follows.
      let none = Key(name: [], field: nil, record: 0)
      keys = [[Key]](repeating: [none], count: linter.forms.forms.count)
      bodies = [RawMemory<Known>](repeating: RawMemory(), count: linter.forms.forms.count)
      created = linter.rules.environment.ticketType.index(of: "created")
      required = zip(linter.forms.forms, linter.forms.slots).map { form, slots in
        form.fields.indices.filter { form.fields[$0].isRequired }.map { ($0, RuleEnvironment.recordIndex(ofSlot: slots[$0])) }
      }
    }

    /// Whether the ticket that was read holds a secret.
    func holdsSecret(_ file: SourceFile) -> Bool {
      file.bytes.withUnsafeBufferPointer { bytes in scanned.contains { SecretScanner.holdsSecret(bytes, in: $0) } }
    }

    private mutating func clear(_ linter: TicketLinter) {
      scanned.removeAll(keepingCapacity: true)
      let count = linter.rules.environment.ticketType.fields.count
      values = [Value?](repeating: nil, count: count)
      hints.removeAll(keepingCapacity: true)
      hints.append(contentsOf: repeatElement(.unknown, count: count))
      isAnswered.removeAll(keepingCapacity: true)
      isAnswered.append(contentsOf: repeatElement(false, count: count))
    }
  }

  extension AnswerMemory {
    private func isForm(_ entry: PlainTicket.Entry, _ bytes: UnsafeRawBufferPointer) -> Bool {
      guard entry.colon - entry.start == 4, bytes[entry.start] == UInt8(ascii: "f") else { return false }
      return bytes[entry.start + 1] == UInt8(ascii: "o") && bytes[entry.start + 2] == UInt8(ascii: "r")
        && bytes[entry.start + 3] == UInt8(ascii: "m")
    }

    /// The form that the ticket's only entry of that name names.
    private mutating func form(
      _ file: SourceFile, _ bytes: UnsafeRawBufferPointer, _ linter: TicketLinter
    ) -> Int? {
      var form: Int?
      for entry in plain.entries where isForm(entry, bytes) {
        guard form == nil else { return nil }
        let run = UnsafeRawBufferPointer(rebasing: bytes[entry.start..<entry.end])
        if let known = formNames.meaning(of: run) {
          form = known
        } else {
          form = PlainTicket.read(entry, in: file).flatMap { linter.forms.form(namedBy: $0, in: file) }
          formNames.keep(form, of: run)
        }
        if form == nil { return nil }
      }
      return form
    }

    /// The index of an entry's key among those of the form.
    private mutating func index(
      ofKey entry: PlainTicket.Entry, after previous: Int, _ file: SourceFile, _ bytes: UnsafeRawBufferPointer,
      _ linter: TicketLinter, _ form: Int
    ) -> Int? {
      let name = UnsafeRawBufferPointer(rebasing: bytes[entry.start..<entry.colon])
      let likely = keys[form][previous].follower
      if isKey(keys[form][likely], name) { return likely }
      if let known = keys[form].firstIndex(where: { isKey($0, name) }) { return known }
      guard keys[form].count < AnswerMemory.keyLimit else { return nil }
      guard let read = PlainTicket.read(entry, in: file) else { return nil }
      let field = linter.forms.field(answeredBy: read, in: file, form: form)
      let record = field.map { linter.recordIndex(of: $0, form: form) } ?? 0
      keys[form].append(Key(name: Array(name), field: field, record: record))
      return keys[form].count - 1
    }

    private func isKey(_ key: borrowing Key, _ name: UnsafeRawBufferPointer) -> Bool {
      key.name.count == name.count && key.name.withUnsafeBytes { equalBytes($0, name) }
    }

    /// Learns the value of an entry; false if there is anything to say about it.
    private mutating func learn(
      _ entry: PlainTicket.Entry, key: Int, _ file: SourceFile, _ bytes: UnsafeRawBufferPointer, _ linter: TicketLinter,
      _ outcomes: inout OutcomeMemory, _ form: Int
    ) -> Bool {
      let record = keys[form][key].record
      // Record 0 is the form, which no other key names.
      guard record > 0, !isAnswered[record] else { return false }
      isAnswered[record] = true
      let part = entry.start..<entry.end
      guard !keys[form][key].answers.isUseless else {
        scanned.append(part)
        return take(meaning(of: entry, key, file, linter, &outcomes, form), record)
      }
      let run = UnsafeRawBufferPointer(rebasing: bytes[entry.colon..<entry.end])
      if let known = keys[form][key].answers.meaning(of: run) { return takeAgain(known, part, record, &outcomes) }
      let known = Known(
        meaning: meaning(of: entry, key, file, linter, &outcomes, form), isHarmless: isHarmless(bytes, part))
      keys[form][key].answers.keep(known, of: run)
      scanned.append(part)
      return take(known.meaning, record)
    }

    private func isHarmless(_ bytes: UnsafeRawBufferPointer, _ part: Range<Int>) -> Bool {
      SecretScanner.isHarmless(bytes.assumingMemoryBound(to: UInt8.self), in: part)
    }

    private mutating func meaning(
      of entry: PlainTicket.Entry, _ key: Int, _ file: SourceFile, _ linter: TicketLinter, _ outcomes: inout OutcomeMemory,
      _ form: Int
    ) -> Meaning {
      guard var field = keys[form][key].field, let node = PlainTicket.value(of: entry, in: file) else { return .unclear }
      (field.keyRange, field.node) = (SourceRange(entry.start, entry.colon), node)
      return meaning(of: field, keys[form][key].record, file, linter, &outcomes, form)
    }

    private mutating func meaning(
      of field: Field, _ record: Int, _ file: SourceFile, _ linter: TicketLinter, _ outcomes: inout OutcomeMemory, _ form: Int
    ) -> Meaning {
      var sink = DiagnosticSink(file)
      let answer = linter.answer(field, form: form, usesLabels: false, &sink)
      guard sink.diagnostics.isEmpty else { return .unclear }
      switch answer {
      case .none: return .none
      case .value(let value): return .value(value, outcomes.hint(of: value, field: record))
      case .leftOver, .unfit: return .unclear
      }
    }

    /// The text after the front matter is the description.
    private mutating func learnBody(
      _ file: SourceFile, _ bytes: UnsafeRawBufferPointer, _ linter: TicketLinter, _ outcomes: inout OutcomeMemory, _ form: Int
    ) -> Bool {
      let run = UnsafeRawBufferPointer(rebasing: bytes[plain.body...])
      if run.isEmpty { return true }
      let record = RuleEnvironment.recordIndex(ofSlot: 1)
      guard !isAnswered[record] else { return false }
      let part = plain.body..<bytes.count
      if !bodies[form].isUseless, let known = bodies[form].meaning(of: run) { return takeAgain(known, part, record, &outcomes) }
      guard let fields = linter.forms.fields(answeredByBody: plain.body, of: file, form: form) else { return false }
      let meaning = fields.first.map { self.meaning(of: $0, record, file, linter, &outcomes, form) } ?? Meaning.none
      if !bodies[form].isUseless { bodies[form].keep(Known(meaning: meaning, isHarmless: isHarmless(bytes, part)), of: run) }
      scanned.append(part)
      return take(meaning, record)
    }

    private mutating func takeAgain(
      _ known: Known, _ part: Range<Int>, _ record: Int, _ outcomes: inout OutcomeMemory
    ) -> Bool {
      if !known.isHarmless { scanned.append(part) }
      if case .value(_, .number) = known.meaning { outcomes.countAgain(record) }
      return take(known.meaning, record)
    }

    private mutating func take(_ meaning: Meaning, _ record: Int) -> Bool {
      switch meaning {
      case .none: return true
      case .value(let value, let hint):
        values[record] = value
        hints[record] = hint
        return true
      case .unclear: return false
      }
    }
  }
#endif
