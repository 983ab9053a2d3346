/// The requests of the sample world, in the order in which they were opened.
enum SampleQueue {
  static let requests = (keepUps + calibrations + simulations + reprocessings + questions + faulty).sorted {
    $0.opened < $1.opened
  }

  private struct Week {
    var number: Int
    var from: String
    var until: String
    var filed: String
    var progress: SampleRequest.Progress
  }

  private static let weeks = [
    Week(number: 46, from: "2015-11-12", until: "2015-11-18", filed: "2015-11-10", progress: .done),
    Week(number: 47, from: "2015-11-19", until: "2015-11-25", filed: "2015-11-17", progress: .done),
    Week(number: 48, from: "2015-11-26", until: "2015-12-02", filed: "2015-11-24", progress: .running),
    Week(number: 49, from: "2015-12-03", until: "2015-12-09", filed: "2015-12-01", progress: .open),
  ]

  /// Each week's keep-up is a request of its own.
  private static let keepUps = weeks.flatMap { week in
    func keepUp(_ experiment: SampleExperiment, _ detector: String, _ tag: String, _ files: Int, _ memory: String, _ time: String)
      -> SampleRequest
    {
      SampleRequest.keepUp(
        experiment, detector, tag: tag, week: week.number, from: week.from, until: week.until, files: files, memory: memory,
        hours: 6
      ).at("\(week.filed) \(time)", week.progress)
    }
    return [
      keepUp(.nova, "far detector", "fd", 420, "2 GB", "15:12:40"), keepUp(.nova, "near detector", "nd", 180, "1 GB", "15:20:05"),
      keepUp(.minos, "both detectors", "minos", 96, "900 MB", "19:47:31"),
      keepUp(.minerva, "detector", "minerva", 150, "1 GB", "21:02:18"),
    ]
  }

  private static let calibrations = [
    SampleRequest.calibration(
      .nova, "far detector attenuation calibration, period 3 cosmics", tag: "fd-att-p3", input: "prod_raw_cosmics_fd_period3",
      jobs: 1800, needed: "2015-12-18"
    ).at("2015-11-19 16:31:02", .running),
    SampleRequest.calibration(
      .nova, "near detector attenuation calibration, period 3 cosmics", tag: "nd-att-p3", input: "prod_raw_cosmics_nd_period3",
      jobs: 400, needed: "2015-12-18"
    ).at("2015-12-01 15:40:11"),
    SampleRequest.calibration(
      .minerva, "strip-to-strip calibration, playlist 1A", tag: "s2s-me1a", input: "minerva_raw_me1a", runs: "6038-6115\n6120",
      jobs: 820, needed: "2015-12-14"
    ).at("2015-11-20 20:15:47", .running),
    SampleRequest.calibration(
      .minerva, "muon energy unit calibration, playlist 1C", tag: "meu-me1c", input: "minerva_raw_me1c", runs: "6200-6291",
      jobs: 640, needed: "2015-12-16"
    ).at("2015-11-25 17:22:09", .waiting),
  ]

  private static let simulations = [
    simulation(
      .nova, "far detector beam neutrinos, no swap", "fd-fhc-nonswap", "oscillation", 300_000, "2015-11-16 16:03:55", .running),
    simulation(
      .nova, "far detector beam neutrinos, flux swap", "fd-fhc-fluxswap", "oscillation", 300_000, "2015-11-16 16:21:40", .done),
    simulation(
      .nova, "far detector antineutrinos, no swap", "fd-rhc-nonswap", "oscillation", 200_000, "2015-11-30 15:30:12", .open),
    simulation(.nova, "near detector rock muons", "nd-rock", "near-detector", 100_000, "2015-11-30 17:44:26", .open),
    simulation(.dune, "far detector beam neutrinos", "fd-beam", "oscillation", 400_000, "2015-11-30 14:20:08", .running)
      .with("campaign", "mcc5-fd-beam"),
    simulation(.dune, "supernova neutrinos", "fd-supernova", "supernova", 60_000, "2015-11-30 14:41:33", .running)
      .with("campaign", "mcc5-fd-supernova"),
    simulation(.dune, "proton decay to kaons", "fd-pdk", "proton-decay", 50_000, "2015-12-01 16:18:54", .open),
    simulation(.dune, "cosmogenic muons", "fd-cosmics", "cosmogenics", 150_000, "2015-12-02 14:32:17", .open),
    simulation(.dune, "single muons for tracking", "fd-single-mu", "production", 20_000, "2015-12-02 15:58:41", .open),
  ]

