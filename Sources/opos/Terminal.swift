import Diagnostics
import Glibc
import Publishing

/// Standard output for results, standard error for messages.
enum Terminal {
  /// Whether messages may be coloured: standard error is a terminal and `NO_COLOR` is not set.
  static let colorsMessages = isatty(STDERR_FILENO) == 1 && getenv("NO_COLOR") == nil

  /// Whether results may be coloured.
  static let colorsResults = isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil

  /// Writes a result and a line end.
  static func print(_ text: String) { write(Array(text.utf8) + [0x0A], to: STDOUT_FILENO) }

  /// Writes a result as it is.
  static func print(_ text: Text) { write(text.utf8, to: STDOUT_FILENO) }

  /// Writes a message and a line end.
  static func complain(_ text: String) { write(Array(text.utf8) + [0x0A], to: STDERR_FILENO) }

  /// Writes a message as it is.
  static func complain(_ text: Text) { write(text.utf8, to: STDERR_FILENO) }

  /// Writes bytes to a descriptor; a reader who has gone away ends the program quietly.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        exit(ExitStatus.failure.rawValue)
      }
      rest = rest.dropFirst(count)
    }
  }
}
