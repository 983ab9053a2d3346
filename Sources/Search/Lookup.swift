import Diagnostics

/// A word of the index that answers to a word of a query.
struct MatchedTerm {
  var word: [UInt8]
  /// How well it answers, 1 if it is the same.
  var likeness: Double
  var list: PostingList
}

/// What answers to a word of a query.
struct WordMatch {
  var offset: Int
  var terms: [MatchedTerm]
}

/// Reads an index for one query, and notes which files it lacks.
///
/// What the words of a query cost has a bound, so that the first result comes quickly on a slow line, too: each word is looked up by itself before the
/// neighbours of any are, words that say little come last, and what the query cannot afford is not looked up.
struct Lookup {
  let index: SearchIndex
  private(set) var missing: [Text] = []
  /// The files of words that the query reads.
  private var read: [Text] = []
  /// Their bytes; of those that are missing, about as many as they have.
  private var spent = 0

  /// No further file of words is read for a query that has read as many bytes.
  static let mostBytes = 36_000
  /// Of more words with a prefix the most frequent are taken.
  private static let mostTerms = 24
  /// Of a compound that is not there, its longest parts are looked up.
  private static let mostParts = 4
  /// Files of the beginning and of the end of a word that may be misspelt.
  private static let mostSpellings = 4

  init(index: SearchIndex) { self.index = index }

  /// What answers to the words, in their order. A compound that the index does not have is looked up by its parts; words that the query cannot afford
  /// are left out.
  mutating func matches(of words: [QueryWord]) -> [WordMatch] {
    let known = known(words, files: words.count < 3 ? 3 : words.count < 5 ? 2 : 1)
    var matches: [WordMatch] = []
    for (word, var terms) in zip(words, known) where terms != nil {
      if terms?.isEmpty == true { terms = misspelt(word) }
      // Not before it is sure that the whole is not there: most who write one mean it.
      if terms?.isEmpty == true, !word.parts.isEmpty, missing.isEmpty {
        matches += self.matches(ofParts: word.parts)
      } else {
        matches.append(WordMatch(offset: word.offset, terms: terms ?? []))
      }
    }
    return matches
  }

  private mutating func matches(ofParts all: [QueryWord]) -> [WordMatch] {
    var parts = all
    while parts.count > Lookup.mostParts, let shortest = parts.indices.min(by: { parts[$0].bytes.count < parts[$1].bytes.count })
    {
      parts.remove(at: shortest)
    }
    var matches: [WordMatch] = []
    for (part, var terms) in zip(parts, known(parts, files: 1)) where terms != nil {
      // A part with a digit, such as `FA14`, is a name that nothing else would be meant by.
      let isName = part.bytes.contains { $0 >= 0x30 && $0 <= 0x39 }
      if !isName, terms?.isEmpty == true { terms = misspelt(part) }
      matches.append(WordMatch(offset: part.offset, terms: terms ?? []))
    }
    return matches
  }

  /// What answers to each of the words as it is; nil where the query cannot afford to know.
  private mutating func known(_ words: [QueryWord], files most: Int) -> [[MatchedTerm]?] {
    var known = [[MatchedTerm]?](repeating: nil, count: words.count)
    for areFrequent in [false, true] {
      for index in words.indices where words[index].isFrequent == areFrequent && spent <= Lookup.mostBytes {
        known[index] = self.known(words[index], files: most)
      }
    }
    return known
  }

  /// What belongs to a facet.
  mutating func payload(of facet: [UInt8]) -> [UInt8]? {
    guard let file = file(of: facet, in: FileKind.facets) else { return nil }
    return TableEntry.all(in: file, prefix: facet).first { $0.key == facet }?.payload
  }

  /// The document of a number.
  mutating func document(_ number: Int) -> StoredDocument? {
    let place = (number >> 8) / DocumentShelf.directorySize
    guard number >= 0, place < index.manifest.directories.count, let file = load(index.manifest.directories[place]) else {
      return nil
    }
    guard let rows = FileRow.all(in: file, number: place), let row = rows.last(where: { $0.first <= number }),
      let bytes = load(row.name)
    else { return nil }
    let pieces = DocumentPiece.all(in: bytes, group: (number >> 8) / DocumentShelf.groupSize)
    return pieces?.last { $0.first <= number }?.document(number)
  }
}

extension Lookup {
  private mutating func load(_ name: Text) -> [UInt8]? {
    if let bytes = index.file(name) { return bytes }
    if !missing.contains(name) { missing.append(name) }
    return nil
  }

  /// A file of words, if the query can still afford it; of facets in any case, for without them the filters would hide everything.
  private mutating func loadWords(_ name: Text, of kind: UInt8) -> [UInt8]? {
    if !read.contains(name), kind != FileKind.facets {
      guard spent <= Lookup.mostBytes else { return nil }
      read.append(name)
      spent += index.file(name)?.count ?? Lookup.expectedBytes(of: name)
    }
    return load(name)
  }

