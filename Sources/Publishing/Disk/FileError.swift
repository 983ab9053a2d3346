import Diagnostics
import Glibc

/// Something that the environment refused: a file that cannot be read, a disk that is full.
public struct FileError: Error, Sendable, CustomStringConvertible {
  /// What was being done: `read`, `write`, `list`.
  public let action: String
  /// The file or folder.
  public let path: String
  /// Why not, in the system's words.
  public let reason: String

  /// A refusal with its reason.
  public init(_ action: String, _ path: String, reason: String) {
    self.action = action
    self.path = path
    self.reason = reason
  }

  /// A refusal for the system's last error.
  public init(_ action: String, _ path: String, code: Int32 = errno) {
    self.init(action, path, reason: String(cString: strerror(code)))
  }

  /// ``cannot read `Content/site.yml`: No such file or directory``
  public var description: String { "cannot \(action) `\(String(Text(path).displayed))`: \(reason)" }
}
