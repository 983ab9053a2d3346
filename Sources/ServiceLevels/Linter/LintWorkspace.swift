import CEL
import Diagnostics
import Notation

/// What judging keeps from ticket to ticket on one thread: memory to use again, and where many tickets are judged, outcomes of rules.
public final class LintWorkspace {
  let memory = Workspace()
  #if !arch(wasm32)
    private var outcomes = OutcomeMemory()
    private var answers = AnswerMemory()
  #endif

  /// An empty workspace.
  public init() {}

  #if !arch(wasm32)
    /// Works with what rules said about earlier tickets. Whether anybody else does so at the same time is checked once, not at each look.
    func withOutcomes<Result>(_ body: (inout OutcomeMemory) -> Result) -> Result { body(&outcomes) }

    /// Works with what the answers of earlier tickets mean.
    func withAnswers<Result>(_ body: (inout AnswerMemory) -> Result) -> Result { body(&answers) }
  #endif
}
