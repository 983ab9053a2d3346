extension Diagnostic {
  /// The findings by file, place, severity (the worst first), rule, message and the rest, each once: one order for one set of findings.
  public static func ordered(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    if diagnostics.count < 2 { return diagnostics }
    let sorted = sortedIndices(diagnostics.count) { precedes(diagnostics[$0], diagnostics[$1]) }
    var result: [Diagnostic] = []
    result.reserveCapacity(sorted.count)
    for index in sorted where result.last != diagnostics[index] { result.append(diagnostics[index]) }
    return result
  }

  private static func precedes(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    if left.file != right.file { return left.file < right.file }
    if left.start.offset != right.start.offset { return left.start.offset < right.start.offset }
    if left.severity != right.severity { return left.severity > right.severity }
    if left.rule != right.rule { return left.rule < right.rule }
    if left.message != right.message { return left.message < right.message }
    if left.end.offset != right.end.offset { return left.end.offset < right.end.offset }
    if left.help != right.help { return left.help < right.help }
    return left.fixes.count > right.fixes.count
  }
}
