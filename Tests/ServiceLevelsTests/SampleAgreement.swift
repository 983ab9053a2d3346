import Diagnostics
import Foundation
import Notation
import Tickets

@testable import ServiceLevels

/// The agreement, forms and registry of the repository's own content.
enum SampleAgreement {
  /// The folder `Content`.
  static let content = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
    .appending(path: "Content")

  /// The instant of the sample world.
  static let now = Timestamp(rfc3339: "2015-12-02T16:20:00Z")!

  /// The linter, and what is wrong with what it was made of.
  static let made: (linter: TicketLinter, diagnostics: [Diagnostic]) = {
    var diagnostics: [Diagnostic] = []
    let forms = files(in: "Forms", ending: "yml").compactMap { file in
      let read = Form.read(file)
      diagnostics += read.diagnostics
      return read.form
    }
    let experiments = files(in: "Experiments", ending: "yml").compactMap { file -> Experiment? in
      guard let node = YAMLReader.read(file).node else { return nil }
      return Experiment(id: node["id"]?.text ?? "", aliases: node["aliases"]?.elements.map { $0.text } ?? [], node: node)
    }
    let siteFile = file("site.yml")
    var sink = DiagnosticSink(siteFile)
    let site = YAMLReader.read(siteFile).node ?? Node(.map([]), range: SourceRange(0, 0))
    let calendar = BusinessCalendar.read(site: site, &sink)
    let compiled = RuleSet.compile(clauses(of: file("SLA/index.md")), forms: FormSet(forms), calendar: calendar)
    let linter = TicketLinter(
      rules: compiled.rules, experiments: experiments, site: Site(node: site), calendar: calendar, requests: [])
    return (linter, diagnostics + sink.diagnostics + compiled.diagnostics)
  }()

  static func file(_ path: String) -> SourceFile {
    let bytes = (try? Data(contentsOf: content.appending(path: path))).map { [UInt8]($0) } ?? []
    return SourceFile(path: Text(path), bytes: bytes)
  }

  static func files(in folder: String, ending: String? = nil) -> [SourceFile] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: content.appending(path: folder).path)) ?? []
    return names.sorted().filter { name in ending.map { name.hasSuffix(".\($0)") } ?? true }.map { file("\(folder)/\($0)") }
  }

  /// The clauses of a page: headings that begin with a number, and the rule fences below them.
  static func clauses(of file: SourceFile) -> [ClauseSource] {
    var clauses: [ClauseSource] = []
    var offset = 0
    var fence: Int?
    for line in String(decoding: file.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
      let end = offset + line.utf8.count + 1
      if line == "```rule" {
        fence = end
      } else if line == "```", let start = fence {
        if !clauses.isEmpty { clauses[clauses.count - 1].rules.append(SourceRange(start, offset)) }
        fence = nil
      } else if fence == nil, line.hasPrefix("##"), let first = line.split(separator: " ").dropFirst().first,
        first.first?.isNumber ?? false
      {
        let anchor = line.split(separator: "{#").last.map { $0.dropLast() } ?? ""
        clauses.append(
          ClauseSource(
            number: Text(String(first)), title: Text(String(line)), anchor: Text(String(anchor)),
            url: Text("https://opos.example.org/SLA/#\(String(anchor))"),
            file: file, headingRange: SourceRange(offset, end - 1), text: "", rules: []))
      } else if fence == nil, !clauses.isEmpty {
        clauses[clauses.count - 1].text += Text(String(line)) + "\n"
      }
      offset = end
    }
    return clauses
  }
}
