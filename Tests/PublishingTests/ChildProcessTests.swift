import Diagnostics
import Foundation
import Testing

@testable import Publishing

/// What we run is bounded, whatever the shell is that sets the bounds.
@Suite struct ChildProcessTests {
  private func run(_ words: [String], input: [UInt8] = [], seconds: Int = 60, mostOutput: Int = 1 << 16) -> ChildProcess.Outcome?
  {
    ChildProcess(words, seconds: seconds, mostOutput: mostOutput).run(input: input)
  }

  @Test func itsBoundsHold() throws {
    var process = ChildProcess(["sh", "-c", "ulimit -t; ulimit -v; ulimit -c"], seconds: 17, mostOutput: 1 << 10)
    process.mostMemory = 1 << 30
    #expect(String(Text(try #require(process.run()).output)) == "17\n1048576\n0\n")
  }

  @Test func whatItWritesAndComplainsOfIsToldApart() throws {
    let outcome = try #require(run(["sh", "-c", "cat; echo bad >&2; exit 3"], input: Array("words".utf8)))
    #expect(outcome.status == 3 && outcome.output == Array("words".utf8) && outcome.messages == Array("bad\n".utf8))
  }

  @Test func aProgramThatIsNotThereCannotBeRun() { #expect(run(["no-such-program-of-anybody"]) == nil) }

  @Test func oneThatWritesWithoutEndIsEnded() throws {
    let outcome = try #require(run(["yes"], mostOutput: 1 << 20))
    #expect(outcome.status == nil && outcome.output.count <= 1 << 20 + 1 << 17)
  }
}
