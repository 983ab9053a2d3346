import CFileSystem
import Glibc

/// Another program, run with bounds on its time, memory and output.
public struct ChildProcess: Sendable {
  /// The program, looked for in the PATH, and its arguments.
  public var command: [String]
  /// Most seconds that it may take.
  public var seconds: Int
  /// Most bytes that it may write.
  public var mostOutput: Int
  /// Most bytes of memory that it may ask for, files that it looks into counted in.
  public var mostMemory = 2 << 30
  /// What it finds in its environment beside the PATH and a neutral locale.
  public var environment: [String]

  /// A program to run.
  public init(_ command: [String], seconds: Int, mostOutput: Int, environment: [String] = []) {
    self.command = command
    self.seconds = seconds
    self.mostOutput = mostOutput
    self.environment = environment
  }

  /// What a run gave.
  public struct Outcome: Sendable {
    /// The exit status; nil if it was ended: by a signal, for its time or for its output.
    public var status: Int32?
    /// What it wrote.
    public var output: [UInt8]
    /// What it complained of.
    public var messages: [UInt8]
  }

  /// Runs it with an input; nil if it cannot be started, which mostly means that it is not installed.
  public func run(input: [UInt8] = []) -> Outcome? {
    guard let stdin = Self.file(with: input), let output = Pipe(), let messages = Pipe() else { return nil }
    defer { close(stdin) }
    guard let process = start(stdin: stdin, stdout: output.writing, stderr: messages.writing) else {
      for pipe in [output, messages] { pipe.closeBoth() }
      return nil
    }
    close(output.writing)
    close(messages.writing)
    var outcome = Outcome(status: nil, output: [], messages: [])
    let isWhole = read(output.reading, messages.reading, into: &outcome)
    if !isWhole { kill(process, SIGKILL) }
    close(output.reading)
    close(messages.reading)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    if isWhole, status & 0x7F == 0 { outcome.status = status >> 8 & 0xFF }
    return outcome.status == 127 ? nil : outcome
  }
}

extension ChildProcess {
  private struct Pipe {
    var reading: Int32
    var writing: Int32

    init?() {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { return nil }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      (reading, writing) = (ends[0], ends[1])
    }

    func closeBoth() {
      close(reading)
      close(writing)
    }
  }

  /// A file without a name, at its beginning; in memory, since there need not be a folder that takes one.
  private static func file(with bytes: [UInt8]) -> Int32? {
    let file = opos_open_memory_file()
    guard file >= 0 else { return nil }
    guard FileWriter.write(bytes, to: file) == 0 else {
      close(file)
      return nil
    }
    lseek(file, 0, SEEK_SET)
    return file
  }

  /// Starts it below a shell that bounds its processor time and memory.
  private func start(stdin: Int32, stdout: Int32, stderr: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (from, to) in [(stdin, STDIN_FILENO), (stdout, STDOUT_FILENO), (stderr, STDERR_FILENO)] {
      posix_spawn_file_actions_adddup2(&actions, from, to)
    }
    // One at a time: a shell need not take several, and one bound that it does not know is no reason to do without the others.
    let bounds = "ulimit -c 0; ulimit -t \(seconds); ulimit -v \(mostMemory >> 10)"
    let bounded = "{ \(bounds); } 2>/dev/null; exec \"$@\""
    var words = (["/bin/sh", "-c", bounded, "sh"] + command).map { strdup($0) } + [nil]
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    var variables = (["PATH=" + path, "LC_ALL=C.UTF-8"] + environment).map { strdup($0) } + [nil]
    defer { for word in words + variables { free(word) } }
    var process: pid_t = 0
    return posix_spawn(&process, "/bin/sh", &actions, nil, &words, &variables) == 0 ? process : nil
  }

  /// Reads both pipes to their ends. Returns false when the time or the room for output is over.
  private func read(_ output: Int32, _ messages: Int32, into outcome: inout Outcome) -> Bool {
    var open = [pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: messages, events: Int16(POLLIN), revents: 0)]
    // Not by the clock on the wall, which may be set.
    let deadline = ContinuousClock.now + .seconds(seconds + 1)
    while open.contains(where: { $0.fd >= 0 }) {
      guard ContinuousClock.now <= deadline else { return false }
      let count = poll(&open, 2, 500)
      if count < 0, errno != EINTR { return false }
      if count <= 0 { continue }
      for index in open.indices where open[index].fd >= 0 && open[index].revents != 0 {
        let bytes = Self.chunk(of: open[index].fd)
        if bytes.isEmpty { open[index].fd = -1 }
        if index == 0 { outcome.output += bytes } else if outcome.messages.count < 1 << 16 { outcome.messages += bytes }
        if outcome.output.count > mostOutput { return false }
      }
    }
    return true
  }

  private static func chunk(of file: Int32) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      var result = Glibc.read(file, buffer.baseAddress, 1 << 16)
      while result < 0, errno == EINTR { result = Glibc.read(file, buffer.baseAddress, 1 << 16) }
      count = max(0, result)
    }
  }
}
