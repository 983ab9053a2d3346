import Diagnostics

/// A short fingerprint of bytes (FNV-1a, 64 bits): for names and versions, not against forgery.
public enum Digest {
  /// The fingerprint as sixteen hexadecimal digits.
  public static func hexadecimal(of bytes: [UInt8]) -> Text {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return Text(String(repeating: "0", count: 16 - digits.count) + digits)
  }
}
