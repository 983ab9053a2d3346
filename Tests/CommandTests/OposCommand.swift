import Foundation
import Testing

/// The built `opos`, run as a user runs it.
struct OposCommand {
  /// What a run gave.
  struct Outcome {
    var status: Int32
    var output: String
    var messages: String
  }

  /// The repository's root.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Runs `opos`, or another program, in a folder, by default the repository's root.
  static func run(
    _ arguments: [String], input: String = "", in folder: URL = repository, environment: [String: String] = [:],
    with program: String? = nil
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = program.map { URL(filePath: $0) } ?? executable
    let files = try TemporaryFolder()
    // What a run keeps for the next one stays away from the user's own.
    process.environment = ProcessInfo.processInfo.environment.merging(["XDG_CACHE_HOME": files.file("cache").path]) { $1 }
      .merging(environment) { $1 }
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let (inputFile, outputFile, messagesFile) = (files.file("in"), files.file("out"), files.file("err"))
    try Data(input.utf8).write(to: inputFile)
    for file in [outputFile, messagesFile] { try Data().write(to: file) }
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: messagesFile)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try String(contentsOf: outputFile, encoding: .utf8),
      messages: try String(contentsOf: messagesFile, encoding: .utf8))
  }

  /// The built program.
  static var executable: URL? {
    let folders =
      Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() } + [
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent(), repository.appending(path: ".build/debug"),
      ]
    return folders.map { $0.appending(path: "opos") }.first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}

/// A folder that goes away with its owner.
final class TemporaryFolder {
  /// The folder.
  let url: URL

  /// Makes an empty folder.
  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "opos-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// A path in it.
  func file(_ path: String) -> URL { url.appending(path: path) }

  /// Writes files, with their folders.
  func write(_ files: [String: String]) throws {
    for (path, text) in files {
      try FileManager.default.createDirectory(at: file(path).deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file(path))
    }
  }

  /// Every file below a folder of it, by path.
  func contents(of folder: String) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    let root = file(folder)
    for case let path as String in FileManager.default.enumerator(atPath: root.path) ?? .init() {
      let file = root.appending(path: path)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
      if !isFolder.boolValue { contents[path] = try Data(contentsOf: file) }
    }
    return contents
  }
}
