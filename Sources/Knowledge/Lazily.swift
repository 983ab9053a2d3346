import Synchronization

/// A value that is made when it is first asked for.
public final class Lazily<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)

  /// A value that nobody has asked for.
  public init() {}

  /// The value, made by the closure if nobody has asked for it yet.
  public func value(_ make: () -> Value) -> Value {
    made.withLock { made in
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }
}
