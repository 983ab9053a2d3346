// The browser scans each text as a whole.
#if !arch(wasm32)
  import Diagnostics

  extension SecretScanner {
    /// Whether a secret begins, or is announced, in a part of a text. A text holds none if no part of it does.
    public static func holdsSecret(_ text: UnsafeBufferPointer<UInt8>, in part: Range<Int>) -> Bool {
      let scan = SecretScan(text)
      var index = part.lowerBound
      while let place = scan.nextPlace(from: index, before: part.upperBound) {
        if scan.finding(at: place) != nil { return true }
        index = place + 1
      }
      return false
    }

    /// Whether there is no place in a part of a text at which a secret might begin, or be announced. If the part is whole lines, that is so wherever
    /// they stand.
    public static func isHarmless(_ text: UnsafeBufferPointer<UInt8>, in part: Range<Int>) -> Bool {
      SecretScan(text).nextPlace(from: part.lowerBound, before: part.upperBound) == nil
    }
  }
#endif
