import Diagnostics
import Foundation
import Notation
import Testing

@testable import ServiceLevels

@Suite struct QuantityPatternTests {
  private static let numbers = [
    "2", "1.5", "0.25", ".5", "1,000", "20 000", "10_000", "1'000", "5e3", "1E-2", "2000", "1,5", "0,250", "1,00", "", "-1",
  ]
  private static let units = [
    "GB", "kB", "KB", "MiB", "gib", "Gb", "Gib", "B", "bytes", "Gigabyte", "MBytes", "s", "h", "m", "min", "mins", "hrs", "Hours",
    "weeks", "ms",
    "µs", "events", "M events", "million jobs", "M", "k", "", "parsec", "month", "h 30 min", "d, 2 h", "GB per core",
  ]
  private static let others = [
    "36:00:00", "8:30", "1+12:00:00", "1-2:3:4", "1:60:00", "PT8H", "P1DT12H", "pt1.5h", "P2W", "PT", "P", "P1M", "PT30M",
    "plenty", "~2 GB", "8 h.", " 2 GB ",
  ]

  /// The schema allows what is a quantity of the kind that is asked for, and nothing else.
  @Test(arguments: [Quantity.Dimension.bytes, .time, .count, nil] as [Quantity.Dimension?])
  func allowsWhatIsRead(dimension: Quantity.Dimension?) throws {
    let pattern = try NSRegularExpression(pattern: String(QuantityPattern.pattern(dimension)))
    let texts = Self.others + Self.numbers.flatMap { number in Self.units.flatMap { [number + $0, number + " " + $0] } }
    for text in texts {
      let isAllowed = pattern.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
      let quantity = Quantity.read(Text(text))
      let isRight = quantity.map { dimension == nil ? !$0.isBare : $0.dimension == dimension } ?? false
      #expect(isAllowed == isRight, "\(text)")
    }
  }
}