  private static func simulation(
    _ experiment: SampleExperiment, _ sample: String, _ tag: String, _ group: String, _ events: Int, _ opened: String,
    _ progress: SampleRequest.Progress
  ) -> SampleRequest {
    SampleRequest.simulation(experiment, sample, tag: tag, group: group, events: events, needed: "2016-01-15").at(
      opened, progress)
  }

  private static let reprocessings = [
    SampleRequest.reprocessing(
      .minerva, "reconstruction of playlist 1A", tag: "reco-me1a", input: "minerva_raw_me1a", runs: "6038-6115\n6120", jobs: 9400,
      needed: "2016-01-08"
    ).with("campaign", "reco-me1a-v10r8p9").at("2015-11-18 18:05:30", .running),
    SampleRequest.reprocessing(
      .minerva, "reconstruction of playlist 1B", tag: "reco-me1b", input: "minerva_raw_me1b", runs: "6121-6180", jobs: 5200,
      needed: "2016-01-08"
    ).at("2015-12-01 15:12:44"),
    SampleRequest.reprocessing(
      .minos, "ntuples of October", tag: "ntuple-oct", input: "minosplus_cand_2015_10", runs: "61200-61377", jobs: 1300,
      needed: "2015-12-08"
    ).with("campaign", "ntuple-oct-R3-14-2").with("group", "sterile")
      .urgent(1, because: "The result is frozen on 9 December; without these ntuples October drops out of it.")
      .at("2015-12-01 20:11:05", .running),
    SampleRequest.reprocessing(
      .nova, "reconstruction of period 2", tag: "reco-p2", input: "prod_raw_fd_period2", runs: "17139-17940", jobs: 7800,
      needed: "2016-01-22"
    ).at("2015-11-23 15:26:49", .waiting),
    SampleRequest.reprocessing(
      .nova, "reconstruction of period 2, revised run list", tag: "reco-p2-goodruns", input: "prod_raw_fd_period2",
      runs: "17139-17602\n17610-17940", jobs: 7600, needed: "2016-01-22"
    ).with("supersedes", "RITM0010015").at("2015-12-02 14:05:22"),
    SampleRequest.reprocessing(
      .minos, "candidates of September", tag: "cand-sep", input: "minosplus_raw_2015_09", runs: "60980-61199", jobs: 1450,
      needed: "2015-11-30"
    ).with("group", "sterile").at("2015-11-12 16:40:00", .done),
  ]

  private static let questions = [
    SampleRequest.question(
      .nova, "Which kind of request is a second pass over cosmic-ray data?",
      "We want to run the new cosmic-ray reconstruction over the runs of period 2. Is that a calibration or a reprocessing?"
    ).at("2015-12-01 17:35:50"),
    SampleRequest.question(
      .mu2e, "What does Mu2e need before its first request?", "We have a package and a tag. What else must be in place?"
    ).at("2015-11-30 21:05:13", .waiting),
    SampleRequest.question(
      .minerva, "Half of our keep-up jobs were held on Sunday",
      "The reason was a full output area. Can the held jobs be released, or must they be submitted again?"
    ).at("2015-11-30 14:02:27", .done),
    SampleRequest.question(
      .lariat, "How does LArIAT come on board?", "We expect about 2000 jobs a week from March. Whom do we talk to first?"
    ).at("2015-12-02 15:21:36"),
  ]
}
