import Foundation
import Testing

/// A build after a build of a site that is made of more than pages: of rules, forms, experiments, requests, jobs, redirects and files that pages include.
@Suite struct RepeatedServiceBuildTests {
  /// Random changes of all of that; after each the site is, byte for byte, that of a first build, and it was not made as a whole.
  @Test(.timeLimit(.minutes(60)), arguments: [1, 2, 3] as [UInt64])
  func whateverChangesTheSiteIsThatOfAFirstBuild(seed: UInt64) throws {
    var service = try ChangingService(random: SeededNumbers(state: seed), hasRedirects: seed != 2, includes: seed != 3)
    // Files that are younger than the file system tells times apart are read again: here all of them.
    usleep(130_000)
    try service.build(into: "Public")
    var before = try service.folder.contents(of: "Public")
    for step in 0..<60 {
      let (what, isSmall) = try service.change()
      if step % 3 > 0 { usleep(130_000) }
      try service.build(into: "Public")
      try service.build(into: "First\(step)")
      let site = try service.folder.contents(of: "Public")
      let first = try service.folder.contents(of: "First\(step)")
      let differing = Set(site.keys).union(first.keys).filter { site[$0] != first[$0] }.sorted()
      try #require(differing.isEmpty, "step \(step): \(what)")
      // A whole build lets the spare folder follow at once; a small change leaves there what it replaced.
      let isWhole = try service.folder.contents(of: ".Public.opos-spare") == site
      if isSmall, site != before { #expect(!isWhole, "step \(step): \(what)") }
      before = site
      for path in ["First\(step)", ".First\(step).opos-spare", ".First\(step).opos-state"] {
        try FileManager.default.removeItem(at: service.folder.file(path))
      }
    }
  }
}

/// A small service in which something changes at random.
private struct ChangingService {
  let folder: TemporaryFolder
  private var random: SeededNumbers
  private let hasRedirects: Bool
  private let includes: Bool
  private var pages: Set<String> = []
  private var now = "2015-12-02T16:20:00Z"
  private var rules = 2

  init(random: SeededNumbers, hasRedirects: Bool, includes: Bool) throws {
    (folder, self.random) = (try TemporaryFolder(), random)
    (self.hasRedirects, self.includes) = (hasRedirects, includes)
    var files = [
      "site.yml": """
      title: Service
      base_url: https://x.example/
      time_zone: UTC
      working_hours: { monday: "08:00-17:00", wednesday: "08:00-17:00" }
      holidays: [{ calendar: holidays.ics }]
      reviews: { interval: 100 }
      """,
      "index.md": "# Home\n\nWords, NOvA and RITM0010003.\n",
      "Wiki/glossary.md": "# Glossary\n\n## Tape\n\nWhere data are kept.\n",
      "Forms/question.yml": ServiceTexts.form(help: "What you ask."),
      "Experiments/nova.yml": ServiceTexts.experiment("nova", "NOvA", 1),
      "Experiments/mu2e.yml": ServiceTexts.experiment("mu2e", "Mu2e", 2),
      "holidays.ics": ServiceTexts.holiday(24),
      "SLA/index.md": ServiceTexts.agreement(rules: 2, limit: 40, number: 1),
      "Snapshots/condor_q.json": ServiceTexts.jobs([1, 2, 5]),
    ]
    files["Snapshots/sc_req_item.json"] = requests()
    if hasRedirects { files["redirects.yml"] = "old.html: index.md\n" }
    if includes {
      files["Wiki/whole.md"] = "# Whole\n\n{{#include part.txt}}\n\n```dot\ndigraph { a -> b }\n```\n"
      files["Wiki/part.txt"] = "A part of RITM0010002.\n"
    }
    for number in 0..<4 {
      files["Wiki/p\(number).md"] = page()
      pages.insert("Wiki/p\(number).md")
    }
    try folder.write(files.reduce(into: [:]) { $0["Content/" + $1.key] = $1.value })
  }

  func build(into output: String) throws {
    let outcome = try OposCommand.run([
      "build", "--source", folder.file("Content").path, "--output", folder.file(output).path, "--now", now,
    ])
    try #require(outcome.status == 0, "\(outcome.messages)")
  }

