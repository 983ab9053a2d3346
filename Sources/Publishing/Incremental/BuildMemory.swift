import Diagnostics
import Knowledge

/// What a build leaves to the next one, so that this need not read and write again what is as it was.
struct BuildMemory: Sendable {
  /// A fingerprint of what decides beside the content: program, theme, options, environment.
  var key: UInt64
  /// A fingerprint of the files of the theme that are copied, and one of those of the templates.
  var assets: UInt64
  var templateFiles: UInt64
  /// The templates.
  var templates: [TemplateMemory]
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
  /// The order in which the pages are read, and the words that they share.
  var order: KeptBytes
  /// How many pages there are, and whether something is wrong with one.
  var pageCount: Int
  var hasFaultyPages: Bool
  /// What can be found that is no page.
  var found: FoundThings
  /// The files of the search's index that only patches read: they are not published.
  var register: [RegisterFile]
  /// How many bytes the published files of the index have.
  var searchSize: Int
  /// The sections that are given as one page as well.
  var prints: [PrintMemory]
  /// What the repository said about the files.
  var histories: HistoryMemory
  /// The pages, by path; none before `remembering`.
  var pages: [PageMemory] = []
  /// Where the pages are that the last build left, in groups.
  private var stored: [KeptBytes]? = nil
  /// The file that they are in.
  private var source: MappedBytes? = nil
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
    catalog.ordered(hasFaultyPages ? pages.filter(\.isFaulty).flatMap { $0.diagnostics + $0.outgoing.diagnostics } : [])
  }

  /// Writes what every build reads; what is read when it is asked for goes to a store.
  func write(to writer: inout ArchiveWriter, parts store: inout PartStore) {
    writer.write(fixed: key)
    writer.write(fixed: assets)
    writer.write(fixed: templateFiles)
    writer.write(templates) { writer, template in
      writer.write(template.name)
      writer.write(fixed: template.content)
    }
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
    found.write(to: &writer)
    writer.write(register.count)
    for file in register { file.write(to: &writer, parts: &store) }
    writer.write(searchSize)
    writer.write(prints.count)
    for print in prints { print.write(to: &writer, parts: &store) }
    order.write(to: &writer, parts: &store)
    histories.write(to: &writer, parts: &store)
    writer.write(pages.count)
    writer.write(pages.contains { $0.isFaulty })
    // The groups come behind all that is kept apart, so that they stand together.
    let groups = stride(from: 0, to: pages.count, by: BuildMemory.groupSize).enumerated().map { number, start in
      group(number, of: start..<min(start + BuildMemory.groupSize, pages.count), &store)
    }
    for group in groups { group.write(to: &writer, parts: &store) }
  }

  /// A group of pages: as the last build wrote it, if none of them has changed and their parts stay where they are.
  private func group(_ number: Int, of range: Range<Int>, _ store: inout PartStore) -> KeptBytes {
    if let stored, read.count == pages.count, range.allSatisfy({ pages[$0] === read[$0] }), store.keep(pages[range]) {
      return stored[number]
    }
    var writer = ArchiveWriter()
    for page in pages[range] { page.write(to: &writer, parts: &store) }
    return KeptBytes(writer.bytes)
  }

  /// Reads what `write` wrote, but for the pages; nil where something else stands.
  init?(_ reader: inout ArchiveReader, _ bytes: MappedBytes) {
    key = reader.fixed()
    assets = reader.fixed()
    templateFiles = reader.fixed()
    templates = reader.values { TemplateMemory(name: $0.text(), content: $0.fixed()) }
    now = Int64(bitPattern: reader.fixed())
    isClockFixed = reader.bool()
    inputs = reader.values { FileStamp(path: $0.fixed(), status: $0.fixed()) }
    output = OutputSum(value: reader.fixed())
    spare = SpareMemory(
      differing: reader.optional { $0.values { $0.text() } }, folders: reader.values { $0.text() }, fingerprint: reader.fixed())
    fileCount = reader.number()
    common = reader.fixed()
    catalog = CatalogMemory(&reader)
    found = FoundThings(&reader)
    register = reader.values { RegisterFile(&$0, bytes) }
    searchSize = reader.number()
    prints = reader.values { PrintMemory(&$0, bytes) }
    order = KeptBytes(&reader, bytes)
    histories = HistoryMemory(&reader, bytes)
    pageCount = reader.number()
    hasFaultyPages = reader.bool()
    var groups: [KeptBytes] = []
    while groups.count * BuildMemory.groupSize < pageCount, !reader.isBroken { groups.append(KeptBytes(&reader, bytes)) }
    guard !reader.isBroken, reader.isAtEnd else { return nil }
    (stored, source) = (groups, bytes)
  }

  /// Whether something was read that is not what was written, since this was read.
  var isDamaged: Bool { source?.isDamaged ?? false }

  /// The memory with the pages that the last build left; nil if they cannot be read.
  func remembering(jobs: Int) -> BuildMemory? {
    guard let stored, read.isEmpty else { return self }
    if let source { for run in KeptBytes.runs(stored) { source.populate(run) } }
    var memory = self
    let parts = Parallel.map(stored.count, jobs: jobs, state: { TextPool() }) { pool, group -> [PageMemory] in
      stored[group].read { reader, bytes in
        var pages: [PageMemory] = []
        pages.reserveCapacity(BuildMemory.groupSize)
        while !reader.isAtEnd, !reader.isBroken { pages.append(PageMemory(&reader, bytes, after: pages.last, sharing: &pool)) }
        return pages
      } ?? []
    }
    memory.pages.reserveCapacity(pageCount)
    for part in parts { memory.pages += part }
    memory.read = memory.pages
    return memory.pages.count == pageCount ? memory : nil
  }
}
