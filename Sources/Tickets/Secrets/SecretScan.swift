import Diagnostics

/// Looks for a secret at a place of a text.
struct SecretScan {
  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// `-----BEGIN … PRIVATE KEY-----` up to its end, or to the end of the text if that is missing.
  func privateKey(at index: Int) -> SecretScanner.Finding? {
    guard matches("-----BEGIN ", at: index) else { return nil }
    let head = end(ofLineAt: index)
    guard find("PRIVATE KEY", from: index + 11, before: head) != nil else { return nil }
    let close = find("-----END ", from: head, before: bytes.count).map { end(ofLineAt: $0) }
    return SecretScanner.Finding(kind: "a private key", range: SourceRange(index, close ?? bytes.count))
  }

  /// A token that its prefix gives away.
  func token(at index: Int) -> SecretScanner.Finding? {
    switch bytes[index] {
    case UInt8(ascii: "_"): return prefixed(endingAt: index)
    case UInt8(ascii: "B"), UInt8(ascii: "b"): return bearer(at: index)
    default: break
    }
    guard index == 0 || !isTokenByte(bytes[index - 1]) else { return nil }
    switch bytes[index] {
    case UInt8(ascii: "A"):
      if matches("AKIA", at: index) || matches("ASIA", at: index) { return run("an AWS access key", at: index, least: 20) }
      if matches("AIza", at: index) { return run("a Google API key", at: index, least: 35) }
    case UInt8(ascii: "e"): if matches("eyJ", at: index) { return webToken(at: index) }
    case UInt8(ascii: "g"): if matches("glpat-", at: index) { return run("a GitLab token", at: index, least: 20) }
    case UInt8(ascii: "x"): if matches("xox", at: index) { return run("a Slack token", at: index, least: 20) }
    default: if matches("hvs.", at: index) { return run("a Vault token", at: index, least: 24) }
    }
    return nil
  }

  /// `scheme://user:password@host`, found at the colon after the scheme.
  func address(at index: Int) -> SecretScanner.Finding? {
    guard matches("://", at: index), index > 0, bytes[index - 1].isASCIILetter else { return nil }
    var colon: Int?
    var place = index + 3
    while place < bytes.count, bytes[place] > 0x20, bytes[place] != UInt8(ascii: "/") {
      if bytes[place] == UInt8(ascii: ":"), colon == nil { colon = place }
      if bytes[place] == UInt8(ascii: "@"), let colon {
        guard place > colon + 1, !isStandIn(colon + 1, place) else { return nil }
        return SecretScanner.Finding(kind: "a password in an address", range: SourceRange(colon + 1, place))
      }
      place += 1
    }
    return nil
  }

  /// `password: …`, `token=…` and the like, found at the sign between.
  func assignment(at index: Int) -> SecretScanner.Finding? {
    guard let least = leastLength(forKeyBefore: index) else { return nil }
    var start = index + 1
    while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    let quote =
      start < bytes.count && (bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'")) ? bytes[start] : nil
    if quote != nil { start += 1 }
    var stop = start
    while stop < bytes.count, bytes[stop] > 0x20, bytes[stop] != quote, bytes[stop] != UInt8(ascii: ",") { stop += 1 }
    guard stop - start >= least, !isStandIn(start, stop) else { return nil }
    guard least < 12 || hasDigit(start, stop) else { return nil }
    return SecretScanner.Finding(kind: "a password or token", range: SourceRange(start, stop))
  }
}

extension SecretScan {
  /// `ghp_…`, `github_pat_…`, `npm_…`, `sk_live_…`: found at an underscore.
  private func prefixed(endingAt index: Int) -> SecretScanner.Finding? {
    var start = index
    while start > 0, index - start < 12, isTokenByte(bytes[start - 1]) { start -= 1 }
    func begins(_ prefix: StaticString) -> Bool { start + prefix.utf8CodeUnitCount == index + 1 && matches(prefix, at: start) }
    if begins("ghp_") || begins("gho_") || begins("ghu_") || begins("ghs_") || begins("ghr_") {
      return run("a GitHub token", at: start, least: 30)
    }
    if matches("github_pat_", at: start) { return run("a GitHub token", at: start, least: 30) }
    if begins("npm_") { return run("an npm token", at: start, least: 36) }
    if matches("sk_live_", at: start) { return run("a secret key", at: start, least: 24) }
    return nil
  }

