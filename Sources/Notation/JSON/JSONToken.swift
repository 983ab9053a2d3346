import Diagnostics

/// One step through a JSON text (RFC 8259). Commas and colons are not steps of their own.
public enum JSONToken: UInt8, Hashable, Sendable {
  /// `{`.
  case objectStart
  /// `}`.
  case objectEnd
  /// `[`.
  case arrayStart
  /// `]`.
  case arrayEnd
  /// The name of an object's member, and its colon.
  case key
  /// A string as a value.
  case string
  /// A number.
  case number
  /// `true`.
  case yes
  /// `false`.
  case no
  /// `null`.
  case null
  /// The text is over.
  case end
  /// The text is not JSON from here on; `JSONScanner.fault` says why. Every later step gives this again.
  case fault
}

/// What a scanner accepts beyond, or short of, RFC 8259.
public struct JSONOptions: Sendable {
  /// How many objects and arrays may be inside each other, at most 64.
  public var maximumDepth: Int
  /// How many bytes one string or number may take.
  public var maximumTokenLength: Int
  /// Accepts invalid UTF-8 and lone surrogates in strings and reads them as U+FFFD; HTCondor writes both.
  public var repairsText: Bool
  /// Accepts any number of texts one after the other, none included: JSON Lines, and the answers of several schedulers.
  public var manyTexts: Bool

  /// RFC 8259 as it stands, unless told otherwise.
  public init(
    maximumDepth: Int = 64, maximumTokenLength: Int = 16 << 20, repairsText: Bool = false, manyTexts: Bool = false
  ) {
    self.maximumDepth = min(max(maximumDepth, 1), 64)
    self.maximumTokenLength = maximumTokenLength
    self.repairsText = repairsText
    self.manyTexts = manyTexts
  }
}

/// Where and why a text is not JSON.
public struct JSONFault: Hashable, Sendable {
  /// The kinds that callers tell apart.
  public enum Kind: Hashable, Sendable {
    /// The text ends before its value does.
    case cutShort
    /// A character that the grammar does not allow there, or a limit that is exceeded.
    case syntax
  }

  /// Which kind.
  public var kind: Kind
  /// What is wrong, as a diagnostic says it.
  public var message: Text
  /// What to do about it; may be empty.
  public var help: Text
  /// Where, in bytes from the beginning of the input.
  public var range: SourceRange

  /// A fault.
  public init(_ kind: Kind, _ message: Text, help: Text = "", range: SourceRange) {
    self.kind = kind
    self.message = message
    self.help = help
    self.range = range
  }
}
