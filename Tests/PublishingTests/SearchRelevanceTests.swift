import Diagnostics
import Foundation
import Knowledge
import Notation
import Search
import Testing

@testable import Publishing

/// Questions to our own site, each with the places that answer it. They were written from the list of its pages, before any result was seen.
@Suite struct SearchRelevanceTests {
  private static let questions: [(query: String, answers: [String])] = [
    ("release tag", ["wiki/glossary.html#release-tag", "sla/index.html#release-tag"]),
    ("release-tag-moves", ["rules/release-tag-moves.html"]),
    ("good tag", ["wiki/asking/before-you-ask.html#good-tag"]),
    ("keep-up", ["wiki/kinds/keep-up.html", "wiki/glossary.html#keep-up", "sla/index.html#keep-up"]),
    ("renew keep-up", ["wiki/kinds/keep-up.html#renewal"]), ("how to file a request", ["wiki/asking/how-to-file.html"]),
    ("file request", ["wiki/asking/how-to-file.html"]), ("held jobs", ["wiki/running/held-jobs.html"]),
    ("hold code", ["wiki/running/held-jobs.html#codes"]),
    ("job held memory", ["wiki/running/held-jobs.html#memory"]),
    ("memory", ["wiki/asking/resources.html", "wiki/running/held-jobs.html#memory", "rules/memory-out-of-bounds.html"]),
    ("disk quota", ["rules/route-quota.html", "sla/index.html"]), ("service hours", ["wiki/service/service-hours.html"]),
    ("holidays", ["wiki/service/service-hours.html#holidays", "handbook/site-and-registry.html#holidays"]),
    ("working day", ["wiki/glossary.html#working-day", "wiki/service/service-hours.html"]),
    ("who decides", ["wiki/service/who-decides.html"]),
    ("approver", ["wiki/glossary.html#approver", "rules/approver-is-requester.html", "sla/index.html#approval"]),
    ("test job", ["wiki/asking/test-job.html", "wiki/glossary.html#test-job"]),
    ("trust a test job", ["wiki/asking/test-job.html#trust"]), ("resources and units", ["wiki/asking/resources.html"]),
    ("sizing", ["wiki/asking/resources.html#sizing"]),
    ("efficiency", ["wiki/asking/resources.html#efficiency", "wiki/glossary.html#efficiency"]),
    ("which kind of request", ["wiki/asking/which-request.html"]),
    ("not for us", ["wiki/asking/not-for-us.html"]), ("web server", ["rules/route-web.html", "wiki/asking/not-for-us.html"]),
    ("production database", ["rules/route-databases.html", "wiki/asking/not-for-us.html"]),
    ("certificate", ["rules/route-certificates.html", "wiki/asking/not-for-us.html"]),
    ("revise a request", ["wiki/asking/revising.html"]),
    ("supersedes", ["rules/supersedes-unknown.html", "rules/supersedes-not-a-number.html", "wiki/asking/revising.html"]),
    ("request status", ["wiki/asking/request-status.html"]),
    ("monitoring", ["wiki/running/monitoring.html"]), ("job states", ["wiki/running/monitoring.html#states"]),
    ("why are my jobs idle", ["wiki/running/monitoring.html#idle"]),
    ("where does output go", ["wiki/running/output.html"]), ("dataset names", ["wiki/running/output.html#names"]),
    ("registration", ["wiki/running/output.html#registration", "sla/index.html#registration"]),
    ("missing files", ["wiki/running/output.html#missing", "wiki/service/questions.html#files"]),
    ("status report", ["wiki/running/status-reports.html"]),
    ("contacts", ["wiki/service/contacts-and-tools.html"]), ("onboarding", ["wiki/service/onboarding.html"]),
    ("coming on board", ["wiki/service/onboarding.html"]),
    ("frequent questions", ["wiki/service/questions.html"]), ("may a student file", ["wiki/service/questions.html#student"]),
    ("what does it cost", ["wiki/service/questions.html#cost"]),
    ("calibration rounds", ["wiki/kinds/calibration.html#rounds"]), ("seeds", ["wiki/kinds/simulation.html#seeds"]),
    ("simulation numbers", ["wiki/kinds/simulation.html#numbers"]),
    ("staging from tape", ["wiki/kinds/reprocessing.html#staging"]),
    ("reprocessing twice", ["wiki/kinds/reprocessing.html#twice"]),
    ("technical scope of work", ["wiki/glossary.html#technical-scope-of-work", "sla/index.html#agreement"]),
    ("fhicl", ["wiki/glossary.html#fhicl"]), ("metacat", ["wiki/glossary.html#metacat"]),
    ("open science grid", ["wiki/glossary.html#open-science-grid"]), ("nova", ["experiments/nova.html"]),
    ("uboone", ["experiments/microboone.html"]), ("muon g-2", ["experiments/gm2.html"]),
    ("dune repositories", ["experiments/dune.html"]), ("RITM0010022", ["requests/ritm0010022.html"]),
    ("ritm0010001", ["requests/ritm0010001.html"]),
    ("keep-up-too-long", ["rules/keep-up-too-long.html"]), ("writing rules", ["handbook/rules.html"]),
    ("front matter", ["handbook/pages.html#front-matter"]),
    ("exit status", ["handbook/commands.html#status"]), ("ticket formats", ["handbook/tickets.html"]),
    ("exceptions", ["handbook/tickets.html#exceptions"]),
    ("snapshot privacy", ["handbook/snapshots.html#privacy"]), ("condor_q", ["handbook/snapshots.html#jobs"]),
    ("webassembly", ["handbook/decisions/one-engine-in-webassembly.html"]),
    (
      "reprocesing",
      [
        "wiki/kinds/reprocessing.html", "wiki/glossary.html#reprocessing", "sla/index.html#reprocessing",
        "forms/reprocessing.html",
      ]
    ),
    ("simulaton", ["wiki/kinds/simulation.html", "sla/index.html#simulation", "forms/simulation.html"]),
    (
      "calib",
      ["wiki/kinds/calibration.html", "wiki/glossary.html#calibration", "forms/calibration.html", "sla/index.html#calibration"]
    ),
    ("jobsub_submit", ["wiki/asking/resources.html", "handbook/tickets.html", "wiki/asking/test-job.html"]),
  ]

