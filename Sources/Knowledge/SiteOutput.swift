import Diagnostics

/// A file of the site, and what it is made from.
public struct SiteOutput: Sendable {
  /// What a file of the site shows.
  public enum Kind: Sendable, Hashable {
    /// A page of the content, by its index.
    case page(Int)
    /// The first page of a folder that has none of its own.
    case folder(Text)
    /// All tags.
    case tags
    /// The pages of a tag, by its index.
    case tag(Int)
    /// All request forms.
    case forms
    /// A request form, by its index.
    case form(Int)
    /// Which form is the right one, and what belongs elsewhere.
    case which
    /// The page that checks tickets.
    case check
    /// The data of the browser's module.
    case browserData
    /// The same as a script, for pages that are opened as files.
    case browserDataScript
    /// All experiments.
    case experiments
    /// An experiment, by its index.
    case experiment(Int)
    /// The Atom feed of an experiment, by its index.
    case experimentFeed(Int)
    /// The queue of requests.
    case requests
    /// A request, by its index.
    case request(Int)
    /// The overview of jobs.
    case jobs
    /// All rules.
    case rules
    /// A rule, by its index.
    case rule(Int)
    /// The page for an address that is not there.
    case notFound
    /// A file of the content that is copied, by its index.
    case asset(Int)
    /// A file of the theme that is copied, by its index.
    case theme(Int)
    /// The page of the search.
    case search
    /// The Atom feed.
    case feed
    /// The Atom feed of a section, by its index.
    case sectionFeed(Int)
    /// What changed from version to version of the agreement.
    case changes
    /// All pages of a section as one, by its index.
    case print(Int)
    /// An address that a page had before: the page's index, and the alias's.
    case redirect(page: Int, alias: Int)
    /// The pages whose review is due.
    case reviews
    /// The same as a calendar.
    case reviewCalendar
    /// The list of pages for language models.
    case llms
    /// The site map.
    case siteMap
    /// What robots may read.
    case robots

    /// Whether it is a page of the content.
    public var isPage: Bool { if case .page = self { true } else { false } }
  }

  /// What it shows.
  public var kind: Kind
  /// Where it is written, relative to the root of the site.
  public var path: Text
  /// The file it is made from, or what it is, for findings.
  public var source: Text

  /// A file of the site.
  public init(_ kind: Kind, path: Text, source: Text) {
    self.kind = kind
    self.path = path
    self.source = source
  }
}

extension SiteOutput {
  /// Whether two of the paths may be one; told without Unicode's tables where all are ASCII.
  private static func mayCollide(_ outputs: [SiteOutput]) -> Bool {
    var seen = Set<Text>(minimumCapacity: outputs.count)
    return outputs.contains { output in
      !output.path.utf8.allSatisfy { $0 < 0x80 } || !seen.insert(output.path.asciiLowercased()).inserted
    }
  }

  /// What a file system takes as one name, in bytes, and what readers and servers take as one address.
  private static let (longestName, longestPath) = (255, 2000)

  /// A finding for every path that cannot be written, or that two sources would write.
  static func findings(in outputs: [SiteOutput]) -> [Diagnostic] {
    collisions(in: outputs)
      + outputs.filter(\.isTooLong).map { output in
        Diagnostic(
          rule: "url-too-long", severity: .error,
          message:
            "`\(output.source.visible)` would be a file whose name is longer than \(longestName) bytes, or whose path than \(longestPath)",
          help: "shorten it", file: output.source)
      }
  }

  private var isTooLong: Bool {
    guard path.utf8.count > SiteOutput.longestName else { return false }
    let names = path.utf8.split(separator: UInt8(ascii: "/"))
    return path.utf8.count > SiteOutput.longestPath || names.contains { $0.count > SiteOutput.longestName }
  }

  /// A finding for every path that two sources would write, also where only capitals or their Unicode form differ.
  private static func collisions(in outputs: [SiteOutput]) -> [Diagnostic] {
    if !mayCollide(outputs) { return [] }
    // `String ==` is canonical equivalence, which is what file systems and browsers confuse.
    var first: [String: SiteOutput] = [:]
    var findings: [Diagnostic] = []
    for output in outputs {
      let key = String(output.path).lowercased()
      guard let other = first[key] else {
        first[key] = output
        continue
      }
      findings.append(
        Diagnostic(
          rule: "url-duplicate", severity: .error,
          message: "`\(output.source.visible)` and `\(other.source.visible)` would both be `\(output.path.visible)`",
          help: "rename one of them", file: output.source))
    }
    return findings
  }
}
