import ArgumentParser
import Diagnostics
import Glibc
import Publishing

/// Files named on the command line.
enum InputFile {
  /// Reads a file, or standard input for `-`; a file that cannot be read ends the command with status 2.
  static func read(_ path: String, limit: Int = FileReader.defaultLimit) throws -> SourceFile {
    do throws(FileError) {
      if path == "-" {
        let name = "<stdin>"
        return SourceFile(path: Text(name), bytes: try FileReader.bytes(ofDescriptor: STDIN_FILENO, name: name, limit: limit))
      }
      return SourceFile(path: Text(path), bytes: try FileReader.bytes(of: path, limit: limit))
    } catch {
      Terminal.complain("opos: \(error)")
      throw ExitStatus.failure
    }
  }
}
