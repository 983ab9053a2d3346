import Diagnostics
import Knowledge

/// What a build leaves to the next one, so that this need not read and write again what is as it was.
struct BuildMemory: Sendable {
  /// A fingerprint of what decides beside the content: program, theme, options, environment.
  var key: UInt64
  /// A fingerprint of the files of the theme that are copied.
  var assets: UInt64
  /// The instant that the site was made for, in seconds since 1970.
  var now: Int64
  /// Whether the site's clock stands still at it.
  var isClockFixed: Bool
  /// The files that were read.
  var inputs: [FileStamp]
  /// The sum of the output folder.
  var output: OutputSum
  /// How the spare folder differs from it.
  var spare: SpareMemory
  /// How many files the site has.
  var fileCount: Int
  /// A fingerprint of what every page shows.
  var common: UInt64
  /// What the pages were resolved with.
  var catalog: CatalogMemory
  /// How many pages there are, and whether something is wrong with one.
  var pageCount: Int
  var hasFaultyPages: Bool
  /// The files of the search's index that only patches read: they are not published.
  var register: [RegisterFile]
  /// The pages, by path; none before `remembering`.
  var pages: [PageMemory] = []
  /// Where the pages are that the last build left, in groups.
  private var stored: (bytes: MappedBytes, groups: [Range<Int>])? = nil
  /// The pages as they were read from there.
  private var read: [PageMemory] = []

  /// What the spare folder is: the output folder of one build ago.
  struct SpareMemory: Sendable {
    /// The files that differ; nil if that is not known.
    var differing: [Text]?
    /// Its folders, each before those in it.
    var folders: [Text]
    /// A fingerprint of them, which tells whether anybody else put something there.
    var fingerprint: UInt64
  }
}

extension BuildMemory {
  /// How many pages are read together.
  private static let groupSize = 64

  /// What was found.
  var diagnostics: [Diagnostic] {
    catalog.ordered(hasFaultyPages ? pages.flatMap { $0.diagnostics + $0.outgoing.diagnostics } : [])
  }

  /// Writes what every build reads; what is read when it is asked for goes to a store.
  func write(to writer: inout ArchiveWriter, parts store: inout PartStore) {
    writer.write(fixed: key)
    writer.write(fixed: assets)
    writer.write(fixed: UInt64(bitPattern: now))
    writer.write(isClockFixed)
    writer.write(inputs) { writer, stamp in
      writer.write(fixed: stamp.path)
      writer.write(fixed: stamp.status)
    }
    writer.write(fixed: output.value)
    writer.write(spare.differing) { $0.write($1) { $0.write($1) } }
    writer.write(spare.folders) { $0.write($1) }
    writer.write(fixed: spare.fingerprint)
    writer.write(fileCount)
    writer.write(fixed: common)
    catalog.write(to: &writer)
    writer.write(register.count)
    for file in register { file.write(to: &writer, parts: &store) }
    writer.write(pages.count)
    writer.write(pages.contains { !$0.diagnostics.isEmpty || !$0.outgoing.diagnostics.isEmpty })
    for (number, start) in stride(from: 0, to: pages.count, by: BuildMemory.groupSize).enumerated() {
      let group = start..<min(start + BuildMemory.groupSize, pages.count)
      if let bytes = standing(group, number, &store) {
        writer.write(bytes)
        continue
      }
      var made = ArchiveWriter()
      for page in pages[group] { page.write(to: &made, parts: &store) }
      writer.write(made.bytes)
    }
  }

  /// A group of pages as the last build wrote it, if none of them has changed and their parts stay where they are.
  private func standing(_ group: Range<Int>, _ number: Int, _ store: inout PartStore) -> [UInt8]? {
    guard let stored, read.count == pages.count, group.allSatisfy({ pages[$0] === read[$0] }), store.keep(pages[group]) else {
      return nil
    }
    return stored.bytes.array(stored.groups[number])
  }

  /// Reads what `write` wrote, but for the pages; nil where something else stands.
  init?(_ reader: inout ArchiveReader, _ bytes: MappedBytes) {
    key = reader.fixed()
    assets = reader.fixed()
    now = Int64(bitPattern: reader.fixed())
    isClockFixed = reader.bool()
    inputs = reader.values { FileStamp(path: $0.fixed(), status: $0.fixed()) }
    output = OutputSum(value: reader.fixed())
    spare = SpareMemory(
      differing: reader.optional { $0.values { $0.text() } }, folders: reader.values { $0.text() }, fingerprint: reader.fixed())
    fileCount = reader.number()
    common = reader.fixed()
    catalog = CatalogMemory(&reader)
    register = reader.values { RegisterFile(&$0, bytes) }
    pageCount = reader.number()
    hasFaultyPages = reader.bool()
    var groups: [Range<Int>] = []
    while groups.count * BuildMemory.groupSize < pageCount, !reader.isBroken { groups.append(reader.range()) }
    guard !reader.isBroken, reader.isAtEnd else { return nil }
    stored = (bytes, groups)
  }

  /// The memory with the pages that the last build left; nil if they cannot be read.
  func remembering(jobs: Int) -> BuildMemory? {
    guard let stored else { return self }
    var memory = self
    let parts = Parallel.map(stored.groups.count, jobs: jobs) { group -> [PageMemory] in
      var reader = ArchiveReader(stored.bytes, stored.groups[group])
      var pages: [PageMemory] = []
      pages.reserveCapacity(BuildMemory.groupSize)
      while !reader.isAtEnd, !reader.isBroken { pages.append(PageMemory(&reader, stored.bytes)) }
      return pages
    }
    memory.pages.reserveCapacity(pageCount)
    for part in parts { memory.pages += part }
    memory.read = memory.pages
    return memory.pages.count == pageCount ? memory : nil
  }

  /// Whether what is kept apart of some pages is as it was written.
  func isSound(_ indices: some Sequence<Int>) -> Bool { indices.allSatisfy { pages[$0].parts.isSound } }

  /// Whether that is so for all pages.
  func isSound(jobs: Int) -> Bool { !Parallel.map(pages.count, jobs: jobs) { pages[$0].parts.isSound }.contains(false) }
}
