import Diagnostics
import Knowledge

/// Which links may lead elsewhere after a change, told without looking at where each would lead.
struct DoubtfulLinks: Sendable {
  /// Whether any may.
  private let areAll: Bool
  /// The pages to which links may be others, as indices.
  private let pages: PageFlags
  /// The other files of the site to which links may be others.
  private var outputs: Set<Text> = []
  /// Whether links can be others at all.
  private(set) var areAny = false

  /// What a change makes doubtful.
  ///
  /// - Parameter targets: Where links can lead now.
  init(_ changes: ChangedPages, _ shape: ChangedShape, _ targets: LinkTargets) {
    let memory = shape.memory
    let before = Set(memory.catalog.outputs.map(\.path))
    let now = Set(targets.outputs.map(\.path))
    let new = now.subtracting(before)
    outputs = before.subtracting(now)
    let added = changes.changed.filter { memory.pages[$0].isNew }.map { changes.pages[$0] }
    var others = changes.changed
    // What a link names may now be found where it was passed by before.
    for (path, output) in added.map({ ($0.path, $0.output) }) + new.map({ ($0, $0) }) + shape.newAssets.map({ ($0, $0) }) {
      let rivals = targets.links.rivals(of: path, output: output)
      others += rivals.pages
      outputs.formUnion(rivals.outputs)
    }
    let hasOthers = shape.hasOtherPages || shape.hasOtherAssets || !new.isEmpty || !outputs.isEmpty
    // Links of other generators' folders are looked for in more places.
    areAll = hasOthers && !memory.catalog.setting.isConfigured
    let areCalledOtherwise = changes.changed.contains { changes.pages[$0].isCalledOtherwise(than: memory.pages[$0].page) }
    areAny = hasOthers || areCalledOtherwise || targets.others != memory.catalog.targets
    pages = PageFlags(others, of: changes.pages.count)
  }

  /// Whether links of a page may lead elsewhere now: to what changed, by a name, or nowhere until now.
  func include(_ links: Outgoing) -> Bool {
    areAll || links.callsByName || links.isFaulty || links.targets.contains { pages.contains($0) }
      || !outputs.isEmpty && links.namings.contains { outputs.contains($0.output) }
  }
}

extension Page {
  /// Whether links have to call it, or places in it, otherwise.
  fileprivate func isCalledOtherwise(than other: Page) -> Bool {
    title != other.title || aliases != other.aliases || anchors != other.anchors
  }
}
