import Foundation

/// Pages for a benchmark: seeded, so that every run and every machine has the same.
struct Corpus {
  /// How many pages there are.
  let pages: Int

  private static let words = """
    production request campaign dataset release calibration simulation reconstruction detector trigger event run subrun file tape cache \
    transfer storage catalog metadata job cluster queue site slot memory disk processor wall time priority hold evict retry checkpoint log \
    error code threshold efficiency histogram beam spill horn current target neutrino muon electron shower track vertex energy momentum \
    charge hit channel plane wire module cell noise pedestal gain threshold database service desk ticket agreement clause rule form field
    """.split(separator: " ").map(String.init)

  /// Writes the pages below a folder, a hundred a folder.
  func write(to root: URL) throws {
    var random = SeededNumbers(seed: 42)
    for page in 0..<pages {
      let folder = root.appending(path: "section-\(page / 100)")
      if page % 100 == 0 {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try "# Section \(page / 100)\n\nA hundred pages.\n".write(
          to: folder.appending(path: "index.md"), atomically: false, encoding: .utf8)
      }
      try text(of: page, &random).write(to: folder.appending(path: "page-\(page).md"), atomically: false, encoding: .utf8)
    }
    try "# Benchmark\n\nA site to measure.\n".write(to: root.appending(path: "index.md"), atomically: false, encoding: .utf8)
  }

  private func text(of page: Int, _ random: inout SeededNumbers) -> String {
    var text = """
      ---
      title: Page \(page) about \(random.pick(Corpus.words))
      description: What there is to know about \(random.pick(Corpus.words)) and \(random.pick(Corpus.words)).
      tags: [\(random.pick(Corpus.words)), \(random.pick(Corpus.words))]
      ---

      # Page \(page)


      """
    for section in 0..<4 {
      text += "## \(capitalized(sentence(4, &random))) \(section)\n\n"
      for _ in 0..<2 { text += paragraph(page, &random) + "\n\n" }
      switch section {
      case 0: text += table(&random)
      case 1: text += code(&random)
      case 2: text += list(page, &random)
      default: text += "> \(paragraph(page, &random))\n\n"
      }
    }
    return text
  }

  private func paragraph(_ page: Int, _ random: inout SeededNumbers) -> String {
    let target = random.next(below: pages)
    let link = "[\(random.pick(Corpus.words))](../section-\(target / 100)/page-\(target).md)"
    return "\(capitalized(sentence(18, &random))). \(capitalized(sentence(12, &random))) *\(random.pick(Corpus.words))* \(link), "
      + "`\(random.pick(Corpus.words))_\(random.next(below: 100))` **\(random.pick(Corpus.words))** \(sentence(20, &random))."
  }

  private func table(_ random: inout SeededNumbers) -> String {
    var text = "| name | value | unit | note |\n|:--|--:|---|---|\n"
    for _ in 0..<6 {
      text += "| \(random.pick(Corpus.words)) | \(random.next(below: 10_000)) | MB | \(sentence(4, &random)) |\n"
    }
    return text + "\n"
  }

  private func code(_ random: inout SeededNumbers) -> String {
    let language = random.pick(["sh", "python", "cpp", "yaml"])
    var text = "```\(language)\n"
    for _ in 0..<8 {
      text +=
        "\(random.pick(Corpus.words)) = \(random.pick(Corpus.words))(\(random.next(below: 999))) # <\(sentence(3, &random))>\n"
    }
    return text + "```\n\n"
  }

  private func list(_ page: Int, _ random: inout SeededNumbers) -> String {
    var text = ""
    for _ in 0..<5 { text += "- \(sentence(9, &random))\n" }
    return text + "\n"
  }

  private func sentence(_ count: Int, _ random: inout SeededNumbers) -> String {
    (0..<count).map { _ in random.pick(Corpus.words) }.joined(separator: " ")
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
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[next(below: elements.count)] }
}
