import Diagnostics
import Knowledge

/// The addresses of other sites that pages link to, each with its places.
struct ExternalLinks {
  /// The addresses, without fragments, in the order of the pages.
  private(set) var addresses: [Text] = []
  private var places: [Text: [(page: Int, range: SourceRange)]] = [:]
  private let pages: [Page]

  /// The links of a site.
  init(_ catalog: Catalog) {
    pages = catalog.pages
    for (number, page) in catalog.pages.enumerated() {
      for link in page.body.externalLinks {
        guard let address = Self.address(link.url) else { continue }
        if places[address] == nil { addresses.append(address) }
        places[address, default: []].append((number, link.range))
      }
    }
  }

  /// Findings at each place of each address that did not answer well.
  func findings(_ answers: [Text: LinkAnswer]) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for address in addresses {
      guard let fault = answers[address]?.fault else { continue }
      for (page, range) in places[address] ?? [] {
        var sink = DiagnosticSink(pages[page].file)
        sink.report(
          "external-link-broken", fault.isCertain ? .error : .warning, at: range, "`\(address)` \(fault.reason)",
          help: fault.isCertain ? "name where it is now, or take the link out" : "")
        findings += sink.diagnostics
      }
    }
    return findings
  }

  /// What is asked for: an `http` address without its fragment; nil for `mailto:` and the like.
  private static func address(_ url: Text) -> Text? {
    let lower = url.asciiLowercased()
    guard lower.hasPrefix("http://") || lower.hasPrefix("https://"), url.count < 4000 else { return nil }
    // A control character never belongs to an address, and ends lines of the cache.
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
    return Text(url.utf8.prefix { $0 != UInt8(ascii: "#") })
  }
}

/// What became of an address.
enum LinkAnswer: Equatable {
  case good
  case bad(LinkFault)

  /// What is wrong; nil if nothing is.
  var fault: LinkFault? { if case .bad(let fault) = self { fault } else { nil } }
}

/// Why an address is not good.
struct LinkFault: Equatable {
  /// What it did, as the rest of a sentence: ``answers with status 404``.
  var reason: Text
  /// Whether it is gone for certain; a server that is busy or asks who one is may answer others.
  var isCertain: Bool
}
