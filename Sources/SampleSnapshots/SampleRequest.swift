/// A request of the sample world, before ServiceNow's formats.
struct SampleRequest {
  /// Where its work is.
  enum Progress {
    /// Waits for us.
    case open
    /// Waits for the requester.
    case waiting
    /// Decided; jobs run.
    case running
    /// Done.
    case done
    /// Given back: it belonged elsewhere, or was withdrawn.
    case skipped
  }

  var form: String
  var title: String
  /// When it was opened, in UTC.
  var opened: String
  var progress = Progress.open
  var priority = 3
  var details = ""
  /// Answers by the name of the ticket's field, in the form's order.
  var answers: [(field: String, value: String)] = []
  /// How often it was given to another group.
  var reassignments = 0

  /// The same request with an answer changed; an empty one is an empty answer.
  func with(_ field: String, _ value: String) -> SampleRequest {
    var changed = self
    if let index = changed.answers.firstIndex(where: { $0.field == field }) {
      changed.answers[index].value = value
    } else {
      changed.answers.append((field, value))
    }
    return changed
  }

  /// The same request, opened at another time, elsewhere in its course.
  func at(_ opened: String, _ progress: Progress = .open) -> SampleRequest {
    var changed = self
    changed.opened = opened
    changed.progress = progress
    return changed
  }

  /// The same request with another title.
  func titled(_ title: String) -> SampleRequest {
    var changed = self
    changed.title = title
    return changed
  }

  /// The same request with more to say.
  func saying(_ details: String) -> SampleRequest {
    var changed = self
    changed.details = details
    return changed
  }

  /// The same request with another priority.
  func urgent(_ priority: Int, because reason: String) -> SampleRequest {
    var changed = with("priority", String(priority)).with("justification", reason)
    changed.priority = priority
    return changed
  }
}

extension SampleRequest {
  /// What every request for work says.
  private static func common(_ form: String, _ experiment: SampleExperiment, _ title: String, campaign: String, purpose: String)
    -> SampleRequest
  {
    SampleRequest(
      form: form, title: title, opened: "",
      answers: [
        ("form", form), ("experiment", experiment.name), ("requester", experiment.requester), ("group", experiment.group),
        ("contact", experiment.contact), ("approver", experiment.approver), ("campaign", campaign), ("purpose", purpose),
        ("priority", "3"), ("justification", ""), ("repository", experiment.repository), ("package", experiment.package),
        ("release", experiment.release), ("configuration", ""), ("access_group", experiment.accessGroup),
      ])
  }

  /// Daily processing of one week's new data.
  static func keepUp(
    _ experiment: SampleExperiment, _ detector: String, tag: String, week: Int, from: String, until: String, files: Int,
    memory: String, hours: Int
  ) -> SampleRequest {
    let release = experiment.release
    let input = experiment.id == "nova" ? "\(tag)_raw_keepup_2015_11" : "\(experiment.prefix)raw_keepup_2015_11"
    var request = common(
      "keep-up", experiment, "\(experiment.name) \(detector) keep-up, week \(week)",
      campaign: "keepup-\(tag)-2015-w\(week)", purpose: "Data quality plots and the list of good runs, each morning.")
    request.answers += [
      ("input_dataset", input),
      ("output_dataset", "\(experiment.prefix)reco_\(release)_\(tag)_keepup_w\(week)"),
      ("output_location", "/pnfs/\(experiment.id)/production/keepup/\(release)"), ("registration", "sam"), ("files", "\(files)"),
      ("jobs", "\(files)"), ("memory", memory), ("disk", "10 GB"), ("cpus", "1"), ("walltime", "\(hours) h"),
      ("test_job", "14158\(500 + week).0@schedd1.example.org, 0.8 GB, \(hours / 3 + 1).2 h"), ("valid_from", from),
      ("valid_until", until),
    ]
    return request.with("configuration", "keepup/\(tag)_raw2root.\(suffix(experiment))\nkeepup/\(tag)_reco.\(suffix(experiment))")
      .saying("Two stages; a file that fails twice may be left out and is listed in the daily report.")
  }

