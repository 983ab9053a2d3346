import Foundation
import Testing

/// A repository in a temporary folder, whose commits are of given days.
struct GitRepository {
  let folder: TemporaryFolder

  /// Runs git with some words.
  func run(_ words: [String], day: String = "2015-12-01") throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder.file("").path] + words
    let identity = [
      "GIT_AUTHOR_NAME": "role", "GIT_AUTHOR_EMAIL": "r@example.org", "GIT_COMMITTER_NAME": "role",
      "GIT_COMMITTER_EMAIL": "r@example.org",
    ]
    let dates = [
      "GIT_AUTHOR_DATE": "\(day)T12:00:00Z", "GIT_COMMITTER_DATE": "\(day)T12:00:00Z", "GIT_CONFIG_GLOBAL": "/dev/null",
    ]
    process.environment = ProcessInfo.processInfo.environment.merging(identity) { $1 }.merging(dates) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "git \(words.joined(separator: " "))")
  }

  /// Makes the repository, and commits all that there is.
  func begin(day: String = "2015-11-03") throws {
    try run(["init", "-q"])
    try commitAll("Begin", day: day)
  }

  /// Commits all that there is.
  func commitAll(_ subject: String, day: String) throws {
    try run(["add", "-A", "Content"])
    try run(["commit", "-q", "--allow-empty", "-m", subject], day: day)
  }
}
