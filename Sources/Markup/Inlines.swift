import CMark
import Diagnostics
import Glibc

extension Bytes {
  /// Whether they are the bytes of an array.
  func isSame(as other: [UInt8]) -> Bool {
    guard count == other.count, let baseAddress else { return count == other.count }
    return other.withUnsafeBufferPointer { $0.baseAddress.map { memcmp(baseAddress, $0, count) == 0 } ?? true }
  }

  /// The bytes of a C string; none of a null pointer.
  init(terminatedBy string: UnsafePointer<CChar>?) {
    guard let string else {
      self.init(start: nil, count: 0)
      return
    }
    self.init(start: UnsafeRawPointer(string).assumingMemoryBound(to: UInt8.self), count: strlen(string))
  }
}

extension TreeRenderer {
  /// Writes a text node.
  @inline(__always) mutating func text(_ node: Node) {
    if hasExtensions { return extendedText(node) }
    out.appendEscapingHTML(literal(of: node))
  }

  /// Writes text with character references, and what was masked in it as it was.
  @inline(__always) mutating func escaped(_ bytes: Bytes, isText: Bool) {
    if !prepared.features.masks { return out.appendEscapingHTML(bytes) }
    unmaskedAndEscaped(bytes, isText: isText)
  }

  /// Writes a code span.
  mutating func code(_ node: Node) {
    if let role, role.code == node { return write(role, literal(of: node)) }
    if terms.site != nil, referenceCode(literal(of: node), of: node) { return }
    out.append("<code>")
    escaped(literal(of: node), isText: false)
    out.append("</code>")
  }
}
