import Foundation
import Testing

/// Faults of content: each has its place, all are found in one run, and `Public` stays as it was.
@Suite struct FaultTests {
  private let form = """
    name: Ask
    description: A question.
    body:
      - type: input
        id: subject
        attributes: {label: Subject}
        validations: {required: true}
    example:
      title: A question
      subject: tape

    """

  @Test func everyFaultHasItsPlaceAndNothingIsPublished() throws {
    let folder = try TemporaryFolder()
    try folder.write([
      "Content/site.yml": "title: T\nworking_hourz: {}\n",
      "Content/index.md": "---\ntitle: Home\nreviewed: yesterday\n---\n\n[gone](gone.md)\n\n[[Nobody]]\n",
      "Content/Broken.md": "---\ntitle: \"open\n---\n\ntext\n", "Content/Wiki/a b.md": "# One\n",
      "Content/Wiki/A-B.md": "# Two\n",
      "Content/Forms/ask.yml": form,
      "Content/SLA/index.md":
        "# SLA\n\n## 1 Subject {#subject}\n\nA question must have a subject.\n\n```rule\nid: has-subject\nseverity: error\n"
        + "field: subject\nrequire: ticket.subjcet != ''\nmessage: \"none\"\npass:\n  - subject: x\nfail:\n  - subject: ''\n```\n",
      "Content/Snapshots/condor_q.json": "[{\"JobStatus\":2,\"ClusterId\":1,", "Public/index.html": "old",
      "Templates/tag.html": "{{nonsense}}\n",
    ])
    let outcome = try OposCommand.run(["build", "--source", folder.file("Content").path])
    #expect(outcome.status == 1)
    for expected in [
      "site.yml:2:1: error: the site's configuration has no key `working_hourz`",
      "index.md:3:11: error: `yesterday` is not a date",
      "index.md:6:1: error: no file `gone.md`", "index.md:8:1: error: no page is called `Nobody`", "Broken.md:2:",
      "would both be `wiki/a-b.html`", "SLA/index.md:11:", "subjcet", "Snapshots/condor_q.json:1:", "tag.html:1:", "nonsense",
    ] {
      #expect(outcome.messages.contains(expected), "\(expected)\n\(outcome.messages)")
    }
    #expect(try folder.contents(of: "Public") == ["index.html": Data("old".utf8)])
  }

  @Test func invalidUTF8HasItsPlace() throws {
    let folder = try TemporaryFolder()
    try folder.write(["Content/site.yml": "title: T\n"])
    try Data([0x23, 0x20, 0x41, 0x0A, 0x0A, 0x62, 0xFF, 0x0A]).write(to: folder.file("Content/index.md"))
    let outcome = try OposCommand.run(["check", "--source", folder.file("Content").path])
    #expect(outcome.status == 1)
    #expect(outcome.messages.contains("index.md:3:2: error:"), "\(outcome.messages)")
  }

  @Test func aMissingFolderIsSaidSo() throws {
    let outcome = try OposCommand.run(["build", "--source", "no-such-folder"])
    #expect(outcome.status == 2)
    #expect(outcome.messages == "opos: cannot list `no-such-folder`: No such file or directory\n")
  }
}