  /// Changes something. Gives what, and whether it should be published without a whole build.
  mutating func change() throws -> (what: String, isSmall: Bool) {
    switch number(below: 18) {
    case 0...2: return try write("Snapshots/sc_req_item.json", requests())
    case 3:
      return try write("Snapshots/condor_q.json", ServiceTexts.jobs((0..<number(below: 5)).map { _ in number(below: 6) + 1 }))
    case 4: return try changeAgreement()
    case 5: return try write("Forms/question.yml", ServiceTexts.form(help: "What you ask, \(number(below: 99))."))
    case 6:
      let (id, name) = number(below: 2) == 0 ? ("nova", "NOvA") : ("mu2e", "Mu2e")
      return try write("Experiments/\(id).yml", ServiceTexts.experiment(id, name, number(below: 9)))
    case 7: return try changeTemplate()
    case 8, 9: return try writePage()
    case 10: return try removePage()
    case 11: return try changeList()
    case 12:
      now = "2015-12-\(10 + number(below: 20))T0\(number(below: 10)):20:00Z"
      // Whether the service is open stands on every page.
      return ("build at \(now)", false)
    case 13: return try changeAsset()
    case 14, 15: return try changeWords()
    case 16: return try write("holidays.ics", ServiceTexts.holiday(10 + number(below: 20)), isSmall: false)
    default: return try changeRarely()
    }
  }
}

extension ChangingService {
  private mutating func number(below end: UInt64) -> Int { Int(random.next() % end) }

  private func write(_ path: String, _ text: String, isSmall: Bool = true) throws -> (String, Bool) {
    try folder.write(["Content/\(path)": text])
    return ("write \(path)", isSmall)
  }

  private mutating func requests() -> String {
    var requests: [String] = []
    for number in 1...9 where self.number(below: 3) > 0 {
      requests.append(ServiceTexts.request(number, state: self.number(below: 4) + 1, title: "Title \(self.number(below: 20))"))
    }
    return "{\"result\": [\(requests.joined(separator: ",\n"))]}"
  }

  private mutating func page() -> String {
    let aliases = number(below: 3) == 0 ? "aliases: [/was/p\(number(below: 1000)).html]\n" : ""
    return """
      ---
      title: Page \(number(below: 1000))
      tags: [t\(number(below: 3))]
      reviewed: 2015-0\(number(below: 9) + 1)-01
      \(aliases)---

      # Page

      Words \(number(below: 1000)) of RITM001000\(number(below: 10)) on tape, clause 1.\(number(below: 4)), `rule-\(number(below: 4))`, \
      NOvA, E\(number(below: 9))X, [[Mu2e]], [a form](/Forms/question.yml) and [home](/index.md).

      """
  }

  private mutating func changeAgreement() throws -> (String, Bool) {
    rules = 1 + number(below: 3)
    let text = ServiceTexts.agreement(rules: rules, limit: 35 + number(below: 20), number: 1 + number(below: 2))
    return try write("SLA/index.md", text)
  }

  private mutating func changeTemplate() throws -> (String, Bool) {
    let names = ["request", "rule", "tag", "rule-panel", "print", "badge", "experiment", "home", "search", "agreement", "page"]
    let name = names[number(below: UInt64(names.count))]
    let theme = OposCommand.repository.appending(path: "Templates/\(name).html")
    let text = try String(contentsOf: theme, encoding: .utf8)
    try folder.write(["Templates/\(name).html": text + "<!-- \(number(below: 99)) -->\n"])
    return ("change the template \(name)", true)
  }

  private mutating func writePage() throws -> (String, Bool) {
    let path = ["Wiki", "Wiki/deep"][number(below: 2)] + "/p\(number(below: 5)).md"
    pages.insert(path)
    return try write(path, page())
  }

  private mutating func removePage() throws -> (String, Bool) {
    guard let path = pages.sorted().dropFirst(number(below: 4)).first else { return ("nothing", true) }
    pages.remove(path)
    try FileManager.default.removeItem(at: folder.file("Content/\(path)"))
    // What a line led to may be gone.
    if hasRedirects { _ = try write("redirects.yml", "old.html: index.md\n") }
    if number(below: 2) == 0 { return ("remove \(path)", true) }
    // Where it has gone is written down then.
    let other = "Wiki/moved\(number(below: 3)).md"
    pages.insert(other)
    return ("move \(path), and " + (try write(other, page())).0, true)
  }