  private static func expectedBytes(of name: Text) -> Int {
    switch name.utf8.first {
    case FileKind.terms: 7_500
    case FileKind.tables: 1_000
    default: 4_000
    }
  }

  /// The entries of a table that have a prefix: those of the file where a key would be and of the first files.
  private mutating func entries(_ kind: UInt8, prefix: [UInt8], around key: [UInt8], files most: Int) -> [TableEntry] {
    var names = name(ofFileWith: key, in: kind).map { [$0] } ?? []
    for name in files(prefix: prefix, in: kind, atMost: most) where names.count < most && !names.contains(name) {
      names.append(name)
    }
    var entries: [TableEntry] = []
    for name in names {
      if let file = loadWords(name, of: kind) { entries += TableEntry.all(in: file, prefix: prefix) }
    }
    return entries
  }

  /// The first files of a table that may hold keys with a prefix; fewer while a directory is missing.
  private mutating func files(prefix: [UInt8], in kind: UInt8, atMost most: Int) -> [Text] {
    let table = index.manifest.table(kind)
    guard !table.names.isEmpty else { return [] }
    var names: [Text] = []
    for number in table.files(prefix: prefix) where names.count < most {
      guard let part = directory(table.names[number], in: kind) else { return names }
      names += part.names[part.files(prefix: prefix)].prefix(most - names.count)
    }
    return names
  }

  /// The name of the file of a table that holds a key if any does.
  private mutating func name(ofFileWith key: [UInt8], in kind: UInt8) -> Text? {
    let table = index.manifest.table(kind)
    guard !table.names.isEmpty, let part = directory(table.names[table.file(of: key)], in: kind) else { return nil }
    return part.names[part.file(of: key)]
  }

  private mutating func file(of key: [UInt8], in kind: UInt8) -> [UInt8]? {
    name(ofFileWith: key, in: kind).flatMap { loadWords($0, of: kind) }
  }

  /// A directory of a table; nil while it is missing, if it is broken, or if the query cannot afford it.
  private mutating func directory(_ name: Text, in kind: UInt8) -> TableStarts? {
    guard let bytes = loadWords(name, of: kind), bytes.first == kind else { return nil }
    var reader = Unpacker(bytes)
    reader.skip(1)
    let part = TableStarts(kind: kind, &reader)
    return reader.isBroken || part.names.isEmpty ? nil : part
  }

  /// The words of the index that are the word, have its stem, or begin with it.
  private mutating func known(_ word: QueryWord, files: Int) -> [MatchedTerm] {
    let stem = Stemmer.stem(of: word.bytes)
    let common = Array(word.bytes[..<sharedPrefix(word.bytes, stem)])
    var terms: [MatchedTerm] = []
    for entry in entries(FileKind.terms, prefix: common, around: word.bytes, files: files) {
      let isBeginning = word.isPrefix && entry.key.starts(with: word.bytes)
      let likeness = entry.key == word.bytes ? 1 : Stemmer.stem(of: entry.key) == stem ? 0.85 : isBeginning ? 0.6 : 0
      if likeness > 0 { terms.append(MatchedTerm(word: entry.key, likeness: likeness, list: PostingList(entry.payload))) }
    }
    return Lookup.best(terms)
  }

  private static func best(_ terms: [MatchedTerm]) -> [MatchedTerm] {
    guard terms.count > mostTerms else { return terms }
    let sorted = terms.sorted {
      $0.likeness != $1.likeness ? $0.likeness > $1.likeness : $0.list.frequency > $1.list.frequency
    }
    return Array(sorted.prefix(mostTerms))
  }

  /// The words of the index that differ by one letter. With one error one half of a word is right: words that begin with the first half are
  /// found in the table of spellings, words that end with the second half in that of reversed ones. Two letters exchanged in the middle leave no half
  /// right, so the first one is taken a letter shorter.
  private mutating func misspelt(_ word: QueryWord) -> [MatchedTerm] {
    guard word.bytes.count > 3, missing.isEmpty else { return [] }
    let half = word.bytes.count / 2
    let head = Array(word.bytes[..<(half - 1)])
    let tail = Array(word.bytes[half...].reversed())
    var words = entries(FileKind.spellings, prefix: head, around: head, files: Lookup.mostSpellings).map { $0.key }
    words += entries(FileKind.reversedSpellings, prefix: tail, around: tail, files: Lookup.mostSpellings).map {
      Array($0.key.reversed())
    }
    words = words.filter { differsByOne(word.bytes, $0, isPrefix: word.isPrefix) }
    words.sort { $0.count != $1.count ? $0.count < $1.count : $0.lexicographicallyPrecedes($1) }
    var terms: [MatchedTerm] = []
    for candidate in words.prefix(6) where !terms.contains(where: { $0.word == candidate }) {
      guard let file = file(of: candidate, in: FileKind.terms) else { continue }
      guard let entry = TableEntry.all(in: file, prefix: candidate).first(where: { $0.key == candidate }) else { continue }
      terms.append(MatchedTerm(word: candidate, likeness: 0.4, list: PostingList(entry.payload)))
    }
    return terms
  }
}
