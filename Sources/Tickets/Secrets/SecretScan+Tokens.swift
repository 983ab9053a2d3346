import Diagnostics

/// Tokens that their beginning gives away, and credentials after a word that announces them.
extension SecretScan {
  /// The token that begins at the first byte of a word.
  func token(at index: Int) -> SecretScanner.Finding? {
    switch bytes[index] {
    case UInt8(ascii: "A"):
      amazon(index) ?? prefixed("AIza", 35, index, "a Google API key")
        ?? prefixed("AGE-SECRET-KEY-1", 40, index, "a private key") ?? authorization(index)
    case UInt8(ascii: "B"), UInt8(ascii: "b"): authorization(index) ?? keytab(index)
    case UInt8(ascii: "G"): prefixed("GOCSPX-", 28, index, "a Google client secret")
    case UInt8(ascii: "P"): puttyKey(at: index) ?? spoken(index)
    case UInt8(ascii: "S"):
      byte(index + 25) == UInt8(ascii: ".") ? prefixed("SG.", 60, index, "a SendGrid key", isWide: true) : nil
    case UInt8(ascii: "g"): gitHub(index) ?? gitLab(index)
    case UInt8(ascii: "p"): random("pypi-", 40, index, "a PyPI token") ?? spoken(index)
    case UInt8(ascii: "e"): webToken(index) ?? echoed(index)
    case UInt8(ascii: "s"): keyOfService(index)
    default: otherToken(index)
    }
  }

  private func otherToken(_ index: Int) -> SecretScanner.Finding? {
    switch bytes[index] {
    case UInt8(ascii: "d"):
      return prefixed("dop_v1_", 40, index, "a DigitalOcean token") ?? prefixed("dckr_pat_", 24, index, "a Docker token")
        ?? prefixed("dapi", 36, index, "a Databricks token", needsDigits: 8)
    case UInt8(ascii: "h"):
      guard byte(index + 1) != UInt8(ascii: "t") else { return nil }
      return prefixed("hvs.", 24, index, "a Vault token") ?? prefixed("hvb.", 24, index, "a Vault token")
        ?? random("hf_", 30, index, "a Hugging Face token", kinds: 6) ?? webhook(index)
    case UInt8(ascii: "l"): return prefixed("lin_api_", 30, index, "a Linear key")
    case UInt8(ascii: "n"): return random("npm_", 36, index, "an npm token")
    case UInt8(ascii: "r"): return prefixed("rk_live_", 24, index, "a Stripe key")
    case UInt8(ascii: "w"): return prefixed("whsec_", 24, index, "a webhook secret")
    case UInt8(ascii: "x"):
      guard isSlack(index) else { return nil }
      return run(index, least: 20, "a Slack token", needsDigits: 1)
    case UInt8(ascii: "y"): return prefixed("ya29.", 30, index, "a Google token")
    default: return nil
    }
  }

  /// The token at an index, if it begins with a prefix and is long enough.
  private func prefixed(
    _ prefix: StaticString, _ least: Int, _ index: Int, _ kind: StaticString, isWide: Bool = false, needsDigits: Int = 0
  ) -> SecretScanner.Finding? {
    guard matches(prefix, at: index) else { return nil }
    return run(index, from: index + prefix.utf8CodeUnitCount, least: least, kind, isWide: isWide, needsDigits: needsDigits)
  }

  /// The same, if what follows the prefix looks like chance.
  private func random(
    _ prefix: StaticString, _ least: Int, _ index: Int, _ kind: StaticString, kinds: Int = 7
  ) -> SecretScanner.Finding? {
    guard matches(prefix, at: index), isRandom(index + prefix.utf8CodeUnitCount, kinds: kinds) else { return nil }
    return prefixed(prefix, least, index, kind)
  }

  /// `xoxb-`, `xoxp-` and so on, or `xapp-`.
  private func isSlack(_ index: Int) -> Bool {
    if matches("xapp-", at: index) { return true }
    guard matches("xox", at: index), byte(index + 4) == UInt8(ascii: "-") || byte(index + 4) == UInt8(ascii: ".") else {
      return false
    }
    switch byte(index + 3) {
    case UInt8(ascii: "a")...UInt8(ascii: "e"), UInt8(ascii: "p"), UInt8(ascii: "r"), UInt8(ascii: "s"): return true
    default: return false
    }
  }

  /// The run of token bytes from an index on, if it is long enough.
  private func run(
    _ start: Int, from first: Int? = nil, least: Int, _ kind: StaticString, isWide: Bool = false, needsDigits: Int = 0
  ) -> SecretScanner.Finding? {
    var end = first ?? start
    var digits = 0
    // Long enough to tell; the whole run is taken only once it is found to be a token.
    while end < bytes.count, end - start < 300, isToken(bytes[end], isWide: isWide) {
      if bytes[end].isASCIIDigit { digits += 1 }
      end += 1
    }
    guard end - start >= least, digits >= needsDigits else { return nil }
    while end < bytes.count, isToken(bytes[end], isWide: isWide) { end += 1 }
    while end > start, byte(end - 1) == UInt8(ascii: ".") { end -= 1 }
    while byte(end) == UInt8(ascii: "="), isWide { end += 1 }
    return SecretScanner.Finding(Text(stringLiteral: kind), start, end)
  }

