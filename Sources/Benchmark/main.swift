// Measures `opos` beside a limit and beside peers, from the repository's folder:
//
//     swift run -c release benchmark [build] [PAGES,PAGES…] [RUNS]
//     swift run -c release benchmark search [PAGES] [RUNS]
//     swift run -c release benchmark lint [TICKETS] [RUNS]
//
// The programs run in turn on the same input; figures are medians. Peers are measured where they are installed; what installs them is printed where they
// are not. `ruff` and `check-jsonschema` are taken from the PATH.

import Foundation

let words = CommandLine.arguments.dropFirst()
let numbers = words.map { word in word.split(separator: ",").compactMap { Int($0) } }.filter { !$0.isEmpty }
let counts = numbers.first
let runs = max(1, numbers.dropFirst().first?.first ?? 5)

do {
  switch words.first {
  case "lint": try LintBenchmark(tickets: counts?.first ?? 10_000, runs: runs).run()
  case "index": try SearchBenchmark.measureIndex(of: words.dropFirst().first ?? "Content")
  case "search": try SearchBenchmark(pages: counts?.first ?? 10_000, runs: runs).run()
  default: for pages in counts ?? [100, 1_000, 10_000, 50_000] { try BuildBenchmark(pages: pages, runs: runs).run() }
  }
} catch {
  FileHandle.standardError.write(Data("benchmark: \(error)\n".utf8))
  exit(2)
}
