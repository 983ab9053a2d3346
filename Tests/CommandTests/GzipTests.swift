import Foundation
import Testing

/// Compressed files beside those of the site.
@Suite struct GzipTests {
  private func build(_ folder: TemporaryFolder, _ more: [String] = ["--gzip"]) throws -> OposCommand.Outcome {
    try OposCommand.run(["build", "--source", "Content", "--output", "Public", "--now", "2015-12-02"] + more, in: folder.url)
  }

  private func unpacked(_ path: String, in folder: TemporaryFolder) throws -> String {
    try OposCommand.run(["-dc", folder.file("Public/\(path)").path], with: "/bin/gzip").output
  }

  private func identity(_ path: String, in folder: TemporaryFolder) throws -> [Int] {
    var status = stat()
    guard lstat(folder.file("Public/\(path)").path, &status) == 0 else { throw CocoaError(.fileNoSuchFile) }
    return [Int(status.st_ino), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
  }

  @Test func eachTextHasItsTwinAndKeepsIt() throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "words and words\n", count: 20_000)
    try folder.write([
      "Content/site.yml": "title: T\n", "Content/index.md": "# Home\n", "Content/a.md": "# A\n", "Content/data.csv": long,
      "Content/data.csv.gz": "the author's own", "Content/empty.txt": "", "Content/image.png": "x",
    ])
    #expect(try build(folder).status == 0)
    let first = try folder.contents(of: "Public")
    for path in ["index.html", "a.html", "assets/site.css", "sitemap.xml", "empty.txt"] {
      #expect(try Data(unpacked(path + ".gz", in: folder).utf8) == #require(first[path]), "\(path)")
    }
    #expect(first["data.csv.gz"] == Data("the author's own".utf8))
    #expect(first["image.png.gz"] == nil && first["index.html.gz.gz"] == nil)

    let before = try identity("a.html.gz", in: folder)
    try folder.write(["Content/index.md": "# Home\n\nMore.\n"])
    #expect(try build(folder).status == 0)
    #expect(try identity("a.html.gz", in: folder) == before)
    #expect(try unpacked("index.html.gz", in: folder).contains("More."))

    try FileManager.default.removeItem(at: folder.file("Content/a.md"))
    #expect(try build(folder).status == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.file("Public/a.html.gz").path))
    #expect(try build(folder, []).status == 0)
    #expect(try folder.contents(of: "Public").keys.filter { $0.hasSuffix(".gz") } == ["data.csv.gz"])
  }

  @Test func theSameContentGivesTheSameBytes() throws {
    let folders = try (0..<2).map { _ in try TemporaryFolder() }
    for (folder, jobs) in zip(folders, ["1", "5"]) {
      try folder.write(["Content/site.yml": "title: T\n", "Content/index.md": "# Home\n"])
      #expect(try build(folder, ["--gzip", "--jobs", jobs]).status == 0)
    }
    #expect(try folders[0].contents(of: "Public") == folders[1].contents(of: "Public"))
  }
}
