import Diagnostics

extension DecodedText {
  /// The text of `format=flowed` with its lines joined (RFC 3676): one that ends in a space goes on in the next.
  ///
  /// - Parameter deletesSpace: whether that space is not part of the text (`delsp=yes`).
  func unflowed(deletesSpace: Bool) -> DecodedText {
    var lines = LineScanner(bytes)
    var line = lines.next()
    var output = emptied
    while let current = line {
      let next = lines.next()
      // A space at the start of a line only protects what follows it.
      let start = current.start < current.end && bytes[current.start] == 0x20 ? current.start + 1 : current.start
      let isSignature = current.end - start == 3 && bytes[start] == 0x2D && bytes[start + 1] == 0x2D
      let isSoft = current.end > start && bytes[current.end - 1] == 0x20 && !isSignature && next != nil && !isQuote(current.start)
      let end = isSoft && deletesSpace ? current.end - 1 : current.end
      output.append(self, from: start, to: isSoft ? end : next?.start ?? bytes.count)
      line = next
    }
    return output.finished(like: self)
  }

  /// Whether a line of a quoted message begins at an index; those keep their line ends.
  private func isQuote(_ index: Int) -> Bool { bytes[index] == UInt8(ascii: ">") }
}