  /// A list of addresses, or what a page includes.
  private mutating func changeList() throws -> (String, Bool) {
    if hasRedirects, number(below: 2) == 0 {
      let target = number(below: 2) == 0 ? "index.md" : "Wiki/glossary.md"
      return try write("redirects.yml", "old.html: \(target)\nolder\(number(below: 3)).html: index.md\n")
    }
    if includes { return try write("Wiki/part.txt", "A part of RITM001000\(number(below: 9)), \(number(below: 99)).\n") }
    return ("nothing", true)
  }

  private mutating func changeAsset() throws -> (String, Bool) {
    let path = ["note.txt", "Wiki/plain.html", "tags/t1.txt"][number(below: 3)]
    let file = folder.file("Content/\(path)")
    if FileManager.default.fileExists(atPath: file.path), number(below: 2) == 0 {
      try FileManager.default.removeItem(at: file)
      return ("remove \(path)", true)
    }
    return try write(path, "Text \(number(below: 99))\n")
  }

  /// Terms and names that text is searched for.
  private mutating func changeWords() throws -> (String, Bool) {
    let other = ["", "\n## Page\n\nWhat is read.\n", "\n## E3X\n\nA name.\n"][number(below: 3)]
    if number(below: 2) == 0 {
      let text = "# Glossary\n\n## Tape\n\nWhere \(number(below: 3)) data are kept.\n"
      return try write("Wiki/glossary.md", text + other)
    }
    let id = "e\(number(below: 2))"
    return try write("Experiments/\(id).yml", ServiceTexts.experiment(id, "E\(number(below: 9))X", 3))
  }

  /// What makes a whole build.
  private mutating func changeRarely() throws -> (String, Bool) {
    switch number(below: 2) {
    case 0:
      try folder.write(["Public/requests/index.html": "x"])
      return ("damage the output", false)
    default:
      let style = "/* \(number(below: 99)) */\n"
      try folder.write(["Templates/Assets/extra.css": style])
      return ("change a file of the theme", false)
    }
  }
}

/// The files of a small service.
private enum ServiceTexts {
  static func form(help: String) -> String {
    """
    name: Question
    description: Anything.
    body:
      - type: input
        id: title
        attributes: { label: Title, description: "\(help)" }
        validations: { required: true }
      - type: dropdown
        id: experiment
        attributes: { label: Experiment, options: experiments }
    example: { title: Short, experiment: nova }
    """
  }

  static func experiment(_ id: String, _ name: String, _ number: Int) -> String {
    "id: \(id)\nname: \(name)\nstatus: \(number % 2 == 0 ? "on-board" : "prospect")\nsummary: Number \(number).\n"
  }

  static func agreement(rules: Int, limit: Int, number: Int) -> String {
    var text = "---\ntitle: Agreement\nversion: \(limit)\n---\n\n# Agreement\n\nWords.\n"
    for rule in 0..<rules {
      text += """

        ## \(number).\(rule) Clause {#c\(rule)}

        A title is short, see NOvA.

        ```rule
        id: rule-\(rule)
        severity: \(rule == 1 ? "error" : "warning")
        field: title
        require: 'size(ticket.title) < \(limit)'
        message: "{size(ticket.title)} letters are not under \(limit)"
        help: "Shorten it."
        pass:
          - title: Short
        fail:
          - title: \(String(repeating: "long ", count: 20))
        ```

        """
    }
    return text
  }

  static func request(_ number: Int, state: Int, title: String) -> String {
    let long = number % 3 == 0 ? " " + String(repeating: "and more ", count: 5) : ""
    return """
      {"sys_id": "s\(number)", "number": "RITM001000\(number)", "short_description": "\(title)\(long)", "state": "\(state)",
      "cat_item": "Question", "opened_at": "2015-11-2\(number) 10:00:00", "sys_updated_on": "2015-11-2\(number) 12:00:00",
      "closed_at": "\(state > 2 ? "2015-11-2\(number) 13:00:00" : "")"}
      """
  }

  static func jobs(_ states: [Int]) -> String {
    let jobs = states.enumerated().map { number, state in
      """
      {"ClusterId": \(number), "ProcId": 0, "GlobalJobId": "a#\(number).0#1", "JobStatus": \(state), "QDate": 1449070057,
      "Jobsub_Group": "nova", "RequestCpus": 1, "RequestMemory": 1000}
      """
    }
    return "[\n\(jobs.joined(separator: ",\n"))\n]\n"
  }

  static func holiday(_ day: Int) -> String {
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20150101T000000Z\r\n"
      + "DTSTART;VALUE=DATE:201512\(day)\r\nSUMMARY:Day off\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
  }
}
