import Diagnostics
import Foundation
import Testing

@testable import Publishing

/// Whatever the number of threads, a scan sees each file of a tree once.
@Suite struct FolderScanTests {
  private let root = FileManager.default.temporaryDirectory.appending(path: "opos-scan-\(UUID().uuidString)")

  private func write(_ path: [UInt8]) throws {
    let whole = Array(root.path.utf8) + [0x2F] + path + [0]
    let descriptor = whole.withUnsafeBytes {
      open($0.assumingMemoryBound(to: CChar.self).baseAddress!, O_CREAT | O_WRONLY, 0o644)
    }
    try #require(descriptor >= 0)
    close(descriptor)
  }

  private func makeTree() throws -> [String] {
    var paths = ["top.md", "flat/.pages"]
    for folder in ["flat", "deep/1/2/3", "deep/1/other"] {
      try FileManager.default.createDirectory(at: root.appending(path: folder), withIntermediateDirectories: true)
      paths += (0..<30).map { "\(folder)/page-\($0).md" }
    }
    for path in paths + ["flat/.hidden", "flat/old~"] { try write(Array(path.utf8)) }
    return paths.sorted()
  }

  @Test(arguments: [1, 2, 3, 40]) func eachFileIsSeenOnce(jobs: Int) throws {
    defer { try? FileManager.default.removeItem(at: root) }
    let paths = try makeTree()
    let other = root.appending(path: "deep").path
    let pieces = FolderScan.run([root.path, other], jobs: jobs, noting: [(Int, FileStamp, Text)]()) {
      files, number, stamp, path in
      files.append((number, stamp, path()))
    }
    let files = try #require(pieces).joined()
    #expect(files.filter { $0.0 == 0 }.map { String($0.2) }.sorted() == paths)
    #expect(files.filter { $0.0 == 1 }.count == 60 && files.count == paths.count + 60)
    for (number, stamp, path) in files {
      #expect(stamp.path == FileStamp.hash(of: path) && stamp == FileStamp(path, in: number == 0 ? root.path : other))
    }
  }

  @Test(arguments: [1, 3]) func aNameNeedNotBeUTF8(jobs: Int) throws {
    defer { try? FileManager.default.removeItem(at: root) }
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    let folder = Array(root.path.utf8) + [0x2F, 0xFF, 0xFE, 0]
    let made = folder.withUnsafeBytes { mkdir($0.assumingMemoryBound(to: CChar.self).baseAddress!, 0o755) }
    try #require(made == 0)
    try write([0xFF, 0xFE, 0x2F, 0xFD])
    let found = FolderScan.run([root.path], jobs: jobs, noting: [Text]()) { $0.append($3()) }
    #expect(found?.flatMap(\.self) == [Text([0xFF, 0xFE, 0x2F, 0xFD])])
  }

  @Test func aFolderThatIsNotThereHasNoFilesAndAFileIsNone() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    #expect(FolderScan.run([root.path], jobs: 2, noting: 0) { count, _, _, _ in count += 1 } == [0])
    #expect(FileManager.default.createFile(atPath: root.path, contents: nil))
    #expect(FolderScan.run([root.path], jobs: 2, noting: 0) { count, _, _, _ in count += 1 } == nil)
  }
}
