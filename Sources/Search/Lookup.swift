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
struct Lookup {
  let index: SearchIndex
  private(set) var missing: [Text] = []

  /// Of a prefix or stem that has more, the first files and that of the word are read: what a query costs has a bound.
  private static let mostFiles = 3
  /// Of more words with a prefix the most frequent are taken.
  private static let mostTerms = 24

  init(index: SearchIndex) { self.index = index }

  /// What answers to the words. A compound that the index does not have is looked up by its parts.
  mutating func matches(of words: [QueryWord]) -> [WordMatch] { matches(of: words, areParts: false) }

  /// - Parameter areParts: Whether they are the parts of a compound: each of them costs less than a word by itself, for there are several.
  private mutating func matches(of words: [QueryWord], areParts: Bool) -> [WordMatch] {
    var matches: [WordMatch] = []
    for word in words {
      var terms = known(word, files: areParts ? 1 : Lookup.mostFiles)
      // A part with a digit, such as `FA14`, is a name that nothing else would be meant by.
      if terms.isEmpty, !areParts || !word.bytes.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) { terms = misspelt(word) }
      // Not before it is sure that the whole is not there: most who write one mean it.
      if terms.isEmpty, !word.parts.isEmpty, missing.isEmpty {
        matches += self.matches(of: word.parts, areParts: true)
      } else {
        matches.append(WordMatch(offset: word.offset, terms: terms))
      }
    }
    return matches
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

  /// The entries of a table that have a prefix: those of the first files and of the one where a key would be.
  private mutating func entries(
    _ kind: UInt8, prefix: [UInt8], around key: [UInt8], files most: Int = Lookup.mostFiles
  ) -> [TableEntry] {
    // The file where the key would be comes last; where one file has to do, it is that one.
    var names = files(prefix: prefix, in: kind, atMost: most - 1)
    if let name = name(ofFileWith: key, in: kind), !names.contains(name) { names.append(name) }
    var entries: [TableEntry] = []
    for name in names {
      if let file = load(name) { entries += TableEntry.all(in: file, prefix: prefix) }
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

  private mutating func file(of key: [UInt8], in kind: UInt8) -> [UInt8]? { name(ofFileWith: key, in: kind).flatMap { load($0) } }

  /// A directory of a table; nil while it is missing, or if it is broken.
  private mutating func directory(_ name: Text, in kind: UInt8) -> TableStarts? {
    guard let bytes = load(name), bytes.first == kind else { return nil }
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
    var words = entries(FileKind.spellings, prefix: head, around: head).map { $0.key }
    words += entries(FileKind.reversedSpellings, prefix: tail, around: tail).map { Array($0.key.reversed()) }
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
