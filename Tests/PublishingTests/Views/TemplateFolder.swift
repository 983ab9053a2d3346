import Diagnostics
import Foundation

/// The templates of this repository.
func repositoryTemplates() throws -> [SourceFile] {
  let folder = repositoryRoot.appendingPathComponent("Templates")
  let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".html") }.sorted()
  return try names.map { name in
    SourceFile(path: "Templates/\(name)", bytes: Array(try Data(contentsOf: folder.appendingPathComponent(name))))
  }
}

/// The folder of this repository.
var repositoryRoot: URL {
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
}
