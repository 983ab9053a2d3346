/// Changes the list of a term.
struct TermUpdate {
  let edit: TermEdit
  let limit: Int

  /// What becomes of the payload of the term.
  ///
  /// - Parameter all: Gives all postings that the term has had, listed or not, if they are needed; nil if they cannot be read.
  func apply(to payload: [UInt8]?, all: () -> [ItemPosting]?) -> EntryUpdate {
    var reader = Unpacker(payload ?? [])
    let head = payload == nil ? PostingHead(frequency: 0) : PostingHead(&reader)
    let listed = PackedList(bytes: (payload ?? []).suffix(reader.rest))
    let frequency = head.frequency - edit.before.count + edit.after.count
    guard !reader.isBroken, frequency >= 0 else { return .broken }
    if frequency == 0 { return .remove }
    if head.histogram == nil, frequency <= limit {
      guard let (bytes, removed) = listed.replacing(edit.items, with: edit.after) else { return .broken }
      return removed == edit.before.count ? put(PostingHead(frequency: frequency), bytes) : .broken
    }
    if let histogram = head.histogram, frequency > limit {
      guard let (old, new, after) = choices(histogram) else { return .broken }
      if old == new {
        let listedNow = edit.after.filter { new.lists($0.document, level: $0.level) }
        guard let (bytes, _) = listed.replacing(edit.items, with: listedNow) else { return .broken }
        return put(PostingHead(frequency: frequency, histogram: after), bytes)
      }
    }
    return chooseAgain(frequency, all)
  }

  /// How documents were chosen and are chosen now, and what the latter follows from; nil if the histogram is false.
  private func choices(_ histogram: Histogram) -> (old: Choice, new: Choice, after: Histogram)? {
    var (before, after) = (histogram, histogram)
    for posting in edit.before { after.counts[posting.level] -= 1 }
    for posting in edit.after { after.counts[posting.level] += 1 }
    if after.counts.contains(where: { $0 < 0 }) { return nil }
    return (before.choose(limit), after.choose(limit), after)
  }

  /// Writes the list anew from all postings: seldom needed, and more work.
  private func chooseAgain(_ frequency: Int, _ all: () -> [ItemPosting]?) -> EntryUpdate {
    guard let standing = all() else { return .broken }
    var postings = standing.filter { !edit.items.contains($0.document >> 8) } + edit.after
    guard postings.count == frequency else { return .broken }
    postings.sort { $0.document < $1.document }
    var packer = Packer()
    var last = -1
    for posting in postings {
      PostingNumber.write(posting.document, after: last, to: &packer)
      packer.bytes.append(contentsOf: posting.bytes)
      last = posting.document
    }
    var writer = ListWriter(limit: limit)
    packer.bytes.withUnsafeBufferPointer { writer.write($0, documents: frequency) }
    return .put(Array(writer.payload))
  }

  private func put(_ head: PostingHead, _ postings: [UInt8]) -> EntryUpdate {
    var packer = Packer()
    head.write(to: &packer)
    packer.bytes.append(contentsOf: postings)
    return .put(packer.bytes)
  }
}