  /// `Bearer …` and `Basic …` of an authorization header.
  private func bearer(at index: Int) -> SecretScanner.Finding? {
    guard matches("Bearer ", at: index) || matches("bearer ", at: index) || matches("Basic ", at: index) else { return nil }
    guard index == 0 || !isTokenByte(bytes[index - 1]) else { return nil }
    let start = index + (bytes[index + 1] == UInt8(ascii: "a") ? 6 : 7)
    let finding = run("a credential", at: start, least: 20)
    return finding.flatMap { hasDigit($0.range.start, $0.range.end) ? $0 : nil }
  }

  /// A JSON web token, such as a SciToken: three parts with dots between.
  private func webToken(at index: Int) -> SecretScanner.Finding? {
    guard let finding = run("a web token", at: index, least: 40) else { return nil }
    var dots = 0
    for place in finding.range.start..<finding.range.end where bytes[place] == UInt8(ascii: ".") { dots += 1 }
    return dots >= 1 ? finding : nil
  }

  /// The token that begins here, if it is long enough.
  private func run(_ kind: Text, at start: Int, least: Int) -> SecretScanner.Finding? {
    var end = start
    while end < bytes.count, isTokenByte(bytes[end]) { end += 1 }
    return end - start >= least ? SecretScanner.Finding(kind: kind, range: SourceRange(start, end)) : nil
  }

  /// The least length of a value that counts as a secret after the key that ends before an index; nil if the key names no secret.
  private func leastLength(forKeyBefore index: Int) -> Int? {
    var end = index
    while end > 0, index - end < 3,
      bytes[end - 1] == 0x20 || bytes[end - 1] == UInt8(ascii: "\"") || bytes[end - 1] == UInt8(ascii: "'")
    {
      end -= 1
    }
    func ends(_ word: StaticString) -> Bool {
      let start = end - word.utf8CodeUnitCount
      return start >= 0 && matches(word, at: start, ignoringCase: true)
    }
    guard end > 2 else { return nil }
    switch bytes[end - 1].asciiLowercased {
    case UInt8(ascii: "d"): return ends("password") || ends("passwd") || ends("pwd") ? 4 : nil
    case UInt8(ascii: "e"): return ends("passphrase") ? 4 : nil
    case UInt8(ascii: "t"): return ends("secret") ? 8 : nil
    case UInt8(ascii: "n"): return ends("token") ? 16 : nil
    case UInt8(ascii: "y"):
      return ends("api_key") || ends("apikey") || ends("api-key") || ends("access_key") || ends("secret_key") ? 12 : nil
    default: return nil
    }
  }

  /// Whether the part stands for a secret instead of being one: `***`, `<password>`, `$TOKEN`, `{{ x }}`, `xxxx`.
  private func isStandIn(_ start: Int, _ end: Int) -> Bool {
    switch bytes[start] {
    case UInt8(ascii: "<"), UInt8(ascii: "$"), UInt8(ascii: "{"), UInt8(ascii: "["): return true
    default: break
    }
    for index in start..<end where bytes[index] != bytes[start] { return false }
    return true
  }

  private func hasDigit(_ start: Int, _ end: Int) -> Bool {
    for index in start..<end where bytes[index].isASCIIDigit { return true }
    return false
  }

  private func isTokenByte(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "~")
  }

  private func end(ofLineAt index: Int) -> Int {
    var index = index
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    return index
  }

  private func find(_ word: StaticString, from start: Int, before end: Int) -> Int? {
    var index = start
    while index < end {
      if matches(word, at: index) { return index }
      index += 1
    }
    return nil
  }

  private func matches(_ word: StaticString, at index: Int, ignoringCase: Bool = false) -> Bool {
    let count = word.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    let pointer = word.utf8Start
    for offset in 0..<count {
      let byte = bytes[index + offset]
      guard (ignoringCase ? byte.asciiLowercased : byte) == pointer[offset] else { return false }
    }
    return true
  }
}
