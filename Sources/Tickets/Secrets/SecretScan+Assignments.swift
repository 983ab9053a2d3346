import Diagnostics

/// Passwords and tokens after the name of what they are.
extension SecretScan {
  /// `password: …`, `token=…` and the like, found at the sign between.
  func assignment(at index: Int) -> SecretScanner.Finding? {
    guard let least = leastLength(ofKeyBefore: index), byte(index + 1) != UInt8(ascii: "=") else { return nil }
    return value(from: skipBlanks(index + 1), least: least)
  }

  /// `--password …`, and `-u name:…` of curl.
  func option(at index: Int) -> SecretScanner.Finding? {
    guard index == 0 || bytes[index - 1] <= 0x20 || bytes[index - 1] == UInt8(ascii: "`") else { return nil }
    if byte(index + 1) == UInt8(ascii: "u"), isBlank(byte(index + 2)) { return user(from: index + 3, at: index) }
    if byte(index + 1) == UInt8(ascii: "p") { return shortOption(at: index) }
    guard byte(index + 1) == UInt8(ascii: "-") else { return nil }
    if matches("--user ", at: index) { return user(from: index + 7, at: index) }
    var end = index + 2
    while isToken(byte(end), isWide: false), end - index < 40 { end += 1 }
    guard isBlank(byte(end)), let least = leastLength(ofKeyBefore: end) else { return nil }
    return value(from: skipBlanks(end), least: least)
  }

  /// `sshpass -p …` and `mysql -p…`.
  private func shortOption(at index: Int) -> SecretScanner.Finding? {
    let program = startOfLine(index)
    if find("sshpass", from: program, before: index) != nil { return value(from: skipBlanks(index + 2), least: 4) }
    guard byte(index + 2) > 0x20, find("mysql", from: program, before: index) != nil else { return nil }
    return value(from: index + 2, least: 4)
  }

  /// `echo … | kinit`: what a command that asks for a password is given.
  func echoed(_ index: Int) -> SecretScanner.Finding? {
    guard matches("echo ", at: index) else { return nil }
    var start = skipBlanks(index + 5)
    if byte(start) == UInt8(ascii: "-"), byte(start + 1) == UInt8(ascii: "n") { start = skipBlanks(start + 2) }
    guard let finding = value(from: start, least: 4) else { return nil }
    var end = finding.range.end
    while isQuote(byte(end)) || byte(end) == UInt8(ascii: "\\") { end += 1 }
    end = skipBlanks(end)
    guard byte(end) == UInt8(ascii: "|") else { return nil }
    let command = skipBlanks(end + 1)
    let asks = matches("kinit", at: command) || matches("sudo -S", at: command) || matches("su ", at: command)
    return asks || matches("gpg", at: command) || matches("ssh", at: command) ? finding : nil
  }

  /// `password hunter22`, as in a netrc file, and `the password is hunter22`.
  func spoken(_ index: Int) -> SecretScanner.Finding? {
    guard matches("pass", at: index, ignoringCase: true) else { return nil }
    var end = index
    while byte(end).isASCIILetter, end - index < 12 { end += 1 }
    guard isBlank(byte(end)), leastLength(ofKeyBefore: end) != nil else { return nil }
    var start = skipBlanks(end)
    if matches("is ", at: start) || matches("is: ", at: start) || matches("was ", at: start) { start = skipBlanks(start + 3) }
    guard let finding = value(from: start, least: 6) else { return nil }
    return isMixed(finding.range.start, finding.range.end) ? finding : nil
  }

  /// `scheme://user:password@host`, found at the colon after the scheme.
  func address(at index: Int) -> SecretScanner.Finding? {
    guard matches("://", at: index), index > 0, bytes[index - 1].isASCIILetter else { return nil }
    var colon: Int?
    var place = index + 3
    let end = min(bytes.count, index + 1000)
    while place < end, bytes[place] > 0x20, bytes[place] != UInt8(ascii: "/"), bytes[place] != UInt8(ascii: "\"") {
      if bytes[place] == UInt8(ascii: ":"), colon == nil { colon = place }
      if bytes[place] == UInt8(ascii: "@") {
        // A token may stand alone where the name should be.
        let start = colon.map { $0 + 1 } ?? index + 3
        guard colon != nil || isRandom(start), !isStandIn(start, place) else { return nil }
        return SecretScanner.Finding("a password in an address", start, place)
      }
      place += 1
    }
    return nil
  }

