import Diagnostics

extension JSONScanner {
  /// Reads the value that begins with a token into a tree; nil if the walk ended with a fault inside it.
  ///
  /// Called after `.key`, it reads the key's value. Of members with equal keys the first counts; the others are given to `duplicate`
  /// with the place of the first.
  public mutating func node(
    after token: JSONToken, duplicate: (_ key: Text, _ range: SourceRange, _ first: SourceRange) -> Void = { _, _, _ in }
  ) -> Node? {
    let step = token == .key ? next() : token
    switch step {
    case .objectStart: return object(duplicate)
    case .arrayStart: return array(duplicate)
    case .string, .number, .yes, .no, .null: return scalar(step)
    default: return nil
    }
  }

  /// Reads the object that has just begun into a tree; nil if the walk ended with a fault inside it.
  ///
  /// - Parameter isUnwanted: Whether its first member says that nobody wants it. The rest is then passed over, and the tree is `null`.
  public mutating func object(unless isUnwanted: (Node.Entry) -> Bool) -> Node? {
    let (start, outer) = (range.start, openContainers - 1)
    var step = next()
    var members = MemberList()
    while step == .key {
      let (key, place) = (key(at: members.entries.count), range)
      guard let value = node(after: step) else { return nil }
      _ = members.append(Node.Entry(key: key, keyRange: place, value: value))
      if members.entries.count == 1, isUnwanted(members.entries[0]) {
        while openContainers > outer { if next() == .fault { return nil } }
        return Node(.null, range: SourceRange(start, range.end))
      }
      step = next()
    }
    return step == .objectEnd ? Node(.map(members.entries), range: SourceRange(start, range.end)) : nil
  }

  private mutating func array(_ duplicate: (Text, SourceRange, SourceRange) -> Void) -> Node? {
    let start = range.start
    var elements: [Node] = []
    while true {
      let step = next()
      if step == .arrayEnd { return Node(.list(elements), range: SourceRange(start, range.end)) }
      guard let element = node(after: step, duplicate: duplicate) else { return nil }
      elements.append(element)
    }
  }

  private mutating func object(_ duplicate: (Text, SourceRange, SourceRange) -> Void) -> Node? {
    let start = range.start
    var members = MemberList()
    while true {
      let step = next()
      if step == .objectEnd { return Node(.map(members.entries), range: SourceRange(start, range.end)) }
      guard step == .key else { return nil }
      let key = key(at: members.entries.count)
      let place = range
      guard let value = node(after: step, duplicate: duplicate) else { return nil }
      if let first = members.append(Node.Entry(key: key, keyRange: place, value: value)) { duplicate(key, place, first) }
    }
  }
}

/// The members of an object as they are read, first of each key.
private struct MemberList {
  private(set) var entries: [Node.Entry] = []
  /// Index of each key, once there are too many to look through.
  private var indices: [Text: Int] = [:]

  /// Appends a member, or gives the place of the one that has its key already.
  mutating func append(_ entry: Node.Entry) -> SourceRange? {
    if let index = index(of: entry.key) { return entries[index].keyRange }
    if entries.isEmpty { entries.reserveCapacity(4) }
    entries.append(entry)
    if entries.count == Self.fewest {
      for (index, entry) in entries.enumerated() { indices[entry.key] = index }
    } else if entries.count > Self.fewest {
      indices[entry.key] = entries.count - 1
    }
    return nil
  }

  private func index(of key: Text) -> Int? {
    entries.count < Self.fewest ? entries.firstIndex { $0.key == key } : indices[key]
  }

  private static let fewest = 16
}
