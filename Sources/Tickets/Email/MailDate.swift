import Diagnostics
import Notation

/// The date of an e-mail's header (RFC 5322, 3.3): `Tue, 01 Dec 2015 09:12:00 -0600`.
enum MailDate {
  /// The instant; nil for anything else.
  static func read(_ text: Text) -> Timestamp? {
    var words = text.utf8.split { $0.isASCIISpace || $0 == UInt8(ascii: ",") }.map { Text($0) }
    if let first = words.first, first.utf8.first?.isASCIILetter ?? false { words.removeFirst() }
    guard words.count >= 4, let date = DateSpelling.meanings("\(words[0]) \(words[1]) \(words[2])").first else { return nil }
    let clock = words[3].utf8.split(separator: UInt8(ascii: ":")).map { parseInt64(Text($0)) ?? -1 }
    guard clock.count >= 2, (0...23).contains(clock[0]), (0...59).contains(clock[1]) else { return nil }
    let second = clock.count > 2 && (0...59).contains(clock[2]) ? clock[2] : 0
    let local = Int64(date.daysSinceEpoch) * 86_400 + clock[0] * 3600 + clock[1] * 60 + second
    return Timestamp(seconds: local - (words.count > 4 ? offset(words[4]) : 0))
  }

  /// The seconds of `-0600`; 0 for names.
  private static func offset(_ word: Text) -> Int64 {
    guard word.count == 5, let number = parseInt64(Text(word.utf8[1...])), (0...2359).contains(number) else { return 0 }
    let seconds = number / 100 * 3600 + number % 100 * 60
    return word.utf8[0] == UInt8(ascii: "-") ? -seconds : seconds
  }
}
