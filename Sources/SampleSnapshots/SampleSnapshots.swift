import Foundation

/// Writes the snapshots of the sample content: `sample-snapshots FOLDER`.
///
/// The same bytes on every run: the world is made from one seed and stands still at 2 December 2015, 16:20 UTC.
@main
enum SampleSnapshots {
  static func main() {
    guard CommandLine.arguments.count == 2 else {
      FileHandle.standardError.write(Data("usage: sample-snapshots FOLDER\n".utf8))
      exit(2)
    }
    let folder = URL(fileURLWithPath: CommandLine.arguments[1], isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for file in SampleWorld().files { try Data(file.bytes).write(to: folder.appendingPathComponent(file.name)) }
    } catch {
      FileHandle.standardError.write(Data("cannot write to \(folder.path): \(error.localizedDescription)\n".utf8))
      exit(2)
    }
  }
}

/// A file of the sample content.
struct SampleFile: Equatable {
  var name: String
  var bytes: [UInt8]
}
