import CEL
import Diagnostics
import Notation
import Tickets

/// An experiment of the registry as rules see it: the record `experiments["nova"]`.
public struct Experiment: Hashable, Sendable {
  /// The id: the file's name.
  public var id: Text
  /// Other names for it.
  public var aliases: [Text]
  /// The file's mapping, already checked.
  public var node: Node

  /// An experiment of a registry file's mapping.
  public init(id: Text, aliases: [Text], node: Node) {
    self.id = id
    self.aliases = aliases
    self.node = node
  }

  /// The type of an experiment in rules; the keys are those of the registry's files.
  static let type = RecordType(
    name: "experiment",
    fields: [
      .init("id", .string), .init("name", .string), .init("aliases", .list(.string)), .init("status", .string),
      .init("since", .timestamp), .init("summary", .string), .init("tsw", .record(agreement)), .init("trained", .timestamp),
      .init("repositories", .list(.record(repository))), .init("groups", .list(.string)),
      .init("contacts", .list(.record(contact))), .init("requesters", .list(.string)),
      .init("workflows", .list(.record(workflow))), .init("datasets", .record(datasets)), .init("links", .list(.dyn)),
    ])

  /// The types of the records in an experiment, itself first.
  static var records: [RecordType] { [type, agreement, repository, contact, workflow, datasets] }

  private static let agreement = RecordType(
    name: "agreement", fields: [.init("reference", .string), .init("signed", .timestamp), .init("expires", .timestamp)])

  private static let repository = RecordType(
    name: "repository", fields: [.init("url", .string), .init("package", .string), .init("access_group", .string)])

  private static let contact = RecordType(name: "contact", fields: [.init("role", .string), .init("email", .string)])

  private static let workflow = RecordType(
    name: "workflow", fields: [.init("name", .string), .init("form", .string), .init("description", .string)])

  private static let datasets = RecordType(name: "datasets", fields: [.init("prefix", .string)])

  /// The value in rules; dates are midnight at the site. Lists that the file leaves out are empty.
  func value(_ calendar: BusinessCalendar) -> Value {
    guard case .record(var record) = node.value(as: .record(Experiment.type), calendar) else {
      return .record(RecordValue(Experiment.type))
    }
    record["id"] = .string(id)
    for (index, field) in Experiment.type.fields.enumerated() where record[index] == nil {
      if case .list = field.type { record[index] = .list([]) }
    }
    return .record(record)
  }
}

/// The site as rules see it.
public struct Site: Hashable, Sendable {
  /// The configuration's mapping, already checked.
  public var node: Node

  /// A site of its configuration's mapping.
  public init(node: Node) { self.node = node }

  /// The instant at which its clock stands still; nil if it runs.
  public var clock: Timestamp? { node["clock"].flatMap { Timestamp(rfc3339: $0.text) } }

  /// The type of `site` in rules.
  static let type = RecordType(
    name: "site",
    fields: [
      .init("title", .string), .init("description", .string), .init("group", .string), .init("base_url", .string),
      .init("time_zone", .string), .init("service_desk", .record(serviceDesk)),
    ])

  /// The types of the records in a site, itself first.
  static var records: [RecordType] { [type, serviceDesk] }

  private static let serviceDesk = RecordType(
    name: "service_desk", fields: [.init("name", .string), .init("url", .string), .init("email", .string)])

  func value(_ calendar: BusinessCalendar) -> Value {
    node.value(as: .record(Site.type), calendar) ?? .record(RecordValue(Site.type))
  }
}

extension Node {
  /// The value as a type of the environment; nil if it does not fit. Dates become midnight at the site.
  func value(as type: CEL.`Type`, _ calendar: BusinessCalendar) -> CEL.Value? {
    switch (type, value) {
    case (.record(let type), .map(let entries)):
      var record = RecordValue(type)
      for entry in entries {
        guard let index = type.index(of: entry.key) else { continue }
        record[index] = entry.value.value(as: type.fields[index].type, calendar)
      }
      return .record(record)
    case (.list(let element), .list(let nodes)): return .list(nodes.compactMap { $0.value(as: element, calendar) })
    case (.timestamp, .string):
      return CivilDate(iso8601: text).map { .timestamp(calendar.midnight(of: $0)) }
        ?? Timestamp(rfc3339: text).map { .timestamp($0) }
    case (.string, .string), (.string, .int), (.string, .double), (.string, .bool): return .string(text)
    case (.int, .int(let number)): return .int(number)
    case (.int, .string): return parseInt64(text).map { .int($0) }
    case (.double, .int(let number)): return .double(Double(number))
    case (.double, .double(let number)): return .double(number)
    case (.double, .string): return parseDouble(text).map { .double($0) }
    case (.list(let element), .string): return value(as: element, calendar).map { .list([$0]) }
    case (.dyn, .string): return .string(text)
    case (.dyn, .map(let entries)):
      return .map(
        MapValue(entries.compactMap { entry in entry.value.value(as: .dyn, calendar).map { (key: entry.key, value: $0) } }))
    default: return nil
    }
  }
}
