import Diagnostics

/// What a highlighter must know of a language that this field writes.
struct CodeLanguage: Sendable {
  /// How its text is laid out.
  enum Layout: Sendable {
    /// Words, strings and comments in any order.
    case words
    /// Lines that begin with a key: `key: value` or `key = value`.
    case keys(UInt8)
    /// Lines whose first character says what they are.
    case diff
    /// Commands behind a prompt, and what they print.
    case console
  }

  var layout = Layout.words
  /// What begins a comment that ends with its line.
  var lineComments: [StaticString] = []
  /// Whether such a comment begins only where a word may begin: `a#b` has none.
  var needsSpaceBeforeComment = false
  /// Whether `/* … */` is a comment.
  var hasBlockComments = false
  /// What encloses strings.
  var quotes: [UInt8] = []
  /// The quotes in which a backslash means nothing.
  var rawQuotes: [UInt8] = []
  /// Whether three quotes enclose a string of several lines.
  var hasLongStrings = false
  /// Whether strings in double quotes before a colon are keys.
  var hasStringKeys = false
  /// Whether keywords are known in capitals, too.
  var ignoresCase = false
  /// What begins a name of its own kind: `$` a variable, `@` an attribute.
  var sigils: [UInt8] = []
  /// Whether lines that begin with `#` are instructions to the compiler.
  var hasDirectives = false
  /// Whether names that begin with a capital are types.
  var hasCapitalTypes = false

  /// The keywords, and the words that are constants or types of the language, by their hash.
  private var words: [UInt64: CodeClass] = [:]

  init(keywords: StaticString = "", constants: StaticString = "") {
    add(keywords, .keyword)
    add(constants, .constant)
  }

  private mutating func add(_ list: StaticString, _ kind: CodeClass) {
    for word in Text(stringLiteral: list).utf8.split(whereSeparator: { isSpace($0) }) {
      words[word.withUnsafeBufferPointer { CodeLanguage.hash($0, ignoringCase: false) }] = kind
    }
  }

  /// What a word is; nil for a name.
  func kind(of word: Bytes) -> CodeClass? {
    if let kind = words[CodeLanguage.hash(word, ignoringCase: ignoresCase)] { return kind }
    guard hasCapitalTypes, let first = word.first, first >= 0x41, first <= 0x5A else { return nil }
    return .constant
  }

  /// FNV-1a.
  private static func hash(_ word: Bytes, ignoringCase: Bool) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word {
      let folded = ignoringCase && byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      hash = (hash ^ UInt64(folded)) &* 0x0000_0100_0000_01B3
    }
    return hash
  }
}

/// What a piece of code is. The raw value is the class of its element.
enum CodeClass: UInt8, Sendable {
  case attribute = 0x61  // a
  case comment = 0x63  // c
  case deleted = 0x64  // d
  case heading = 0x68  // h
  case inserted = 0x69  // i
  case keyword = 0x6B  // k
  case number = 0x6E  // n
  case output = 0x6F  // o
  case prompt = 0x70  // p
  case string = 0x73  // s
  case constant = 0x74  // t
}

/// The languages, by what an info string may call them.
final class CodeLanguages: Sendable {
  /// All of them; the same for every page.
  static let all = CodeLanguages()

  private let languages: [Text: CodeLanguage]

  /// The language of an info string's first word; nil if it is none that is known.
  func language(_ name: Text) -> CodeLanguage? { languages[name] ?? languages[name.asciiLowercased()] }

  private init() {
    var languages: [Text: CodeLanguage] = [:]
    for (names, language) in CodeLanguages.table {
      for name in Text(stringLiteral: names).utf8.split(separator: 0x20) { languages[Text(name)] = language }
    }
    self.languages = languages
  }
}
