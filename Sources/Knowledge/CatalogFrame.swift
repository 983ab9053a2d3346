import Diagnostics
import ServiceLevels

/// What a site is made of, put in order, before it is known where the links of its pages lead.
public struct CatalogFrame: Sendable {
  /// What was read.
  let parts: Catalog.Parts
  /// What `site.yml` says.
  public let site: SiteConfiguration
  /// The pages, by path, each where it is written.
  public let pages: [Page]
  /// The order in which they are read, and the words that they share.
  let order: Catalog.Order
  let agreement: Agreement
  let linterData: LinterData?
  let browserData: SourceFile?
  /// Every file of the site.
  public let outputs: [SiteOutput]
  /// Everything that a link can lead to besides pages.
  public let linkTargets: [LinkIndex.Other]
  /// Everything that a link can lead to.
  public let links: LinkIndex
  /// What text names without a link.
  public let references: ReferenceIndex
  /// Which files had to be called otherwise.
  let renamings: [Diagnostic]

  /// Puts in order what was read.
  ///
  /// - Parameter jobs: How many threads to use.
  public init(_ read: Catalog.Parts, jobs: Int) {
    var distinct = DistinctOutputs()
    var parts = read
    if !parts.site.isConfigured { parts.pages = distinct.rename(parts.pages) }
    let pages = parts.pages
    let (order, (agreement, linterData, browserData)) = Parallel.both(jobs: jobs) {
      Catalog.Order(of: pages, jobs: 1)
    } _: { [parts] in
      let agreement = Agreement(parts)
      let data = parts.forms.isEmpty ? nil : LinterData(agreement, parts)
      return (agreement, data, data.map { SourceFile($0) })
    }
    var wanted = Catalog.outputs(parts, order.tags, order.sections, agreement, browserData)
    if let moved = parts.formerAddresses?.outputs(of: pages, besides: Set(wanted.map(\.path))) {
      wanted += moved.outputs
      parts.diagnostics += moved.diagnostics
    }
    if !parts.site.isConfigured { distinct.take(wanted) }
    let outputs = parts.site.isConfigured ? wanted : distinct.outputs
    linkTargets = Catalog.linkTargets(outputs, parts)
    links = LinkIndex(pages: pages, others: linkTargets, severity: parts.site.isConfigured ? .error : .warning)
    references = ReferenceIndex(parts, agreement, outputs)
    (site, renamings) = (parts.site.named(after: pages), distinct.diagnostics)
    (self.pages, self.order, self.outputs) = (pages, order, outputs)
    (self.agreement, self.linterData, self.browserData, self.parts) = (agreement, linterData, browserData, parts)
  }

  /// The pages that have left an address with nothing at it, as far as it is sure where they are now, in a site that writes that down.
  ///
  /// - Parameter earlier: The output paths of the pages that the last build made.
  public func moves(since earlier: Set<Text>) -> [FormerAddresses.Move] {
    parts.formerAddresses == nil ? [] : FormerAddresses.moves(of: pages, among: outputs, since: earlier)
  }
}
