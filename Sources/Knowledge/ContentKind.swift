import Diagnostics

/// What a file of the content folder is, by its path alone.
public enum ContentKind: Sendable, Hashable {
  /// `site.yml`.
  case configuration
  /// `redirects.yml`: where pages have gone.
  case redirects
  /// A Markdown page.
  case page
  /// A Markdown page of the Service Level Agreement, whose rule blocks run.
  case agreement
  /// An earlier version of the agreement, kept for its change log.
  case formerAgreement
  /// A request form.
  case form
  /// An entry of the registry of experiments.
  case experiment
  /// What an outside system said, or the record beside it.
  case snapshot
  /// An example ticket.
  case example
  /// Anything else: copied as it is.
  case asset

  /// What a file is.
  ///
  /// - Parameters:
  ///   - path: Relative to the content folder.
  ///   - isConfigured: Whether the folder has a `site.yml`. Without one every Markdown file is a page and no folder has a meaning.
  public init(path: Text, isConfigured: Bool) {
    let isMarkdown = SitePath.isMarkdown(path)
    guard isConfigured else {
      self = isMarkdown ? .page : .asset
      return
    }
    let isYAML = path.hasSuffix(".yml") || path.hasSuffix(".yaml")
    switch Text(path.utf8.prefix { $0 != UInt8(ascii: "/") }) {
    case "site.yml": self = .configuration
    case FormerAddresses.path: self = .redirects
    case "SLA" where isMarkdown: self = path.hasPrefix("SLA/versions/") ? .formerAgreement : .agreement
    case "Forms" where isYAML: self = .form
    case "Experiments" where isYAML: self = .experiment
    case "Snapshots": self = .snapshot
    case "Examples": self = .example
    default: self = isMarkdown ? .page : .asset
    }
  }
}
