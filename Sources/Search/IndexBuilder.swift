import Diagnostics

/// Takes items, each of which has documents, for an index.
///
/// Several builders can take parts of the items, each on a thread of its own; `IndexParts` joins them, to the same index as one builder that took all of them
/// would make. Items are taken in the order of their numbers, and items that can be filtered alike should follow each other.
///
/// What has all items of a group, its files of documents and of the register, is made when the next group begins, and can be put away at once. The words are
/// kept until `finish`, which sorts them.
public struct IndexBuilder: ~Copyable {
  /// No word lists many more documents. Of a more frequent one those are listed in which it weighs most.
  static let longestList = 1_000
  /// No item has a greater number.
  public static let lastItem = 1 << 22
  /// How many items are in a group. Two builders must not have items of the same one.
  public static let groupSize = ItemGroup.size
  /// No item has more documents: what it has beyond is added to the text of the last.
  static let mostDocuments = 256

  private let longestList: Int
  private var words = WordTable()
  private var scanner = WordScanner()
  private var postings = DocumentPostings()
  /// The postings of all documents; see `SortedRun`.
  private var log = GrowingBytes()
  private var group = ItemGroup()
  private var facets = FacetMembers()
  private var part = IndexPart()

  /// A builder of an index without items.
  public init() { self.init(longestList: IndexBuilder.longestList) }

  /// A builder with another limit, for tests.
  init(longestList: Int) { self.longestList = longestList }

  /// Takes an item.
  ///
  /// - Parameters:
  ///   - item: Its number, greater than those of the items before and at most four millions.
  ///   - documents: What can be found of it. They are filtered alike: by what any of them is.
  public mutating func add(item: Int, _ documents: [SearchDocument]) {
    guard item >= 0, item <= IndexBuilder.lastItem, item > part.last else { return }
    beginGroup(of: item)
    let documents = IndexBuilder.joined(documents)
    let numbers = facets.add(item, documents)
    group.begin(item: item, documents: documents.count, facets: numbers, facets.names)
    // Looked at where they are: a copy of a document counts references to each of its texts.
    documents.withUnsafeBufferPointer { documents in
      for section in documents.indices { add(documents[section], item << 8 | section) }
    }
    group.end(DocumentPiece.pieces(ofItem: item, documents))
    part.documents += documents.count
    part.last = item
  }

  /// Gives away the files that are done.
  public mutating func takeFiles() -> [SearchFile] { part.takeFiles() }

  /// What it has taken, sorted.
  public consuming func finish() -> IndexPart {
    endGroup()
    part.run = SortedRun(words, log: log.bytes)
    part.facets = facets
    return part
  }

  /// The files of an index of what it has taken, the manifest first.
  public consuming func files() -> [SearchFile] {
    var parts = IndexParts(longestList: longestList)
    parts.append(finish())
    return parts.files()
  }

  /// The only item that it has taken, as a register has it, with its words and pieces.
  func onlyItem() -> (item: RegisteredItem, words: [[UInt8]], pieces: [DocumentPiece]) {
    var known: [[UInt8]] = []
    for word in 0..<words.count { known.append(Array(words[word])) }
    let log = Array(group.log.bytes)
    return (RegisteredItem(documents: part.documents, facets: facets.namesOfLast, log: log), known, group.pieces)
  }
}

extension IndexBuilder {
  /// The documents of an item, the last with the text of those that are too many.
  private static func joined(_ documents: [SearchDocument]) -> [SearchDocument] {
    guard documents.count > mostDocuments else { return documents }
    var joined = Array(documents[..<mostDocuments])
    for document in documents[mostDocuments...] { joined[mostDocuments - 1].text += "\n\(document.heading)\n\(document.text)" }
    return joined
  }

  /// Begins the group of an item, unless the item before was of it.
  private mutating func beginGroup(of item: Int) {
    let number = item / ItemGroup.size
    if part.last >= 0 {
      if group.number == number { return }
      endGroup()
    }
    group.begin(number)
  }

  private mutating func endGroup() {
    if part.last >= 0 { part.add(group.documentFiles, group.register) }
  }

  private mutating func add(_ document: SearchDocument, _ number: Int) {
    scanner.reset()
    let ends = scan(document)
    postings.reset(room: scanner.count)
    gather(ends)
    write(number)
  }

  /// Where the words of the name, of the context and of the tags end.
  private typealias FieldEnds = (name: Int, context: Int, tags: Int)

