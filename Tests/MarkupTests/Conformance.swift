import Foundation
import Testing

/// The public test suites, which lie beside the repository.
enum Conformance {
  struct Example: Decodable, CustomTestStringConvertible, Sendable {
    var markdown: String
    var html: String
    var section: String
    var example: Int
    var isExtension: Bool?
    var disabled: Bool?
    var `extension`: [String]?

    var testDescription: String { "\(section) \(example)" }
  }

  static func examples(_ name: String) -> [Example] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/conformance")
    guard let data = try? Data(contentsOf: folder.appending(path: name)) else {
      Issue.record("no \(name) in \(folder.standardized.path)")
      return []
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode([Example].self, from: data)
    } catch {
      Issue.record(error)
      return []
    }
  }
}
