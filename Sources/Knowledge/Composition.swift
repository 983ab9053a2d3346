import Diagnostics
import Markup

/// A page's text with the text of the files that it includes, and where each part of it comes from.
public struct Composition: Sendable {
  /// Most files inside one another.
  static let mostDepth = 8
  /// Most files in one page.
  static let mostFiles = 1_000
  /// Most bytes of the whole.
  static let mostBytes = 2_000_000

  /// The text as it is rendered, under the page's path.
  public private(set) var file: SourceFile
  /// The page's own file, then those that it includes.
  public private(set) var sources: [SourceFile]
  /// What is wrong with its directives, placed in `file`s of their own.
  public private(set) var diagnostics: [Diagnostic] = []

  /// A fingerprint of all files that it is put together from, with their paths: links in them are seen from there.
  var fingerprint: UInt64 {
    var hash = Fingerprint()
    for source in sources {
      hash.combine(source.path)
      hash.combine(source.bytes)
    }
    hash.combine(file.bytes)
    return hash.value
  }

  private var bytes: [UInt8] = []
  private var pieces: [Piece] = []
  /// The findings of each source while the text is put together.
  private var sinks: [Int: DiagnosticSink] = [:]
  /// Whether the bound on files or bytes was met: said once.
  private var isFull = false

  /// A run of bytes and where it comes from.
  private struct Piece: Sendable {
    /// Where it begins in the whole.
    var start: Int
    /// The file, as an index of `sources`.
    var source: Int
    /// Where it begins there.
    var offset: Int
  }

  /// Whether a text may have directives.
  public static func mayInclude(_ bytes: [UInt8]) -> Bool {
    bytes.contains(literal: "{{#include ") || bytes.contains(literal: "--8<-- ")
  }

  /// The text of a page.
  ///
  /// - Parameters:
  ///   - severity: How bad a directive is that cannot be followed: it stays as it is written.
  ///   - load: Gives a file of the content folder; nil for one that is not there or that is not to be shown.
  /// - Throws: What loading throws.
  public init<Failure: Error>(
    of page: SourceFile, severity: Severity, load: (Text) throws(Failure) -> SourceFile?
  ) throws(Failure) {
    file = page
    sources = [page]
    var stack = [page.path]
    try append(source: 0, lines: 0..<page.bytes.count, prefix: [], &stack, severity, load)
    file = SourceFile(path: page.path, bytes: bytes)
    bytes = []
    diagnostics = sinks.keys.sorted().flatMap { sinks[$0]?.diagnostics ?? [] }
    sinks = [:]
  }

  private mutating func append<Failure: Error>(
    source: Int, lines: Range<Int>, prefix: [UInt8], _ stack: inout [Text], _ severity: Severity,
    _ load: (Text) throws(Failure) -> SourceFile?
  ) throws(Failure) {
    let text = sources[source].bytes
    let hasMarks = source > 0 && (text.contains(literal: "ANCHOR") || text.contains(literal: "--8<-- ["))
    var start = lines.lowerBound
    while start < lines.upperBound {
      let end = text[start..<lines.upperBound].firstIndex(of: 0x0A).map { $0 + 1 } ?? lines.upperBound
      defer { start = end }
      let content = text[start..<end].last == 0x0A ? start..<(end - 1) : start..<end
      if hasMarks, IncludeDirective.mark(in: text[content]) != nil { continue }
      if let directive = IncludeDirective(text, line: content),
        try include(directive, from: source, prefix: prefix + text[directive.prefix], &stack, severity, load)
      {
        continue
      }
      take(source, start..<end, prefix: prefix)
    }
  }

  private mutating func take(_ source: Int, _ range: Range<Int>, prefix: [UInt8]) {
    let line = sources[source].bytes[range]
    if !prefix.isEmpty, line.contains(where: { $0 != 0x0A && $0 != 0x0D }) {
      pieces.append(Piece(start: bytes.count, source: source, offset: range.lowerBound))
      bytes += prefix
    } else if let quote = prefix.lastIndex(of: UInt8(ascii: ">")) {
      pieces.append(Piece(start: bytes.count, source: source, offset: range.lowerBound))
      bytes += prefix[...quote]
    }
    pieces.append(Piece(start: bytes.count, source: source, offset: range.lowerBound))
    // A backslash or semicolon before a directive makes text of it.
    let isEscaped = Self.isEscapedDirective(line)
    if isEscaped, let sign = line.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }) {
      bytes += line[..<sign]
      pieces.append(Piece(start: bytes.count, source: source, offset: sign + 1))
      bytes += line[(sign + 1)...]
    } else {
      bytes += line
    }
  }

  private static func isEscapedDirective(_ line: ArraySlice<UInt8>) -> Bool {
    let words = line.drop { $0 == 0x20 || $0 == 0x09 }
    return words.starts(with: "\\{{#include ".utf8) || words.starts(with: ";--8<-- ".utf8)
  }

  /// Takes what a directive names. Returns whether that could be had.
  private mutating func include<Failure: Error>(
    _ directive: IncludeDirective, from source: Int, prefix: [UInt8], _ stack: inout [Text], _ severity: Severity,
    _ load: (Text) throws(Failure) -> SourceFile?
  ) throws(Failure) -> Bool {
    let place = (source, SourceRange(directive.range))
    let shown = directive.path.visible
    let folder = SitePath.folder(of: sources[source].path)
    guard SitePath.resolve(directive.path, from: folder) != nil || SitePath.resolve(directive.path, from: "") != nil else {
      return report("include-outside", severity, at: place, "`\(shown)` leads out of the content folder", "name a file below it")
    }
    guard stack.count < Self.mostDepth, sources.count < Self.mostFiles, bytes.count < Self.mostBytes else {
      if isFull { return false }
      isFull = stack.count < Self.mostDepth
      let help: Text = "at most \(Self.mostDepth) files inside one another, \(Self.mostFiles) files and 2 MB in all"
      return report("include-too-deep", severity, at: place, "too much is included here", help)
    }
    var found: SourceFile?
    for base in [folder, ""] where found == nil {
      if let path = SitePath.resolve(directive.path, from: base) { found = try load(path) }
    }
    guard let found else {
      return report(
        "include-missing", severity, at: place, "there is no file `\(shown)` to include",
        "a path is seen from this file's folder, or from the content folder")
    }
    if stack.contains(found.path) {
      return report("include-cycle", severity, at: place, "`\(shown)` would include itself", "leave one of the directives out")
    }
    guard let lines = Self.lines(of: directive.part, in: found) else {
      return report(
        "include-missing", severity, at: place, "`\(shown)` has no such part",
        "name a heading's id, a marked part or lines that it has")
    }
    sources.append(found)
    stack.append(found.path)
    defer { stack.removeLast() }
    try append(source: sources.count - 1, lines: lines, prefix: prefix, &stack, severity, load)
    if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
    return true
  }

  private mutating func report(
    _ rule: Text, _ severity: Severity, at place: (source: Int, range: SourceRange), _ message: Text, _ help: Text
  ) -> Bool {
    sinks[place.source, default: DiagnosticSink(sources[place.source])].report(
      rule, severity, at: place.range, message, help: help)
    return false
  }
}

