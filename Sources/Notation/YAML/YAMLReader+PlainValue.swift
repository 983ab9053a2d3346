// The browser reads one text after the other as a whole.
#if !arch(wasm32)
  import Diagnostics

  extension YAMLReader {
    /// The value of an entry at the margin that is one plain text on the line of its key, or has one in each line after `- `, of a few characters
    /// that never mean anything else.
    ///
    /// - Parameters:
    ///   - colon: where the colon after the key is.
    ///   - end: where the next entry begins, or the text ends; a line end is before it.
    /// - Returns: what `read` would give; nil where it must be asked.
    public static func plainValue(in file: SourceFile, after colon: Int, before end: Int) -> Node? {
      file.bytes.withUnsafeBufferPointer { bytes in
        guard colon + 1 < end, end <= bytes.count, bytes[end - 1] == 0x0A else { return nil }
        let plain = PlainValue(bytes: bytes, end: end)
        return bytes[colon + 1] == 0x0A ? plain.list(from: colon + 2) : plain.scalar(after: colon + 1, isElement: false)?.node
      }
    }
  }

  /// Looks for plain texts on lines of their own.
  private struct PlainValue {
    let bytes: UnsafeBufferPointer<UInt8>
    let end: Int

    /// The text on the rest of a line, and where the next line begins; nil if it is not the last one, unless it is an element of a list.
    func scalar(after offset: Int, isElement: Bool) -> (node: Node, next: Int)? {
      var start = offset
      while start < end, bytes[start] == 0x20 { start += 1 }
      guard start > offset, start < end, isPlainStart(bytes[start]) else { return nil }
      var stop = start
      while bytes[stop] != 0x0A {
        let byte = bytes[stop]
        guard byte >= 0x20, byte < 0x7F else { return nil }
        if byte == UInt8(ascii: ":"), isElement || bytes[stop + 1] == 0x20 || bytes[stop + 1] == 0x0A { return nil }
        if byte == UInt8(ascii: "#"), bytes[stop - 1] == 0x20 { return nil }
        stop += 1
      }
      guard bytes[stop - 1] != 0x20, isElement || stop + 1 == end else { return nil }
      let text = Text(Array(UnsafeBufferPointer(rebasing: bytes[start..<stop])))
      return (YAMLScalar.plain(text, at: start..<stop), stop + 1)
    }

    /// The list of elements that stand on a line each, all as far from the margin.
    func list(from start: Int) -> Node? {
      var elements: [Node] = []
      elements.reserveCapacity(8)
      var line = start
      var indent = -1
      while line < end {
        var dash = line
        while dash < end, bytes[dash] == 0x20 { dash += 1 }
        if indent < 0 { indent = dash - line }
        guard dash < end, dash - line == indent, bytes[dash] == UInt8(ascii: "-"),
          let (node, next) = scalar(after: dash + 1, isElement: true)
        else { return nil }
        elements.append(node)
        line = next
      }
      guard let last = elements.last else { return nil }
      return Node(.list(elements), range: SourceRange(start + indent, last.range.end))
    }

    private func isPlainStart(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "/") }
  }
#endif
