/// The part of a finding's line that is shown, and where the underline goes.
struct ExcerptWindow {
  /// The shown text; `…` stands for what was cut from a long line.
  let line: Text
  /// Columns before the underline.
  let indent: Int
  /// Columns to underline, at least 1.
  let length: Int

  /// The widest excerpt, in scalars.
  static let limit = 120

  /// The window of a finding's line that shows its start.
  init(_ diagnostic: Diagnostic) {
    let first = diagnostic.start.column - diagnostic.excerptColumn
    let last = diagnostic.end.line == diagnostic.start.line ? diagnostic.end.column - diagnostic.excerptColumn : Int.max
    let cut = ExcerptWindow.cut(diagnostic.excerpt, around: first)
    let display = DisplayText(cut.text)
    let begin = min(max(first - cut.dropped, 0), display.columns.count - 1)
    let end = min(max(last == Int.max ? last : last - cut.dropped, begin), display.columns.count - 1)
    line = (cut.before ? "…" : "") + Text(display.bytes) + (cut.after ? "…" : "")
    indent = display.columns[begin] + (cut.before ? 1 : 0)
    length = max(display.columns[end] - display.columns[begin], 1)
  }

  /// At most `limit` scalars of a line, around the scalar at an index.
  private static func cut(_ text: Text, around index: Int) -> (text: Text, dropped: Int, before: Bool, after: Bool) {
    if text.count <= limit { return (text, 0, false, false) }
    let wanted = max(index - limit / 3, 0)
    let start = offset(in: text, ofScalar: wanted, from: 0)
    let end = offset(in: text, ofScalar: limit, from: start)
    return (Text(text.utf8[start..<end]), wanted, start > 0, end < text.count)
  }

  private static func offset(in text: Text, ofScalar count: Int, from start: Int) -> Int {
    var offset = start
    var left = count
    while left > 0, offset < text.utf8.count {
      offset += 1
      while offset < text.utf8.count, text.utf8[offset] & 0xC0 == 0x80 { offset += 1 }
      left -= 1
    }
    return offset
  }
}
