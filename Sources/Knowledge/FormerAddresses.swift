import Diagnostics
import Notation

/// Where pages have gone: the file `redirects.yml`, with a line for each address that a page had before, `wiki/old.html: Wiki/new.md`.
///
/// It is content, so that every machine makes the same redirects of it. A build adds the lines, where the file is there.
public struct FormerAddresses: Sendable {
  /// The file's path in the content folder.
  public static let path: Text = "redirects.yml"

  /// A page that has left its address.
  public struct Move: Sendable, Hashable {
    /// The output path that it had.
    public var address: Text
    /// The path of the page that is in its place now.
    public var page: Text
  }

  /// A line of the file.
  private struct Entry {
    /// What is to be written: an output path.
    var address: Text
    /// The path of a page, in the content or in the site.
    var target: Text
    var targetRange: SourceRange
  }

  /// The file as it was read.
  public let file: SourceFile
  private var entries: [Entry] = []

  /// Reads the file.
  public static func read(_ file: SourceFile) -> (FormerAddresses, [Diagnostic]) {
    var sink = DiagnosticSink(file)
    let reading = YAMLReader.read(file)
    sink.append(contentsOf: reading.diagnostics)
    var addresses = FormerAddresses(file: file)
    switch reading.node?.value {
    case .map(let map): for entry in map { addresses.add(entry, &sink) }
    case nil, .null: break
    default: sink.report("value-type", at: SourceRange(0, 0), "the file has no lines such as `old.html: new.md`")
    }
    return (addresses, sink.diagnostics)
  }

  private mutating func add(_ entry: Node.Entry, _ sink: inout DiagnosticSink) {
    guard let path = Redirects.path(of: entry.key.hasPrefix("/") ? entry.key : "/" + entry.key) else {
      return sink.report(
        "redirect-address", at: entry.keyRange, "`\(entry.key.visible)` is no address in this site",
        help: "write the path from the site's root, such as `wiki/old.html`")
    }
    let target = Text(entry.value.text.utf8.drop { $0 == UInt8(ascii: "/") })
    entries.append(Entry(address: path, target: target, targetRange: entry.value.range))
  }

  /// The file with lines for more pages that have moved.
  public func adding(_ moves: [Move]) -> [UInt8] {
    var bytes = file.bytes
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    for move in moves { bytes += "\(YAML.scalar(move.address)): \(YAML.scalar(move.page))\n".utf8 }
    return bytes
  }
}

extension FormerAddresses {
  /// The redirects, but where something else is at the address by now, and what is wrong with the lines.
  func outputs(of pages: [Page], besides taken: Set<Text>) -> (outputs: [SiteOutput], diagnostics: [Diagnostic]) {
    var sink = DiagnosticSink(file)
    var outputs: [SiteOutput] = []
    var byPath: [Text: Int] = [:]
    for (index, page) in pages.enumerated() { (byPath[page.path], byPath[page.output]) = (index, index) }
    let next = Dictionary(entries.map { ($0.address, $0.target) }, uniquingKeysWith: { first, _ in first })
    for (number, entry) in entries.enumerated() where !taken.contains(entry.address) {
      guard let page = destination(of: entry.target, byPath, next) else {
        sink.report(
          "redirect-target", at: entry.targetRange, "no page `\(entry.target.visible)`",
          help: entry.target.nearestSpelling(among: pages.map(\.path)).map { "did you mean `\($0)`?" }
            ?? "name a file of the content, such as `Wiki/new.md`, or take the line out")
        continue
      }
      // Behind the page's own aliases.
      let place = pages[page].matter.aliases.count + number
      outputs.append(SiteOutput(.redirect(page: page, alias: place), path: entry.address, source: FormerAddresses.path))
    }
    return (outputs, sink.diagnostics)
  }

  /// The page of a path, which may itself have moved on.
  private func destination(of target: Text, _ pages: [Text: Int], _ next: [Text: Text]) -> Int? {
    var target = target
    for _ in 0...entries.count {
      if let page = pages[target] { return page }
      let address = SitePath.isMarkdown(target) ? SitePath.output(ofContent: target) : target
      guard let further = next[address] else { return nil }
      target = further
    }
    return nil
  }
}

extension Catalog {
  /// The pages that have left an address with nothing at it, where it is sure which they are: the only new page that is called so, or the only new one
  /// where one is gone.
  ///
  /// - Parameter earlier: The output paths of the pages that the last build made.
  public func moves(since earlier: Set<Text>) -> [FormerAddresses.Move] {
    FormerAddresses.moves(of: pages, among: outputs, since: earlier)
  }
}

extension Catalog {
  /// Whether nothing keeps the site from being published but lines that lead to pages that have moved on, which new lines mend.
  public var isPublishableOnceMovesAreKept: Bool {
    diagnostics.allSatisfy { $0.severity != .error || $0.rule.equals("redirect-target") }
  }
}

extension FormerAddresses {
  static func moves(of pages: [Page], among outputs: [SiteOutput], since earlier: Set<Text>) -> [Move] {
    let gone = earlier.subtracting(outputs.map(\.path)).sorted()
    let new = pages.filter { !earlier.contains($0.output) }
    return gone.compactMap { address in
      let name = SitePath.name(of: address)
      let namesakes = new.filter { SitePath.name(of: $0.output) == name }
      let isOnly = namesakes.count == 1 && gone.count { SitePath.name(of: $0) == name } == 1
      let page = isOnly ? namesakes[0] : gone.count == 1 && new.count == 1 ? new[0] : nil
      return page.map { Move(address: address, page: $0.path) }
    }
  }
}
