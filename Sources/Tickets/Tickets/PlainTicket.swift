// The browser reads one ticket after the other as a whole.
#if !arch(wasm32)
  import Diagnostics
  import Notation

  /// The entries of a ticket in Markdown whose front matter is so plain that they can be told apart without reading it.
  ///
  /// Each entry begins with its key at the margin, and has its further lines indented, or as `- …` at the margin. What an entry means does not depend
  /// on the others then, so that it can be read, or known already, by itself.
  public struct PlainTicket {
    /// A key and its value as written.
    public struct Entry {
      /// Where the key begins.
      public var start: Int
      /// Where the colon after the key is.
      public var colon: Int
      /// Where the next entry begins.
      public var end: Int

      /// An entry of these places.
      public init(start: Int, colon: Int, end: Int) { (self.start, self.colon, self.end) = (start, colon, end) }
    }

    /// The entries in the order of the text.
    public private(set) var entries: [Entry] = []
    /// Where the text after the front matter begins.
    public private(set) var body = 0

    /// A larger ticket is no plain one.
    public static var sizeLimit: Int { 1 << 16 }
    private static var entryLimit: Int { 200 }

    /// Memory for tickets.
    public init() {}

    /// Finds the entries of a ticket; false for one that is not plain.
    public mutating func split(_ bytes: UnsafeRawBufferPointer) -> Bool {
      entries.removeAll(keepingCapacity: true)
      guard bytes.count <= PlainTicket.sizeLimit, bytes.count > 4, isMark(bytes, 0), bytes[3] == 0x0A else { return false }
      var line = 4
      while line < bytes.count {
        let first = bytes[line]
        var next = line
        if first.isASCIILetter {
          guard let colon = colon(bytes, line), entries.count < PlainTicket.entryLimit else { return false }
          endEntry(line)
          entries.append(Entry(start: line, colon: colon, end: line))
          next = colon
        } else if first == UInt8(ascii: "-"), isMark(bytes, line) {
          return endFrontMatter(bytes, line)
        } else {
          let isListed = first == UInt8(ascii: "-") && line + 1 < bytes.count && bytes[line + 1] == 0x20
          guard !entries.isEmpty, isListed || first == 0x20 else { return false }
        }
        line = PlainTicket.nextLine(bytes, next)
      }
      return false
    }

    /// Whether `---` begins at an offset.
    private func isMark(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Bool {
      let dash = UInt8(ascii: "-")
      return offset + 3 <= bytes.count && bytes[offset] == dash && bytes[offset + 1] == dash && bytes[offset + 2] == dash
    }

    private mutating func endEntry(_ line: Int) {
      if !entries.isEmpty { entries[entries.count - 1].end = line }
    }

    /// Takes the line of an offset, which begins with `---`, for the end of the front matter, if it is nothing else.
    private mutating func endFrontMatter(_ bytes: UnsafeRawBufferPointer, _ line: Int) -> Bool {
      guard !entries.isEmpty, line + 3 == bytes.count || bytes[line + 3] == 0x0A else { return false }
      endEntry(line)
      body = min(line + 4, bytes.count)
      return true
    }

    /// The colon after the key that begins a line, if it has a blank or the line's end after it.
    private func colon(_ bytes: UnsafeRawBufferPointer, _ line: Int) -> Int? {
      var index = line + 1
      while index + 8 <= bytes.count {
        let count = PlainTicket.nameLength(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
        index += count
        if count < 8 { break }
      }
      while index < bytes.count, isPartOfName(bytes[index]) { index += 1 }
      guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: ":") else { return nil }
      return bytes[index + 1] == 0x20 || bytes[index + 1] == 0x0A ? index : nil
    }

    /// A letter, a digit or `_`, by a bit for each byte.
    @inline(__always) private func isPartOfName(_ byte: UInt8) -> Bool {
      let bits: UInt64 = byte & 0x40 == 0 ? 0x03FF_0000_0000_0000 : 0x07FF_FFFE_87FF_FFFE
      return byte < 0x80 && (bits &>> UInt64(byte & 63)) & 1 == 1
    }

    /// How many of eight bytes, the lowest first, are parts of a name before another one comes.
    @inline(__always) static func nameLength(_ word: UInt64) -> Int {
      let ones: UInt64 = 0x0101_0101_0101_0101
      let high = ones &* 0x80
      // Without its highest bit no byte carries into the next one.
      let low = word & ~high
      let lowered = low | ones &* 0x20
      let letters = (lowered &+ ones &* (0x80 - 0x61)) & ~(lowered &+ ones &* (0x80 - 0x7B))
      let digits = (low &+ ones &* (0x80 - 0x30)) & ~(low &+ ones &* (0x80 - 0x3A))
      let mark = low ^ ones &* 0x5F
      let others = ~(letters | digits | ~(mark &+ ones &* 0x7F)) | word
      return (others & high).trailingZeroBitCount / 8
    }

    /// Where the line after that of an offset begins. Eight bytes are looked at together.
    public static func nextLine(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Int {
      var index = offset
      while index + 8 <= bytes.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ 0x0A0A_0A0A_0A0A_0A0A
        // The lowest bit that is set belongs to the first zero byte; those above it may belong to others.
        let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
        if zeros != 0 { return index + zeros.trailingZeroBitCount / 8 + 1 }
        index += 8
      }
      while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      return min(index + 1, bytes.count)
    }
  }

  extension FormSet {
    /// The form that an entry names; nil if it names none, or if there is anything to say about it.
    public func form(namedBy entry: Node.Entry, in file: SourceFile) -> Int? {
      let content = content(of: entry, in: file)
      var sink = DiagnosticSink(file)
      guard content.entries[0].namesForm(content: .markdown), !entry.value.text.isEmpty,
        let index = formIndex(of: content, forced: nil, &sink), sink.diagnostics.isEmpty
      else { return nil }
      return index
    }

    /// The field that an entry answers; nil if it answers none, or if there is anything to say about it.
    public func field(answeredBy entry: Node.Entry, in file: SourceFile, form: Int) -> Field? {
      onlyField(of: content(of: entry, in: file), form: form)
    }

    /// The field that the text after the front matter of a plain ticket answers.
    ///
    /// - Returns: no field for an empty text; nil if there is anything to say about it.
    public func fields(answeredByBody start: Int, of file: SourceFile, form: Int) -> [Field]? {
      let body = file.bytes[start...]
      guard !body.contains(0), !body.contains(0x0D), Text.firstInvalidByte(in: body) == nil else { return nil }
      let node = Node.text(file.bytes, in: SourceRange(start, file.bytes.count))
      guard !node.text.isEmpty else { return [] }
      var content = TicketContent(format: .markdown, file: file)
      content.outerDescription = node
      return onlyField(of: content, form: form).map { [$0] }
    }

    private func content(of entry: Node.Entry, in file: SourceFile) -> TicketContent {
      var content = TicketContent(format: .markdown, file: file)
      content.entries = [TicketContent.Entry(key: entry.key, keyRange: entry.keyRange, value: entry.value)]
      return content
    }

    private func onlyField(of content: TicketContent, form: Int) -> Field? {
      var sink = DiagnosticSink(content.file)
      guard let ticket = resolve(content, forced: forms[form].id, &sink), sink.diagnostics.isEmpty, ticket.formIndex == form,
        ticket.fields.count == 1, ticket.exceptions.isEmpty, ticket.misspelt.isEmpty
      else { return nil }
      return ticket.fields[0]
    }
  }

  extension FormSet {
    /// Whether there is nothing to say about an entry but that its key is none of the form's.
    public func isUnknown(_ entry: Node.Entry, in file: SourceFile, form: Int) -> Bool {
      var sink = DiagnosticSink(file)
      guard let ticket = resolve(content(of: entry, in: file), forced: forms[form].id, &sink) else { return false }
      return sink.diagnostics.count == 1 && sink.diagnostics[0].rule == "field-unknown" && ticket.exceptions.isEmpty
    }

    /// A plain ticket with the values of some fields; other entries have none. What there is to say about keys is reported.
    ///
    /// - Parameters:
    ///   - fields: the fields whose values are known.
    ///   - entries: the entries of the ticket that count, those of the fields among them.
    ///   - file: the ticket.
    ///   - form: the index of its form.
    public func ticket(
      _ fields: [Field], _ entries: [PlainTicket.Entry], in file: SourceFile, form: Int, _ sink: inout DiagnosticSink
    ) -> (content: TicketContent, ticket: Ticket)? {
      var content = TicketContent(format: .markdown, file: file)
      content.entries.reserveCapacity(entries.count)
      for entry in entries {
        let range = SourceRange(entry.start, entry.colon)
        let nothing = Node(.null, range: SourceRange(entry.colon + 1, entry.colon + 1))
        let value = fields.first { $0.keyRange == range }?.node ?? nothing
        content.entries.append(TicketContent.Entry(key: file.text(in: range), keyRange: range, value: value))
      }
      content.outerDescription = fields.first { $0.keyRange.start == $0.keyRange.end }?.node
      return resolve(content, forced: forms[form].id, &sink).map { (content, $0) }
    }
  }

  extension PlainTicket {
    /// The value of an entry by itself; nil if there is no sound one, or one that may hide a secret in escapes or folds.
    public static func value(of entry: Entry, in file: SourceFile) -> Node? {
      YAMLReader.plainValue(in: file, after: entry.colon, before: entry.end) ?? read(entry, in: file)?.value
    }

    /// Reads an entry by itself; nil if it is not sound, or may hide a secret in escapes or folds.
    public static func read(_ entry: Entry, in file: SourceFile) -> Node.Entry? {
      guard !file.bytes[entry.start..<entry.end].contains(0x0D) else { return nil }
      let reading = YAMLReader.read(file, in: SourceRange(entry.start, entry.end))
      guard reading.diagnostics.isEmpty, case .map(let entries)? = reading.node?.value, entries.count == 1,
        entries[0].keyRange == SourceRange(entry.start, entry.colon), isAsWritten(entries[0].value)
      else { return nil }
      return entries[0]
    }

    /// Whether every text of a value stands in the file as it is.
    private static func isAsWritten(_ node: Node) -> Bool {
      switch node.value {
      case .list(let elements): elements.allSatisfy { isAsWritten($0) }
      case .map: false
      default: node.map == nil
      }
    }
  }
#endif
