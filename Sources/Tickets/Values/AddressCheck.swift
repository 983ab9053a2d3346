import Diagnostics
import Notation

/// Checks of web and e-mail addresses.
enum AddressCheck {
  /// Reports a text that is no address with a scheme.
  static func url(_ node: Node, _ field: FormField, _ sink: inout DiagnosticSink) {
    if isURL(node.text.utf8) { return }
    var fixes: [Fix] = []
    var help: Text = "write it in full, with its scheme: `https://…` or `ssh://…`"
    if let better = scpLike(node.text) ?? withoutScheme(node.text) {
      help = "did you mean \(better.text.quoted)?"
      fixes = [Fix(title: "write \(better.text.quoted)", safe: better.isSafe, edits: [sink.edit(node.range, to: better.text)])]
    }
    sink.report(
      "value-not-a-url", at: node.range, "`\(field.name)` is \(node.text.visible.quoted), not an address", help: help,
      fixes: fixes)
  }

  /// Reports a text that is no e-mail address.
  static func email(_ node: Node, _ field: FormField, _ sink: inout DiagnosticSink) {
    if isEmail(node.text.utf8[...]) { return }
    var fixes: [Fix] = []
    if let address = embeddedEmail(node.text) {
      fixes = [Fix(title: "write \(address.quoted)", safe: true, edits: [sink.edit(node.range, to: address)])]
    }
    sink.report(
      "value-not-an-email", at: node.range, "`\(field.name)` is \(node.text.visible.quoted), not an e-mail address",
      help: fixes.isEmpty ? "write one address: `name@example.org`" : "write the address alone", fixes: fixes)
  }

  /// A scheme, `://`, a host, and no spaces.
  static func isURL(_ bytes: [UInt8]) -> Bool {
    var index = 0
    while index < bytes.count, bytes[index].isASCIILetter || (index > 0 && bytes[index].isSchemeByte) { index += 1 }
    guard index >= 2, index + 3 < bytes.count, bytes[index] == UInt8(ascii: ":"), bytes[index + 1] == UInt8(ascii: "/"),
      bytes[index + 2] == UInt8(ascii: "/"), bytes[index + 3] != UInt8(ascii: "/")
    else { return false }
    return !bytes.contains { $0 <= 0x20 || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
  }

  /// One `@` with something before it and a host with a dot after it, and no spaces.
  static func isEmail(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > bytes.startIndex, at - bytes.startIndex <= 64, bytes.count <= 254
    else { return false }
    let host = bytes[(at + 1)...]
    guard let dot = host.firstIndex(of: UInt8(ascii: ".")), dot > host.startIndex, host.last != UInt8(ascii: "."),
      host.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") || $0 >= 0x80 })
    else { return false }
    return !bytes[..<at].contains { $0 <= 0x20 || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ":") }
  }

  /// `git@host:path` as `ssh://git@host/path`.
  private static func scpLike(_ text: Text) -> (text: Text, isSafe: Bool)? {
    let bytes = text.utf8
    guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), let colon = bytes[at...].firstIndex(of: UInt8(ascii: ":")),
      colon > at + 1,
      colon + 1 < bytes.count, !bytes.contains(where: { $0 <= 0x20 }), !bytes[..<colon].contains(UInt8(ascii: "/"))
    else { return nil }
    let path = bytes[colon + 1] == UInt8(ascii: "/") ? bytes[(colon + 2)...] : bytes[(colon + 1)...]
    return ("ssh://\(Text(bytes[..<colon]))/\(Text(path))", true)
  }

  /// `host.example/path` with `https://` before it.
  private static func withoutScheme(_ text: Text) -> (text: Text, isSafe: Bool)? {
    let host = text.utf8.prefix { $0 != UInt8(ascii: "/") }
    let better: Text = "https://" + text
    guard host.first?.isASCIILetter ?? false, host.dropFirst().contains(UInt8(ascii: ".")), host.last != UInt8(ascii: "."),
      isURL(better.utf8)
    else { return nil }
    return (better, false)
  }

  /// The address of `Name <address>` or `mailto:address`.
  private static func embeddedEmail(_ text: Text) -> Text? {
    let bytes = text.utf8
    var address = bytes[...]
    if text.hasPrefix("mailto:") {
      address = bytes[7...]
    } else if let open = bytes.firstIndex(of: UInt8(ascii: "<")), bytes.last == UInt8(ascii: ">") {
      address = bytes[(open + 1)..<(bytes.count - 1)]
    }
    return address.count < bytes.count && isEmail(address) ? Text(address) : nil
  }
}

extension UInt8 {
  fileprivate var isSchemeByte: Bool {
    isASCIIDigit || self == UInt8(ascii: "+") || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
  }
}
