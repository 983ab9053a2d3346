import Diagnostics

/// Which items are of which facets.
struct FacetMembers: Sendable {
  private(set) var names = Vocabulary()
  /// The items of each, rising.
  private var members: [[Int]] = []
  /// Those of the item that came last, in the order of their coming.
  private var ofLast: [UInt32] = []
  private var buffer: [UInt8] = []

  /// The names of the facets of the item that came last.
  var namesOfLast: [[UInt8]] { ofLast.map { names[Int($0)] } }

  /// Takes an item with what its documents can be filtered by, and gives the numbers of its facets.
  mutating func add(_ item: Int, _ documents: [SearchDocument]) -> [UInt32] {
    ofLast.removeAll(keepingCapacity: true)
    documents.withUnsafeBufferPointer { documents in
      for index in documents.indices where index == 0 || !documents[index].isFiltered(as: documents[index - 1]) {
        add(item, "kind:", documents[index].kind)
        if !documents[index].section.isEmpty { add(item, "section:", documents[index].section) }
        if !documents[index].experiment.isEmpty { add(item, "experiment:", documents[index].experiment) }
        for tag in documents[index].tags { add(item, "tag:", tag) }
      }
    }
    return ofLast
  }

  private mutating func add(_ item: Int, _ group: StaticString, _ value: Text) {
    buffer.removeAll(keepingCapacity: true)
    group.withUTF8Buffer { buffer.append(contentsOf: $0) }
    buffer.append(contentsOf: value.utf8)
    let number = names.number(of: buffer)
    if number == members.count { members.append([]) }
    guard members[number].last != item else { return }
    members[number].append(item)
    ofLast.append(UInt32(number))
  }

  /// Takes the items of others, which come after its own.
  mutating func append(_ others: FacetMembers) {
    for (other, number) in names.numbers(of: others.names).enumerated() {
      if Int(number) == members.count { members.append([]) }
      members[Int(number)] += others.members[other]
    }
  }

  /// Writes all of them.
  func write(to table: inout TableWriter) {
    names.forEachSorted { table.add(TableEntry(key: names[$0], payload: Runs(of: members[$0]).packed)) }
  }
}
