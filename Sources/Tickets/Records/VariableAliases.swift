import Diagnostics

/// Which ticket field a variable of a catalogue item answers.
///
/// Catalogue items grew over years and call one thing by many names; a ticket has one name for it (`release`).
public struct VariableAliases: Hashable, Sendable {
  /// The fields of tickets, in the order of the forms.
  public static let fields: [Text] = standard.split(at: 0x0A).filter { !$0.isEmpty }.map { $0.split(at: UInt8(ascii: " "))[0] }

  /// Fields that pages may show and rules may compare; who people are and where they can be reached is not among them.
  public static let publishable: Set<Text> = Set(fields).subtracting(["contact", "requester", "approver", "exceptions"])

  /// The table that comes with the product.
  public static let usual = VariableAliases()

  /// The fields that have names, and the index in them of each name's field.
  private var named: [Text] = []
  private var fieldByName: [Text: Int] = [:]

  /// The table that comes with the product.
  public init() {
    for line in Self.standard.split(at: 0x0A) {
      let names = line.split(at: UInt8(ascii: " "))
      for name in names where !name.isEmpty { fieldByName[name] = named.count }
      named.append(names[0])
    }
  }

  /// The table that comes with the product, and further names for fields.
  public init(adding more: [Text: [Text]]) {
    self.init()
    for (field, names) in more {
      for name in names { fieldByName[name.asciiLowercased()] = named.count }
      named.append(field)
    }
  }

  /// The field of a variable's name, whatever its case; the name itself in lower case if no field is known.
  public func field(for name: Text) -> Text {
    let key = Text(name.utf8.map { $0 == UInt8(ascii: "-") || $0 == 0x20 ? UInt8(ascii: "_") : $0.asciiLowercased })
    if let field = fieldByName[key] { return named[field] }
    for prefix in ["u_", "v_", "opos_"] as [Text] where key.utf8.starts(with: prefix.utf8) {
      if let field = fieldByName[Text(key.utf8.dropFirst(prefix.count))] { return named[field] }
    }
    return key
  }

  /// A field a line, followed by the other names that variables have for it.
  private static let standard: Text = """
    form request_type form_id kind
    title
    experiment experiment_name vo collaboration
    requester requester_role requested_by_role
    group physics_group working_group pwg
    contact contact_email contact_list
    approver approved_by approver_role
    campaign campaign_name
    purpose what_for
    priority requested_priority work_priority
    justification priority_reason why_this_priority
    repository repository_url repo repo_url
    package package_name production_package
    release release_tag software_version code_version tag
    configuration config_files fcl fcl_files fhicl cfg_files
    access_group commit_group
    input_dataset input_definition dataset_definition sam_definition
    run_list runs
    events n_events number_of_events total_events
    files n_files number_of_files
    output_dataset output_definition
    output_location output_path output_area
    registration catalogue registered_in
    size_per_event event_size
    jobs n_jobs number_of_jobs
    memory memory_per_job request_memory
    disk disk_per_job request_disk
    cpus cores cores_per_job n_cpus
    walltime expected_lifetime run_time max_run_time
    time_per_event event_time
    test_job test_evidence test_job_id
    valid_from keepup_from
    valid_until keepup_until
    needed_by deadline due
    supersedes replaces
    exceptions
    created
    description details comments
    """
}
