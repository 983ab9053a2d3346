import CMark
import Diagnostics
import Glibc

/// What libcmark is given, and how its lines lie in the file.
struct Preparation: ~Copyable {
  /// The text for libcmark.
  private(set) var input = ByteBuffer(capacity: 1 << 16)

  /// For each line of the text the file offset that its first byte would have if the whole line lay in the file as its content does.
  private(set) var lineStarts: [Int] = []

  private(set) var parserOptions: CInt = CMARK_OPT_DEFAULT

  /// Which inline constructs may occur, so that text without them takes the short way.
  private(set) var inlines = InlineFeatures()

  func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) { body(input.bytes) }

  /// Reads the part of a file and makes libcmark's text of it.
  mutating func prepare(
    _ file: UnsafeBufferPointer<UInt8>, _ body: SourceRange, _ options: RenderOptions, _ sink: inout DiagnosticSink
  ) {
    input.removeAll()
    lineStarts.removeAll(keepingCapacity: true)
    let bytes = UnsafeBufferPointer(rebasing: file[body.start..<body.end])
    input.append(bytes)
    findLines(from: body.start)
  }

  private mutating func findLines(from offset: Int) {
    let bytes = input.bytes
    guard let base = bytes.baseAddress else { return }
    var start = 0
    while start < bytes.count {
      lineStarts.append(offset + start)
      guard let end = memchr(base + start, 0x0A, bytes.count - start) else { return }
      start = UnsafeRawPointer(end) - UnsafeRawPointer(base) + 1
    }
  }

  /// The file offset of a place as libcmark counts: lines and columns from 1, columns in bytes.
  func offset(line: CInt, column: CInt) -> Int {
    guard line >= 1, Int(line) <= lineStarts.count else { return lineStarts.last ?? 0 }
    return lineStarts[Int(line) - 1] + Int(column) - 1
  }
}

/// Which inline constructs may occur in a page.
struct InlineFeatures {
  var strikethrough = false
  var bareLinks = false
  var masks = false
  var any: Bool { strikethrough || bareLinks || masks }
}
