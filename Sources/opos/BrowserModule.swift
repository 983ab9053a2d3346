import Diagnostics
import Knowledge
import Notation
import Publishing

/// The module that runs the linter in the browser, as files of a site. Their names carry its fingerprint, so that they may be kept for ever.
enum BrowserModule {
  /// The module, and the same as a script for pages that are opened as files, where a browser lets nothing be fetched.
  static func files() -> [SourceFile] {
    let base64 = Text(stringLiteral: browserRuntimeBase64)
    let file = file("opos", base64)
    return [file, BrowserScript.delivering(base64, as: file.path)]
  }

  /// The module that searches the site, and the same as a script.
  static func search() -> [SourceFile] {
    let base64 = Text(stringLiteral: searchRuntimeBase64)
    let file = file("search", base64)
    return [file, BrowserScript.deliveringToSearch(file, base64: base64)]
  }

  private static func file(_ name: Text, _ base64: Text) -> SourceFile {
    guard let bytes = Base64.decode(base64) else { preconditionFailure("the plugin writes base64") }
    return SourceFile(path: "assets/\(name).\(Digest.hexadecimal(of: bytes)).wasm", bytes: bytes)
  }
}
