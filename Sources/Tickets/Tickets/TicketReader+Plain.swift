// The browser reads one ticket after the other as a whole.
#if !arch(wasm32)
  import Diagnostics
  import Notation

  extension TicketReader {
    /// Reads a plain ticket entry by entry, which gives what reading it as a whole does; false, and nothing read, if an entry is not sound, or a key
    /// comes twice.
    static func readPlain(_ ticket: inout TicketContent) -> Bool {
      let file = ticket.file
      var plain = PlainTicket()
      guard file.bytes.withUnsafeBytes({ plain.split($0) }) else { return false }
      var entries: [TicketContent.Entry] = []
      entries.reserveCapacity(plain.entries.count)
      for entry in plain.entries {
        guard let value = PlainTicket.value(of: entry, in: file) else { return false }
        let key = Text(file.bytes[entry.start..<entry.colon])
        for index in entries.indices where entries[index].key == key { return false }
        entries.append(TicketContent.Entry(key: key, keyRange: SourceRange(entry.start, entry.colon), value: value))
      }
      ticket.entries = entries
      readBody(SourceRange(plain.body, file.bytes.count), &ticket)
      return true
    }
  }
#endif
