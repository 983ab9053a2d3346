// For terminals and continuous integration; the browser's module shows findings itself.
#if !arch(wasm32)
  import Diagnostics

  extension Text {
    /// A file's name as services name files of a repository: without `./` before it.
    var withoutDotPrefix: Text {
      var rest = utf8[...]
      while rest.starts(with: [UInt8(ascii: "."), UInt8(ascii: "/")]) { rest = rest.dropFirst(2) }
      return rest.isEmpty ? self : Text(rest)
    }

    /// A file's name as a URI reference (RFC 3986): relative, or with the scheme `file` for one that begins at the root.
    var fileURI: Text {
      let path = withoutDotPrefix.percentEncoded { $0.isUnreserved || $0 == UInt8(ascii: "/") }
      return path.hasPrefix("/") ? "file://" + path : path
    }

    /// An address with every byte that a URI reference may not hold as `%XX`.
    var uriEncoded: Text {
      let reserved: StaticString = ":/?#[]@!$&'()*+,;=%"
      return percentEncoded { byte in byte.isUnreserved || reserved.withUTF8Buffer { $0.contains(byte) } }
    }

    /// The text with every byte that does not stand for itself as `%XX`.
    func percentEncoded(_ isPlain: (UInt8) -> Bool) -> Text {
      let hex: StaticString = "0123456789ABCDEF"
      var bytes: [UInt8] = []
      for byte in utf8 {
        if isPlain(byte) {
          bytes.append(byte)
        } else {
          bytes += [UInt8(ascii: "%"), hex.utf8Start[Int(byte >> 4)], hex.utf8Start[Int(byte & 15)]]
        }
      }
      return Text(bytes)
    }

    /// The text as XML content or attribute. It must be UTF-8; characters that XML 1.0 does not have become U+FFFD.
    var xmlEscaped: Text {
      var output = Text()
      output.utf8.reserveCapacity(utf8.count)
      for (index, byte) in utf8.enumerated() {
        switch byte {
        case UInt8(ascii: "&"): output += "&amp;"
        case UInt8(ascii: "<"): output += "&lt;"
        case UInt8(ascii: ">"): output += "&gt;"
        case UInt8(ascii: "\""): output += "&quot;"
        // U+FFFE and U+FFFF.
        case 0xBE...0xBF where index >= 2 && utf8[index - 2] == 0xEF && utf8[index - 1] == 0xBF: output.utf8.append(0xBD)
        case 0x09, 0x0A, 0x20...: output.utf8.append(byte)
        default: output += "\u{FFFD}"
        }
      }
      return output
    }

    /// The text, on one line, with the characters escaped that Markdown reads; code in backquotes stays code.
    var markdownEscaped: Text {
      let text = displayed
      guard text.utf8.count(where: { $0 == UInt8(ascii: "`") }).isMultiple(of: 2) else { return text.codeSpan }
      let special: StaticString = "\\*_[]<>#|!&~"
      var bytes: [UInt8] = []
      var isCode = false
      for byte in text.utf8 {
        if byte == UInt8(ascii: "`") { isCode.toggle() }
        if !isCode, special.withUTF8Buffer({ $0.contains(byte) }) { bytes.append(UInt8(ascii: "\\")) }
        bytes.append(byte)
        // A word joiner keeps a name from being called.
        if !isCode, byte == UInt8(ascii: "@") { bytes += Text("&#8288;").utf8 }
      }
      return Text(bytes)
    }

    /// The text, on one line, as code in as many backquotes as it needs.
    var codeSpan: Text {
      let text = displayed
      var longest = 0
      var run = 0
      for byte in text.utf8 {
        run = byte == UInt8(ascii: "`") ? run + 1 : 0
        longest = max(longest, run)
      }
      let fence = Text([UInt8](repeating: UInt8(ascii: "`"), count: longest + 1))
      return longest == 0 ? fence + text + fence : fence + " " + text + " " + fence
    }
  }

  extension UInt8 {
    /// RFC 3986, 2.3.
    fileprivate var isUnreserved: Bool {
      isASCIILetter || isASCIIDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: ".") || self == UInt8(ascii: "_")
        || self == UInt8(ascii: "~")
    }
  }
#endif
