import Diagnostics
import Notation

/// An experiment of the registry: who it is, what was agreed and what it runs.
public struct RegisteredExperiment: Sendable {
  /// Where an experiment stands with the service.
  public enum Status: Sendable, CaseIterable {
    /// Requests are served.
    case onBoard
    /// The agreement or the training is under way.
    case onboarding
    /// Interested.
    case prospect
    /// No longer served.
    case retired

    /// The word in the registry.
    public var name: Text {
      switch self {
      case .onBoard: "on-board"
      case .onboarding: "onboarding"
      case .prospect: "prospect"
      case .retired: "retired"
      }
    }

    /// The word on a page.
    public var title: Text {
      switch self {
      case .onBoard: "on board"
      case .onboarding: "onboarding"
      case .prospect: "prospect"
      case .retired: "retired"
      }
    }
  }

  /// A technical scope of work between the experiment and the group.
  public struct Agreement: Sendable {
    /// The document's number.
    public var reference: Text
    /// When it was signed.
    public var signed: CivilDate?
    /// When it ends; nil for open end.
    public var expires: CivilDate?
  }

  /// Where production code is kept.
  public struct Repository: Sendable {
    /// The repository's URL.
    public var url: Text
    /// The package that is named as production content.
    public var package: Text
    /// The group whose members may commit.
    public var accessGroup: Text
  }

  /// Somebody to write to: a role, never a person.
  public struct Contact: Sendable {
    /// The role.
    public var role: Text
    /// Its address.
    public var email: Text
  }

  /// Something that is run again and again.
  public struct Workflow: Sendable {
    /// Its name.
    public var name: Text
    /// The form that asks for it.
    public var form: Text
    /// What it does.
    public var description: Text
  }

  /// A place to read more.
  public struct Link: Sendable {
    /// What stands there.
    public var title: Text
    /// Where.
    public var url: Text
  }

  /// The name in tickets and paths: the file's name without its ending.
  public var id: Text
  /// The name that people write.
  public var name = Text()
  /// Other spellings.
  public var aliases: [Text] = []
  /// Where it stands with the service.
  public var status = Status.prospect
  /// Since when it has that status.
  public var since: CivilDate?
  /// What it is, in a sentence or two.
  public var summary = Text()
  /// The agreement; nil while there is none.
  public var agreement: Agreement?
  /// When the group was trained; nil while it was not.
  public var trained: CivilDate?
  /// Where its production code is kept.
  public var repositories: [Repository] = []
  /// Its working groups that may ask.
  public var groups: [Text] = []
  /// Whom to write to.
  public var contacts: [Contact] = []
  /// The roles that may open requests.
  public var requesters: [Text] = []
  /// What it runs.
  public var workflows: [Workflow] = []
  /// How its datasets' names begin.
  public var datasetPrefixes: [Text] = []
  /// Further reading.
  public var links: [Link] = []
  /// The registry's entry as it was read, for the rules' `experiments`.
  public var node: Node
  /// The file it was read from.
  public var file: SourceFile

  /// Whether a text names this experiment, by id, name or alias, whatever the case.
  public func isNamed(_ text: Text) -> Bool {
    let wanted = text.asciiLowercased()
    return ([id, name] + aliases).contains { $0.asciiLowercased() == wanted }
  }
}