  /// A round of calibration.
  static func calibration(
    _ experiment: SampleExperiment, _ what: String, tag: String, input: String, runs: String = "", jobs: Int, needed: String
  ) -> SampleRequest {
    var experiment = experiment
    experiment.requester = "Calibration convener"
    experiment.group = "calibration"
    experiment.approver = "Production coordinator"
    experiment.contact = "\(experiment.id)-calibration@example.org"
    var request = common(
      "calibration", experiment, "\(experiment.name) \(what)", campaign: "calib-\(tag)",
      purpose: "Constants that the next reconstruction pass reads.")
    request.answers += [
      ("input_dataset", input), ("run_list", runs),
      ("output_dataset", "\(experiment.prefix)calib_\(experiment.release)_\(tag.replacing("-", with: "_"))"),
    ]
    request.addResources(experiment, area: "calibration", size: "18 kB", jobs: jobs, memory: "1.2 GB", hours: 4, time: "0.4 s")
    return request.with("needed_by", needed).with(
      "configuration", "calib/hits.\(suffix(experiment))\ncalib/fit.\(suffix(experiment))"
    )
    .saying("Hits first, then one fit when all hit files are registered.")
  }

  /// A simulated sample. Each job makes a hundred events.
  static func simulation(
    _ experiment: SampleExperiment, _ sample: String, tag: String, group: String, events: Int, needed: String
  ) -> SampleRequest {
    var experiment = experiment
    experiment.group = group
    var request = common(
      "simulation", experiment, "\(experiment.name) \(sample), \(events / 1000) thousand events", campaign: "mc-\(tag)",
      purpose: "Sample for the studies of the \(group) group.")
    request.answers += [
      ("input_dataset", ""), ("events", "\(events)"),
      ("output_dataset", "\(experiment.prefix)mc_\(experiment.release)_\(tag.replacing("-", with: "_"))"),
    ]
    request.addResources(
      experiment, area: "mc", size: "250 kB", jobs: events / 100, memory: experiment.id == "dune" ? "3.5 GB" : "2 GB", hours: 8,
      time: "90 s")
    return request.with("needed_by", needed).with("configuration", "mc/gen_\(tag).fcl\nmc/g4_standard.fcl\nmc/reco_standard.fcl")
      .saying("Generation, tracking and reconstruction in one job; only the reconstructed file is kept.")
  }

  /// A frozen release over old data.
  static func reprocessing(
    _ experiment: SampleExperiment, _ what: String, tag: String, input: String, runs: String, jobs: Int, needed: String
  ) -> SampleRequest {
    var request = common(
      "reprocessing", experiment, "\(experiment.name) \(what) with release \(experiment.release)", campaign: tag,
      purpose: "Input of the next analysis round.")
    request.answers += [
      ("input_dataset", input), ("run_list", runs), ("files", "\(jobs)"),
      ("output_dataset", "\(experiment.prefix)\(tag.replacing("-", with: "_"))_\(experiment.release)"),
    ]
    request.addResources(experiment, area: "reco", size: "90 kB", jobs: jobs, memory: "1500 MB", hours: 5, time: "2.5 s")
    return request.with("needed_by", needed).with("configuration", "reco/standard.\(suffix(experiment))")
      .saying("Sub-runs without a good spill may be skipped; they are listed in the package.")
  }

  /// A question, or what was filed as one.
  static func question(_ experiment: SampleExperiment?, _ title: String, _ text: String) -> SampleRequest {
    SampleRequest(
      form: "question", title: title, opened: "", priority: 4, details: text,
      answers: [
        ("form", "question"), ("experiment", experiment?.name ?? ""), ("contact", experiment?.contact ?? "office@example.org"),
      ])
  }

  private mutating func addResources(
    _ experiment: SampleExperiment, area: String, size: String, jobs: Int, memory: String, hours: Int, time: String
  ) {
    answers += [
      ("output_location", "/pnfs/\(experiment.id)/production/\(area)/\(experiment.release)"), ("registration", "sam"),
      ("size_per_event", size), ("jobs", "\(jobs)"), ("memory", memory), ("disk", "10 GB"), ("cpus", "1"),
      ("walltime", "\(hours) h"), ("time_per_event", time),
      ("test_job", "1416\(6000 + jobs % 997).0@schedd2.example.org, 0.9 GB, 2.\(jobs % 9) h"),
    ]
  }

  private static func suffix(_ experiment: SampleExperiment) -> String {
    experiment.id == "minerva" || experiment.id == "minos" ? "cfg" : "fcl"
  }
}
