import Diagnostics
import Knowledge
import Notation
import Search

/// Files that the browser's script asks for, as scripts: a page that was opened as a file may load those, but not fetch anything.
public enum BrowserScript {
  /// The script that hands a file's content to the page's own script; it stands beside the file, with `.js` after its name.
  public static func delivering(_ content: Text, as path: Text) -> SourceFile {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { Text($0) } ?? path
    var bytes = Text("opos.deliver(").utf8
    JSONWriter.append(quoted: name, to: &bytes)
    bytes.append(UInt8(ascii: ","))
    JSONWriter.append(quoted: content, to: &bytes)
    return SourceFile(path: path + ".js", bytes: bytes + Text(");\n").utf8)
  }

  /// The most bytes of an index that are delivered as a script, which a page of files loads whole.
  static let mostSearchBytes = 4 << 20

  /// Where the index stands once more as a script.
  static let searchTwinPath: Text = "assets/search/files.js"

  /// The files of a search as a script, whatever their order; nil if there are none or too many.
  static func twin(of index: [SearchFile]) -> SearchFile? {
    let size = index.reduce(0) { $0 + $1.bytes.count }
    guard !index.isEmpty, size <= mostSearchBytes else { return nil }
    let sorted = index.sorted { $0.name < $1.name }
    return SearchFile(
      name: SitePath.name(of: searchTwinPath), bytes: deliveringToSearch(sorted.map { ($0.name, Base64.encode($0.bytes)) }))
  }

  /// The script that hands the search's module to the page's own script; it stands beside the module.
  public static func deliveringToSearch(_ module: SourceFile, base64: Text) -> SourceFile {
    let name = SitePath.name(of: module.path)
    return SourceFile(path: module.path + ".js", bytes: deliveringToSearch([(name, base64)]))
  }

  private static func deliveringToSearch(_ files: [(name: Text, base64: Text)]) -> [UInt8] {
    var bytes = Text("oposSearch.deliver({").utf8
    for (index, file) in files.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      JSONWriter.append(quoted: file.name, to: &bytes)
      bytes += Text(":\"").utf8
      bytes += file.base64.utf8
      bytes.append(UInt8(ascii: "\""))
    }
    return bytes + Text("});\n").utf8
  }
}