  private func user(from start: Int, at option: Int) -> SecretScanner.Finding? {
    guard find("curl", from: max(option - 200, 0), before: option) != nil else { return nil }
    var place = skipBlanks(start)
    while place < bytes.count, place - start < 80, bytes[place] > 0x20, bytes[place] != UInt8(ascii: ":") { place += 1 }
    return byte(place) == UInt8(ascii: ":") ? value(from: place + 1, least: 4) : nil
  }
}

extension SecretScan {
  /// The least length of a value that counts as a secret after the key that ends before an index; nil if the key names no secret.
  func leastLength(ofKeyBefore index: Int) -> Int? {
    var end = index
    while end > 0, index - end < 3, bytes[end - 1] == 0x20 || isQuote(bytes[end - 1]) || bytes[end - 1] == UInt8(ascii: ":") {
      end -= 1
    }
    func ends(_ word: StaticString) -> Bool { matches(word, at: end - word.utf8CodeUnitCount, ignoringCase: true) }
    guard end > 1 else { return nil }
    switch bytes[end - 1].asciiLowercased {
    case UInt8(ascii: "d"): return ends("password") || ends("passwd") || ends("pwd") ? 4 : nil
    case UInt8(ascii: "e"): return ends("passphrase") || ends("passcode") ? 4 : nil
    case UInt8(ascii: "s"): return ends("_pass") || ends("-pass") || (ends("pass") && isWholeKey(end - 4)) ? 6 : nil
    case UInt8(ascii: "t"): return ends("passwort") || ends("kennwort") ? 4 : ends("secret") ? 8 : nil
    case UInt8(ascii: "n"): return ends("token") ? 16 : nil
    case UInt8(ascii: "w"): return ends("pw") && (byte(end - 3) == UInt8(ascii: "_") || !isWord(byte(end - 3))) ? 4 : nil
    case UInt8(ascii: "g"): return ends("sig") && isWholeKey(end - 3) && byte(end) == UInt8(ascii: "=") ? 40 : nil
    case UInt8(ascii: "y"):
      let isKey =
        ends("api_key") || ends("apikey") || ends("api-key") || ends("access_key") || ends("accesskey") || ends("secret_key")
        || ends("accountkey") || ends("private_key") || ends("auth_key")
      return isKey ? 12 : nil
    default: return nil
    }
  }

