import Diagnostics
import Markup

/// The words that a site's glossary explains.
public enum Glossary {
  /// How long an explanation in passing may be, in bytes.
  private static let longestExplanation = 240

  /// Whether a file is a glossary: it is called `glossary.md`.
  public static func isGlossary(_ path: Text) -> Bool { SitePath.name(of: path).asciiLowercased().equals("glossary.md") }

  /// The terms of a glossary: those of its lists of definitions; and in a site that is configured its headings below the title that have a text
  /// and no headings of their own. A term in parentheses behind another is another name of it: `Service Level Agreement (SLA)`.
  public static func terms(of page: Page, isConfigured: Bool) -> [Term] {
    var terms = page.body.terms.flatMap { named($0.text, $0.fragment, $0.explanation, in: page) }
    guard isConfigured else { return terms }
    for section in page.sections {
      guard let index = section.heading else { continue }
      let heading = page.body.headings[index]
      let isParent = index + 1 < page.body.headings.count && page.body.headings[index + 1].level > heading.level
      if heading.level == 1 || isParent || section.text.isEmpty { continue }
      terms += named(heading.text, heading.id, section.text, in: page)
    }
    return terms
  }

  private static func named(_ text: Text, _ id: Text, _ explanation: Text, in page: Page) -> [Term] {
    let bytes = text.trimmed().utf8
    var names = [Text(bytes)]
    if bytes.last == UInt8(ascii: ")"), let open = bytes.lastIndex(of: UInt8(ascii: "(")), open > 1 {
      names = [Text(bytes[..<open]).trimmed(), Text(bytes[(open + 1)..<(bytes.count - 1)]).trimmed()]
    }
    let explanation = firstSentence(of: explanation)
    return names.filter { $0.count > 1 }.map {
      Term(text: $0, destination: "/" + page.path, fragment: id, explanation: explanation)
    }
  }

  /// The first sentence of the first paragraph, or as much of it as there is room for.
  private static func firstSentence(of text: Text) -> Text {
    let line = text.utf8.prefix { $0 != 0x0A }
    for index in line.indices where line[index] == UInt8(ascii: ".") && index < longestExplanation {
      if index + 1 == line.count { return Text(Array(line)) }
      if line[index + 1] == 0x20, index > 3, line[index - 2] != 0x20, line[index - 2] != UInt8(ascii: ".") {
        return Text(Array(line[...index]))
      }
    }
    guard line.count > longestExplanation else { return Text(Array(line)) }
    let head = line.prefix(longestExplanation)
    return Text(Array(head[..<(head.lastIndex(of: 0x20) ?? head.startIndex)])) + "…"
  }
}
