import Diagnostics

/// What is wrong with an expression, found when it is compiled.
public struct CELIssue: Error, Hashable, Sendable {
  /// What is wrong: lower case, no full stop, the user's text in backquotes.
  public var message: Text
  /// How to mend it; empty if the message says it.
  public var help: Text
  /// Where, in bytes of the expression.
  public var range: SourceRange

  /// An issue.
  public init(_ message: Text, help: Text = "", range: SourceRange) {
    self.message = message
    self.help = help
    self.range = range
  }
}

/// Why an evaluation gave no value. It is immutable; being one object, it costs little to hand on.
public final class EvaluationError: Error, Sendable {
  /// The kinds of errors that callers tell apart.
  public enum Kind: Hashable, Sendable {
    /// A record's field is absent; the path is `ticket.release`, or `type.field` where no variable leads to it.
    case missing(Text)
    /// A variable has no value: what the rule needs is not there.
    case unbound(Text)
    /// The limit on cost was reached.
    case costExceeded
    /// Anything else, in words.
    case other(Text)
  }

  /// What kind of error it is.
  public let kind: Kind
  /// Which part of the expression failed, in bytes; empty at 0 for an error made by a function of `Declarations`, until the
  /// evaluation places it.
  public let range: SourceRange

  /// An error.
  public init(_ kind: Kind, range: SourceRange = SourceRange(0, 0)) {
    self.kind = kind
    self.range = range
  }

  /// An error in words.
  public convenience init(_ message: Text) { self.init(.other(message)) }

  /// What went wrong: lower case, no full stop.
  public var message: Text {
    switch kind {
    case .missing(let path): "`\(path)` is absent"
    case .unbound(let name): "`\(name)` has no value here"
    case .costExceeded: "the evaluation takes too many steps"
    case .other(let message): message
    }
  }
}

extension EvaluationError: Hashable {
  /// Whether both say the same of the same part.
  public static func == (left: EvaluationError, right: EvaluationError) -> Bool {
    left.kind == right.kind && left.range == right.range
  }

  /// Hashes what `==` compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(range)
  }
}
