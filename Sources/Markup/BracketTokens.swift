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
  ///
  /// - Parameter textFirst: Whether wiki links have their text before their page.
  init?(_ bytes: Bytes, at start: Int, textFirst: Bool) {
    let isDouble = start + 1 < bytes.count && bytes[start + 1] == Mask.openingBracket
    let from = start + (isDouble ? 2 : 1)
    guard let close = bytes[from...].firstIndex(of: Mask.closingBracket) else { return nil }
    let content = Mask.restored(Bytes(rebasing: bytes[from..<close]), isText: true)
    end = close + (isDouble ? 2 : 1)
    kind = isDouble ? .wikiLink(WikiLink(content, textFirst: textFirst)) : .footnote(Array(content.dropFirst()))
  }
}

/// `[[Page#anchor|text]]`, and in a wiki of GitHub `[[text|Page#anchor]]`.
struct WikiLink {
  /// What stands between the brackets.
  var content: [UInt8]
  /// `Page#anchor`
  var address: Text
  /// What is shown: the text, else the page, else the anchor.
  var text: Text

  init(_ content: [UInt8], textFirst: Bool) {
    self.content = content
    let bar = content.firstIndex(of: UInt8(ascii: "|"))
    let address = Text(content[..<(bar ?? content.count)]).trimmed()
    self.address = address
    if textFirst, let bar, !WikiLink.isImage(address) {
      (self.address, text) = (Text(content[(bar + 1)...]).trimmed(), address)
      return
    }
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
  var isImage: Bool { WikiLink.isImage(address) }

  /// Whether it is a mark where a wiki puts a list of the page's headings.
  var isContents: Bool { ["_TOC_", "_toc_", "TOC", "toc"].contains(address) }

  private static func isImage(_ address: Text) -> Bool {
    let small = address.asciiLowercased()
    let endings: [StaticString] = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif"]
    return endings.contains { small.hasSuffix($0) }
  }

  /// What the picture shows: the text, unless that is a size.
  var description: Text {
    text.utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "x") } ? address : text
  }
}
