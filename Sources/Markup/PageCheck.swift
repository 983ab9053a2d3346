import Diagnostics
import Glibc

/// Looks at a page before libcmark does: its size, its bytes, its brackets.
enum PageCheck {
  /// The bytes to read and the part that is within the limits; faults go to the sink.
  ///
  /// Bytes that are not UTF-8 become `?`, and in dialects with masks control characters become spaces, so that offsets stay.
  static func readable(_ file: SourceFile, _ body: SourceRange, _ options: RenderOptions, _ sink: inout DiagnosticSink)
    -> ([UInt8], SourceRange)
  {
    let end = min(max(body.end, 0), file.bytes.count)
    var body = SourceRange(min(max(body.start, 0), end), end)
    if body.end - body.start > options.limits.bytes {
      let help: Text = "split the page; at most \(options.limits.bytes) bytes are read"
      let size: Text = "the page has \(body.end - body.start) bytes"
      sink.report("page-too-large", .error, at: SourceRange(body.start, body.start), size, help: help)
      body.end = body.start
    }
    return file.bytes.withUnsafeBufferPointer { bytes in
      if let place = crowd(bytes, body, options.limits.brackets) {
        let help: Text = "separate the links by empty lines; a paragraph has at most \(options.limits.brackets)"
        sink.report("page-too-dense", .error, at: place, "too many `[` in one paragraph", help: help)
        body.end = place.start
      }
      if isSimple(bytes, body) { return (file.bytes, body) }
      return (cleaned(bytes, body, options, &sink) ?? file.bytes, body)
    }
  }

  /// Whether all bytes are ASCII and none is a mask.
  private static func isSimple(_ bytes: Bytes, _ body: SourceRange) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    var index = body.start
    let ones: UInt64 = 0x0101_0101_0101_0101
    while index + 8 <= body.end {
      let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
      let small = (word &- ones &* 9) & ~word
      if (word | small) & (ones &* 0x80) != 0 { return false }
      index += 8
    }
    while index < body.end {
      if bytes[index] >= 0x80 || bytes[index] < 9 { return false }
      index += 1
    }
    return true
  }

  /// A copy of the file with what cannot be read replaced; nil if there is nothing of the kind.
  private static func cleaned(_ bytes: Bytes, _ body: SourceRange, _ options: RenderOptions, _ sink: inout DiagnosticSink)
    -> [UInt8]?
  {
    var copy: [UInt8]?
    var reported = 0
    var index = body.start
    while index < body.end {
      let byte = bytes[index]
      if byte >= 0x09, byte < 0x80 {
        index += 1
        continue
      }
      if byte < 0x09 {
        if options.dialect != .commonMark { replace(index, by: 0x20, in: &copy, bytes) }
        index += 1
        continue
      }
      let length = UTF8Sequence.length(at: index, in: bytes, before: body.end)
      if length == 0 {
        if reported < 10 { report(byte, index, &sink) }
        reported += 1
        replace(index, by: UInt8(ascii: "?"), in: &copy, bytes)
      }
      index += max(length, 1)
    }
    return copy
  }

  private static func report(_ byte: UInt8, _ index: Int, _ sink: inout DiagnosticSink) {
    let digits = Array("0123456789abcdef".utf8)
    let code = Text([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    let help: Text = "save the file as UTF-8"
    sink.report("invalid-utf8", .error, at: SourceRange(index, index + 1), "the byte 0x\(code) is not UTF-8", help: help)
  }

  private static func replace(_ index: Int, by byte: UInt8, in copy: inout [UInt8]?, _ bytes: Bytes) {
    if copy == nil { copy = Array(bytes) }
    copy?[index] = byte
  }

  private static func hasMore(_ bytes: Bytes, _ body: SourceRange, than limit: Int) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    var count = 0
    var index = body.start
    while let found = memchr(base + index, CInt(UInt8(ascii: "[")), body.end - index) {
      count += 1
      if count > limit { return true }
      index = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
    }
    return false
  }

  /// The paragraph that has more opening brackets than the limit.
  private static func crowd(_ bytes: Bytes, _ body: SourceRange, _ limit: Int) -> SourceRange? {
    guard body.end - body.start > limit else { return nil }
    guard hasMore(bytes, body, than: limit) else { return nil }
    var count = 0
    var start = body.start
    var lineIsEmpty = true
    for index in body.start..<body.end {
      if bytes[index] == UInt8(ascii: "\n") {
        if lineIsEmpty { (count, start) = (0, index + 1) }
        lineIsEmpty = true
      } else if !isSpace(bytes[index]) {
        lineIsEmpty = false
        if bytes[index] == UInt8(ascii: "[") { count += 1 }
        if count > limit { return SourceRange(start, index + 1) }
      }
    }
    return nil
  }
}

/// Well-formed UTF-8, by the table of the Unicode standard (3-7).
enum UTF8Sequence {
  /// The length of the sequence that begins at an offset with a byte above ASCII; 0 if it is ill-formed.
  static func length(at index: Int, in bytes: Bytes, before end: Int) -> Int {
    let first = bytes[index]
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first <= 0xF4, index + length <= end else { return 0 }
    let second = bytes[index + 1]
    let lowest: UInt8 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
    let highest: UInt8 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
    guard second >= lowest, second <= highest else { return 0 }
    for offset in 2..<max(length, 2) where bytes[index + offset] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
