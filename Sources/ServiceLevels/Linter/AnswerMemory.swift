// The browser judges one ticket after the other, with other answers each time.
#if !arch(wasm32)
  import CEL
  import Diagnostics
  import Notation
  import Tickets

  /// What the answers of earlier tickets mean, for one thread.
  ///
  /// An entry of a plain ticket means the same in every ticket of its form. It is read once, as if it stood alone, and known by its bytes from then on.
  /// Of the ticket at hand it is only noted which entries it has; values are looked up for what is evaluated.
  struct AnswerMemory: ~Copyable {
    /// What an entry says, but for its value.
    struct Known {
      /// The number of the value in the memory of outcomes; 0 for an entry without an answer, or with one that does not fit.
      var number: Int32 = 0
      /// What must be done about it.
      var remark = Remark.none
      /// Whether nothing was answered.
      var isEmpty = false
      /// Whether it is such that no secret can begin in it.
      var isHarmless = false
    }

    /// What is said about an entry.
    enum Remark {
      /// Nothing.
      case none
      /// There are findings about the value.
      case findings
      /// It must be read with its ticket.
      case unclear
    }

    /// A line with an element of a list.
    struct Line {
      /// What rules see of the element; 0 if that is not known.
      var sight: UInt16 = 0
      /// How far it is from the margin; negative for a line that must be read with the list.
      var indent = -1
      var isHarmless: Bool
    }

    /// A key that entries of a form began with.
    struct Key {
      let name: [UInt8]
      /// The field, with the answer with which the key was first met; nil for a key that is none of the form's.
      let field: Field?
      /// Whether there is nothing to say about the key but that the form does not have it.
      var isUnknown = false
      /// The field's index in the ticket's record.
      let record: Int
      /// Whether the field is a list of any texts.
      var isList = false
      var answers = RawMemory<Known>()
      var lines = RawMemory<Line>()
      /// The values of the answers, and of the lines.
      var values: [Value?] = []
      var elements: [Value] = []
      /// The key that came after it last.
      var follower = 0
    }

    /// What a field of the ticket at hand has for an entry.
    struct Answer {
      /// Where the value is to be found.
      enum Place: UInt8 { case nowhere, known, fresh, listed }
      var place = Place.nowhere
      var remark = Remark.none
      var isEmpty = false
      /// Whether the value stands among the variables of rules.
      var isBound = false
      var key: Int32 = 0
      /// An index of the key's answers, or of the ticket's lines.
      var first: Int32 = 0
      var count: Int32 = 0
      /// The index among the ticket's entries; -1 for a field without any.
      var entry: Int32 = -1

      /// Whether it has an answer, whether that fits or not.
      var isAnswered: Bool { entry >= 0 && !isEmpty }
    }

    private var linter: TicketLinter?
    private var epoch = 0
    var plain = PlainTicket()
    var formNames = RawMemory<Int?>()
    /// The keys of each form, of which the first stands for the text after the front matter.
    var keys: [[Key]] = []
    /// The fields that each form requires, and their indices in the ticket's record.
    private(set) var required: [[(field: Int, record: Int)]] = []
    private var createdIndex: Int?

    /// The form of the ticket at hand.
    private(set) var form = 0
    /// Where its form is named.
    private(set) var anchor = SourceRange(0, 0)
    /// What its entries answer, by the field of the record.
    private(set) var answers: [Answer] = []
    /// Its entries whose keys the form does not have, as indices of the form's keys.
    private(set) var unknown: [Int] = []
    /// Whether there is something to say about an entry.
    private(set) var hasFindings = false
    /// Values that are not known by their bytes, by the field.
    private var fresh: [Value?] = []
    /// The lines of lists, as indices of their keys' lines.
    private var listed: [Int] = []
    /// The parts of the ticket in which secrets may begin.
    private var scanned: [Range<Int>] = []
    /// The variables of rules.
    private var variables: Bindings?
    private var record: RecordValue?

    /// Learns the values of a ticket; false for one that must be read as a whole.
    mutating func read(_ file: SourceFile, _ linter: TicketLinter, _ now: Timestamp, _ outcomes: inout OutcomeMemory) -> Bool {
      if self.linter !== linter || epoch != outcomes.epoch { start(linter, now, outcomes.epoch) }
      return file.bytes.withUnsafeBytes { bytes in
        guard plain.split(bytes), let form = form(file, bytes, linter) else { return false }
        clear(form)
        outcomes.clear()
        let context = Context(file: file, bytes: bytes, linter: linter, form: form)
        let name = Value.string(linter.forms.forms[form].id)
        take(name, number: outcomes.number(of: name, 0), record: 0, &outcomes)
        // In the lines around the front matter, which are `---` alone, no secret begins.
        guard readEntries(context, &outcomes), readBody(context, &outcomes) else { return false }
        bind(now, &outcomes)
        return true
      }
    }

    private mutating func readEntries(_ context: Context, _ outcomes: inout OutcomeMemory) -> Bool {
      var key = 0
      for place in plain.entries.indices {
        let entry = plain.entries[place]
        if isForm(entry, context.bytes) {
          anchor = SourceRange(entry.start, entry.colon)
          scanned.append(entry.start..<entry.end)
          continue
        }
        guard let next = index(ofKey: entry, after: key, context), learn(place, key: next, context, &outcomes) else {
          return false
        }
        keys[form][key].follower = next
        key = next
      }
      return true
    }

    private mutating func start(_ linter: TicketLinter, _ now: Timestamp, _ epoch: Int) {
      self.linter = linter
      self.epoch = epoch
      formNames = RawMemory()
      let body = Key(name: [], field: nil, record: RuleEnvironment.recordIndex(ofSlot: 1))
      keys = [[Key]](repeating: [body], count: linter.forms.forms.count)
      let type = linter.rules.environment.ticketType
      createdIndex = type.index(of: "created")
      required = zip(linter.forms.forms, linter.forms.slots).map { form, slots in
        form.fields.indices.filter { form.fields[$0].isRequired }.map { ($0, RuleEnvironment.recordIndex(ofSlot: slots[$0])) }
      }
      variables = linter.surroundings
      variables?[RuleEnvironment.Slot.now] = .timestamp(now)
      record = RecordValue(type)
      fresh = [Value?](repeating: nil, count: type.fields.count)
    }

    private mutating func clear(_ form: Int) {
      self.form = form
      hasFindings = false
      scanned.removeAll(keepingCapacity: true)
      listed.removeAll(keepingCapacity: true)
      unknown.removeAll(keepingCapacity: true)
      answers.removeAll(keepingCapacity: true)
      answers.append(contentsOf: repeatElement(Answer(), count: fresh.count))
    }

    /// Binds the instant at which the ticket was written.
    private mutating func bind(_ now: Timestamp, _ outcomes: inout OutcomeMemory) {
      var created = Value.timestamp(now)
      if let index = createdIndex, let written = value(of: index), case .timestamp = written { created = written }
      variables?[RuleEnvironment.Slot.created] = created
      outcomes.see(created: created)
    }

    /// The name of the field that an entry of the ticket answers; that without a key stands after the front matter.
    func name(of answer: Answer) -> Text? { answer.key == 0 ? "description" : keys[form][Int(answer.key)].field?.name }

    /// The field that an entry of the ticket answers.
    func field(of answer: Answer, in file: SourceFile) -> Field? {
      field(of: plain.entries[Int(answer.entry)], key: Int(answer.key), in: file)
    }

    /// Whether the ticket that was read holds a secret.
    func holdsSecret(_ file: SourceFile) -> Bool {
      file.bytes.withUnsafeBufferPointer { bytes in scanned.contains { SecretScanner.holdsSecret(bytes, in: $0) } }
    }
  }

  /// What entries are read from.
  struct Context {
    let file: SourceFile
    let bytes: UnsafeRawBufferPointer
    let linter: TicketLinter
    let form: Int
  }

  extension AnswerMemory {
    /// Notes that an entry answers the field of a key; false if another one did.
    mutating func enter(_ entry: Int, key: Int) -> Bool {
      let record = keys[form][key].record
      // Record 0 is the form, which no other key names.
      guard record > 0, answers[record].entry < 0 else { return false }
      answers[record].entry = Int32(truncatingIfNeeded: entry)
      answers[record].key = Int32(truncatingIfNeeded: key)
      return true
    }

    /// Notes an entry whose key the form does not have; false if there is another one with that key.
    mutating func enter(unknown key: Int) -> Bool {
      guard !unknown.contains(key) else { return false }
      unknown.append(key)
      hasFindings = true
      return true
    }

    /// Notes a part of the ticket in which secrets may begin.
    mutating func scan(_ part: Range<Int>) { scanned.append(part) }

    /// Takes what an entry says that is known by its bytes; false if it must be read with its ticket.
    mutating func take(known index: Int, of key: Int, _ outcomes: inout OutcomeMemory) -> Bool {
      let known = keys[form][key].answers.meanings[index]
      let record = keys[form][key].record
      guard note(known, record) else { return false }
      guard known.number != 0 else { return true }
      answers[record].place = .known
      answers[record].first = Int32(truncatingIfNeeded: index)
      outcomes.see(known.number, record)
      return true
    }

    /// Takes what an entry says that is not known by its bytes; false if it must be read with its ticket.
    mutating func take(_ known: Known, _ value: Value?, of key: Int, _ outcomes: inout OutcomeMemory) -> Bool {
      let record = keys[form][key].record
      guard note(known, record) else { return false }
      if let value { take(value, number: known.number, record: record, &outcomes) }
      return true
    }

    private mutating func take(_ value: Value, number: Int32, record: Int, _ outcomes: inout OutcomeMemory) {
      fresh[record] = value
      answers[record].place = .fresh
      outcomes.see(number, record)
    }

    /// Takes the lines of a list, as indices of the key's lines, from some index of the ticket's lines on.
    mutating func take(lines: [Int], of key: Int, _ outcomes: inout OutcomeMemory) {
      let record = keys[form][key].record
      answers[record].place = .listed
      answers[record].first = Int32(truncatingIfNeeded: listed.count)
      answers[record].count = Int32(truncatingIfNeeded: lines.count)
      listed += lines
      outcomes.see(OutcomeMemory.unnumbered, record)
      outcomes.see(elements: lines.map { keys[form][key].lines.meanings[$0].sight }, record)
    }

    private mutating func note(_ known: Known, _ record: Int) -> Bool {
      switch known.remark {
      case .none: break
      case .findings: hasFindings = true
      case .unclear: return false
      }
      answers[record].remark = known.remark
      answers[record].isEmpty = known.isEmpty
      return true
    }
  }

  extension AnswerMemory: JudgedTicket {
    func isPresent(_ field: Int) -> Bool { answers[field].place != .nowhere }

    func value(of field: Int) -> Value? {
      let answer = answers[field]
      let key = Int(answer.key)
      switch answer.place {
      case .nowhere: return nil
      case .known: return keys[form][key].values[Int(answer.first)]
      case .fresh: return fresh[field]
      case .listed:
        return .list(listed[Int(answer.first)..<Int(answer.first + answer.count)].map { keys[form][key].elements[$0] })
      }
    }

    mutating func bindings(with fields: [Int]?) -> Bindings {
      if let fields, let variables, fields.allSatisfy({ answers[$0].isBound }) { return variables }
      guard var record, var variables else { preconditionFailure("a ticket is read before it is judged") }
      // Nobody else holds the record while it changes.
      (self.record, self.variables) = (nil, nil)
      variables[RuleEnvironment.Slot.ticket] = nil
      if let fields {
        for field in fields { bind(field, &record) }
      } else {
        for field in answers.indices { bind(field, &record) }
      }
      variables[RuleEnvironment.Slot.ticket] = .record(record)
      (self.record, self.variables) = (record, variables)
      return variables
    }

    private mutating func bind(_ field: Int, _ record: inout RecordValue) {
      if answers[field].isBound { return }
      answers[field].isBound = true
      record[field] = value(of: field)
    }
  }
#endif
