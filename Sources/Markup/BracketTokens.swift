import Diagnostics

/// A construct in brackets that was masked: a wiki link or a reference to a footnote.
struct BracketToken {
  enum Kind {
    case wikiLink(WikiLink)
    case footnote([UInt8])
  }

  var kind: Kind
  /// The offset behind it.
  var end: Int

  /// Reads the token that begins at a masked bracket.
  init?(_ bytes: Bytes, at start: Int) {
    let isDouble = start + 1 < bytes.count && bytes[start + 1] == Mask.openingBracket
    let from = start + (isDouble ? 2 : 1)
    guard let close = bytes[from...].firstIndex(of: Mask.closingBracket) else { return nil }
    let content = Mask.restored(Bytes(rebasing: bytes[from..<close]), isText: true)
    end = close + (isDouble ? 2 : 1)
    kind = isDouble ? .wikiLink(WikiLink(content)) : .footnote(Array(content.dropFirst()))
  }
}

/// `[[Page#anchor|text]]`
struct WikiLink {
  /// What stands between the brackets.
  var content: [UInt8]
  /// `Page#anchor`
  var address: Text
  /// What is shown: the text, else the page, else the anchor.
  var text: Text

  init(_ content: [UInt8]) {
    self.content = content
    let bar = content.firstIndex(of: UInt8(ascii: "|"))
    let address = Text(content[..<(bar ?? content.count)]).trimmed()
    self.address = address
    let hash = address.utf8.firstIndex(of: UInt8(ascii: "#"))
    if let bar {
      text = Text(content[(bar + 1)...]).trimmed()
    } else if let hash {
      text = Text(hash == 0 ? address.utf8.dropFirst() : address.utf8[..<hash])
    } else {
      text = address
    }
  }
}

extension WikiLink {
  /// Whether it names a file with a picture.
  var isImage: Bool {
    let small = address.asciiLowercased()
    let endings: [StaticString] = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif"]
    return endings.contains { small.hasSuffix($0) }
  }

  /// What the picture shows: the text, unless that is a size.
  var description: Text {
    text.utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "x") } ? address : text
  }
}