extension Composition {
  /// The file and the offset in it that an offset of the whole comes from.
  func origin(of offset: Int) -> (source: SourceFile, offset: Int) {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return (sources[0], offset) }
    let piece = pieces[low - 1]
    let inside = offset - piece.start
    // What was put before a line stands for its beginning.
    let isPrefix = low < pieces.count && pieces[low].offset == piece.offset && pieces[low].source == piece.source
    return (sources[piece.source], min(piece.offset + (isPrefix ? 0 : inside), sources[piece.source].bytes.count))
  }

  /// Findings about pages at their places in the files that people write.
  public static func placed(_ diagnostics: [Diagnostic], _ pages: [Page]) -> [Diagnostic] {
    let compositions = pages.reduce(into: [Text: Composition]()) { all, page in
      if let composition = page.composition { all[page.path] = composition }
    }
    if compositions.isEmpty { return diagnostics }
    var sinks: [Text: DiagnosticSink] = [:]
    return diagnostics.map { compositions[$0.file]?.placed($0, &sinks) ?? $0 }
  }

  /// Findings about the whole at their places in the files that people write.
  func placed(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var sinks: [Text: DiagnosticSink] = [:]
    return diagnostics.map { placed($0, &sinks) }
  }

  /// - Parameter sinks: Those of the files, by their paths: a file's lines are found once, however many findings it has.
  private func placed(_ diagnostic: Diagnostic, _ sinks: inout [Text: DiagnosticSink]) -> Diagnostic {
    var placed = diagnostic
    let start = origin(of: diagnostic.start.offset)
    let end = origin(of: max(diagnostic.start.offset, diagnostic.end.offset - 1))
    let length = diagnostic.end.offset > diagnostic.start.offset ? 1 : 0
    let last = end.source.path == start.source.path ? end.offset + length : start.offset + length
    let range = SourceRange(start.offset, max(start.offset, last))
    sinks[start.source.path, default: DiagnosticSink(start.source)].place(&placed, at: range)
    placed.fixes = []
    return placed
  }

  /// A link's destination as it is seen from the content folder, where it is written in a file of another folder than the page's.
  func destination(of slot: Slot) -> Text? {
    let written = origin(of: slot.range.start).source.path
    // A file beside the pages' folder has no place among them: its links are the page's.
    guard !written.hasPrefix("../"), SitePath.folder(of: written) != SitePath.folder(of: file.path), !slot.destination.isEmpty,
      !slot.destination.hasPrefix("/")
    else { return nil }
    let path = slot.destination.utf8.prefix { $0 != UInt8(ascii: "?") }
    guard let resolved = SitePath.resolve(Text(path), from: SitePath.folder(of: written)) else { return nil }
    return "/" + resolved + Text(slot.destination.utf8[path.endIndex...])
  }

  /// What is taken of a file; nil if it has no such part.
  private static func lines(of part: IncludeDirective.Part, in file: SourceFile) -> Range<Int>? {
    let bytes = file.bytes
    switch part {
    case .whole:
      var sink = DiagnosticSink(file)
      let start = SitePath.isMarkdown(file.path) ? FrontMatter.read(&sink, unknownKeys: .info).bodyStart : 0
      return start..<bytes.count
    case .heading(let id):
      let headings = PageRenderer().render(file).headings
      guard let index = headings.firstIndex(where: { $0.id == id }) else { return nil }
      let end = headings[(index + 1)...].first { $0.level <= headings[index].level }?.range.start ?? bytes.count
      return headings[index].range.start..<max(headings[index].range.start, end)
    case .named(let name): return named(name, in: bytes)
    case .lines(let first, let last):
      var starts = [0]
      for index in bytes.indices where bytes[index] == 0x0A && index + 1 < bytes.count { starts.append(index + 1) }
      guard first >= 1, first <= starts.count, last >= first else { return nil }
      return starts[first - 1]..<(last < starts.count ? starts[last] : bytes.count)
    }
  }

  private static func named(_ name: Text, in bytes: [UInt8]) -> Range<Int>? {
    var start = 0
    var first: Int?
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      if let mark = IncludeDirective.mark(in: bytes[start..<end]), mark.name.trimmed() == name {
        if let first, mark.isEnd { return first..<start }
        if !mark.isEnd { first = end }
      }
      start = end
    }
    return first.map { $0..<bytes.count }
  }
}
