import Diagnostics
import Notation

extension Builtin {
  /// `bool`, `int`, `uint`, `double`, `string`, `bytes`, `timestamp`, `duration`; nil if no overload fits.
  func convert(_ value: Value) throws(EvaluationError) -> Value? {
    switch self {
    case .bool: return try bool(value)
    case .int: return try int(value)
    case .uint: return try uint(value)
    case .double: return try double(value)
    case .string: return try string(value)
    case .bytes:
      if case .string(let text) = value { return .bytes(text.utf8) }
      if case .bytes = value { return value }
      return nil
    case .timestamp: return try timestamp(value)
    default: return try duration(value)
    }
  }

  private func bool(_ value: Value) throws(EvaluationError) -> Value? {
    guard case .string(let text) = value else { return value.bool.map { .bool($0) } }
    switch text {
    case "1", "t", "true", "TRUE", "True": return .bool(true)
    case "0", "f", "false", "FALSE", "False": return .bool(false)
    default: throw unreadable(text, "bool")
    }
  }

  private func int(_ value: Value) throws(EvaluationError) -> Value? {
    switch value {
    case .int: return value
    case .uint(let number):
      guard let int = Int64(exactly: number) else { throw overflowError }
      return .int(int)
    case .double(let number):
      guard number > -0x1p63, number < 0x1p63 else { throw EvaluationError("the number is outside int") }
      return .int(Int64(number))
    case .string(let text):
      guard let int = parseInt64(text) else { throw unreadable(text, "int") }
      return .int(int)
    case .timestamp(let instant): return .int(instant.seconds)
    case .duration(let span): return .int(span.seconds)
    default: return nil
    }
  }

  private func uint(_ value: Value) throws(EvaluationError) -> Value? {
    switch value {
    case .uint: return value
    case .int(let number):
      guard number >= 0 else { throw EvaluationError("the number is outside uint") }
      return .uint(UInt64(number))
    case .double(let number):
      guard number > -1, number < 0x1p64, !(number < 0) else { throw EvaluationError("the number is outside uint") }
      return .uint(UInt64(number))
    case .string(let text):
      guard let uint = text.utf8.withUnsafeBufferPointer({ parseUInt64($0) }) else { throw unreadable(text, "uint") }
      return .uint(uint)
    default: return nil
    }
  }

  private func double(_ value: Value) throws(EvaluationError) -> Value? {
    switch value {
    case .double: return value
    case .int(let number): return .double(Double(number))
    case .uint(let number): return .double(Double(number))
    case .string(let text):
      guard let double = readDouble(text) else { throw unreadable(text, "double") }
      return .double(double)
    default: return nil
    }
  }

  /// The names of the special values are those of Go's strconv, in any case of letters.
  private func readDouble(_ text: Text) -> Double? {
    switch text.asciiLowercased() {
    case "nan": return .nan
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: return parseDouble(text)
    }
  }

  private func string(_ value: Value) throws(EvaluationError) -> Value? {
    switch value {
    case .string: return value
    case .bool(let bool): return .string(bool ? "true" : "false")
    case .int(let number): return .string(Text(number))
    case .uint(let number): return .string(Text(number))
    case .double(let number): return .string(Formatter.general(number))
    case .bytes(let bytes):
      if firstInvalidUTF8(bytes) != nil { throw EvaluationError("the bytes are not valid UTF-8") }
      return .string(Text(bytes))
    case .timestamp(let instant): return .string(instant.rfc3339())
    case .duration(let span): return .string(span.duration)
    default: return nil
    }
  }

  private func timestamp(_ value: Value) throws(EvaluationError) -> Value? {
    switch value {
    case .timestamp: return value
    case .int(let seconds): return .timestamp(try inRange(Timestamp(seconds: seconds)))
    case .string(let text):
      // A blank for the `T` is read in tickets but is not CEL's.
      guard !text.utf8.contains(0x20), let instant = Timestamp(rfc3339: text) else { throw unreadable(text, "timestamp") }
      return .timestamp(instant)
    default: return nil
    }
  }

  private func duration(_ value: Value) throws(EvaluationError) -> Value? {
    switch value {
    case .duration: return value
    case .int(let seconds): return .duration(try inRange(TimeSpan(seconds: seconds)))
    case .string(let text):
      guard let span = TimeSpan(duration: text) else { throw unreadable(text, "duration") }
      return .duration(try inRange(span))
    default: return nil
    }
  }

  private func unreadable(_ text: Text, _ type: Text) -> EvaluationError {
    EvaluationError("`\(Text(text.utf8.prefix(60)))` cannot be read as \(type)")
  }
}
