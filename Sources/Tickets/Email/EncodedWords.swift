import Diagnostics

/// Header texts in other character sets: `=?utf-8?Q?…?=` (RFC 2047; with a language, RFC 2231).
enum EncodedWords {
  /// The text with its encoded words decoded and its folds undone.
  static func decode(_ text: DecodedText) -> DecodedText {
    var output = text.emptied
    var index = 0
    while index < text.bytes.count {
      if let first = word(in: text, at: index) {
        index = append(first, in: text, to: &output)
      } else {
        let byte = text.bytes[index]
        if byte != 0x0D, byte != 0x0A { output.append(text, from: index, to: index + 1) }
        index += 1
      }
    }
    return output.finished(like: text)
  }

  private struct Word {
    var charset: Text
    var text: DecodedText
    var end: Int
  }

  /// Appends a word and those that follow it: spaces between them are no part of the text, and a character may begin in one and end in the next.
  private static func append(_ first: Word, in text: DecodedText, to output: inout DecodedText) -> Int {
    var word = first
    while true {
      var next = word.end
      while next < text.bytes.count, text.bytes[next].isASCIISpace { next += 1 }
      let following = next > word.end ? EncodedWords.word(in: text, at: next) : nil
      if let following, following.charset == word.charset {
        word.text.join(following.text)
        word.end = following.end
        continue
      }
      let decoded = word.text.inUTF8(from: Charset(name: word.charset) ?? .utf8).text
      output.append(decoded, from: 0, to: decoded.bytes.count)
      guard let following else { return word.end }
      word = following
    }
  }

  private static func word(in text: DecodedText, at start: Int) -> Word? {
    let bytes = text.bytes
    let question = UInt8(ascii: "?")
    guard start + 6 < bytes.count, bytes[start] == UInt8(ascii: "="), bytes[start + 1] == question else { return nil }
    // A word has at most 75 bytes; some programs write longer ones.
    let limit = min(bytes.count, start + 1000)
    guard let charsetEnd = bytes[(start + 2)..<limit].firstIndex(of: question), charsetEnd + 2 < limit,
      bytes[charsetEnd + 2] == question, let end = bytes[(charsetEnd + 3)..<limit].firstIndex(of: question),
      end + 1 < bytes.count,
      bytes[end + 1] == UInt8(ascii: "=")
    else { return nil }
    let content = text.part(charsetEnd + 3..<end)
    let charset = Text(bytes[(start + 2)..<charsetEnd].prefix { $0 != UInt8(ascii: "*") })
    switch bytes[charsetEnd + 1].asciiLowercased {
    case UInt8(ascii: "q"): return Word(charset: charset, text: content.quotedPrintableDecoded(inHeader: true), end: end + 2)
    case UInt8(ascii: "b"): return Word(charset: charset, text: content.base64Decoded(), end: end + 2)
    default: return nil
    }
  }
}
