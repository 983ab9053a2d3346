import Diagnostics

/// Private keys.
extension SecretScan {
  /// `-----BEGIN … PRIVATE KEY-----` or `---- BEGIN SSH2 … PRIVATE KEY ----` with what follows up to its end.
  func privateKey(at index: Int) -> SecretScanner.Finding? {
    guard byte(index + 1) == UInt8(ascii: "-"), matches("-----BEGIN ", at: index) || matches("---- BEGIN ", at: index),
      let name = find("PRIVATE KEY", from: index + 11, before: index + 120), isOnOneLine(index, name)
    else { return nil }
    guard let end = endOfKey(name + 11) else { return nil }
    return SecretScanner.Finding("a private key", index, end)
  }

  /// `PuTTY-User-Key-File-2: ssh-rsa` with all its lines.
  func puttyKey(at index: Int) -> SecretScanner.Finding? {
    guard matches("PuTTY-User-Key-File-", at: index) else { return nil }
    var end = endOfLine(index)
    while let line = nextLine(end), isPuttyLine(line.start, line.end) { end = line.end }
    return SecretScanner.Finding("a private key", index, end)
  }

  /// Where the key ends whose first line's words end at an index: after its `-----END …-----`, or after the last of what looks like a
  /// key's base64; nil if nothing does, so that the words are only talked about.
  private func endOfKey(_ index: Int) -> Int? {
    let last = endOfMaterial(index)
    guard let end = find("END ", from: index, before: last.map { $0 + 200 } ?? index + 2_000),
      byte(end - 1) == UInt8(ascii: "-") || byte(end - 1) == 0x20,
      byte(end - 2) == UInt8(ascii: "-")
    else { return last }
    guard last != nil || hasMaterial(index, end) else { return nil }
    return afterDashes(find("KEY", from: end, before: end + 80).map { $0 + 3 } ?? end + 4)
  }

  /// The end of the runs of base64 that follow an index, each of sixteen bytes at least but the last. Line ends may be written as `\n`, as
  /// in JSON; a key's headers may come first.
  private func endOfMaterial(_ index: Int) -> Int? {
    var last: Int?
    var place = index
    var headers = 0
    while place < bytes.count {
      place = skipFiller(place)
      let start = place
      while isBase64(byte(place)) { place += 1 }
      if place - start >= 16 {
        last = place
      } else if last == nil, headers < 8, isHeader(start) {
        headers += 1
        while place < bytes.count, bytes[place] != 0x0A, bytes[place] != UInt8(ascii: "\\"), place - start < 200 { place += 1 }
      } else {
        let isTail = last != nil && place - start >= 4 && byte(place) < 0x21
        return isTail ? place : last
      }
    }
    return last
  }

  /// Whether `Name-Of-Header:` stands at an index.
  private func isHeader(_ index: Int) -> Bool {
    var end = index
    while byte(end).isASCIILetter || byte(end) == UInt8(ascii: "-"), end - index < 40 { end += 1 }
    return end > index && byte(end) == UInt8(ascii: ":")
  }

  /// Steps over blanks, line ends, line ends written as `\n`, the `>` of quoted mails and the dashes of the first line.
  private func skipFiller(_ index: Int) -> Int {
    var index = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\"), isLineEndEscape(self.byte(index + 1)) {
        index += 2
      } else if byte <= 0x20 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "|") {
        index += 1
      } else {
        break
      }
    }
    return index
  }

  private func isLineEndEscape(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "n") || byte == UInt8(ascii: "r") || byte == UInt8(ascii: "t")
  }

  private func isBase64(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=")
  }

  /// Whether four bytes of base64 in a row stand in a part.
  private func hasMaterial(_ start: Int, _ end: Int) -> Bool {
    var length = 0
    for index in start..<end {
      length = isBase64(bytes[index]) ? length + 1 : 0
      if length == 4 { return true }
    }
    return false
  }

  private func isOnOneLine(_ start: Int, _ end: Int) -> Bool {
    for index in start..<end where bytes[index] == 0x0A || bytes[index] == 0x0D { return false }
    return true
  }

  private func afterDashes(_ index: Int) -> Int {
    var index = find("--", from: index, before: index + 12) ?? index
    while byte(index) == UInt8(ascii: "-") { index += 1 }
    return min(index, bytes.count)
  }

  private func nextLine(_ end: Int) -> SourceRange? {
    var start = end
    if byte(start) == 0x0D { start += 1 }
    if byte(start) == 0x0A { start += 1 }
    return start > end && start < bytes.count ? SourceRange(start, endOfLine(start)) : nil
  }

  /// `Name: value` or a run of base64.
  private func isPuttyLine(_ start: Int, _ end: Int) -> Bool {
    let first = skipBlanks(start)
    guard end - first >= 4 else { return false }
    var place = first
    while place < end, isToken(bytes[place], isWide: true) || bytes[place] == UInt8(ascii: "=") { place += 1 }
    return place == end || byte(place) == UInt8(ascii: ":")
  }
}
