/// What is done to the command line before it is parsed.
enum Arguments {
  /// The arguments to parse, and further files for `lint`.
  ///
  /// The parser takes time with the square of the number of files, so that the files at the end of a long list go past it. And an option may follow the
  /// expression of `eval -- EXPRESSION`, although all that follows `--` is otherwise no option.
  static func split(_ arguments: [String]) -> (parsed: [String], files: [String]) {
    switch arguments.first {
    case "lint" where arguments.count > 64: splitFiles(arguments)
    case "eval": (movingOptions(arguments), [])
    default: (arguments, [])
    }
  }

  /// An argument that is not UTF-8, with U+FFFD in the places of its bytes; nil if all are.
  static var unreadable: String? {
    let all = UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
    let broken = all.lazy.compactMap { $0 }.first { String(validatingCString: $0) == nil }
    return broken.map { String(cString: $0) }
  }

  /// Cuts off what follows the last argument that may be an option or an option's value.
  private static func splitFiles(_ arguments: [String]) -> (parsed: [String], files: [String]) {
    let last = arguments.lastIndex { $0.hasPrefix("-") && $0 != "-" } ?? 0
    let end = min(last + 2, arguments.count)
    return (Array(arguments[..<end]), Array(arguments[end...]))
  }

  /// Puts what follows the expression before the `--`.
  private static func movingOptions(_ arguments: [String]) -> [String] {
    guard let mark = arguments.firstIndex(of: "--"), mark + 2 < arguments.count, arguments[mark + 2].hasPrefix("--") else {
      return arguments
    }
    return Array(arguments[..<mark] + arguments[(mark + 2)...] + arguments[mark...(mark + 1)])
  }
}
