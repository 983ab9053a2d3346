import ArgumentParser
import Diagnostics
import Notation
import Publishing

/// `opos new page`: a page of the wiki.
struct NewPage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "page", abstract: "Makes a page: its front matter, and what a reader expects of it.")

  @Argument(help: "The page's title.")
  var title: String?

  @Option(help: ArgumentHelp("The folder below the content folder.", valueName: "folder"))
  var folder = "Wiki"

  @Option(help: ArgumentHelp("Who keeps the page: a role.", valueName: "role"))
  var owner: String?

  @OptionGroup var source: SourceOptions

  func run() throws {
    let title = try Answer.given(title, "Title", "<title>")
    let name = NewFile.slug(title)
    guard !name.isEmpty else { throw ValidationError("a title has letters or digits") }
    guard name != "index", name != "readme" else {
      throw ValidationError("\(name).md is the page of its folder; give it another title")
    }
    var text: Text = "---\ntitle: \(YAML.scalar(Text(title)))\ndescription: One sentence on what this page answers.\n"
    if let owner { text += "owner: \(YAML.scalar(Text(owner)))\n" }
    text +=
      "reviewed: \(try NewFile.today(source))\n---\n\n# \(NewFile.heading(title))\n\nSay first what the reader came for.\n\n## When it does not work\n\n"
    text += "Say what goes wrong most often, and whom to ask.\n"
    try NewFile.write("\(folder)/\(name).md", text, below: try source.folder())
  }
}

/// `opos new experiment`: an entry of the registry.
struct NewExperiment: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "experiment", abstract: "Makes an experiment's entry in the registry.")

  @Argument(help: "The experiment's name.")
  var name: String?

  @Option(help: ArgumentHelp("Its short name in tickets and datasets; without it made of the name.", valueName: "id"))
  var id: String?

  @Option(help: ArgumentHelp("The address of those who answer for its requests.", valueName: "address"))
  var contact: String?

  @OptionGroup var source: SourceOptions

  func run() throws {
    let name = try Answer.given(name, "Name", "<name>")
    let id = id ?? String(NewFile.slug(name).filter { $0 != "-" })
    let contact = try Answer.given(contact, "Contact's address", "--contact")
    guard !id.isEmpty, NewFile.slug(id).filter({ $0 != "-" }) == id.filter({ $0 != "-" && $0 != "_" }) else {
      throw ValidationError("an id has small letters and digits")
    }
    let text: Text = """
      id: \(YAML.scalar(Text(id)))
      name: \(YAML.scalar(Text(name)))
      status: prospect
      summary: One sentence on what it measures, and with what.
      groups: [production]
      contacts:
        - role: Production coordinator
          email: \(YAML.scalar(Text(contact)))
      requesters:
        - Production coordinator

      """
    try NewFile.write("Experiments/\(id).yml", text, below: try source.folder())
  }
}

/// `opos new form`: a request form.
struct NewForm: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "form", abstract: "Makes a request form with the fields that every request has, and an example that fills it.")

  @Argument(help: "What the form is called.")
  var name: String?

  @Option(help: ArgumentHelp("Its name in tickets and addresses; without it made of the name.", valueName: "id"))
  var id: String?

  @OptionGroup var source: SourceOptions

  func run() throws {
    let name = try Answer.given(name, "Name", "<name>")
    let id = id ?? NewFile.slug(name)
    guard !id.isEmpty, NewFile.slug(id) == id, id.utf8.allSatisfy({ $0 < 0x80 }) else {
      throw ValidationError("a form's id has small letters from a to z, digits and hyphens; name one with --id")
    }
    let text: Text = """
      name: \(YAML.scalar(Text(name)))
      description: One sentence on what is asked for with it.
      labels: [request]
      body:
        - type: input
          id: title
          value: text
          attributes:
            label: Title
            description: "What is to be made, from what, for whom: one line."
          validations:
            required: true

        - type: input
          id: contact
          value: email
          attributes:
            label: Contact
            description: An address that several people read.
            placeholder: "list-address@example.org"
          validations:
            required: true

        - type: textarea
          id: description
          value: text
          attributes:
            label: Description
            description: What a stranger would need to know.

        - type: input
          id: created
          value: date
          attributes:
            label: Date of this request
            description: The day on which you wrote it.

      example:
        title: NOvA far detector data of the first week of December, reconstructed again
        contact: nova-production@example.org
        created: \(try NewFile.today(source))
        description: The whole of it, in the order of the runs.

      """
    try NewFile.write("Forms/\(id).yml", text, below: try source.folder())
  }
}

/// `opos new rule`: a rule to put below a clause.
struct NewRule: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rule", abstract: "Writes a rule with its examples, to put below the clause that it enforces.")

  @Argument(help: "The rule's id, which names the problem: release-tag-moves.")
  var id: String?

  @Option(help: ArgumentHelp("The field that it looks at.", valueName: "field"))
  var field = "title"

  @OptionGroup var source: SourceOptions

  func run() throws {
    let id = try Answer.given(id, "Id, which names the problem", "<id>")
    guard NewFile.slug(id) == id else { throw ValidationError("\(id) is no kebab-case; write \(NewFile.slug(id))") }
    let parts = try FileErrors.reported { try ContentLoader(source: try source.folder(), jobs: 1).loadAgreement() }
    let fields = Array(Set(parts.forms.flatMap { $0.fields.map(\.name) })).sorted()
    guard fields.contains(Text(field)) else {
      let nearest = Text(field).nearestSpelling(among: fields).map { " Did you mean \(String($0))?" } ?? ""
      throw ValidationError("no form has a field \(field).\(nearest)")
    }
    let rule: Text = """
      ```rule
      id: \(Text(id))
      severity: error
      field: \(Text(field))
      require: "ticket.\(Text(field)) != 'TODO'"
      message: "`{ticket.\(Text(field))}` is not an answer yet"
      help: Say what to write instead.
      pass:
        - \(Text(field)): what a good ticket says
      fail:
        - \(Text(field)): TODO
      ```

      """
    Terminal.print(rule)
  }
}
