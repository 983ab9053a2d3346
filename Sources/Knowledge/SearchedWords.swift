import Diagnostics
import Glibc
import Markup

/// What all pages of a site are read with: the words that are looked for in them.
public struct SearchedWords: Sendable, Hashable {
  /// A fingerprint of all that decides but the words.
  private var setting: UInt64 = 0
  private var words: [Word] = []

  private struct Word: Sendable, Hashable {
    var text: Text
    /// A fingerprint of what it means.
    var meaning: UInt64
  }

  /// Nothing.
  public init() {}

  /// What the pages of a site are read with.
  public init(_ terms: TermIndex?, _ site: SiteConfiguration) {
    var hash = Fingerprint()
    for flag in [site.isConfigured, site.allowsRawHTML, site.isWiki] { hash.combine(flag ? 1 : 0) }
    hash.combine(UInt64(terms?.patterns.rawValue ?? 0))
    setting = hash.value
    words = (terms?.terms ?? []).map { term in
      var hash = Fingerprint()
      for text in [term.destination, term.fragment, term.explanation] { hash.combine(text) }
      hash.combine(term.isName ? 1 : 0)
      hash.combine(term.isExact ? 1 : 0)
      return Word(text: term.text, meaning: hash.value)
    }
    words += (terms?.ids ?? []).sorted().map { Word(text: $0, meaning: 0) }
  }

  /// The words that came, went or mean something else.
  ///
  /// - Returns: nil if more is otherwise, or if it cannot be told in which pages they can be.
  public func altered(since before: SearchedWords) -> AlteredWords? {
    let altered = Set(words).symmetricDifference(before.words)
    guard setting == before.setting, words.filter({ !altered.contains($0) }) == before.words.filter({ !altered.contains($0) })
    else { return nil }
    return AlteredWords(altered.map(\.text))
  }

  func write(to writer: inout ArchiveWriter) {
    writer.write(fixed: setting)
    writer.write(words) { writer, word in
      writer.write(word.text)
      writer.write(fixed: word.meaning)
    }
  }

  init(_ reader: inout ArchiveReader) {
    setting = reader.fixed()
    words = reader.values { Word(text: $0.text(), meaning: $0.fixed()) }
  }
}

/// Words of which it is asked in which files they can be.
public struct AlteredWords: Sendable {
  /// The runs of letters and digits of each word, in small letters: nothing can stand inside of them but a reference to a character.
  private var runs: [[[UInt8]]] = []

  /// Whether there are none.
  public var isEmpty: Bool { runs.isEmpty }

  /// Words; nil if one has no two letters or digits side by side.
  init?(_ words: [Text]) {
    for word in words {
      let parts = word.asciiLowercased().utf8.split { !AlteredWords.isPlain($0) }.filter { $0.count > 1 }
      if parts.isEmpty { return nil }
      runs.append(parts.map { Array($0) })
    }
  }

  /// Whether one of the words can be in a file.
  public func mayBeIn(_ file: [UInt8]) -> Bool {
    let small = file.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    return small.withUnsafeBytes { file in
      func has(_ bytes: [UInt8]) -> Bool { AlteredWords.isIn(file, bytes) }
      return has(Array("&#".utf8)) || has(Array("&fjlig".utf8)) || runs.contains { $0.allSatisfy(has) }
    }
  }

  private static func isIn(_ file: UnsafeRawBufferPointer, _ wanted: [UInt8]) -> Bool {
    guard let base = file.baseAddress else { return false }
    var place = 0
    while place + wanted.count <= file.count {
      guard let found = memchr(base + place, Int32(wanted[0]), file.count - wanted.count - place + 1) else { return false }
      if memcmp(found, wanted, wanted.count) == 0 { return true }
      place = UnsafeRawPointer(found) - base + 1
    }
    return false
  }

  private static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 || byte >= 0x61 && byte <= 0x7A }
}