  /// Whether the key that begins at an index stands after the start of a line, `?`, `&` or `;`.
  private func isWholeKey(_ start: Int) -> Bool {
    var index = start
    while index > 0, isBlank(bytes[index - 1]), start - index < 8 { index -= 1 }
    guard index > 0 else { return true }
    switch bytes[index - 1] {
    case 0x0A, 0x0D, UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: ";"), UInt8(ascii: "\""), UInt8(ascii: "'"): return true
    default: return false
    }
  }

  /// The secret that begins at an index: what stands in quotes, or a word that looks like one.
  func value(from first: Int, least: Int) -> SecretScanner.Finding? {
    var start = first
    if byte(start) == UInt8(ascii: "|") || byte(start) == UInt8(ascii: ">"), isBlockHeader(start) {
      start = skipBlanks(endOfLine(start) + (byte(endOfLine(start)) == 0x0D ? 2 : 1))
    }
    // A backslash before a quote is JSON in JSON.
    if byte(start) == UInt8(ascii: "\\"), isQuote(byte(start + 1)) { start += 1 }
    let quote = isQuote(byte(start)) ? byte(start) : 0
    if quote != 0 { start += 1 }
    // Long enough to tell; all of it is taken only once it is found to be a secret.
    let enough = start + 1000
    var end = quote == 0 ? endOfWord(start, enough) : endOfQuoted(start, quote, enough)
    guard end - start >= least, !isStandIn(start, end), !isWordOfProse(start, end, isQuoted: quote != 0) else { return nil }
    guard least < 12 || hasDigit(start, end) && hasLetter(start, end) else { return nil }
    if end >= enough { end = quote == 0 ? endOfWord(start, bytes.count) : endOfQuoted(start, quote, bytes.count) }
    return SecretScanner.Finding("a password or token", start, end)
  }

  private func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

  /// Whether nothing but a block scalar's indicators stands on the line.
  private func isBlockHeader(_ index: Int) -> Bool {
    var place = index + 1
    while byte(place) == UInt8(ascii: "-") || byte(place) == UInt8(ascii: "+"), place < index + 3 { place += 1 }
    return byte(place) == 0x0A || byte(place) == 0x0D
  }

  private func endOfWord(_ start: Int, _ limit: Int) -> Int {
    var end = start
    while end < min(limit, bytes.count), bytes[end] > 0x20, !isQuote(bytes[end]), bytes[end] != UInt8(ascii: "`") {
      // A comma or semicolon ends a value only if something else follows it.
      if bytes[end] == UInt8(ascii: ",") || bytes[end] == UInt8(ascii: ";") || bytes[end] == UInt8(ascii: "&"), end > start {
        break
      }
      if bytes[end] == UInt8(ascii: "\\"),
        byte(end + 1) == UInt8(ascii: "n") || byte(end + 1) == UInt8(ascii: "r") || isQuote(byte(end + 1))
      {
        break
      }
      end += 1
    }
    while end > start,
      bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: ")") || bytes[end - 1] == UInt8(ascii: "}")
        || bytes[end - 1] == UInt8(ascii: "]")
    { end -= 1 }
    return end
  }

  private func endOfQuoted(_ start: Int, _ quote: UInt8, _ limit: Int) -> Int {
    var end = start
    while end < min(limit, bytes.count), bytes[end] != quote, bytes[end] != 0x0A, bytes[end] != 0x0D {
      end += bytes[end] == UInt8(ascii: "\\") && byte(end + 1) > 0x20 && byte(end + 1) != quote ? 2 : 1
    }
    end = min(end, bytes.count)
    if byte(end - 1) == UInt8(ascii: "\\"), end > start { end -= 1 }
    return end
  }

  /// Whether the part stands for a secret instead of being one: `***`, `<password>`, `$TOKEN`, `{{ x }}`, `%X%`, a path, a call.
  func isStandIn(_ start: Int, _ end: Int) -> Bool {
    guard start < end else { return true }
    switch bytes[start] {
    case UInt8(ascii: "<"), UInt8(ascii: "$"), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "%"):
      return true
    case UInt8(ascii: "/"), UInt8(ascii: "~"), UInt8(ascii: "."):
      return find("/", from: start, before: min(end, start + 300)) != nil
    default: break
    }
    if bytes[end - 1] == UInt8(ascii: ")") || bytes[end - 1] == UInt8(ascii: ":") { return true }
    if find("://", from: start, before: min(end, start + 40)) != nil
      || find("(", from: start, before: min(end, start + 60)) != nil
    {
      return true
    }
    for index in start..<min(end, start + 300) where bytes[index] != bytes[start] { return false }
    return true
  }

  private func hasLetter(_ start: Int, _ end: Int) -> Bool {
    for index in start..<min(end, start + 300) where bytes[index].isASCIILetter { return true }
    return false
  }

  /// Whether the part has a letter and something that is none.
  private func isMixed(_ start: Int, _ end: Int) -> Bool {
    var letters = false
    var others = false
    for index in start..<min(end, start + 300) {
      if bytes[index].isASCIILetter {
        letters = true
      } else if bytes[index] > 0x20, bytes[index] != UInt8(ascii: "-") {
        others = true
      }
    }
    return letters && others
  }

  /// Whether the part is a word that says something about a secret: followed by other words, or known as such.
  private func isWordOfProse(_ start: Int, _ end: Int, isQuoted: Bool) -> Bool {
    for index in start..<min(end, start + 300)
    where !bytes[index].isASCIILetter && bytes[index] != UInt8(ascii: "-") && bytes[index] != UInt8(ascii: "'") {
      return false
    }
    if end - start > 40 { return false }
    let next = byte(skipBlanks(end))
    let isAlone =
      isQuoted || next == 0 || next < 0x20 || next == UInt8(ascii: "#") || isQuote(next) || next == UInt8(ascii: "\\")
      || next == UInt8(ascii: "&")
    guard isAlone, end - start >= 6 else { return true }
    let words: StaticString =
      " required optional unknown hidden redacted removed changed changeme change-me password passwd passphrase secret prompt expired forgotten protected unchanged default missing incorrect invalid disabled enabled nothing string kerberos keytab ssh-key ssh-agent not-needed not-set not-given unset-yet external token certificate separately encrypted vault keyring environment interactive undefined "
    return words.withUTF8Buffer { contains($0, start, end) }
  }

  /// Whether a word stands between blanks in a list.
  private func contains(_ list: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let length = end - start
    var index = 0
    while index + length + 1 < list.count {
      if list[index] == 0x20, list[index + length + 1] == 0x20 {
        var offset = 0
        while offset < length, list[index + 1 + offset] == bytes[start + offset].asciiLowercased { offset += 1 }
        if offset == length { return true }
      }
      index += 1
    }
    return false
  }
}
