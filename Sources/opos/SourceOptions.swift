import ArgumentParser
import Diagnostics
import Glibc
import Notation

/// Where the content is and what time it is.
struct SourceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The content folder. Without it: `Content` here or in a folder above.", valueName: "folder"))
  var source: String?

  @Option(help: ArgumentHelp("The instant to take for now (RFC 3339), instead of the clock.", valueName: "instant"))
  var now: String?

  /// The content folder.
  func folder() throws -> String {
    if let source { return source }
    if let found = Self.contentFolder() { return found }
    throw ValidationError("there is no `Content` folder here or above; name one with --source")
  }

  /// The content folder, if there is one.
  func folderIfAny() -> String? { source ?? Self.contentFolder() }

  /// The instant to take for now: of `--now`, else of `SOURCE_DATE_EPOCH`, else the site's own clock, else the system's.
  func instant(siteClock: Timestamp?) throws -> Timestamp {
    try instantAskedFor() ?? siteClock ?? Timestamp(clamping: Int64(time(nil)))
  }

  /// The instant of `--now`, else of `SOURCE_DATE_EPOCH`; nil where neither is given.
  func instantAskedFor() throws -> Timestamp? {
    if let now {
      guard let instant = Timestamp(rfc3339: Text(now)) ?? Self.midnight(now) else {
        throw ValidationError("--now \(now) is not an instant; write it as 2015-12-02T16:20:00Z")
      }
      return instant
    }
    if let epoch = getenv("SOURCE_DATE_EPOCH") {
      guard let seconds = Int64(String(cString: epoch)), let instant = Timestamp(seconds: seconds) else {
        throw ValidationError("SOURCE_DATE_EPOCH is not a number of seconds since 1970")
      }
      return instant
    }
    return nil
  }

  private static func midnight(_ text: String) -> Timestamp? {
    CivilDate(iso8601: Text(text)).map { Timestamp(clamping: Int64($0.daysSinceEpoch) * 86_400) }
  }

  private static func contentFolder() -> String? {
    var prefix = ""
    for _ in 0..<32 {
      if access(prefix + "Content/site.yml", F_OK) == 0 { return prefix + "Content" }
      var here = stat()
      var above = stat()
      guard stat(prefix.isEmpty ? "." : prefix, &here) == 0, stat(prefix + "..", &above) == 0 else { return nil }
      if here.st_ino == above.st_ino, here.st_dev == above.st_dev { return nil }
      prefix += "../"
    }
    return nil
  }
}
