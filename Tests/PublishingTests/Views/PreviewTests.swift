import Diagnostics
import Foundation
import Testing

@testable import Publishing

@Suite struct SamplePages {
  /// Every kind of page renders; with `OPOS_PREVIEW` set to a folder, the pages and their assets are written there to be looked at.
  @Test func everyKindOfPageIsWhole() throws {
    let pages = try SampleSite.pages()
    #expect(pages.count == 18)
    for (name, html) in pages {
      let text = String(decoding: html, as: UTF8.self)
      #expect(text.hasPrefix("<!doctype html>\n"), "\(name)")
      #expect(text.hasSuffix("</html>\n"), "\(name)")
      #expect(text.components(separatedBy: "<h1").count == 2, "\(name) has one h1")
      #expect(!text.contains("{{") && !text.contains(" style=") && !text.contains("javascript:"), "\(name)")
    }
    if let folder = ProcessInfo.processInfo.environment["OPOS_PREVIEW"] { try write(pages, to: URL(fileURLWithPath: folder)) }
  }

  private func write(_ pages: [(name: String, html: [UInt8])], to folder: URL) throws {
    let assets = folder.appendingPathComponent("assets")
    try? FileManager.default.removeItem(at: assets)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: repositoryRoot.appendingPathComponent("Templates/Assets"), to: assets)
    for page in pages { try Data(page.html).write(to: folder.appendingPathComponent(page.name + ".html")) }
  }
}

extension SampleSite {
  /// Every kind of page, rendered with the templates of this repository.
  static func pages() throws -> [(name: String, html: [UInt8])] {
    var diagnostics: [Diagnostic] = []
    let templates = try #require(SiteTemplates.compile(try repositoryTemplates(), &diagnostics))
    return [
      ("home", templates.home.render(home)), ("page", templates.page.render(wiki)),
      ("agreement", templates.agreement.render(agreement(panel: templates.rulePanel.render(panel)))),
      ("rules", templates.rules.render(rules)), ("rule", templates.rule.render(rule)), ("forms", templates.forms.render(forms)),
      ("form", templates.form.render(form)), ("experiments", templates.experiments.render(experiments)),
      ("experiment", templates.experiment.render(experiment)), ("requests", templates.requests.render(requests)),
      ("request", templates.request.render(request)), ("jobs", templates.jobs.render(jobs)),
      ("jobs-unknown", templates.jobs.render(unknownJobs)), ("tags", templates.tags.render(tags)),
      ("tag", templates.tag.render(tag)), ("glossary", templates.glossary.render(glossary)),
      ("not-found", templates.notFound.render(notFound)),
      (
        "request-queue-empty", templates.requests.render(RequestsPage(layout: layout("Requests", kind: "queue"), snapshot: fresh))
      ),
    ].map { ($0.0, $0.1.bytes) }
  }
}
