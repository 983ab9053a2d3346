// For continuous integration; the browser's module shows findings itself.
#if !arch(wasm32)
  import Diagnostics

  /// Names for findings that stay when lines are added above them, each finding of a report with its own.
  struct Fingerprints {
    private var seen: [Text: Int] = [:]

    /// The next finding's name: 32 hexadecimal digits of its rule, file, message and line, and of how many like it came before.
    mutating func next(_ diagnostic: Diagnostic) -> Text {
      let identity: Text = "\(diagnostic.rule)\n\(diagnostic.file)\n\(diagnostic.message)\n\(diagnostic.excerpt)"
      let repeated = seen[identity, default: 0]
      seen[identity] = repeated + 1
      let text: Text = "\(identity)\n\(repeated)"
      return hash(text.utf8) + hash(text.utf8.reversed())
    }

    /// FNV-1a of 64 bits.
    private func hash(_ bytes: [UInt8]) -> Text {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      var digits: [UInt8] = []
      for shift in stride(from: 60, through: 0, by: -4) {
        let digit = UInt8(truncatingIfNeeded: hash >> UInt64(shift)) & 15
        digits.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
      return Text(digits)
    }
  }
#endif
