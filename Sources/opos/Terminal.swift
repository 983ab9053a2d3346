import Diagnostics
import Glibc
import Publishing

/// Standard output for results, standard error for messages.
enum Terminal {
  /// Whether messages may be coloured: standard error is a terminal and `NO_COLOR` is not set.
  static let colorsMessages = isatty(STDERR_FILENO) == 1 && allowsColor

  /// Whether results may be coloured.
  static let colorsResults = showsResults && allowsColor

  /// Whether results go to a terminal.
  static let showsResults = isatty(STDOUT_FILENO) == 1

  private static let allowsColor =
    (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true) && getenv("TERM").map { strcmp($0, "dumb") } != 0

  /// Writes a result and a line end.
  static func print(_ text: String) { write(Array(text.utf8) + [0x0A], to: STDOUT_FILENO) }

  /// Writes a result as it is.
  static func print(_ text: Text) { write(text.utf8, to: STDOUT_FILENO) }

  /// Writes a message and a line end; what would act on the terminal is shown instead.
  static func complain(_ text: String) { complain(Text(text).displayedLines + "\n") }

  /// Writes a message as it is.
  static func complain(_ text: Text) { write(text.utf8, to: STDERR_FILENO) }

  /// Writes bytes to a descriptor; a reader who has gone away ends the program quietly.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        // Who shares the pipe may have told it not to wait.
        if errno == EAGAIN, waits(for: descriptor) { continue }
        if errno != EPIPE, descriptor != STDERR_FILENO {
          complain("opos: cannot write the result: \(String(cString: strerror(errno)))")
        }
        exit(ExitStatus.failure.rawValue)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Waits until a descriptor takes more, or its other end is gone; false where that cannot be waited for.
  private static func waits(for descriptor: Int32) -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&waiting, 1, -1) > 0 || errno == EINTR
  }
}

extension Text {
  /// The text as a terminal may show it, line by line.
  var displayedLines: Text { Text.joined(split(at: 0x0A).map { $0.displayed }, separator: "\n") }
}
