import Diagnostics
import Notation

extension JSONScanner {
  /// A fault of a snapshot as a diagnostic, with what was kept of it.
  func snapshotDiagnostic(for fault: JSONFault, file: Text, kept: Text, count: Int) -> Diagnostic {
    var found = diagnostic(for: fault, file: file)
    if fault.kind == .cutShort {
      found.rule = "snapshot-cut-short"
      found.message = "the snapshot is cut short after \(count) \(kept)"
    } else {
      found.rule = "snapshot-syntax"
      found.message = "\(fault.message), after \(count) \(kept)"
    }
    found.help = "what came before is used and marked incomplete: take the snapshot again"
    return found
  }
}

extension Text {
  /// The text with ASCII capitals in lower case.
  var lowercased: Text { Text(utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }) }
}
