import ArgumentParser
import Diagnostics
import Glibc
import Publishing

/// Files named on the command line.
enum InputFile {
  /// What standard input is called in messages.
  static let standardInput = "<stdin>"

  /// Reads a file, or standard input for `-`; a file that cannot be read ends the command with status 2.
  static func read(_ path: String, limit: Int = FileReader.defaultLimit) throws -> SourceFile {
    do throws(FileError) {
      return try source(path, limit: limit)
    } catch {
      Terminal.complain("opos: \(error)")
      throw ExitStatus.failure
    }
  }

  /// Reads a file, or standard input for `-`.
  static func source(_ path: String, limit: Int) throws(FileError) -> SourceFile {
    if path == "-" {
      let bytes = try FileReader.bytes(ofDescriptor: STDIN_FILENO, name: standardInput, limit: limit)
      return SourceFile(path: Text(standardInput), bytes: bytes)
    }
    return SourceFile(path: Text(path), bytes: try FileReader.bytes(of: path, limit: limit))
  }
}

extension SourceFile {
  /// Whether it was read from standard input.
  var isStandardInput: Bool { path == Text(InputFile.standardInput) }
}
