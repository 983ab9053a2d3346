// Measures `opos` beside a limit and beside peers, from the repository's folder:
//
//     swift run -c release benchmark [build] [PAGES] [RUNS]
//     swift run -c release benchmark lint [TICKETS] [RUNS]
//
// The programs run in turn on the same input. The figures are medians. Peers are measured if they are on the PATH: `ruff` and `check-jsonschema`, from
// PyPI.

import Foundation

let words = CommandLine.arguments.dropFirst()
let numbers = words.compactMap { Int($0) }
let count = numbers.first ?? 10_000
let runs = max(1, numbers.dropFirst().first ?? 5)

do {
  if words.first == "lint" {
    try LintBenchmark(tickets: count, runs: runs).run()
  } else {
    try BuildBenchmark(pages: count, runs: runs).run()
  }
} catch {
  FileHandle.standardError.write(Data("benchmark: \(error)\n".utf8))
  exit(2)
}
