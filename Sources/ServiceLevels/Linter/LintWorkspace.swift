import CEL
import Diagnostics
import Notation

/// What judging keeps from ticket to ticket on one thread: memory to use again, and where many tickets are judged, outcomes of rules.
public final class LintWorkspace {
  let memory = Workspace()
  #if !arch(wasm32)
    /// What rules said about earlier tickets.
    let outcomes = OutcomeMemory()
  #endif

  /// An empty workspace.
  public init() {}
}
