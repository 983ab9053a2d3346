import ArgumentParser
import Diagnostics
import Glibc
import Knowledge
import Publishing

/// Whether and how links to other sites are asked.
struct ExternalOptions: ParsableArguments {
  @Flag(help: "Ask the links to other sites, too: one question at a time to a host, by curl.")
  var external = false

  @Option(help: ArgumentHelp("Seconds between two questions to one host.", valueName: "seconds"))
  var linkPause = 1.0

  @Option(help: ArgumentHelp("Seconds that an answer may take.", valueName: "seconds"))
  var linkTimeout = 20

  @Option(help: ArgumentHelp("Hours for which a good answer is remembered.", valueName: "hours"))
  var linkAge = 24

  @Option(help: ArgumentHelp("The file that remembers them, instead of one in the user's cache.", valueName: "file"))
  var linkCache: String?

  func validate() throws {
    guard (0...3600).contains(linkPause), (1...600).contains(linkTimeout), (0...10_000).contains(linkAge) else {
      throw ValidationError("--link-pause is 0 to 3600, --link-timeout 1 to 600, --link-age 0 to 10000")
    }
  }

  /// What the links of a site to others are found to be; nothing where they are not asked.
  ///
  /// - Throws: `FileError` when there is no curl, or the cache cannot be written.
  func findings(in catalog: Catalog) throws(FileError) -> [Diagnostic] {
    guard external else { return [] }
    let links = ExternalLinks(catalog)
    let (now, age) = (Int64(time(nil)), Int64(linkAge) * 3600)
    var cache = (linkCache ?? LinkCache.usualPath).map { LinkCache($0) }
    let asked = links.addresses.filter { cache?.isFresh($0, now: now, seconds: age) != true }
    let hosts = Set(asked.map(LinkQueue.host)).count
    Terminal.complain("\(links.addresses.count) links to other sites: \(asked.count) asked, at \(hosts) hosts")
    let answers = try LinkQueue(pause: .seconds(linkPause), seconds: linkTimeout).ask(asked)
    try cache?.keep(answers, now: now, seconds: age)
    return links.findings(answers)
  }
}
