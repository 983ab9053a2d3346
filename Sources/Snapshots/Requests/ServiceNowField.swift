import Diagnostics
import Notation

/// A field of a ServiceNow record in any of the three forms of `sysparm_display_value`.
///
/// `false` gives a raw string or `{"link","value"}`, `true` a displayed string or `{"display_value","link"}`, `all` always
/// `{"display_value","value"}`.
struct ServiceNowField {
  /// The raw value; empty if only the displayed one is known.
  var value: Text = ""
  /// The displayed value; empty if only the raw one is known.
  var display: Text = ""

  /// A field of a record; both empty if it is absent or null.
  init(_ node: Node?, isDisplayed: Bool) {
    guard let node else { return }
    if case .map = node.value {
      value = node["value"]?.text ?? ""
      display = node["display_value"]?.text ?? ""
    } else if isDisplayed {
      display = node.text
    } else {
      value = node.text
    }
  }

  /// What a reader should see.
  var shown: Text { display.isEmpty ? value : display }
  /// What a program should read.
  var raw: Text { value.isEmpty ? display : value }

  /// `true` or `false`; display forms may have another language and are then not known.
  var bool: Bool { raw.lowercased == "true" || raw == "1" }

  /// A whole number, with or without commas between its thousands.
  var integer: Int? { number.flatMap { Int(exactly: $0) } }

  /// A number, with or without commas between its thousands or a percent sign.
  var number: Double? {
    parseDouble(Text(raw.utf8.filter { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "%") && $0 != 0x20 }))
  }

  /// A point in time, `2015-12-02 16:05:00`: raw values are in UTC, displayed ones in the zone of whoever asked.
  func time(zone: TimeZoneRule?) -> Timestamp? {
    if let time = Self.time(value) { return time }
    guard let shown = Self.time(display) else { return nil }
    guard let zone else { return shown }
    let guess = Timestamp(clamping: shown.seconds - Int64(zone.offset(at: shown)))
    return Timestamp(clamping: shown.seconds - Int64(zone.offset(at: guess)))
  }

  /// A duration in seconds: raw as a point in time that long after 1970 began, as seconds, or in words: `1 Day 4 Hours`.
  var seconds: Int64? {
    if let time = Self.time(value) { return time.seconds }
    if let number = parseDouble(value) { return Int64(exactly: number.rounded()) }
    return Self.time(display)?.seconds ?? Self.words(display)
  }

  private static func time(_ text: Text) -> Timestamp? {
    var bytes = text.utf8
    guard bytes.count == 19, bytes[10] == 0x20 || bytes[10] == UInt8(ascii: "T") else { return nil }
    bytes[10] = UInt8(ascii: "T")
    return Timestamp(rfc3339: Text(bytes + [UInt8(ascii: "Z")]))
  }

  private static func words(_ text: Text) -> Int64? {
    var total: Int64 = 0
    var count: Int64?
    for word in text.lowercased.utf8.split(separator: 0x20) {
      if let number = parseDouble(Text(word)), let whole = Int64(exactly: number), whole >= 0, whole < 1_000_000 {
        count = whole
        continue
      }
      guard let unit = unit(Text(word)), let number = count else { return nil }
      total += number * unit
      count = nil
    }
    return count == nil && !text.isEmpty ? total : nil
  }

  private static func unit(_ word: Text) -> Int64? {
    switch word {
    case "second", "seconds": 1
    case "minute", "minutes": 60
    case "hour", "hours": 3600
    case "day", "days": 86_400
    default: nil
    }
  }
}
