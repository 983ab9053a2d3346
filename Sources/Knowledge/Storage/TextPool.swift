import Diagnostics
import Glibc

/// Texts that were read, of which those that many pages share, words and roles, are made once. It is for one thread.
public struct TextPool {
  private static let size = 128
  private var texts = [Text](repeating: Text(), count: size)

  /// A pool without texts.
  public init() {}

  /// A text of these bytes, perhaps one that was made before.
  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> Text {
    guard let start = bytes.baseAddress, let first = bytes.first, let last = bytes.last else { return Text() }
    let place = (Int(first) &* 7 &+ Int(last) &* 31 &+ Int(bytes[bytes.count / 2]) &* 13 &+ bytes.count) & (TextPool.size - 1)
    let isKnown = texts[place].utf8.withUnsafeBufferPointer { known in
      known.baseAddress.map { known.count == bytes.count && memcmp($0, start, bytes.count) == 0 } ?? false
    }
    if !isKnown { texts[place] = Text(Array(bytes)) }
    return texts[place]
  }
}
