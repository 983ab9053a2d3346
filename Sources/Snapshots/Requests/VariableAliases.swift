import Diagnostics

/// Which ticket field a variable of a catalogue item answers.
///
/// Catalogue items grew over years and call one thing by many names; a ticket has one name for it (`release`).
public struct VariableAliases: Hashable, Sendable {
  /// The fields of tickets, in the order of the forms.
  public static let fields: [Text] = [
    "form", "title", "experiment", "requester", "group", "contact", "approver", "campaign", "purpose", "priority",
    "justification",
    "repository", "package", "release", "configuration", "access_group", "input_dataset", "run_list", "events", "files",
    "output_dataset", "output_location", "registration", "size_per_event", "jobs", "memory", "disk", "cpus", "walltime",
    "time_per_event", "test_job", "valid_from", "valid_until", "needed_by", "supersedes", "exceptions", "created", "description",
  ]

  /// Fields that pages may show and rules may compare; who people are and where they can be reached is not among them.
  public static let publishable: Set<Text> = Set(fields).subtracting(["contact", "requester", "approver", "exceptions"])

  private var fieldByName: [Text: Text] = [:]

  /// The table that comes with the product, and further names for fields.
  public init(adding more: [Text: [Text]] = [:]) {
    for field in Self.fields { fieldByName[field] = field }
    for (field, names) in Self.standard { add(names, for: field) }
    for (field, names) in more { add(names, for: field) }
  }

  /// The field of a variable's name, whatever its case; the name itself in lower case if no field is known.
  public func field(for name: Text) -> Text {
    var key = name.lowercased
    for index in key.utf8.indices where key.utf8[index] == UInt8(ascii: "-") || key.utf8[index] == 0x20 {
      key.utf8[index] = UInt8(ascii: "_")
    }
    for prefix in ["u_", "v_", "opos_"] as [Text] where key.utf8.starts(with: prefix.utf8) {
      let rest = Text(key.utf8.dropFirst(prefix.utf8.count))
      if fieldByName[key] == nil, fieldByName[rest] != nil { key = rest }
    }
    return fieldByName[key] ?? key
  }

  private mutating func add(_ names: [Text], for field: Text) {
    for name in names { fieldByName[name.lowercased] = field }
  }

  private static let standard: [(field: Text, names: [Text])] = [
    ("form", ["request_type", "form_id", "kind"]),
    ("experiment", ["experiment_name", "vo", "collaboration"]),
    ("requester", ["requester_role", "requested_by_role"]),
    ("group", ["physics_group", "working_group", "pwg"]),
    ("contact", ["contact_email", "contact_list"]),
    ("approver", ["approved_by", "approver_role"]),
    ("campaign", ["campaign_name"]),
    ("purpose", ["what_for"]),
    ("priority", ["requested_priority", "work_priority"]),
    ("justification", ["priority_reason", "why_this_priority"]),
    ("repository", ["repository_url", "repo", "repo_url"]),
    ("package", ["package_name", "production_package"]),
    ("release", ["release_tag", "software_version", "code_version", "tag"]),
    ("configuration", ["config_files", "fcl", "fcl_files", "fhicl", "cfg_files"]),
    ("access_group", ["commit_group"]),
    ("input_dataset", ["input_definition", "dataset_definition", "sam_definition"]),
    ("run_list", ["runs"]),
    ("events", ["n_events", "number_of_events", "total_events"]),
    ("files", ["n_files", "number_of_files"]),
    ("output_dataset", ["output_definition"]),
    ("output_location", ["output_path", "output_area"]),
    ("registration", ["catalogue", "registered_in"]),
    ("size_per_event", ["event_size"]),
    ("jobs", ["n_jobs", "number_of_jobs"]),
    ("memory", ["memory_per_job", "request_memory"]),
    ("disk", ["disk_per_job", "request_disk"]),
    ("cpus", ["cores", "cores_per_job", "n_cpus"]),
    ("walltime", ["expected_lifetime", "run_time", "max_run_time"]),
    ("time_per_event", ["event_time"]),
    ("test_job", ["test_evidence", "test_job_id"]),
    ("valid_from", ["keepup_from"]),
    ("valid_until", ["keepup_until"]),
    ("needed_by", ["deadline", "due"]),
    ("supersedes", ["replaces"]),
    ("description", ["details", "comments"]),
  ]
}
