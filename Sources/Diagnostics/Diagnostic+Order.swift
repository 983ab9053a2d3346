extension Diagnostic {
  /// The findings by file, place, severity (the worst first), rule and message, each once.
  public static func ordered(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let sorted = diagnostics.sorted(by: precedes)
    var result: [Diagnostic] = []
    result.reserveCapacity(sorted.count)
    for diagnostic in sorted where result.last != diagnostic { result.append(diagnostic) }
    return result
  }

  private static func precedes(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    if left.file != right.file { return left.file < right.file }
    if left.start.offset != right.start.offset { return left.start.offset < right.start.offset }
    if left.severity != right.severity { return left.severity > right.severity }
    if left.rule != right.rule { return left.rule < right.rule }
    return left.message < right.message
  }
}
