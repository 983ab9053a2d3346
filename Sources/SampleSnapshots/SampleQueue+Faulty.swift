extension SampleQueue {
  /// Requests in which the agreement finds something, each for a reason of its own.
  static let faulty = faultyWork + misrouted

  private static let faultyWork = [
    keepUp(.nova, "far detector test stream", "fdtest").with("release", "develop").at("2015-12-01 18:14:02"),
    keepUp(.minos, "near detector", "minosnd").with("valid_until", "2016-01-02").at("2015-12-01 22:10:45"),
    keepUp(.minerva, "detector with the new decoder", "mnvdec").with("memory", "2000").with("disk", "10").at(
      "2015-12-02 14:20:19"),
    keepUp(.nova, "near detector spill stream", "ndspill").with("approver", "Production coordinator").at("2015-12-02 14:48:33"),
    keepUp(.nova, "far detector cosmic stream", "fdcosmic").with("output_dataset", "*.root").at("2015-11-30 16:29:51", .waiting),
    simulation(.nova, "far detector tau neutrinos", "fd-tau").with("output_dataset", "tau_test_v1").at("2015-12-01 14:33:20"),
    simulation(.dune, "atmospheric neutrinos", "fd-atm", group: "cosmogenics").with("test_job", "").at("2015-12-01 19:52:08"),
    simulation(.dune, "low-energy electrons", "fd-lowe", group: "supernova").with("release", "v04_*").at("2015-12-02 15:33:47"),
    simulation(.nova, "near detector beam neutrinos", "nd-fhc", group: "near-detector").with("events", "5,000,000")
      .at("2015-12-01 21:28:56"),
    simulation(.nova, "far detector beam neutrinos again", "fd-fhc-nonswap").with(
      "output_dataset", "prod_mc_S15-11-20_fd_fhc_nonswap"
    )
    .at("2015-12-02 16:01:10"),
    simulation(.mu2e, "beam electrons, stage 1", "beam-stage1", group: "simulation").at("2015-11-24 20:17:39", .waiting),
    simulation(.microboone, "beam neutrinos with cosmic rays", "bnb-cosmic", group: "reconstruction")
      .at("2015-11-30 18:36:14"),
    simulation(.lariat, "pion beam", "pions", group: "reconstruction").at("2015-12-01 16:49:25"),
    calibration(.minerva, "timing calibration, playlist 1D", "timing-me1d").with("run_list", "6400-6320")
      .at("2015-12-02 14:57:03"),
    calibration(.nova, "drift calibration of the far detector", "fd-drift").with("input_dataset", "").with(
      "needed_by", "2015-12-03"
    )
    .at("2015-12-02 15:44:59"),
    reprocessing(.minerva, "reconstruction of playlist 1C", "reco-me1c").with("repository", "/minerva/app/users/scripts.tar.gz")
      .at("2015-11-25 15:51:42"),
    reprocessing(.minos, "candidates of November", "cand-nov").urgent(1, because: "").at("2015-12-02 15:02:28"),
    reprocessing(.minos, "ntuples of September, revised", "ntuple-sep").titled("Revised request: MINOS+ ntuples of September")
      .at("2015-12-01 14:58:16"),
    reprocessing(.nova, "reconstruction of period 1", "reco-p1").titled("Production request").saying("Same as last time, please.")
      .with("access_group", "everyone").at("2015-12-02 15:12:34"),
    reprocessing(.nova, "cosmic-ray reconstruction of period 3", "reco-cosmics-p3").with("package", "MyScripts")
      .with("configuration", "reco/standard.fcl\n/nova/app/users/special.fcl").at("2015-11-30 20:40:37"),
  ]

  /// "Production" in the title, and yet not for us.
  private static let misrouted = [
    SampleRequest.question(nil, "Production database of the service catalogue is slow", "Pages take a minute since this morning.")
      .reassigned(2).at("2015-12-01 15:05:12"),
    SampleRequest.question(
      .nova, "Deploy the new run-history page to the production web server", "Please copy it to the web server."
    )
    .reassigned(1).at("2015-11-23 19:18:20", .skipped),
    SampleRequest.question(.dune, "New account for the production role", "Somebody new needs to be added to the group.")
      .reassigned(1).at("2015-12-02 14:11:58"),
  ]

  private static func keepUp(_ experiment: SampleExperiment, _ detector: String, _ tag: String) -> SampleRequest {
    .keepUp(
      experiment, detector, tag: tag, week: 49, from: "2015-12-03", until: "2015-12-09", files: 120, memory: "1.5 GB", hours: 6)
  }

  private static func simulation(_ experiment: SampleExperiment, _ sample: String, _ tag: String, group: String = "oscillation")
    -> SampleRequest
  {
    .simulation(experiment, sample, tag: tag, group: group, events: 100_000, needed: "2016-01-15")
  }

  private static func calibration(_ experiment: SampleExperiment, _ what: String, _ tag: String) -> SampleRequest {
    .calibration(
      experiment, what, tag: tag, input: "\(experiment.prefix)raw_\(tag.replacing("-", with: "_"))", jobs: 500,
      needed: "2015-12-16")
  }

  private static func reprocessing(_ experiment: SampleExperiment, _ what: String, _ tag: String) -> SampleRequest {
    .reprocessing(
      experiment, what, tag: tag, input: "\(experiment.prefix)raw_\(tag.replacing("-", with: "_"))", runs: "15000-15200",
      jobs: 2400,
      needed: "2016-01-11")
  }
}

extension SampleRequest {
  /// The same request, sent from group to group.
  fileprivate func reassigned(_ times: Int) -> SampleRequest {
    var changed = self
    changed.reassignments = times
    return changed
  }
}
