import ArgumentParser
import Diagnostics
import ServiceLevels

/// The rules and checks that `--select` and `--ignore` choose.
struct RuleChoice: Sendable {
  private let selected: Set<Text>
  private let ignored: Set<Text>
  /// The rules of the agreement that are not wanted, as indices.
  private(set) var leftOut: Set<Int> = []

  /// Reads the values of the options: names with commas between them.
  ///
  /// - Throws: `ValidationError` for a name that no rule and no check has, with the nearest spelling.
  init(select: [String], ignore: [String], in rules: RuleSet) throws {
    let known = rules.rules.map(\.id) + BuiltInCheck.all.map(\.id)
    selected = Set(try RuleChoice.names(select, option: "--select", among: known))
    ignored = Set(try RuleChoice.names(ignore, option: "--ignore", among: known))
    for (index, rule) in rules.rules.enumerated() where !wants(rule.id) { leftOut.insert(index) }
  }

  /// Whether findings of a rule or check are wanted.
  func wants(_ rule: Text) -> Bool { (selected.isEmpty || selected.contains(rule)) && !ignored.contains(rule) }

  private static func names(_ values: [String], option: String, among known: [Text]) throws -> [Text] {
    let names = values.flatMap { Text($0).split(at: 0x2C) }.map { $0.trimmed() }.filter { !$0.isEmpty }
    for name in names where !known.contains(name) {
      let nearest =
        name.nearestSpelling(among: known).map { " Did you mean \(String($0))?" } ?? " `opos explain` lists the rules."
      throw ValidationError("\(option): there is no rule \(String(name)).\(nearest)")
    }
    return names
  }
}