  private func gitHub(_ index: Int) -> SecretScanner.Finding? {
    guard byte(index + 1) == UInt8(ascii: "h") || byte(index + 1) == UInt8(ascii: "i") else { return nil }
    switch byte(index + 2) {
    case UInt8(ascii: "p"), UInt8(ascii: "o"), UInt8(ascii: "u"), UInt8(ascii: "s"), UInt8(ascii: "r"):
      if byte(index + 3) == UInt8(ascii: "_") { return run(index, least: 30, "a GitHub token") }
    default: break
    }
    return prefixed("github_pat_", 30, index, "a GitHub token")
  }

  private func gitLab(_ index: Int) -> SecretScanner.Finding? {
    guard byte(index + 1) == UInt8(ascii: "l") else { return nil }
    for prefix in ["glpat-", "gldt-", "glrt-", "glptt-", "glsa_", "glc_", "glcbt-", "glft-"] as [StaticString] {
      if let finding = prefixed(prefix, 20, index, "a GitLab or Grafana token") { return finding }
    }
    return nil
  }

  /// An AWS access key: twenty capitals and digits.
  private func amazon(_ index: Int) -> SecretScanner.Finding? {
    guard matches("AKIA", at: index) || matches("ASIA", at: index) else { return nil }
    var end = index
    while byte(end).isASCIIDigit || (byte(end) >= 0x41 && byte(end) <= 0x5A) { end += 1 }
    return end - index == 20 && !isWord(byte(end)) ? SecretScanner.Finding("an AWS access key", index, end) : nil
  }

  /// A JSON web token, such as a SciToken: parts of base64 with dots between, the first of them an object.
  private func webToken(_ index: Int) -> SecretScanner.Finding? {
    guard matches("eyJ", at: index), let dot = find(".", from: index, before: index + 300), dot - index >= 16 else { return nil }
    for place in index..<dot where !isToken(bytes[place], isWide: false) { return nil }
    return run(index, least: 40, "a web token", isWide: true)
  }

  /// `sk_live_…`, `sk-…`, `sntrys_…`.
  private func keyOfService(_ index: Int) -> SecretScanner.Finding? {
    guard byte(index + 1) == UInt8(ascii: "k") else {
      return prefixed("sntrys_", 40, index, "a Sentry token") ?? prefixed("shpat_", 36, index, "a Shopify token")
    }
    if let finding = prefixed("sk_live_", 24, index, "a Stripe key") ?? prefixed("sk_test_", 24, index, "a Stripe key") {
      return finding
    }
    guard byte(index + 2) == UInt8(ascii: "-"), isRandom(index + 3) else { return nil }
    return run(index, least: 23, "a secret key", needsDigits: 1)
  }

  /// Whether a word has a part of sixteen letters and digits of some kinds in a row: names of datasets do not.
  ///
  /// - Parameter wanted: the sum of 1 for digits, 2 for small letters and 4 for capitals.
  func isRandom(_ index: Int, kinds wanted: Int = 7) -> Bool {
    var place = index
    var length = 0
    var kinds = 0
    while place - index < 200, isToken(byte(place), isWide: false) {
      let byte = bytes[place]
      if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") {
        (length, kinds) = (0, 0)
      } else {
        length += 1
        kinds |= byte.isASCIIDigit ? 1 : byte >= 0x61 ? 2 : 4
        if length >= 16, kinds & wanted == wanted { return true }
      }
      place += 1
    }
    return false
  }

  /// The base64 of a Kerberos keytab, which begins with the bytes 5, 2, 0, 0.
  private func keytab(_ index: Int) -> SecretScanner.Finding? {
    prefixed("BQIAAA", 60, index, "a Kerberos keytab", isWide: true)
  }

  private func webhook(_ index: Int) -> SecretScanner.Finding? {
    prefixed("hooks.slack.com/services/T", 50, index, "a webhook's address", isWide: true)
  }

  /// `Bearer …` and `Basic …` of an authorization header.
  private func authorization(_ index: Int) -> SecretScanner.Finding? {
    let isBearer = matches("bearer", at: index, ignoringCase: true)
    let word = isBearer ? 6 : 5
    guard isBearer || matches("basic", at: index, ignoringCase: true), isBlank(byte(index + word)) else { return nil }
    let start = skipBlanks(index + word)
    guard let finding = run(start, least: isBearer ? 16 : 12, "a credential", isWide: true) else { return nil }
    let isEncoded = byte(finding.range.end - 1) == UInt8(ascii: "=") || hasDigit(start, finding.range.end)
    return isEncoded ? finding : nil
  }

  func hasDigit(_ start: Int, _ end: Int) -> Bool {
    for index in start..<min(end, start + 300) where bytes[index].isASCIIDigit { return true }
    return false
  }
}
