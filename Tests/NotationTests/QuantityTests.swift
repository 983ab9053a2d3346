import Diagnostics
import Notation
import Testing

@Suite struct QuantityTests {
  @Test(arguments: [
    ("2 GB", Quantity(2e9, .bytes)), ("1.5GiB", Quantity(1.5 * 1_073_741_824, .bytes)), ("250 kB", Quantity(250_000, .bytes)),
    ("120 bytes", Quantity(120, .bytes)), ("90 s", Quantity(90, .time)), ("8h", Quantity(28_800, .time)),
    ("2 hours", Quantity(7200, .time)), ("20 ms", Quantity(0.02, .time)), ("2 µs", Quantity(2e-6, .time)),
    ("5 min", Quantity(300, .time)), ("2000", Quantity(2000, .count)), ("5,000,000", Quantity(5e6, .count)),
    ("20 000", Quantity(20_000, .count)), ("5M", Quantity(5e6, .count)), ("2 million", Quantity(2e6, .count)),
    ("1,234.5 MB", Quantity(1_234_500_000, .bytes)),
  ])
  func reads(text: String, quantity: Quantity) {
    #expect(Quantity.read(Text(text)) == quantity)
  }

  @Test(arguments: ["", "GB", "2 GX", "-2 GB", "1,00 GB", "1,0000", "1.5.2 GB", "2 GB 3", "1e999 GB", "1234,567", ",123"])
  func refuses(text: String) {
    #expect(Quantity.read(Text(text)) == nil)
  }
}
