import Diagnostics

/// Makes an index of items, each of which has documents.
///
/// Builders that took parts of the items are joined by `append`, which gives the same index as one builder that took all of them. Items are
/// taken in the order of their numbers, and items that can be filtered alike should follow each other.
public struct IndexBuilder: Sendable {
  /// No word lists many more documents. Of a more frequent one those are listed in which it weighs most.
  static let longestList = 1_000
  /// No item has a greater number.
  public static let lastItem = 1 << 22
  /// No item has more documents: what it has beyond is added to the text of the last.
  static let mostDocuments = 256

  let longestList: Int
  private(set) var vocabulary = Vocabulary()
  private(set) var facetNames = Vocabulary()
  private(set) var totals: [TermTotal] = []
  private(set) var items: [IndexItem] = []
  private(set) var parts: [IndexPart] = []
  /// What was taken since the last builder was appended; the next of `parts`.
  private var open = IndexPart()
  /// The number of the document that has each term of `vocabulary`, and its row there.
  private var rows: [UInt64] = []
  private var documentCount: UInt64 = 0

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
    guard item >= 0, item <= IndexBuilder.lastItem, item > items.last?.number ?? -1 else { return }
    let documents = IndexBuilder.joined(documents)
    let (logStart, facetStart) = (open.log.count, open.facets.count)
    var scanner = WordScanner()
    var postings = DocumentPostings()
    // Looked at where they are: a copy of a document counts references to each of its texts.
    documents.withUnsafeBufferPointer { documents in
      for section in documents.indices { add(documents[section], section, &scanner, &postings) }
    }
    addFacets(of: documents)
    let pieceStart = open.pieceCount
    for piece in DocumentPiece.pieces(ofItem: item, documents) { open.add(piece) }
    items.append(
      IndexItem(
        number: item, documents: documents.count, part: parts.count, log: logStart..<open.log.count,
        facets: facetStart..<open.facets.count, pieces: pieceStart..<open.pieceCount))
  }

  /// Takes the items of another builder after its own.
  public mutating func append(_ other: consuming IndexBuilder) {
    closePart()
    other.closePart()
    let numbers = vocabulary.numbers(of: other.vocabulary)
    let facets = facetNames.numbers(of: other.facetNames)
    growTerms()
    for (term, number) in numbers.enumerated() { totals[Int(number)].add(other.totals[term]) }
    for item in other.items where item.number > items.last?.number ?? -1 { items.append(item.moved(by: parts.count)) }
    for part in other.parts { parts.append(part.renumbered(terms: numbers, facets: facets)) }
  }

  /// Puts what was taken until now into memory of its size, since it is kept until all words are known.
  public mutating func closePart() {
    if open.log.isEmpty, open.facets.isEmpty, items.last?.part != parts.count { return }
    open.log = open.log.withUnsafeBufferPointer { Array($0) }
    parts.append(open)
    open = IndexPart()
  }

  /// The only item that it has taken, as a register has it, with its words and pieces.
  func onlyItem() -> (item: RegisteredItem, words: [[UInt8]], pieces: [DocumentPiece]) {
    guard let item = items.first else { return (RegisteredItem(documents: 0, facets: [], log: []), [], []) }
    let facets = open.facets.map { facetNames[Int($0)] }
    return (
      RegisteredItem(documents: item.documents, facets: facets, log: open.log), (0..<vocabulary.count).map { vocabulary[$0] },
      open.pieces(item.pieces)
    )
  }

  /// Gives the log of a part away, so that it is not in memory twice.
  mutating func takeLog(ofPart part: Int) -> [UInt8] {
    let log = parts[part].log
    parts[part].log = []
    return log
  }

  /// Gives the pieces of an item away. The items are asked in their order: with its last one a part gives its memory back.
  mutating func takePieces(ofItem index: Int) -> [DocumentPiece] {
    let item = items[index]
    let pieces = parts[item.part].pieces(item.pieces)
    if index + 1 == items.count || items[index + 1].part != item.part { parts[item.part].forgetPieces() }
    return pieces
  }
}

/// How often a term is there: in how many documents, and how many bytes their postings and sections take at most.
struct TermTotal: Sendable {
  var documents = 0
  var bytes = 0

  mutating func add(_ other: TermTotal) {
    documents += other.documents
    bytes += other.bytes
  }
}

/// An item that a builder took.
struct IndexItem: Sendable {
  var number: Int
  var documents: Int
  /// The part that has its words, facets and pieces.
  var part: Int
  var log: Range<Int>
  var facets: Range<Int>
  var pieces: Range<Int>

  func moved(by parts: Int) -> IndexItem {
    var moved = self
    moved.part += parts
    return moved
  }
}

/// What one builder noted of its items.
struct IndexPart: Sendable {
  /// The words of each document; see `DocumentPostings`.
  var log: [UInt8] = []
  var facets: [UInt32] = []
  /// The pieces, in one piece of memory that goes back to the system whole, and of each its first document and where it ends.
  private var shelf: [UInt8] = []
  private var marks: [(first: Int, end: Int)] = []
  /// The number that each of its terms has in the builder that it was appended to; none if they have the same.
  var terms: [UInt32] = []
  /// The same for its facets.
  var facetNumbers: [UInt32] = []

