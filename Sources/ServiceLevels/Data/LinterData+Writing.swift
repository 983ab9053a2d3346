import CEL
import Diagnostics
import Notation
import Tickets

extension LinterData {
  /// The data as a file: a mark, the version, a digest of what follows, and the packed linter.
  public var bytes: [UInt8] {
    var writer = CompactWriter()
    writer.text(agreementVersion)
    writer.text(agreementDigest)
    writer.optional(clock) { writer, clock in writer.int(clock.seconds) }
    linter.pack(to: &writer)
    writer.optional(requests) { writer, requests in
      writer.list(requests) { writer, request in request.pack(to: &writer) }
    }
    return LinterData.sealed(writer.bytes)
  }

  /// A packed linter with what tells that it is one, and whole.
  static func sealed(_ content: [UInt8]) -> [UInt8] { mark.utf8 + digest(of: content[...]) + content }

  /// What a file begins with: what it is, and the version of its form.
  static var mark: Text { "opos\(version)\n" }

  /// 64 bits that any damage changes (FNV-1a).
  static func digest(of content: ArraySlice<UInt8>) -> [UInt8] {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in content { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var digest: [UInt8] = []
    for shift in stride(from: UInt64(0), to: 64, by: 8) { digest.append(UInt8(truncatingIfNeeded: hash >> shift)) }
    return digest
  }
}

extension EarlierRequest {
  fileprivate func pack(to writer: inout CompactWriter) {
    writer.text(request.number)
    writer.bool(isOpen)
    for text in [request.title, request.state, request.form] { writer.text(text) }
    writer.optional(request.opened) { writer, opened in writer.int(opened.seconds) }
    writer.list(request.answers) { writer, answer in
      writer.text(answer.name)
      writer.text(answer.value)
    }
  }
}
