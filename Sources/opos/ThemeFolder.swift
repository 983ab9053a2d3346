import Diagnostics
import Publishing

/// Where the theme comes from.
enum ThemeFolder {
  /// The built-in theme, with the files of a `Templates` folder beside the content in the place of those that they are called like.
  ///
  /// - Parameter withForms: Whether the site has forms, and so needs the module behind them.
  static func theme(beside source: String, withForms: Bool) throws(FileError) -> Theme {
    let sorted = try files(beside: source)
    return Theme(
      templates: sorted.filter { $0.path.hasSuffix(".html") },
      assets: sorted.filter { $0.path.hasPrefix("Assets/") }.map { file in
        SourceFile(path: "assets/" + Text(file.path.utf8.dropFirst(7)), bytes: file.bytes)
      } + BrowserModule.search() + (withForms ? BrowserModule.files() : []))
  }

  /// The templates of the theme alone.
  static func templates(beside source: String) throws(FileError) -> [SourceFile] {
    try files(beside: source).filter { $0.path.hasSuffix(".html") }
  }

  /// The files of the theme, by path.
  private static func files(beside source: String) throws(FileError) -> [SourceFile] {
    var files: [Text: SourceFile] = [:]
    for file in embeddedTheme {
      add(SourceFile(path: Text(stringLiteral: file.path), text: Text(stringLiteral: file.content)), to: &files)
    }
    let folder = path(beside: source)
    if let walk = try? FolderWalk(folder) {
      for path in walk.files {
        add(SourceFile(path: path, bytes: try FileReader.bytes(of: folder + "/" + String(path))), to: &files)
      }
    }
    return files.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The folder whose files take the place of the built-in ones; it need not exist.
  static func path(beside source: String) -> String { parent(of: source) + "/Templates" }

  private static func add(_ file: SourceFile, to files: inout [Text: SourceFile]) { files[file.path] = file }

  private static func parent(of folder: String) -> String {
    var trimmed = folder[...]
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    guard let slash = trimmed.lastIndex(of: "/") else { return trimmed == "." ? ".." : "." }
    return slash == trimmed.startIndex ? "" : String(trimmed[..<slash])
  }
}
