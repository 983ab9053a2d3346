import Diagnostics

/// Finds secrets in the text of a ticket: private keys, tokens of the common kinds, passwords in addresses and assignments.
public enum SecretScanner {
  /// A secret.
  public struct Finding: Hashable, Sendable {
    /// What it is: `a private key`.
    public var kind: Text
    /// The secret itself, without what announces it.
    public var range: SourceRange

    init(_ kind: Text, _ start: Int, _ end: Int) {
      self.kind = kind
      range = SourceRange(start, end)
    }
  }

  /// The secrets of a text, in its order, without overlap.
  ///
  /// Takes time in proportion to the text, whatever is in it. What is encoded must be decoded first.
  public static func scan(_ bytes: [UInt8]) -> [Finding] {
    var findings: [Finding] = []
    bytes.withUnsafeBufferPointer { buffer in
      let scan = SecretScan(buffer)
      var index = 0
      while let place = scan.nextPlace(from: index) {
        if let finding = scan.finding(at: place) {
          findings.append(finding)
          index = max(finding.range.end, place + 1)
        } else {
          index = place + 1
        }
      }
    }
    return findings
  }

  /// The text with each byte of its secrets hidden. Lengths in bytes and in scalars stay, so every place in the text stays right; spaces and
  /// line ends stay, so that what stood in lines and columns still does.
  public static func mask(_ bytes: [UInt8], _ ranges: [SourceRange]) -> [UInt8] {
    var masked = bytes
    for range in ranges {
      var index = max(range.start, 0)
      while index < min(range.end, bytes.count) {
        let stand = standIn(bytes[index])
        for (offset, byte) in stand.enumerated() where index + offset < bytes.count { masked[index + offset] = byte }
        index += stand.count
      }
    }
    return masked
  }

  /// A ticket's text, in whatever format, with its secrets masked as a report of it shows it.
  public static func masked(_ ticket: Text) -> Text {
    Text(TicketReader().read(SourceFile(path: "", text: ticket)).visible.bytes)
  }

  /// What hides a scalar that begins with a byte: a scalar of as many bytes. An underscore has no meaning in any notation of tickets.
  private static func standIn(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case 0x09, 0x0A, 0x0D, 0x20: [byte]
    case ..<0xC0: [UInt8(ascii: "_")]
    case ..<0xE0: [0xC2, 0xB7]
    case ..<0xF0: [0xE2, 0x80, 0xA2]
    default: [0xF0, 0x9F, 0x94, 0x92]
    }
  }
}
