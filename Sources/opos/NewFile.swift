import ArgumentParser
import Diagnostics
import Glibc
import Notation
import Publishing

/// A file of the content that a command makes. What is there already is never written over.
enum NewFile {
  /// Writes a file below the content folder, with the folders that it needs, and says where it is.
  ///
  /// - Throws: `ExitCode` after a message, if there is such a file or the file system refuses.
  static func write(_ path: String, _ text: Text, below folder: String) throws {
    guard ServedFile.names(in: "/" + path) != nil else {
      throw ValidationError("`\(path)` leads out of the content folder, or is hidden")
    }
    // A build passes over a file of such a name.
    guard path.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { throw ValidationError("`\(path)` has control characters") }
    let file = folder + "/" + path
    try FileErrors.reported { try ContentFile.create(file, text.utf8) }
    Terminal.print(file)
  }

  /// A name for files and URLs: small letters, digits and hyphens, as many as a file system takes.
  static func slug(_ title: String) -> String {
    var slug = ""
    for character in title.lowercased() where slug.utf8.count < 80 {
      if character.isLetter || character.isNumber {
        slug.append(character)
      } else if !slug.isEmpty, slug.last != "-" {
        slug.append("-")
      }
    }
    while slug.last == "-" { slug.removeLast() }
    return slug
  }

  /// A title as a heading in Markdown shows it.
  static func heading(_ title: String) -> Text {
    Text(title.map { "\\`*_{}[]<>#!|~&^$".contains($0) ? "\\\($0)" : String($0) }.joined())
  }

  /// The day of today in the clock's own zone, as an ISO 8601 date.
  static func today(_ source: SourceOptions) throws -> Text { try source.instant(siteClock: nil).civil().date.iso8601 }
}

/// Something that a command needs: given as an argument, or asked for on a terminal.
enum Answer {
  /// The argument, or what is typed after a question; scripts, where nobody can be asked, get an error.
  ///
  /// - Parameters:
  ///   - value: What was given.
  ///   - question: What is asked.
  ///   - name: What the usage calls it: `<title>`, or `--contact`.
  static func given(_ value: String?, _ question: String, _ name: String) throws -> String {
    if let value, !value.isEmpty {
      guard value.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
        throw ValidationError("\(name) is one line, without control characters")
      }
      return value
    }
    guard isatty(STDIN_FILENO) == 1 else { throw ValidationError("Missing expected argument '\(name)'") }
    Terminal.complain(Text("\(question): "))
    guard let line = readLine(), case let text = Text(line).trimmed(), !text.isEmpty else {
      throw ValidationError("\(name) is needed")
    }
    return String(text)
  }
}
