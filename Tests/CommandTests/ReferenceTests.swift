import Foundation
import Testing

/// Things of the service that pages name without a link.
@Suite struct ReferenceTests {
  private static let form = """
    name: Keep-up
    description: Daily processing.
    body:
      - type: input
        id: title
        value: text
        attributes:
          label: Title
      - type: input
        id: release
        value: text
        attributes:
          label: Release
    example:
      title: A title
      release: v1

    """

  private static let agreement = """
    # Agreement

    ## 3 Before

    See clause 3.5.

    ### 3.5 Release tag {#tag}

    This is clause 3.5. A release must not move.

    ```rule
    id: tag-moves
    severity: error
    field: release
    require: ticket.release != "head"
    message: "it moves"
    help: "name a tag"
    pass:
      - release: v2
    fail:
      - release: head
    ```

    """

  private func page(_ text: String) throws -> (html: String, folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    try folder.write([
      "Content/site.yml": "title: T\ntime_zone: UTC\n", "Content/index.md": "# Home\n\nA [page](Wiki/page.md).\n",
      "Content/SLA/index.md": Self.agreement, "Content/Forms/keep-up.yml": Self.form,
      "Content/Experiments/nova.yml": "id: nova\nname: NOvA\naliases: [nova, e929]\nstatus: prospect\nsummary: Neutrinos.\n",
      "Content/Wiki/page.md": "# Page\n\n\(text)\n",
    ])
    let outcome = try OposCommand.run(
      ["build", "--source", folder.file("Content").path, "--output", folder.file("Public").path, "--now", "2015-12-02T16:20:00Z"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    return (try String(contentsOf: folder.file("Public/wiki/page.html"), encoding: .utf8), folder)
  }

  private static let clause = "<a class=\"ref\" href=\"../sla/index.html#tag\">"

  @Test(arguments: [
    ("By clause 3.5, it.", "By \(clause)clause 3.5</a>, it."),
    ("Clauses 3.5 and 3.", "\(clause)Clauses 3.5</a> and <a class=\"ref\" href=\"../sla/index.html#3-before\">3</a>."),
    ("By clause\n3.5.", "By clause\n\(clause)3.5</a>."), ("(§ 3.5)", "(\(clause)§ 3.5</a>)"),
    ("Clause 9.9 and clause 3.5.1, subclause 3.5, clause 3.5a.", "Clause 9.9 and clause 3.5.1, subclause 3.5, clause 3.5a."),
    ("Rule `tag-moves`.", "Rule <a class=\"ref\" href=\"../rules/tag-moves.html\"><code>tag-moves</code></a>."),
    ("Not `tag-stays`, nor `a<b`.", "Not <code>tag-stays</code>, nor <code>a&lt;b</code>."),
    ("The Keep-up form.", "The <a class=\"ref\" href=\"../forms/keep-up.html\">Keep-up form</a>."),
    ("NOvA, not nova.", "<a class=\"ref\" href=\"../experiments/nova.html\">NOvA</a>, not nova."),
    ("By `nova`.", "By <a class=\"ref\" href=\"../experiments/nova.html\"><code>nova</code></a>."),
    ("[NOvA, clause 3.5](../index.md)", "<a href=\"../index.html\">NOvA, clause 3.5</a>"),
    ("## NOvA, clause 3.5", "NOvA, clause 3.5<a class=\"anchor\""),
    (
      "Clause 3.5, clause 3.5, NOvA, NOvA.",
      "\(clause)Clause 3.5</a>, clause 3.5, <a class=\"ref\" href=\"../experiments/nova.html\">NOvA</a>, NOvA."
    ),
    ("| NOvA |\n|---|\n| NOvA |", "<th scope=\"col\">NOvA</th>"),
    ("| NOvA |\n|---|\n| NOvA |", "<td><a class=\"ref\" href=\"../experiments/nova.html\">NOvA</a></td>"),
    ("RITM0010001 is not known.", "<p>RITM0010001 is not known.</p>"),
  ])
  func textLeadsToWhatItNames(text: String, html: String) throws {
    let page = try page(text).html
    #expect(page.contains(html), "\(page.components(separatedBy: "<article").last ?? "")")
  }

  @Test func whatIsNamedLeadsBack() throws {
    let (_, folder) = try page("NOvA keeps clause 3.5 by `tag-moves`, with the keep-up form.")
    for file in ["experiments/nova", "rules/tag-moves", "forms/keep-up", "sla/index"] {
      let html = try String(contentsOf: folder.file("Public/\(file).html"), encoding: .utf8)
      #expect(html.contains("Pages that link here") && html.contains("wiki/page.html"), "\(file)")
    }
    let agreement = try String(contentsOf: folder.file("Public/sla/index.html"), encoding: .utf8)
    #expect(agreement.contains("See <a class=\"ref\" href=\"#tag\">clause 3.5</a>."))
    #expect(agreement.contains("This is clause 3.5."))
  }
}
