import Foundation
import Testing

/// What `opos new` makes passes `opos check`, and nothing is written over.
@Suite struct NewTests {
  private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> OposCommand.Outcome {
    try OposCommand.run(["new"] + arguments + ["--source", folder.file("Content").path, "--now", "2015-12-02"])
  }

  /// Our own content, so that what is new stands among other things.
  private func content() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(at: OposCommand.repository.appending(path: "Content"), to: folder.file("Content"))
    return folder
  }

  @Test func whatIsMadePassesTheCheck() throws {
    let folder = try content()
    for (arguments, file) in [
      (
        ["page", "How we: stage \"data\" & more", "--folder", "Wiki/running", "--owner", "Production coordinator"],
        "Wiki/running/how-we-stage-data-more.md"
      ),
      (["page", "Größe 2"], "Wiki/größe-2.md"),
      (["experiment", "SBN-ND II", "--contact", "sbnd2-production@example.org"], "Experiments/sbnndii.yml"),
      (["form", "Data transfer"], "Forms/data-transfer.yml"),
    ] {
      let outcome = try run(arguments, in: folder)
      #expect(outcome.status == 0, "\(outcome.messages)")
      #expect(outcome.output.hasSuffix("/Content/\(file)\n"))
      #expect(FileManager.default.fileExists(atPath: folder.file("Content/\(file)").path))
      let again = try run(arguments, in: folder)
      #expect(again.status == 2 && again.messages.contains("there is such a file already"))
    }
    let check = try OposCommand.run(["check", "--source", folder.file("Content").path, "--now", "2015-12-02T16:20:00Z"])
    #expect(check.status == 0, "\(check.messages)")
  }

  /// Whatever a title says, it is shown as it was given, and finds a file of its own.
  @Test func oddNamesPassTheCheck() throws {
    let folder = try content()
    for (arguments, file) in [
      (["page", "[[x]] `y` *z* <b>bold</b> {#id} {{ v }}"], "Wiki/x-y-z-b-bold-b-id-v.md"), (["page", "発注"], "Wiki/発注.md"),
      (["page", String(repeating: "long ", count: 90)], "Wiki/\(String(repeating: "long-", count: 16).dropLast()).md"),
      (["page", "../../etc"], "Wiki/etc.md"), (["page", "x: # y"], "Wiki/x-y.md"), (["page", "null"], "Wiki/null.md"),
      (["experiment", "N/A", "--contact", "a@example.org"], "Experiments/na.yml"),
      (["experiment", "true", "--contact", "a@example.org"], "Experiments/true.yml"),
      (["form", "Größe", "--id", "size"], "Forms/size.yml"), (["form", "123: \"x\""], "Forms/123-x.yml"),
    ] {
      let outcome = try run(arguments, in: folder)
      #expect(outcome.status == 0, "\(outcome.messages)")
      #expect(outcome.output.hasSuffix("/Content/\(file)\n"), "\(outcome.output)")
    }
    let check = try OposCommand.run(["check", "--source", folder.file("Content").path, "--now", "2015-12-02T16:20:00Z"])
    #expect(check.status == 0 && check.messages.hasSuffix("nothing to mend\n"), "\(check.messages)")
  }

  @Test func aTicketTakesAnswers() throws {
    let folder = try content()
    #expect(try run(["ticket", "question"], in: folder).output == run(["ticket", "question", "--blank"], in: folder).output)
    let ticket = try run(
      [
        "ticket", "question", "--set", "title=How: many \"slots\"?", "--set", "contact=a@example.org", "--set",
        "description=Two\nlines",
      ], in: folder)
    #expect(ticket.status == 0)
    #expect(
      ticket.output.contains("\ntitle: \"How: many \\\"slots\\\"?\"\n")
        || ticket.output.contains("\ntitle: 'How: many \"slots\"?'\n"), "\(ticket.output)")
    #expect(
      ticket.output.contains("\ncreated: 2015-12-02\n") && ticket.output.hasSuffix("---\n\nTwo\nlines\n"), "\(ticket.output)")
    #expect(try run(["ticket", "question", "--set", "titel=x"], in: folder).messages.contains("Did you mean title?"))
    for arguments in [
      ["ticket"], ["ticket", "question", "--set", "title"], ["ticket", "question", "--example", "--set", "title=x"],
    ] {
      #expect(try run(arguments, in: folder).status != 0, "\(arguments)")
    }
  }

  @Test func aRuleGoesBelowItsClause() throws {
    let folder = try content()
    let rule = try run(["rule", "campaign-says-nothing", "--field", "campaign"], in: folder)
    #expect(rule.status == 0)
    let page = folder.file("Content/SLA/index.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    try Data((text + "\n## 99 New {#new-clause}\n\nA campaign must have a name.\n\n" + rule.output).utf8).write(to: page)
    let check = try OposCommand.run(["check", "--source", folder.file("Content").path, "--now", "2015-12-02T16:20:00Z"])
    #expect(check.status == 0, "\(check.messages)")
    let wrong = try run(["rule", "x", "--field", "campain"], in: folder)
    #expect(wrong.status == 2 && wrong.messages.contains("Did you mean campaign?"))
    #expect(try run(["rule", "Not Kebab"], in: folder).messages.contains("write not-kebab"))
  }

  @Test func whatIsMissingOrLeadsElsewhereIsRefused() throws {
    let folder = try content()
    for arguments in [
      ["page"], ["page", "!!!"], ["page", "README"], ["page", "a\nb"], ["form", "Größe"],
      ["experiment", "X", "--id", "../x", "--contact", "a@b.org"], ["page", "x", "--folder", "../out"],
      ["page", "x", "--folder", ".hidden"], ["page", "x", "--folder", "a\u{1B}[31m"], ["experiment", "X"],
    ] {
      #expect(try run(arguments, in: folder).status == 2, "\(arguments)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("out").path))
    let experiment = try run(["experiment", "X"], in: folder).messages
    #expect(experiment.contains("Missing expected argument '--contact'"))
    #expect(experiment.contains("Usage: opos new experiment ") && experiment.contains("See 'opos new experiment --help'"))
  }
}
