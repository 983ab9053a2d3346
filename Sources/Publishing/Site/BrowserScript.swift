import Diagnostics
import Notation

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
}
