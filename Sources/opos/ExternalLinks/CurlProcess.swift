import Diagnostics
import Glibc
import Publishing

/// One question to one address, by `curl`: it knows proxies, certificates and the rest of the local network.
final class CurlProcess {
  /// What is asked.
  let address: Text
  /// Whether only the headers are asked for.
  let isHead: Bool
  /// Where its answer can be read; at its end the process has ended.
  let descriptor: Int32
  private let process: pid_t
  private var output: [UInt8] = []

  /// Asks an address.
  ///
  /// - Throws: `FileError` when there is no `curl`, or no process can be made.
  init(_ address: Text, isHead: Bool, seconds: Int) throws(FileError) {
    self.address = address
    self.isHead = isHead
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw FileError("start", "curl") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let arguments = ["curl"] + Self.options(isHead: isHead, seconds: seconds) + ["--url", String(address)]
    var words = arguments.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var process = pid_t()
    let code = posix_spawnp(&process, "curl", &actions, nil, &words, environ)
    close(ends[1])
    guard code == 0 else {
      close(ends[0])
      throw FileError("start", "curl", code: code)
    }
    self.process = process
    descriptor = ends[0]
  }

  deinit {
    close(descriptor)
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// Reads what has come. Returns the answer once the process is at its end.
  func read() -> LinkAnswer? {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR { return nil }
    if count > 0, output.count < 256 { output += buffer[..<count] }
    return count > 0 ? nil : answer
  }

  /// `--write-out` gave the status and the number of curl's own error.
  private var answer: LinkAnswer {
    let numbers = String(decoding: output, as: UTF8.self).split(separator: " ").compactMap { Int($0) }
    guard numbers.count == 2 else { return .bad(LinkFault(reason: "was not asked: curl failed", isCertain: false)) }
    let (status, error) = (numbers[0], numbers[1])
    if error == 0, (200..<400).contains(status) { return .good }
    if error == 0 || error == 22 {
      return .bad(LinkFault(reason: "answers with status \(Text(status))", isCertain: [404, 410].contains(status)))
    }
    return .bad(
      LinkFault(
        reason: Self.reasons[error] ?? "cannot be reached (curl's error \(Text(error)))", isCertain: error == 3 || error == 6))
  }

  private static func options(isHead: Bool, seconds: Int) -> [String] {
    let bounds = ["--max-time", "\(seconds)", "--connect-timeout", "\(min(seconds, 10))", "--max-redirs", "5"]
    // A range and a limit of speed: of a page only the beginning is wanted, of a large file nothing.
    let method = isHead ? ["--head"] : ["--range", "0-1023", "--max-filesize", "20000000"]
    return ["--silent", "--location", "--globoff", "--proto", "=http,https", "--proto-redir", "=http,https"] + bounds + method + [
      "--user-agent", "opos-link-check", "--output", "/dev/null", "--write-out", "%{http_code} %{exitcode}",
    ]
  }

  private static let reasons: [Int: Text] = [
    3: "is no address", 6: "names a host that is not known", 7: "cannot be reached: the host takes no connection",
    28: "did not answer in time", 35: "cannot be reached: no safe connection", 47: "leads on and on",
    52: "answers with nothing", 56: "broke off", 60: "shows a certificate that is not trusted",
  ]
}
