import Diagnostics

/// A fingerprint of values, 64 bits: to tell whether something changed, not against forgery. It is the same on every machine.
public struct Fingerprint: Sendable {
  private var state: UInt64

  /// The fingerprint of nothing.
  public init(seed: UInt64 = 0) { state = seed ^ 0x9E37_79B9_7F4A_7C15 }

  /// What there is so far.
  public var value: UInt64 { Fingerprint.mixed(state) }

  /// Takes in a number.
  public mutating func combine(_ number: UInt64) {
    let product = (state ^ number).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    state = product.high ^ product.low ^ (number &* 0xE703_7ED1_A0B4_28DB)
  }

  /// Takes in a number.
  public mutating func combine(_ number: Int) { combine(UInt64(bitPattern: Int64(number))) }

  /// Takes in a text, with its length: two texts are not one.
  public mutating func combine(_ text: Text) { combine(text.utf8) }

  /// Takes in bytes, with their count.
  public mutating func combine(_ bytes: [UInt8]) { bytes.withUnsafeBytes { combine($0) } }

  /// Takes in bytes, with their count, eight at a time.
  public mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    combine(UInt64(bytes.count))
    var index = 0
    while index + 8 <= bytes.count {
      combine(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    guard index < bytes.count else { return }
    var last: UInt64 = 0
    while index < bytes.count {
      last = last << 8 | UInt64(bytes[index])
      index += 1
    }
    combine(last)
  }

  /// The fingerprint of some bytes.
  public static func of(_ bytes: [UInt8]) -> UInt64 {
    var hash = Fingerprint()
    hash.combine(bytes)
    return hash.value
  }

  /// The finaliser of SplitMix64.
  public static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