  private mutating func scan(_ document: SearchDocument) -> FieldEnds {
    document.name.utf8.withUnsafeBufferPointer { scanner.scan($0) }
    let name = scanner.count
    scanner.position = scanner.position < Place.longestName ? Place.afterName : Place.afterName * 2 + scanner.position
    if !document.heading.isEmpty { scanner.scanLine(document.title) }
    let context = scanner.count
    for tag in document.tags { scanner.scanLine(tag) }
    if !document.experiment.isEmpty { scanner.scanLine(document.experiment) }
    let tags = scanner.count
    document.text.utf8.withUnsafeBufferPointer { scanner.scan($0) }
    return (name, context, tags)
  }

  /// Finds the words' terms, and adds up where they stand.
  private mutating func gather(_ ends: FieldEnds) {
    let nameEnd = ends.name > 0 ? scanner.words[ends.name - 1].sourceEnd : 0
    gather(0..<ends.name, .name) { rows, word, weight, slot in
      let place = Place.inName(Int(word.pointee.position), isLast: word.pointee.sourceEnd == nameEnd)
      rows.addIfListed(place, weight: weight, to: slot)
    }
    gatherBehindName(ends.name..<ends.context, .context)
    gatherBehindName(ends.context..<ends.tags, .tag)
    gatherBehindName(ends.tags..<scanner.count, .text)
  }

  /// The same for the words of one field behind the name.
  private mutating func gatherBehindName(_ range: Range<Int>, _ field: Field) {
    if scanner.position <= Place.last {
      gather(range, field) { rows, word, weight, slot in rows.add(word.pointee.position, weight: weight, to: slot) }
    } else {
      gather(range, field) { rows, word, weight, slot in rows.addIfListed(Int(word.pointee.position), weight: weight, to: slot) }
    }
  }

  /// Calls `body` with the rows, each word of one field, its weight and its slot.
  @inline(__always)
  private mutating func gather(
    _ range: Range<Int>, _ field: Field,
    _ body: (inout DocumentPostings.Rows, UnsafePointer<ScannedWord>, _ weight: UInt32, UnsafeMutablePointer<WordTable.Slot>)
      -> Void
  ) {
    let (folded, weight) = (UnsafePointer(scanner.folded), UInt32(field.weight))
    // Copies of what says where all is: what is written there could be that itself, for all that is known of pointers.
    var (finder, rows) = (words.finder, postings.rows)
    var word = UnsafePointer(scanner.words + range.lowerBound)
    let end = word + range.count
    while word < end {
      var slot = finder.slot(of: word, in: folded)
      if slot.pointee.isEmpty {
        slot = words.add(word.pointee, in: folded, at: slot)
        finder = words.finder
      }
      body(&rows, word, weight, slot)
      word += 1
    }
    postings.rows = rows
  }

  /// Writes the postings of a document, to the register and to the lists of their terms.
  private mutating func write(_ document: Int) {
    let count = postings.count
    group.log.reserve(count * (DocumentPostings.mostBytes + 5) + 16)
    log.reserve(count * (DocumentPostings.mostBytes + PostingNumber.mostBytes + 5) + 16)
    var (registered, record) = (group.log.end, log.end)
    registered.write(count)
    let lengthStep = Weighing.step(ofLength: scanner.count)
    guard let bytes = words.bytes.baseAddress else { return }
    let (terms, mark) = (words.terms, UInt32(truncatingIfNeeded: group.number))
    for row in 0..<count {
      let number = postings.term(ofRow: row)
      let term = terms + number
      if term.pointee.group != mark {
        (term.pointee.group, term.pointee.number) = (mark, group.add(bytes + Int(term.pointee.start), Int(term.pointee.length)))
      }
      registered.write(Int(truncatingIfNeeded: term.pointee.number))
      UnsafeMutableRawPointer(record).storeBytes(of: UInt32(truncatingIfNeeded: number), as: UInt32.self)
      var end = record + 5
      PostingNumber.write(document, after: Int(term.pointee.last), to: &end)
      if let posting = postings.packed(row, lengthStep: lengthStep) {
        UnsafeMutableRawPointer(end).storeBytes(of: posting.bytes.littleEndian, as: UInt64.self)
        UnsafeMutableRawPointer(registered).storeBytes(of: posting.bytes.littleEndian, as: UInt64.self)
        end += posting.count
        registered += posting.count
      } else {
        let posting = end
        postings.write(row, lengthStep: lengthStep, to: &end)
        registered.copy(posting, end - posting)
      }
      term.pointee.note(document, size: end - record &- 5)
      record[4] = UInt8(truncatingIfNeeded: end - record &- 5)
      record = end
    }
    (group.log.end, log.end) = (registered, record)
  }
}

extension WordScanner {
  /// Takes the words of a text that is a line of its own.
  fileprivate mutating func scanLine(_ text: Text) {
    text.utf8.withUnsafeBufferPointer { scan($0) }
    breakLine()
  }
}
