import Diagnostics
import Glibc
import Knowledge
import Notation

/// What a build finds before it reads anything: what the last build left, and what was changed since.
///
/// Nothing is taken on trust: the same program, options and files, by the stamps of `FolderScan`, and an output in which nobody changed anything.
public struct BuildBasis: Sendable {
  /// What the last build left, if its output stands untouched.
  let memory: BuildMemory?
  /// What the last build left; nil if that is not known.
  let state: BuildState?
  /// The files that are read; nil if they cannot be listed.
  let inputs: InputScan?
  /// A fingerprint of what decides beside the content.
  let key: UInt64
  /// A fingerprint of the files of the theme that are copied, and one of the templates.
  let assets: UInt64
  let templates: UInt64
  /// The instant that was asked for; nil for the site's clock or the system's.
  let instant: Timestamp?
  /// Where the repository stands whose history pages show; empty if they show none, or there is none.
  let historyPoint: Text
  private let theme: String
  private let options: Text

  /// Looks at all that decides what is made.
  ///
  /// - Parameters:
  ///   - lock: The output folder.
  ///   - folder: The folder that is read.
  ///   - pages: The folder with the pages, which may lie in it.
  ///   - theme: The folder of the theme, which need not exist.
  ///   - options: Options that decide.
  ///   - instant: The instant that was asked for; nil for the site's clock or the system's.
  ///   - jobs: How many threads to use.
  public init(
    _ lock: OutputLock, folder: String, pages: String, theme: String, options: Text, instant: Timestamp?, jobs: Int
  ) {
    let place = lock.place
    (self.theme, self.options) = (theme, options)
    let state = try? BuildState.read(place.state, remembering: true)
    (key, templates, assets) = BuildBasis.keys(theme, options)
    let memory = state?.memory.flatMap { [key] in $0.key == key && key != 0 ? $0 : nil }
    let known = memory.map { Dictionary($0.inputs.map { ($0.path, $0.status) }, uniquingKeysWith: { first, _ in first }) }
    let found = InputScan.compare(folder, known: known, and: memory == nil ? nil : place.output, jobs: jobs)
    inputs = found?.0
    self.instant = instant
    historyPoint = memory?.catalog.setting.readsHistory == true ? GitHistory.point(of: pages) : Text()
    self.memory = memory?.output == found?.1 ? memory : nil
    self.state = state
  }

  /// What the last build made, if a build would make the same; nil if one is needed.
  public var standing: SiteBuild.Outcome? {
    guard let memory, let inputs, inputs.hasSameFiles, inputs.changed.isEmpty, now?.seconds == memory.now,
      assets == memory.assets, templates == memory.templateFiles, historyPoint == memory.histories.point,
      let memory = memory.hasFaultyPages ? memory.remembering(jobs: 2) : memory
    else { return nil }
    return SiteBuild.Outcome(
      files: memory.fileCount, pages: memory.pageCount, diagnostics: memory.diagnostics, isPublished: true, caveat: nil)
  }

  /// Whether files of the theme that are copied have changed.
  public var hasNewAssets: Bool { memory.map { $0.assets != assets } ?? true }

  /// Whether templates of the theme have changed, as far as their files tell.
  var hasNewTemplates: Bool { memory.map { $0.templateFiles != templates } ?? true }

  /// Whether the site has forms, as far as is known.
  public var hasForms: Bool { memory?.catalog.outputs.contains { $0.kind == .forms } ?? false }

  /// The files that changed or are new; nil if it is not known.
  public var changed: [Text]? { memory == nil ? nil : inputs?.changed }

  /// Whether the templates, if they were those of the last build when they were looked at, still are: then those that were read since are, too.
  public var isCurrent: Bool { hasNewTemplates || BuildBasis.keys(theme, options).templates == templates }

  /// The instant to make the site for if `site.yml` is what it was: that of the last build, where no page would tell the difference.
  ///
  /// A running clock counts by ten minutes: pages tell the time of their build.
  public var now: Timestamp? {
    if let instant { return instant }
    guard let memory else { return nil }
    let clock = Int64(time(nil))
    return Timestamp(clamping: memory.isClockFixed || memory.now / 600 == clock / 600 ? memory.now : clock)
  }

  /// The fingerprints of program and options, of the templates, and of the files of the theme that are copied. The first is 0 if it is not known. Where a file of
  /// the theme is too young to be told from its next version, the fingerprint is one that no build will find again, and all of its kind are read anew.
  private static func keys(_ theme: String, _ options: Text) -> (key: UInt64, templates: UInt64, assets: UInt64) {
    let begin = FileStamp.now
    var (templates, assets): (UInt64, UInt64) = (0, 0)
    var (newest, newestAsset): (Int64, Int64) = (0, 0)
    let scan = FolderScan.run([theme], jobs: 1, noting: [(stamp: FileStamp, isAsset: Bool)]()) { files, _, stamp, path in
      files.append((stamp, path().hasPrefix("Assets/")))
    }
    for (stamp, isAsset) in (scan ?? []).joined() {
      if isAsset {
        assets &+= stamp.value
        newestAsset = max(newestAsset, stamp.changed)
      } else {
        templates &+= stamp.value
        newest = max(newest, stamp.changed)
      }
    }
    guard scan != nil, let program = FileStamp(following: "/proc/self/exe"),
      program.changed < begin - InputScan.grain(of: program.changed)
    else { return (0, 0, 0) }
    let unknown = Fingerprint.mixed(UInt64(bitPattern: begin))
    if newest >= begin - InputScan.grain(of: newest) { templates = unknown }
    if newestAsset >= begin - InputScan.grain(of: newestAsset) { assets = unknown }
    var hash = Fingerprint()
    hash.combine(program.status)
    hash.combine(options)
    return (hash.value, templates, assets)
  }
}
