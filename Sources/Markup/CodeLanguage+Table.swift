import Diagnostics

private let double = UInt8(ascii: "\"")
private let single = UInt8(ascii: "'")
private let backtick = UInt8(ascii: "`")

extension CodeLanguages {
  /// Names that info strings use, and the language.
  static let table: [(StaticString, CodeLanguage)] = [
    ("sh bash shell zsh ksh", shell), ("console shell-session shellsession terminal session", console),
    ("python py python3 ipython ipython3", python),
    ("cpp c++ c cc cxx h hpp", cpp), ("swift", swift), ("javascript js", javascript), ("cel", cel), ("json jsonl json5", json),
    ("yaml yml", yaml), ("ini cfg conf toml properties", ini), ("condor htcondor submit classad", condor), ("fcl fhicl", fcl),
    ("sql", sql), ("diff patch", CodeLanguage(layout: .diff)),
  ]

  private static let shell: CodeLanguage = {
    var language = CodeLanguage(
      keywords: """
        if then else elif fi for in do done while until case esac function return exit export local set unset source readonly shift trap \
        break continue eval exec declare
        """, constants: "true false")
    language.lineComments = ["#"]
    language.needsSpaceBeforeComment = true
    language.quotes = [double, single]
    language.rawQuotes = [single]
    language.sigils = [UInt8(ascii: "$")]
    return language
  }()

  private static let console: CodeLanguage = {
    var language = shell
    language.layout = .console
    return language
  }()

  private static let python: CodeLanguage = {
    var language = CodeLanguage(
      keywords: """
        and as assert async await break class continue def del elif else except finally for from global if import in is lambda match case \
        nonlocal not or pass raise return try while with yield
        """,
      constants: "True False None self cls int float str bytes bool list dict set tuple print len range open super object")
    language.lineComments = ["#"]
    language.quotes = [double, single]
    language.hasLongStrings = true
    language.sigils = [UInt8(ascii: "@")]
    return language
  }()

  private static let cpp: CodeLanguage = {
    var language = CodeLanguage(
      keywords: """
        alignas alignof asm break case catch class concept const consteval constexpr const_cast continue co_await co_return co_yield \
        decltype default delete do dynamic_cast else enum explicit export extern final for friend goto if inline mutable namespace new \
        noexcept operator override private protected public register reinterpret_cast requires return sizeof static static_assert \
        static_cast struct switch template this throw try typedef typeid typename union using virtual volatile while
        """,
      constants: """
        auto bool char char8_t double float int long short signed size_t unsigned void wchar_t int8_t int16_t int32_t int64_t uint8_t \
        uint16_t uint32_t uint64_t std string vector map true false nullptr NULL
        """)
    language.lineComments = ["//"]
    language.hasBlockComments = true
    language.quotes = [double, single]
    language.hasDirectives = true
    return language
  }()

  private static let swift: CodeLanguage = {
    var language = CodeLanguage(
      keywords: """
        actor as associatedtype async await break case catch class continue default defer deinit do else enum extension fallthrough \
        fileprivate final for func guard if import in indirect init inout internal is lazy let mutating nonisolated open operator package \
        private protocol public repeat required rethrows return static struct subscript switch throw throws try typealias var weak where \
        while some any
        """, constants: "true false nil self super")
    language.lineComments = ["//"]
    language.hasBlockComments = true
    language.quotes = [double]
    language.hasLongStrings = true
    language.sigils = [UInt8(ascii: "@"), UInt8(ascii: "#")]
    language.hasCapitalTypes = true
    return language
  }()

  private static let javascript: CodeLanguage = {
    var language = CodeLanguage(
      keywords: """
        async await break case catch class const continue default delete do else export extends finally for from function if import in \
        instanceof let new of return static switch throw try typeof var void while yield
        """, constants: "true false null undefined this super")
    language.lineComments = ["//"]
    language.hasBlockComments = true
    language.quotes = [double, single, backtick]
    return language
  }()

  private static let cel: CodeLanguage = {
    var language = CodeLanguage(
      keywords: "in has all exists exists_one map filter",
      constants: "true false null int uint double bool string bytes list type timestamp duration dyn")
    language.lineComments = ["//"]
    language.quotes = [double, single]
    language.hasLongStrings = true
    return language
  }()

  private static let json: CodeLanguage = {
    var language = CodeLanguage(constants: "true false null")
    language.quotes = [double]
    language.hasStringKeys = true
    return language
  }()

  private static let yaml: CodeLanguage = {
    var language = CodeLanguage(constants: "true false null yes no on off")
    language.layout = .keys(UInt8(ascii: ":"))
    language.lineComments = ["#"]
    language.needsSpaceBeforeComment = true
    language.quotes = [double, single]
    language.rawQuotes = [single]
    language.sigils = [UInt8(ascii: "&"), UInt8(ascii: "*")]
    return language
  }()

  private static let ini: CodeLanguage = {
    var language = CodeLanguage(constants: "true false yes no on off")
    language.layout = .keys(UInt8(ascii: "="))
    language.lineComments = ["#", ";"]
    language.needsSpaceBeforeComment = true
    language.quotes = [double]
    return language
  }()

  private static let condor: CodeLanguage = {
    var language = CodeLanguage(keywords: "queue if else endif include in from matching", constants: "true false undefined error")
    language.layout = .keys(UInt8(ascii: "="))
    language.lineComments = ["#"]
    language.needsSpaceBeforeComment = true
    language.quotes = [double]
    language.sigils = [UInt8(ascii: "$")]
    language.ignoresCase = true
    return language
  }()

  private static let fcl: CodeLanguage = {
    var language = CodeLanguage(keywords: "BEGIN_PROLOG END_PROLOG", constants: "true false nil infinity")
    language.layout = .keys(UInt8(ascii: ":"))
    language.lineComments = ["#", "//"]
    language.quotes = [double, single]
    language.rawQuotes = [single]
    language.sigils = [UInt8(ascii: "@")]
    language.hasDirectives = true
    return language
  }()

  private static let sql: CodeLanguage = {
    var language = CodeLanguage(
      keywords: """
        add alter and as asc between by case check constraint create cross delete desc distinct drop else end exists foreign from full \
        group having in index inner insert into is join key left like limit not offset on or order outer primary references right select \
        set table then union unique update using values view when where with
        """,
      constants:
        "null true false integer int bigint text varchar char numeric real double date timestamp boolean count sum avg min max")
    language.ignoresCase = true
    language.lineComments = ["--"]
    language.hasBlockComments = true
    language.quotes = [single, double]
    language.rawQuotes = [single, double]
    return language
  }()
}

extension CodeLanguage {
  fileprivate init(layout: Layout) {
    self.init()
    self.layout = layout
  }
}
