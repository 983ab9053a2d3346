/// Keeps values until the process ends: giving memory back piece by piece takes longer than ending.
public enum Forever {
  private final class Box<Value> {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  /// Keeps a value.
  public static func keep<Value>(_ value: Value) { _ = Unmanaged.passRetained(Box(value)) }
}
