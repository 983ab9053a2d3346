import CMark
import CMarkArena
import Diagnostics
import Glibc

/// What libcmark's tree does not say about a page.
struct Prepared {
  /// For each line that libcmark reads, the file offset that its first byte would have if the line lay in the file as its content does.
  var lineStarts: [Int] = []
  /// Which inline constructs may occur, so that text without them takes the short way.
  var features = InlineFeatures()

  /// The file offset of a place as libcmark counts: lines and columns from 1, columns in bytes.
  func offset(line: CInt, column: CInt) -> Int {
    guard line >= 1, Int(line) <= lineStarts.count else { return lineStarts.last ?? 0 }
    return lineStarts[Int(line) - 1] + Int(column) - 1
  }
}

/// Which inline constructs may occur in a page.
struct InlineFeatures {
  /// A `~` stands somewhere.
  var strikethrough = false
  /// `://`, `www.` or `@` stands somewhere.
  var bareLinks = false
  /// Characters were replaced by `Mask`s.
  var masks = false
  /// Whether text needs more than escaping.
  var any: Bool { strikethrough || bareLinks || masks }
}

/// Makes the text for libcmark of a page.
struct Preparation: ~Copyable {
  /// The text for libcmark.
  private(set) var input = ByteBuffer(capacity: 1 << 16)
  private(set) var result = Prepared()

  /// The text that libcmark reads.
  func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) { body(input.bytes) }

  /// Reads the part of a file and makes libcmark's text of it.
  mutating func prepare(
    _ file: UnsafeBufferPointer<UInt8>, _ body: SourceRange, _ options: RenderOptions, _ sink: inout DiagnosticSink
  ) {
    input.removeAll()
    result = Prepared()
    let bytes = UnsafeBufferPointer(rebasing: file[body.start..<body.end])
    input.append(bytes)
    findLines(from: body.start)
    if options.dialect != .commonMark { findInlines() }
  }

  private mutating func findLines(from offset: Int) {
    let bytes = input.bytes
    guard let base = bytes.baseAddress else { return }
    var start = 0
    while start < bytes.count {
      result.lineStarts.append(offset + start)
      guard let end = memchr(base + start, 0x0A, bytes.count - start) else { return }
      start = UnsafeRawPointer(end) - UnsafeRawPointer(base) + 1
    }
  }

  private mutating func findInlines() {
    result.features.strikethrough = input.contains(UInt8(ascii: "~"))
    result.features.bareLinks = input.contains(UInt8(ascii: "@")) || input.contains("://") || input.contains("www.")
  }
}

extension ByteBuffer {
  /// Whether a byte occurs.
  func contains(_ byte: UInt8) -> Bool { memchr(base, CInt(byte), count) != nil }

  /// Whether some bytes occur one after the other.
  func contains(_ literal: StaticString) -> Bool {
    cmark_page_find(base, count, literal.utf8Start, literal.utf8CodeUnitCount) != nil
  }
}
