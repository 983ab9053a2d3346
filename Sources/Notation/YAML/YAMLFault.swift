import Diagnostics

/// What can be wrong with a text of the YAML subset.
enum YAMLFault {
  case notUTF8, character(UInt32), tab, depth, directive, secondDocument, afterDocument
  case anchor, alias, tag, reserved(UInt8), complexKey, mergeKey
  case duplicateKey(Text), noBlank(Text), notAnEntry(Text), indentation(expected: Int), trailingText, entryOnKeyLine, entryInText,
    keyInText
  case colonInText, unclosedQuote(UInt8), escape(Text), blockHeader, deepEmptyLine, textAtMargin
  case unclosedBracket(UInt8), separator(UInt8), pairInList

  /// The rule under which all of them are reported.
  static var rule: Text { "yaml" }
}

extension YAMLParser {
  /// Reports a fault; after too many of them reading ends.
  mutating func report(
    _ fault: YAMLFault, at range: Range<Int>, related: [RelatedPlace] = [], fix: Range<Int>? = nil, _ replacement: Text = ""
  ) {
    let text = fault.wording
    var fixes: [Fix] = []
    if let fix {
      let title: Text = fix.isEmpty ? "insert a blank" : "write \(replacement)"
      fixes = [Fix(title: title, safe: true, edits: [sink.edit(SourceRange(fix), to: replacement)])]
    }
    sink.report(YAMLFault.rule, at: SourceRange(range), text.message, help: text.help, related: related, fixes: fixes)
    if sink.diagnostics.count >= YAMLReader.faultLimit { index = end }
  }

  /// Reports a fault in place of a value.
  mutating func fault<Value>(_ fault: YAMLFault, at range: Range<Int>) -> Value? {
    report(fault, at: range)
    return nil
  }
}

extension YAMLFault {
  fileprivate var wording: (message: Text, help: Text) {
    switch self {
    case .notUTF8: ("this byte is not UTF-8", "save the file as UTF-8")
    case .character(let scalar):
      ("the character U+\(hexadecimal(scalar)) is not allowed", "remove it, or write it as an escape in double quotes")
    case .tab: ("a tab cannot indent", "indent with spaces")
    case .depth: ("nested deeper than \(YAMLReader.depthLimit) levels", "")
    case .directive: ("directives are not supported", "remove the line")
    case .secondDocument: ("a file holds one document", "split it into several files")
    case .afterDocument: ("text after the end of the document", "indent it like the lines before, or remove it")
    default: structureWording
    }
  }

  private var structureWording: (message: Text, help: Text) {
    switch self {
    case .complexKey: ("a key must be a text on one line", "write `key: value`")
    case .mergeKey: ("merge keys are not supported", "repeat the entries")
    case .duplicateKey(let key): ("the key `\(key)` is given twice", "keep one of them")
    case .noBlank(let key): ("no blank after the colon of `\(key)`", "write `\(key): value`")
    case .notAnEntry(let text):
      ("expected `key: value`, found `\(text)`", "a text over several lines needs `|` after its key, and indented lines")
    case .indentation(let expected):
      (
        "unexpected indentation",
        expected == 0 ? "begin the line at its first column" : "indent it by \(expected) spaces like its neighbours"
      )
    case .entryOnKeyLine: ("a list begins on the line after its key", "move `-` to a line of its own, or write `[a, b]`")
    case .entryInText: ("a list's entry cannot follow a text", "remove the text after the key, or put the text in quotes")
    case .keyInText:
      ("a `key: value` cannot follow a text", "begin the line below the first letter of the key above, or put the text in quotes")
    case .unclosedBracket(let bracket):
      (
        "`\(Text([bracket]))` is not closed",
        "add `\(bracket == UInt8(ascii: "[") ? "]" : "}")`, and indent further lines deeper than the key"
      )
    case .separator(let closing): ("expected `,` or `\(Text([closing]))`", "a text with other characters needs quotes")
    case .pairInList: ("a `key: value` in a list needs braces", "write `[{key: value}]`, or put the text in quotes")
    default: textWording
    }
  }

  private var textWording: (message: Text, help: Text) {
    switch self {
    case .anchor: ("anchors are not supported", "put the text in quotes, or repeat the value where it is needed")
    case .alias: ("aliases are not supported", "put the text in quotes, or repeat the value")
    case .tag: ("tags are not supported", "put the text in quotes")
    case .reserved(let byte): ("a plain text cannot begin with `\(Text([byte]))`", "put the text in quotes")
    case .trailingText: ("unexpected text after the value", "put the whole value in one pair of quotes")
    case .colonInText: ("a plain text cannot contain a colon and a blank", "put the text in quotes")
    case .unclosedQuote(let quote):
      ("the quote `\(Text([quote]))` is not closed", "close it, and indent further lines deeper than the key")
    case .escape(let text): ("unknown escape `\(text)`", "write `\\\\` for a backslash, or use single quotes")
    case .blockHeader: ("expected a line end after `|` or `>`", "only `+`, `-` and a digit may follow; put other texts in quotes")
    case .deepEmptyLine: ("an empty line at the beginning is indented deeper than the text", "remove its blanks")
    case .textAtMargin: ("the text after `|` or `>` is not indented", "indent its lines by two spaces")
    default: ("not readable", "")
    }
  }

  private func hexadecimal(_ scalar: UInt32) -> Text {
    var digits: [UInt8] = []
    var rest = scalar
    while rest != 0 || digits.count < 4 {
      let digit = UInt8(rest & 15)
      digits.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
      rest >>= 4
    }
    return Text(digits.reversed())
  }
}
