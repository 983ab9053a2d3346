import Foundation

/// What one run of a command took, by the operating system's account.
struct Measurement: Codable {
  /// Seconds from start to end.
  var wall: Double
  /// Seconds of processor time, of the program and of the system for it.
  var processor: Double
  /// Most memory resident at a time, in megabytes.
  var megabytes: Double

  /// Runs a command and waits for it; its output is thrown away.
  ///
  /// - Parameters:
  ///   - command: The program's path and its arguments.
  ///   - accepted: The exit statuses that are no failure.
  /// - Throws: `BenchmarkError` when it cannot be started or fails.
  static func run(_ command: [String], accepting accepted: ClosedRange<Int32> = 0...0) throws -> Measurement {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var words = command.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var process = pid_t()
    let start = ContinuousClock.now
    guard posix_spawn(&process, command[0], &actions, nil, &words, environ) == 0 else { throw BenchmarkError.start(command[0]) }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(process, &status, 0, &usage) == process, status & 0x7F == 0, accepted ~= status >> 8 else {
      throw BenchmarkError.failure(command[0], status)
    }
    let wall = ContinuousClock.now - start
    return Measurement(
      wall: seconds(wall), processor: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      megabytes: Double(usage.ru_maxrss) * 1024 / 1e6)
  }

  /// Runs a body in this program. Its memory is what it needs beyond what was needed before, which is given back to the system first.
  static func here(_ body: () throws -> Void) throws -> Measurement {
    // The kernel counts the most that was resident anew from here.
    try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    let before = processStatus()
    let start = ContinuousClock.now
    var begin = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &begin)
    try body()
    var end = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &end)
    let wall = ContinuousClock.now - start
    return Measurement(
      wall: seconds(wall),
      processor: seconds(end.ru_utime) + seconds(end.ru_stime) - seconds(begin.ru_utime) - seconds(begin.ru_stime),
      megabytes: Double(processStatus().peak - before.now) * 1024 / 1e6)
  }

  /// The most memory that was resident since it was last counted anew, and what is now, in KiB.
  private static func processStatus() -> (peak: Int, now: Int) {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    func value(_ name: String) -> Int {
      guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return 0 }
      return Int(line.split(whereSeparator: { !$0.isNumber }).first ?? "") ?? 0
    }
    return (value("VmHWM:"), value("VmRSS:"))
  }

  /// What a command writes.
  ///
  /// - Throws: an error of `Process` when it cannot be started.
  static func output(of command: [String]) throws -> Data {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.standardOutput = pipe
    try process.run()
    defer { process.waitUntilExit() }
    return pipe.fileHandleForReading.readDataToEndOfFile()
  }

  /// The medians of some runs, each figure by itself.
  static func median(_ runs: [Measurement]) -> Measurement {
    func middle(_ figure: (Measurement) -> Double) -> Double { runs.map(figure).sorted()[runs.count / 2] }
    return Measurement(wall: middle(\.wall), processor: middle(\.processor), megabytes: middle(\.megabytes))
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}

/// Why there are no figures.
enum BenchmarkError: Error, CustomStringConvertible {
  case start(String)
  case failure(String, Int32)

  var description: String {
    switch self {
    case .start(let command): "cannot start \(command); build it first"
    case .failure(let command, let status): "\(command) failed with wait status \(status)"
    }
  }
}

/// Standard output, a line at a time: a benchmark takes minutes, and its reader may look at it meanwhile.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
