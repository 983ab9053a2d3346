// Measures `opos build` beside the limit: `swift run -c release benchmark [PAGES] [RUNS]`.
//
// Both programs run in turn on the same pages. The figures are medians, and the ratio is of medians of processor time.

import Foundation

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let pages = numbers.first ?? 10_000
let runs = max(1, numbers.dropFirst().first ?? 5)

do {
  try BuildBenchmark(pages: pages, runs: runs).run()
} catch {
  FileHandle.standardError.write(Data("benchmark: \(error)\n".utf8))
  exit(2)
}
