/// Words as texts have them: few are frequent, most are rare.
enum Vocabulary {
  /// The words of this field, which are the frequent ones.
  static let field = """
    the of a and to in is for production request campaign dataset release calibration simulation reconstruction detector trigger event run subrun \
    file tape cache transfer storage catalog metadata job cluster queue site slot memory disk processor wall time priority hold evict retry \
    checkpoint log error code threshold efficiency histogram beam spill horn current target neutrino muon electron shower track vertex energy \
    momentum charge hit channel plane wire module cell noise pedestal gain database service desk ticket agreement clause rule form field
    """.split(separator: " ").map(String.init)

  /// All words: those of the field, then made ones, twenty thousand together.
  static let words: [String] = {
    var random = SeededNumbers(seed: 11)
    let beginnings = [
      "b", "br", "c", "cl", "d", "f", "fl", "g", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w",
    ]
    let middles = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
    let ends = ["", "n", "r", "s", "l", "t", "m", "nd", "ck"]
    var words = field
    var known = Set(field)
    while words.count < 20_000 {
      let count = 2 + random.next(below: 2)
      let word = (0..<count).map { _ in random.pick(beginnings) + random.pick(middles) }.joined() + random.pick(ends)
      if known.insert(word).inserted { words.append(word) }
    }
    return words
  }()

  /// A word, the first ones often: of rank r with a frequency like 1/r.
  static func word(_ random: inout SeededNumbers) -> String {
    // The exponent's whole part says how many words it is among, which doubles from step to step.
    let step = random.next(below: 15)
    return words[(random.next(below: 1 << step) + (1 << step) - 1) % words.count]
  }
}
