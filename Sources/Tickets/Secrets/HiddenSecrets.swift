import Diagnostics
import Notation

/// Secrets that show only once a notation's escapes and folds are undone, or once a value is seen beside its key.
struct HiddenSecrets {
  /// What was found, each at its place in the file.
  private(set) var findings: [SecretScanner.Finding] = []

  /// The secrets of a YAML value's escaped and folded texts.
  mutating func add(_ node: Node) {
    switch node.value {
    case .list(let elements): for element in elements { add(element) }
    case .map(let entries):
      for entry in entries { add(entry.value) }
    default: if node.map != nil { add(textOf: node) }
    }
  }

  /// The secrets of a value's text.
  mutating func add(textOf node: Node) {
    for finding in SecretScanner.scan(node.text.utf8) { add(finding.kind, node, finding.range) }
  }

  /// The secret that a value is because of its key: `db_password`.
  mutating func add(_ node: Node, ofKey key: Text) {
    guard let range = SecretScanner.secret(node.text, ofKey: key) else { return }
    add("a password or token", node, range)
  }

  /// The secrets of all strings of a JSON text, as far as it is one.
  ///
  /// - Returns: where it ceases to be JSON, if it does.
  mutating func addJSON(_ bytes: [UInt8]) -> Int? {
    var scanner = JSONScanner(bytes, options: JSONOptions(manyTexts: true))
    var key = Text()
    while true {
      switch scanner.next() {
      case .key:
        key = scanner.text
        if scanner.hasEscapes || key.count >= 20 { add(textOf: scanner.stringNode) }
        continue
      case .string: add(scanner.stringNode, key)
      case .end: return nil
      case .fault: return scanner.range.start
      default: break
      }
      key = Text()
    }
  }

  private mutating func add(_ node: Node, _ key: Text) {
    guard node.text.count >= 4 else { return }
    let count = findings.count
    add(textOf: node)
    if findings.count == count, !key.isEmpty { add(node, ofKey: key) }
  }

  private mutating func add(_ kind: Text, _ node: Node, _ range: SourceRange) {
    let place = node.sourceRange(ofText: range.start..<range.end)
    findings.append(SecretScanner.Finding(kind, place.start, place.end))
  }
}

extension SecretScanner {
  /// The part of a value that is a secret because of its key; nil if the key does not say so, or the value stands for a secret or talks of one.
  static func secret(_ value: Text, ofKey key: Text) -> SourceRange? {
    let name = key.trimmed().utf8
    return (name + [UInt8(ascii: ":")] + value.utf8).withUnsafeBufferPointer { buffer in
      let finding = SecretScan(buffer).assignment(at: name.count)
      return finding.map { SourceRange($0.range.start - name.count - 1, $0.range.end - name.count - 1) }
    }
  }

  /// Whether a key says that its value is a secret.
  static func namesSecret(_ key: Text) -> Bool {
    let name = key.utf8[key.trimmedRange]
    return name.withUnsafeBufferPointer { SecretScan($0).leastLength(ofKeyBefore: $0.count) != nil }
  }

  /// Findings in the order of the text, without those that overlap an earlier or longer one.
  static func merged(_ findings: [Finding]) -> [Finding] {
    let sorted = sortedIndices(findings.count) { left, right in
      let (left, right) = (findings[left].range, findings[right].range)
      return left.start != right.start ? left.start < right.start : left.end > right.end
    }
    var result: [Finding] = []
    for index in sorted {
      let finding = findings[index]
      if let last = result.last, finding.range.start < last.range.end {
        result[result.count - 1].range.end = max(last.range.end, finding.range.end)
      } else {
        result.append(finding)
      }
    }
    return result
  }
}
