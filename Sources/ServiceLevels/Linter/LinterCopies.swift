// The browser has one thread.
#if !arch(wasm32)
  import Diagnostics

  /// Makes linters that say what one says and share no memory with it, nor with each other.
  ///
  /// Rules and forms are looked at all the time, and each look counts a reference. Where threads share what they look at, the processors wait for one
  /// another at each count: of two threads each is slower by two fifths.
  public struct LinterCopies: Sendable {
    private let packed: SourceFile
    private let leftOut: Set<Int>

    /// Copies of a linter. They know neither the texts of clauses nor the rules as they are written.
    ///
    /// - Parameters:
    ///   - linter: the linter.
    ///   - packed: the bytes of its data, if it was read from some: it does not know all any more that they say.
    public init(of linter: TicketLinter, packed: SourceFile? = nil) {
      self.packed = packed ?? SourceFile(path: "", bytes: LinterData(linter: linter).bytes)
      leftOut = Set(linter.leftOut)
    }

    /// Another copy; nil for a linter that cannot be packed.
    public func next() -> TicketLinter? {
      LinterData.read(packed).data.map { leftOut.isEmpty ? $0.linter : TicketLinter($0.linter, leavingOut: leftOut) }
    }
  }
#endif
