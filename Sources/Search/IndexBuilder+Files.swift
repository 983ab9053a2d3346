import Diagnostics

extension IndexBuilder {
  /// The files of the index, the manifest first. The same items make the same bytes, however many builders took them.
  ///
  /// The builder gives its words away: it can write one index.
  public consuming func files() -> [SearchFile] {
    var files: [SearchFile] = []
    makeFiles { files.append($0) }
    files.swapAt(0, files.count - 1)
    return files
  }

  /// Makes the files of the index one after the other, the manifest last. Who puts each away before the next is made needs no memory for them.
  ///
  /// The builder gives its words away: it can write one index.
  public consuming func makeFiles(_ put: (SearchFile) -> Void) {
    closePart()
    let directories = putDocumentFiles(put)
    var tables = IndexTables()
    tables.facets = IndexBuilder.finish(facetTable(), put)
    let sorted = vocabulary.sorted()
    let (terms, register) = putTerms(sorted, put)
    tables.terms = terms
    tables.spellings = IndexBuilder.putSpellings(vocabulary, sorted, .spellings, put)
    let backwards = vocabulary.reversed()
    tables.reversedSpellings = IndexBuilder.putSpellings(backwards, backwards.sorted(), .reversedSpellings, put)
    let contents = IndexContents(
      documents: items.reduce(0) { $0 + $1.documents }, tables: tables, directories: directories, register: register)
    let whole = contents.file
    let (manifest, starts) = Manifest.make(contents, in: whole)
    for file in starts + [whole] { put(file) }
    put(SearchFile(manifest: manifest.bytes))
  }

  /// One more than the greatest number of an item.
  private var itemCount: Int { (items.last?.number ?? -1) + 1 }

  /// Makes the files of the words, and those of the register; gives where the former begin, and the name of the list of the latter.
  private mutating func putTerms(_ sorted: [Int], _ put: (SearchFile) -> Void) -> (TableStarts, register: Text) {
    var register = RegisterWriter(terms: vocabulary.count)
    let lists = TermLists(&self, &register)
    register.finish(items: itemCount)
    let list = ItemRegister.list(register.files.map { $0.name })
    for file in register.files + [list] { put(file) }
    var table = TableWriter(.terms)
    var writer = ListWriter(limit: longestList)
    vocabulary.withWords { words in
      for term in sorted {
        writer.write(lists.postings(of: term), documents: lists.documents(of: term))
        table.add(key: words[term], words.fingerprints[term], payload: writer.payload)
        if !table.files.isEmpty { for file in table.takeFiles() { put(file) } }
      }
    }
    return (IndexBuilder.finish(table, put), list.name)
  }

  private static func putSpellings(
    _ words: Vocabulary, _ sorted: [Int], _ shape: TableShape, _ put: (SearchFile) -> Void
  ) -> TableStarts {
    var table = TableWriter(shape)
    let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    words.withWords { words in
      for word in sorted { table.add(key: words[word], words.fingerprints[word], payload: nothing) }
    }
    return finish(table, put)
  }

  /// Makes the files of a table that are left, and gives where all begin.
  private static func finish(_ table: consuming TableWriter, _ put: (SearchFile) -> Void) -> TableStarts {
    table.finish()
    for file in table.takeFiles() { put(file) }
    return TableStarts(table)
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
    return table
  }

  /// Makes the files of documents, and directories that say which is in which, so that the manifest stays short. Gives the names of the directories.
  private mutating func putDocumentFiles(_ put: (SearchFile) -> Void) -> [Text] {
    var directories: [Text] = []
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
          put(file)
        }
      }
      let directory = DocumentShelf.directory(number, rows)
      directories.append(directory.name)
      put(directory)
    }
    return directories
  }
}
