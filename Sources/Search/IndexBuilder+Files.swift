import Diagnostics

extension IndexBuilder {
  /// The files of the index, the manifest first. The same items make the same bytes, however many builders took them.
  ///
  /// The builder gives its words away: it can write one index.
  public consuming func files() -> [SearchFile] {
    closePart()
    let (shelves, directories) = documentFiles()
    let facets = facetTable()
    let sorted = vocabulary.sorted()
    let (terms, register) = termTable(sorted)
    let spellings = IndexBuilder.spellings(vocabulary, sorted, .spellings)
    let backwards = vocabulary.reversed()
    let reversed = IndexBuilder.spellings(backwards, backwards.sorted(), .reversedSpellings)
    let list = ItemRegister.list(register.map { $0.name })
    var tables = IndexTables()
    (tables.terms, tables.spellings) = (TableStarts(terms), TableStarts(spellings))
    (tables.reversedSpellings, tables.facets) = (TableStarts(reversed), TableStarts(facets))
    let contents = IndexContents(
      documents: items.reduce(0) { $0 + $1.documents }, tables: tables, directories: directories.map { $0.name },
      register: list.name)
    let whole = contents.file
    let (manifest, starts) = Manifest.make(contents, in: whole)
    let words = terms.files + spellings.files + reversed.files + facets.files
    return [SearchFile(manifest: manifest.bytes)] + starts + words + [whole, list] + register + directories + shelves
  }

  /// One more than the greatest number of an item.
  private var itemCount: Int { (items.last?.number ?? -1) + 1 }

  private mutating func termTable(_ sorted: [Int]) -> (TableWriter, [SearchFile]) {
    var register = RegisterWriter(terms: vocabulary.count)
    let lists = TermLists(&self, &register)
    register.finish(items: itemCount)
    var table = TableWriter(.terms)
    var writer = ListWriter(limit: longestList)
    for term in sorted {
      writer.write(lists.postings(of: term), documents: lists.documents(of: term))
      vocabulary.withBytes(of: term) { key in
        writer.payload.bytes.withUnsafeBufferPointer { table.add(key: key, vocabulary.fingerprints[term], payload: $0) }
      }
    }
    table.finish()
    return (table, register.files)
  }

  private static func spellings(_ words: Vocabulary, _ sorted: [Int], _ shape: TableShape) -> TableWriter {
    var table = TableWriter(shape)
    let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    for word in sorted {
      words.withBytes(of: word) { table.add(key: $0, words.fingerprints[word], payload: nothing) }
    }
    table.finish()
    return table
  }

  private func facetTable() -> TableWriter {
    var members = [[Int]](repeating: [], count: facetNames.count)
    for item in items {
      let part = parts[item.part]
      for facet in part.facets[item.facets] {
        members[part.facetNumber(facet)].append(item.number)
      }
    }
    var table = TableWriter(.facets)
    for name in facetNames.sorted() where !members[name].isEmpty {
      table.add(TableEntry(key: facetNames[name], payload: Runs(of: members[name]).packed))
    }
    table.finish()
    return table
  }

  /// Files of documents, and directories that say which is in which, so that the manifest stays short.
  private mutating func documentFiles() -> (shelves: [SearchFile], directories: [SearchFile]) {
    var shelves: [SearchFile] = []
    var directories: [SearchFile] = []
    var index = 0
    for number in 0..<(itemCount + DocumentShelf.directorySize - 1) / DocumentShelf.directorySize {
      var rows: [FileRow] = []
      let groups = DocumentShelf.directorySize / DocumentShelf.groupSize
      for group in number * groups..<(number + 1) * groups {
        var pieces: [DocumentPiece] = []
        while index < items.count, items[index].number / DocumentShelf.groupSize == group {
          pieces += takePieces(ofItem: index)
          index += 1
        }
        for (first, file) in DocumentShelf.files(ofGroup: group, pieces) {
          rows.append(FileRow(first: first, name: file.name))
          shelves.append(file)
        }
      }
      directories.append(DocumentShelf.directory(number, rows))
    }
    return (shelves, directories)
  }
}
