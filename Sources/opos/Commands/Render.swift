import ArgumentParser
import Diagnostics
import Glibc
import Markup
import Publishing

/// `opos render`: the HTML of one Markdown file.
struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Writes the HTML of one Markdown file.",
    discussion: "Without an option the file is read in the dialect of a site; links keep the addresses that were written.")

  @Argument(help: "The file; - for standard input.")
  var file: String

  @Flag(help: "Read it as plain CommonMark 0.30 and let raw HTML through.")
  var commonmark = false

  @Flag(help: "Read it as GitHub Flavored Markdown and let raw HTML through.")
  var gfm = false

  func validate() throws {
    if commonmark, gfm { throw ValidationError("--commonmark and --gfm exclude each other") }
  }

  func run() throws {
    let bytes = try InputFile.read(file).bytes
    let dialect: Dialect = commonmark ? .commonMark : gfm ? .gfm : .opos
    Terminal.print(Text(Markdown.html(of: bytes, dialect: dialect)))
  }
}
