import Foundation

/// Tickets for a benchmark, of forty lines each: seeded, so that every run and every machine has the same.
///
/// They are keep-up requests of a few experiments, as an archive of a year would hold them: what a collaboration always says is the same, and dates,
/// datasets, sizes, evidence and words differ. Every fifth has a fault.
struct TicketCorpus {
  /// How many tickets there are.
  let tickets: Int

  /// Where the parts of the corpus are below its folder.
  enum Kind: String, CaseIterable {
    /// Markdown with front matter.
    case markdown = "md"
    /// The front matter alone, which validators of YAML read.
    case yaml = "yml"
    /// As many Python files of as many lines, for a linter of Python.
    case python = "py"
  }

  /// Writes the corpus below a folder, a folder for each kind.
  func write(to root: URL) throws {
    for kind in Kind.allCases {
      try FileManager.default.createDirectory(at: root.appending(path: kind.rawValue), withIntermediateDirectories: true)
    }
    var random = SeededNumbers(seed: 7)
    for number in 0..<tickets {
      let fields = fields(of: number, &random)
      let body = "Two files to a job, as in pass \(number % 7).\nA file that fails twice may be left out.\n"
      try write("---\n\(fields)---\n\n\(body)", number, .markdown, below: root)
      try write(fields, number, .yaml, below: root)
      try write(python(number, &random), number, .python, below: root)
    }
  }

  /// The paths of the files of a kind, in order.
  func paths(_ kind: Kind, below root: URL) -> [String] {
    (0..<tickets).map { root.appending(path: "\(kind.rawValue)/t\($0).\(kind.rawValue)").path }
  }

  private func write(_ text: String, _ number: Int, _ kind: Kind, below root: URL) throws {
    try Data(text.utf8).write(to: root.appending(path: "\(kind.rawValue)/t\(number).\(kind.rawValue)"))
  }

  private func fields(of number: Int, _ random: inout SeededNumbers) -> String {
    let (id, name, prefix) = random.pick([("nova", "NOvA", "prod_"), ("minerva", "MINERvA", "minerva_")])
    let day = random.next(below: 16) + 1
    let month = random.next(below: 6) + 6
    let release = "S15-\(two(month))-\(two(day))"
    let fault = number % 5 == 0 ? random.next(below: 4) : -1
    let extra = (0..<8).map { "  - keepup/\(id)_stage\($0)_\(random.next(below: 3)).fcl\n" }.joined()
    return """
      form: keep-up
      title: \(name) keep-up reconstruction \(number), from \(day) \(month) 2015
      experiment: \(id)
      requester: Production coordinator
      group: production
      contact: \(id)-production@example.org
      approver: Offline coordinator
      campaign: keepup-\(id)-2015-\(two(month))\(two(day))
      purpose: Data quality plots of run \(random.next(below: 9000) + 1000), each morning.
      priority: "\(random.next(below: 3) + 3)"
      repository: https://git.example.org/\(id)/ProductionScripts.git
      package: ProductionScripts
      release: \(fault == 0 ? "develop" : release)
      configuration:
      \(extra)access_group: \(id)-production-commit
      \(fault == 1 ? "input_datset" : "input_dataset"): \(id)_raw_keepup_2015_\(two(month))
      output_dataset: \(prefix)reco_\(release)_keepup_\(number)
      output_location: /pnfs/\(id)/production/keepup/\(release)
      registration: sam
      files: \(random.next(below: 400) + 20)
      jobs: \(random.next(below: 200) + 10)
      memory: \(fault == 2 ? "2000" : "\(random.next(below: 3) + 1) GB")
      disk: \(random.next(below: 20) + 5) GB
      cpus: 1
      walltime: \(random.next(below: 7) + 2) h
      test_job: 1415\(random.next(below: 9000) + 1000).0@schedd1.example.org, 0.8 GB, 2.1 h
      valid_from: 2015-\(two(month))-\(two(day + 4))
      valid_until: 2015-\(two(month))-\(two(day + (fault == 3 ? 1 : 10)))
      created: 2015-\(two(month))-\(two(day))

      """
  }

  private func python(_ number: Int, _ random: inout SeededNumbers) -> String {
    var text = "import os\n\n\n"
    for function in 0..<9 {
      text += "def reconstruct_\(function)(run, files):\n    total = run + \(random.next(below: 999))\n"
      text += "    return [total, \"\(number)\", files]\n\n"
    }
    return text + "\nprint(os.name)\n"
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(max(number, 1))" : "\(number)" }
}
