import Foundation

/// Pages for a benchmark, of three to six kilobytes: seeded, so that every run and every machine has the same.
struct Corpus {
  /// How many pages there are.
  let pages: Int

  /// Writes the pages below a folder, a hundred a folder.
  ///
  /// - Parameter index: What the page of a folder is called.
  func write(to root: URL, index: String = "index.md") throws {
    var random = SeededNumbers(seed: 42)
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    try Data("---\ntitle: Benchmark\n---\n\n# Benchmark\n\nA site to measure.\n".utf8).write(to: root.appending(path: index))
    for page in 0..<pages {
      let folder = root.appending(path: Corpus.section(of: page))
      if page % 100 == 0 {
        let title = "Section \(page / 100)"
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("---\ntitle: \(title)\n---\n\n# \(title)\n\nA hundred pages.\n".utf8).write(to: folder.appending(path: index))
      }
      try Data(text(of: page, &random).utf8).write(to: root.appending(path: Corpus.path(of: page)))
    }
  }

  /// Where a page is.
  static func path(of page: Int) -> String { "\(section(of: page))/page-\(page).md" }

  private static func section(of page: Int) -> String { "section-\(page / 100)" }

  private func text(of page: Int, _ random: inout SeededNumbers) -> String {
    let tags = (0..<3).map { _ in random.pick(Vocabulary.field.suffix(70)) }
    var text = """
      ---
      title: Page \(page) about \(Vocabulary.word(&random)) \(Vocabulary.word(&random))
      description: What there is to know about \(sentence(3, &random)).
      tags: [\(tags.joined(separator: ", "))]
      ---

      # Page \(page)

      \(paragraph(&random))


      """
    for section in 0..<(3 + random.next(below: 3)) {
      text += "## \(capitalized(sentence(4, &random))) \(section)\n\n\(paragraph(&random))\n\n"
      switch random.next(below: 6) {
      case 0: text += table(&random)
      case 1, 2: text += CodeSample.block(&random)
      case 3: text += list(&random)
      case 4: text += "### \(capitalized(sentence(2, &random)))\n\n\(paragraph(&random))\n\n"
      default: text += "> \(paragraph(&random))\n\n"
      }
      text += "\(paragraph(&random))\n\n"
    }
    return text + "1. \(sentence(9, &random))\n2. \(sentence(9, &random))[^1]\n\n[^1]: \(capitalized(sentence(12, &random))).\n"
  }

  private func paragraph(_ random: inout SeededNumbers) -> String {
    let target = random.next(below: pages)
    let link = "[\(sentence(2, &random))](../\(Corpus.path(of: target)))"
    let identifier = "`\(random.pick(Vocabulary.field))_\(random.next(below: 10_000))`"
    return "\(capitalized(sentence(16, &random))). \(capitalized(sentence(10, &random))) *\(sentence(2, &random))* \(link), "
      + "\(identifier) **\(Vocabulary.word(&random))** \(sentence(16, &random))."
  }

  private func table(_ random: inout SeededNumbers) -> String {
    var text = "| name | value | unit | note |\n|:--|--:|---|---|\n"
    for _ in 0..<8 {
      text += "| `\(Vocabulary.word(&random))` | \(random.next(below: 10_000)) | MB | \(sentence(4, &random)) |\n"
    }
    return text + "\n"
  }

  private func list(_ random: inout SeededNumbers) -> String {
    (0..<6).map { _ in "- \(sentence(9, &random))\n" }.joined() + "\n"
  }

  private func sentence(_ count: Int, _ random: inout SeededNumbers) -> String {
    (0..<count).map { _ in Vocabulary.word(&random) }.joined(separator: " ")
  }

  private func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

/// Numbers that are the same on every machine (SplitMix64).
struct SeededNumbers {
  private var state: UInt64

  /// The numbers of a seed.
  init(seed: UInt64) { state = seed }

  /// A number from 0 up to, not including, a bound.
  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }

  /// One of some things.
  mutating func pick<Elements: RandomAccessCollection>(_ elements: Elements) -> Elements.Element {
    elements[elements.index(elements.startIndex, offsetBy: next(below: elements.count))]
  }
}