  @Test func questionsFindTheirAnswers() throws {
    let content = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Content").path
    let parts = try ContentLoader(source: content, jobs: 2).load()
    let catalog = Catalog(parts, now: try #require(Timestamp(rfc3339: "2015-12-02T16:20:00Z")))
    let files = SearchDocuments(catalog).index(jobs: 2)
    let bytes = Dictionary(files.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    var index = try #require(SearchIndex(manifest: files[0].bytes))
    var sum = 0.0
    var misses: [String] = []
    for (query, answers) in Self.questions {
      let urls = try results(query, &index, bytes)
      let rank = urls.firstIndex { url in answers.contains { url == $0 || url.hasPrefix($0 + "#") } }
      sum += rank.map { 1 / Double($0 + 1) } ?? 0
      if rank != 0 {
        misses.append("\(query): \(rank.map { "rank \($0 + 1)" } ?? "not found"), first \(urls.first ?? "nothing")")
      }
    }
    let mean = sum / Double(Self.questions.count)
    print("search: \(Self.questions.count) questions, mean reciprocal rank \(mean)\n" + misses.joined(separator: "\n"))
    #expect(Self.questions.count >= 60)
    #expect(mean > 0.8, "\(misses.joined(separator: "\n"))")
  }

  private func results(_ query: String, _ index: inout SearchIndex, _ bytes: [Text: [UInt8]]) throws -> [String] {
    for _ in 0..<8 {
      switch index.answer(SearchQuery(Text(query), limit: 10)) {
      case .found(let found): return found.results.map { String($0.url) }
      case .needs(let names): for name in names { index.add(file: name, bytes: try #require(bytes[name])) }
      }
    }
    Issue.record("the index needs files without end")
    return []
  }
}
