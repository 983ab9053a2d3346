import Diagnostics

/// A clause of the agreement as the pages' reader found it.
public struct ClauseSource: Sendable {
  /// The number: `4.3`.
  public var number: Text
  /// The heading without number.
  public var title: Text
  /// The heading's id.
  public var anchor: Text
  /// Where the clause can be read.
  public var url: Text
  /// The page's file.
  public var file: SourceFile
  /// Where the heading stands.
  public var headingRange: SourceRange
  /// The clause's words without markup, fences left out.
  public var text: Text
  /// The contents of its `rule` fences.
  public var rules: [SourceRange]

  /// A clause.
  public init(
    number: Text, title: Text, anchor: Text, url: Text, file: SourceFile, headingRange: SourceRange, text: Text,
    rules: [SourceRange]
  ) {
    self.number = number
    self.title = title
    self.anchor = anchor
    self.url = url
    self.file = file
    self.headingRange = headingRange
    self.text = text
    self.rules = rules
  }
}

/// A clause with the rules that enforce it.
public struct Clause: Hashable, Sendable {
  /// The number: `4.3`.
  public var number: Text
  /// The heading without number.
  public var title: Text
  /// The heading's id.
  public var anchor: Text
  /// Where the clause can be read.
  public var url: Text
  /// The clause's words.
  public var text: Text
  /// The ids of its rules.
  public var rules: [Text]
  /// Why no rule checks it, if it says so.
  public var unchecked: Text?

  /// Whether the words oblige somebody: they contain `must`.
  var saysMust: Bool {
    var index = 0
    while let found = text.firstIndex(of: "must", from: index) {
      let before = found == 0 || !text.utf8[found - 1].isASCIILetter
      let after = found + 4 >= text.count || !text.utf8[found + 4].isASCIILetter
      if before && after { return true }
      index = found + 4
    }
    return false
  }
}
