import Diagnostics
import Knowledge
import Notation
import Publishing

/// The module that runs the linter in the browser, as files of a site. Their names carry its fingerprint, so that they may be kept for ever.
enum BrowserModule {
  /// The module, and the same as a script for pages that are opened as files, where a browser lets nothing be fetched.
  static func files() -> [SourceFile] {
    let base64 = Text(stringLiteral: browserRuntimeBase64)
    guard let bytes = Base64.decode(base64) else { preconditionFailure("the plugin writes base64") }
    let path = "assets/opos.\(Digest.hexadecimal(of: bytes)).wasm" as Text
    return [SourceFile(path: path, bytes: bytes), BrowserScript.delivering(base64, as: path)]
  }
}
