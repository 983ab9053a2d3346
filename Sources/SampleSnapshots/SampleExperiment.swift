/// What all requests of an experiment have in common.
struct SampleExperiment {
  var name: String
  var id: String
  var repository: String
  var package: String
  var accessGroup: String
  var contact: String
  var requester = "Production coordinator"
  var approver = "Offline coordinator"
  var group = "production"
  var prefix: String
  var release: String

  static let nova = SampleExperiment(
    name: "NOvA", id: "nova", repository: "https://git.example.org/nova/ProductionScripts.git", package: "ProductionScripts",
    accessGroup: "nova-production-commit", contact: "nova-production@example.org", prefix: "prod_", release: "S15-11-20")
  static let minerva = SampleExperiment(
    name: "MINERvA", id: "minerva", repository: "https://git.example.org/minerva/ProductionScripts.git",
    package: "ProductionScripts", accessGroup: "minerva-production-commit", contact: "minerva-production@example.org",
    approver: "Analysis coordinator", prefix: "minerva_", release: "v10r8p9")
  static let minos = SampleExperiment(
    name: "MINOS+", id: "minos", repository: "https://git.example.org/minos/MinosProduction.git", package: "MinosProduction",
    accessGroup: "minos-production-commit", contact: "minos-production@example.org", group: "beam", prefix: "minosplus_",
    release: "R3-14-2")
  static let dune = SampleExperiment(
    name: "DUNE", id: "dune", repository: "https://git.example.org/dune/dune-production.git", package: "dune-production",
    accessGroup: "dune-production-commit", contact: "dune-production@example.org", requester: "Simulation convener",
    approver: "Production coordinator", prefix: "dune_", release: "v04_30_00")
  static let microboone = SampleExperiment(
    name: "MicroBooNE", id: "microboone", repository: "https://git.example.org/microboone/uboone-production.git",
    package: "uboone-production", accessGroup: "uboone-production-commit", contact: "microboone-production@example.org",
    approver: "Reconstruction convener", group: "reconstruction", prefix: "uboone_", release: "v04_26_04_01")
  static let mu2e = SampleExperiment(
    name: "Mu2e", id: "mu2e", repository: "https://git.example.org/mu2e/MCProduction.git", package: "MCProduction",
    accessGroup: "mu2e-production-commit", contact: "mu2e-simulation@example.org", requester: "Simulation convener",
    approver: "Software coordinator", group: "simulation", prefix: "mu2e_", release: "v5_5_3")
  static let lariat = SampleExperiment(
    name: "LArIAT", id: "lariat", repository: "https://git.example.org/lariat/lariat-production.git",
    package: "lariat-production",
    accessGroup: "lariat-production-commit", contact: "lariat-offline@example.org", requester: "Offline coordinator",
    approver: "Run coordinator", group: "reconstruction", prefix: "lariat_", release: "v02_03_00")
}