  var pieceCount: Int { marks.count }

  mutating func add(_ piece: DocumentPiece) {
    shelf.append(contentsOf: piece.bytes)
    marks.append((piece.first, shelf.count))
  }

  func pieces(_ range: Range<Int>) -> [DocumentPiece] {
    range.map { number in
      let bytes = shelf[(number == 0 ? 0 : marks[number - 1].end)..<marks[number].end]
      return DocumentPiece(first: marks[number].first, bytes: Array(bytes))
    }
  }

  mutating func forgetPieces() { (shelf, marks) = ([], []) }

  func facetNumber(_ facet: UInt32) -> Int { facetNumbers.isEmpty ? Int(facet) : Int(facetNumbers[Int(facet)]) }

  func renumbered(terms numbers: [UInt32], facets: [UInt32]) -> IndexPart {
    var part = self
    part.terms = terms.isEmpty ? numbers : terms.map { numbers[Int($0)] }
    part.facetNumbers = facetNumbers.isEmpty ? facets : facetNumbers.map { facets[Int($0)] }
    return part
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

  private mutating func add(
    _ document: SearchDocument, _ section: Int, _ scanner: inout WordScanner, _ postings: inout DocumentPostings
  ) {
    scanner.reset()
    postings.reset()
    let ends = scan(document, &scanner)
    gather(scanner, ends, &postings)
    growTotals()
    totals.withUnsafeMutableBufferPointer { totals in
      postings.write(to: &open.log, length: scanner.count) { term, size in
        totals[term].documents += 1
        totals[term].bytes += size + PostingNumber.sectionRoom(section)
      }
    }
  }

  /// Where the words of the name, of the context and of the tags end.
  private typealias FieldEnds = (name: Int, context: Int, tags: Int)

  private func scan(_ document: SearchDocument, _ scanner: inout WordScanner) -> FieldEnds {
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

  /// Numbers the words, and adds up where they stand.
  private mutating func gather(_ scanner: borrowing WordScanner, _ ends: FieldEnds, _ postings: inout DocumentPostings) {
    documentCount += 1
    let nameEnd = ends.name > 0 ? scanner.words[ends.name - 1].sourceEnd : 0
    for index in 0..<ends.name {
      let word = scanner.words[index]
      let place = Place.inName(Int(word.position), isLast: word.sourceEnd == nameEnd)
      postings.add(place, weight: Field.name.weight, to: row(of: word, scanner, &postings))
    }
    gather(scanner, ends.name..<ends.context, .context, &postings)
    gather(scanner, ends.context..<ends.tags, .tag, &postings)
    gather(scanner, ends.tags..<scanner.count, .text, &postings)
  }

  /// The same for the words of one field.
  private mutating func gather(
    _ scanner: borrowing WordScanner, _ words: Range<Int>, _ field: Field, _ postings: inout DocumentPostings
  ) {
    let weight = field.weight
    for index in words {
      let word = scanner.words[index]
      postings.add(Int(word.position), weight: weight, to: row(of: word, scanner, &postings))
    }
  }

  /// The row that a word's term has among the postings of the document, a new one if it has none.
  @inline(__always)
  private mutating func row(of word: ScannedWord, _ scanner: borrowing WordScanner, _ postings: inout DocumentPostings) -> Int {
    let bytes = UnsafeBufferPointer(start: scanner.folded + Int(word.start), count: Int(word.count))
    let term = vocabulary.number(of: bytes, word.fingerprint)
    if term == rows.count { rows.append(0) }
    let known = rows[term]
    if known >> 32 == documentCount & 0xFFFF_FFFF { return Int(known & 0xFFFF_FFFF) }
    let row = postings.open(UInt32(truncatingIfNeeded: term))
    rows[term] = documentCount << 32 | UInt64(truncatingIfNeeded: row)
    return row
  }

  private mutating func addFacets(of documents: [SearchDocument]) {
    let start = open.facets.count
    documents.withUnsafeBufferPointer { documents in
      for index in documents.indices where index == 0 || !documents[index].isFiltered(as: documents[index - 1]) {
        for facet in documents[index].facets {
          let number = UInt32(facetNames.number(of: facet.utf8))
          if !open.facets[start...].contains(number) { open.facets.append(number) }
        }
      }
    }
  }

  /// Makes room for what is noted of new terms.
  private mutating func growTotals() {
    if totals.count < vocabulary.count { totals += repeatElement(TermTotal(), count: vocabulary.count - totals.count) }
  }

  /// Makes room for what is noted of the terms of other builders.
  private mutating func growTerms() {
    growTotals()
    if rows.count < vocabulary.count { rows += repeatElement(0, count: vocabulary.count - rows.count) }
  }
}

extension WordScanner {
  /// Takes the words of a text that is a line of its own.
  fileprivate mutating func scanLine(_ text: Text) {
    text.utf8.withUnsafeBufferPointer { scan($0) }
    breakLine()
  }
}
