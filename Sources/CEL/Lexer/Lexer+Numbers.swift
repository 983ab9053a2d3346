import Diagnostics
import Notation

extension Lexer {
  /// Reads `12`, `0x1F`, either with `u`, `1.5`, `.5` or `1e-3`.
  mutating func readNumber() throws(CELIssue) {
    let start = offset
    if isNext("0"), peek(1) | 0x20 == UInt8(ascii: "x"), peek(2).hexadecimalValue != nil {
      offset += 2
      while peek().hexadecimalValue != nil { offset += 1 }
      return try addWhole(start: start, digits: start + 2, base: 16)
    }
    while peek().isDigit { offset += 1 }
    var isDouble = false
    if isNext("."), peek(1).isDigit {
      isDouble = true
      offset += 1
      while peek().isDigit { offset += 1 }
    }
    if peek() | 0x20 == UInt8(ascii: "e"), let length = exponentLength {
      isDouble = true
      offset += length
    }
    guard isDouble else { return try addWhole(start: start, digits: start, base: 10) }
    add(.double(parseDouble(Text(source[start..<offset])) ?? 0), from: start)
  }

  /// The length of `e+10` with its digits; nil if no digit follows the `e`.
  private var exponentLength: Int? {
    var length = isNext("+", 1) || isNext("-", 1) ? 2 : 1
    guard peek(length).isDigit else { return nil }
    while peek(length).isDigit { length += 1 }
    return length
  }

  private mutating func addWhole(start: Int, digits: Int, base: UInt64) throws(CELIssue) {
    var value: UInt64 = 0
    for index in digits..<offset {
      let (product, tooLarge) = value.multipliedReportingOverflow(by: base)
      let (sum, overflow) = product.addingReportingOverflow(UInt64(source[index].hexadecimalValue ?? 0))
      if tooLarge || overflow { throw CELIssue("the number does not fit 64 bits", range: SourceRange(start, offset)) }
      value = sum
    }
    if peek() | 0x20 == UInt8(ascii: "u") {
      offset += 1
      add(.uint(value), from: start)
    } else {
      add(.int(value), from: start)
    }
  }
}
