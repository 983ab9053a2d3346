import Diagnostics

/// What a reader made of a file: the value, as far as it could be read, and what was wrong with it.
public struct Reading: Hashable, Sendable {
  /// The value; nil if there is none: an empty file, or one that could not be read at all.
  public var node: Node?

  /// What was found, in file order. With an error among them the value is incomplete.
  public var diagnostics: [Diagnostic]

  /// A value and its findings.
  public init(node: Node? = nil, diagnostics: [Diagnostic] = []) {
    self.node = node
    self.diagnostics = diagnostics
  }
}
