import Diagnostics
import Notation

/// What an expression may refer to, and how much it may cost.
///
/// The standard library and its extensions are always there.
public struct Declarations: Sendable {
  /// A name with a value that each evaluation binds.
  public struct Variable: Sendable {
    /// The name; may be qualified: `a.b`.
    public let name: Text
    /// What its value is.
    public let type: Type

    /// A variable.
    public init(_ name: Text, _ type: Type) {
      self.name = name
      self.type = type
    }
  }

  /// The variables; their order is that of the slots of `Bindings`.
  public var variables: [Variable]

  /// The functions beside the standard library's.
  public var functions: [Function]

  /// The namespace in which names are looked up first: in `a.b`, the name `c` is `a.b.c`, `a.c` or `c`.
  public var container: Text

  /// The zone of `getHours()` and the like when the call names none; UTC, as CEL says, unless the site says otherwise.
  public var timeZone: TimeZoneRule

  /// Bounds on expressions and on their evaluation.
  public var limits: Limits

  /// Declarations beside the standard library and its extensions.
  public init(
    variables: [Variable] = [], functions: [Function] = [], container: Text = "", timeZone: TimeZoneRule = .utc,
    limits: Limits = Limits()
  ) {
    self.variables = variables
    self.functions = functions
    self.container = container
    self.timeZone = timeZone
    self.limits = limits
  }

  /// The slot of a variable in `Bindings`.
  public func slot(of name: Text) -> Int? { variables.firstIndex { $0.name == name } }
}

/// Bounds on expressions and on their evaluation. Each has a clear error.
public struct Limits: Sendable {
  /// Bytes of an expression.
  public var expressionSize = 65_536
  /// How deep an expression may be nested.
  public var nesting = 64
  /// Steps of an evaluation: an instruction is one, and work or memory in proportion to a value's size counts by it.
  public var cost = 2_000_000
  /// Instructions of a compiled regular expression.
  public var regexSize = 20_000

  /// The usual bounds.
  public init() {}
}

/// A function beside the standard library's.
public struct Function: Sendable {
  /// One way to call it.
  public struct Overload: Sendable {
    /// Whether it is called as `a.name(b)`; `a` is then the first parameter.
    public let isMember: Bool
    /// The types of the arguments.
    public let parameters: [Type]
    /// The type of the result.
    public let result: Type
    /// What it does; nil if it is only declared, for checking.
    public let body: (@Sendable ([Value]) -> Result<Value, EvaluationError>)?

    /// An overload. At evaluation the first one is called whose parameters fit the arguments' types.
    public init(
      isMember: Bool = false, _ parameters: [Type], _ result: Type,
      body: (@Sendable ([Value]) -> Result<Value, EvaluationError>)? = nil
    ) {
      self.isMember = isMember
      self.parameters = parameters
      self.result = result
      self.body = body
    }
  }

  /// The name; may be qualified: `site.now`.
  public let name: Text
  /// The ways to call it.
  public let overloads: [Overload]

  /// A function.
  public init(_ name: Text, _ overloads: [Overload]) {
    self.name = name
    self.overloads = overloads
  }
}
