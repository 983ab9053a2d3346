/// How much a word weighs in a document, after BM25F: by where and how often it stands there, and the document's length.
struct Weighing {
  private let lengths: [Int]
  private let mean: Double

  init(lengths: [Int]) {
    self.lengths = lengths
    mean = max(1, Double(lengths.reduce(0, +)) / Double(max(1, lengths.count)))
  }

  /// 1 to 255; 255 is what endless repetition would weigh.
  func weight(_ frequency: Double, in document: Int) -> UInt8 {
    let length = 0.6 + 0.4 * Double(lengths[document]) / mean
    return UInt8(max(1, min(255, 255 * frequency / (frequency + 1.6 * length))))
  }

  static func weight(of field: Field) -> Double {
    switch field {
    case .text: 1
    case .context: 1.5
    case .tag: 3
    case .name: 7
    }
  }
}

/// A document in which a word is.
struct Posting {
  var document: Int
  var weight: UInt8
  /// Its first places, rising; see `Occurrence.place`.
  var places: [Int]
}

/// The documents in which a word is.
struct PostingList {
  /// How many there are.
  private(set) var frequency = 0
  /// No document that is not listed gives the word a greater weight; 0 if all are listed.
  private(set) var floor: UInt8 = 0
  /// Those that are listed, by number.
  private(set) var postings: [Posting] = []

  /// The list of a word's occurrences, which are in the order of documents.
  init(_ occurrences: ArraySlice<Occurrence>, _ weighing: Weighing) {
    var index = occurrences.startIndex
    while index < occurrences.endIndex {
      let document = occurrences[index].document
      var places: [Int] = []
      var frequency = 0.0
      while index < occurrences.endIndex, occurrences[index].document == document {
        if places.count < IndexBuilder.mostPlaces { places.append(occurrences[index].place) }
        frequency += Weighing.weight(of: occurrences[index].field)
        index += 1
      }
      postings.append(
        Posting(document: Int(document), weight: weighing.weight(frequency, in: Int(document)), places: places))
    }
    frequency = postings.count
  }

  init(_ packed: [UInt8]) {
    var reader = Unpacker(packed)
    frequency = reader.number()
    floor = reader.byte()
    var document = -1
    while reader.rest > 0 {
      document += reader.number() + 1
      let weight = reader.byte()
      var places: [Int] = []
      var place = 0
      for _ in 0..<reader.byte() where !reader.isBroken {
        place += reader.number()
        places.append(place)
      }
      if reader.isBroken { break }
      postings.append(Posting(document: document, weight: weight, places: places))
    }
  }

  func packed(limit: Int) -> [UInt8] {
    let (listed, floor) = heaviest(limit)
    var packer = Packer()
    packer.write(frequency)
    packer.bytes.append(floor)
    var document = -1
    for posting in listed {
      packer.write(posting.document - document - 1)
      packer.bytes.append(posting.weight)
      packer.bytes.append(UInt8(posting.places.count))
      var previous = 0
      for place in posting.places {
        packer.write(place - previous)
        previous = place
      }
      document = posting.document
    }
    return packer.bytes
  }

  /// The postings with the greatest weights, the first of equal ones, and the greatest weight of the others.
  private func heaviest(_ limit: Int) -> ([Posting], UInt8) {
    guard postings.count > limit else { return (postings, 0) }
    var counts = [Int](repeating: 0, count: 256)
    for posting in postings { counts[Int(posting.weight)] += 1 }
    var least = 255
    var room = limit
    while counts[least] <= room {
      room -= counts[least]
      least -= 1
    }
    let listed = postings.filter { posting in
      if posting.weight != least { return posting.weight > least }
      room -= 1
      return room >= 0
    }
    return (listed, UInt8(least))
  }
}
