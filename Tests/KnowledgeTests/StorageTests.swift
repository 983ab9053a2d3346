import Diagnostics
import Foundation
import Markup
import Notation
import Testing

@testable import Knowledge

/// What a build leaves to the next one is read back as it was written, and nothing else is taken for it.
@Suite struct StorageTests {
  /// Writes something, and reads it back from a file.
  private func readBack<Value>(
    _ write: (inout ArchiveWriter) -> Void, _ read: (inout ArchiveReader, MappedBytes) -> Value
  ) throws -> Value {
    var writer = ArchiveWriter()
    write(&writer)
    let file = FileManager.default.temporaryDirectory.appending(path: "opos-storage-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(writer.bytes).write(to: file)
    let descriptor = open(file.path, O_RDONLY)
    defer { close(descriptor) }
    let bytes = try #require(MappedBytes(descriptor: descriptor, count: writer.bytes.count))
    var reader = ArchiveReader(bytes)
    let value = read(&reader, bytes)
    #expect(!reader.isBroken && reader.isAtEnd)
    return value
  }

  @Test(arguments: [0, 1, 127, 128, 300, 1 << 40, -1, -64, -65, -(1 << 40)])
  func numbers(_ number: Int) throws {
    #expect(try readBack({ $0.write(signed: number) }, { reader, _ in reader.signedNumber() }) == number)
    if number >= 0 { #expect(try readBack({ $0.write(number) }, { reader, _ in reader.number() }) == number) }
  }

  @Test func aPageIsShownAsItWas() throws {
    let text = """
      ---
      title: A page
      description: What it is
      version: "2.1"
      tags: [one, two]
      owner: Operations
      reviewed: 2015-11-30
      weight: -3
      aliases: [old/place]
      layout: wide
      toc: false
      ---

      # Heading {#top}

      Text with [a link](b.md#x), [[Wiki|words]] and ![image](c.png).

      ## Größe
      """
    let page = PageReader(SiteConfiguration()).read(SourceFile(path: "a/p.md", text: Text(text)), isAgreement: false)
    #expect(page.body.diagnostics.isEmpty && page.isWhole)
    let stored = try readBack({ writer in
      writer.write(page.storedLinks)
      page.write(to: &writer)
    }) { reader, bytes in
      _ = reader.range()
      let range = 0..<reader.position
      let sum = bytes.fingerprint(of: range) ?? 0
      var pool = TextPool()
      return Page(&reader, links: StoredPart(.links, in: bytes, range, fingerprint: sum), in: nil, sharing: &pool)
    }
    #expect(!stored.isWhole)
    #expect(stored.path == page.path && stored.output == page.output && stored.title == page.title)
    #expect(stored.summary == page.summary && stored.anchors == page.anchors && stored.isIndex == page.isIndex)
    var (matter, expected) = (stored.matter, page.matter)
    (matter.range, expected.range) = (SourceRange(0, 0), SourceRange(0, 0))
    #expect(matter == expected)
    #expect(stored.slots.map(\.address) == page.slots.map(\.address) && stored.slots.map(\.kind) == page.slots.map(\.kind))
  }

  /// Each property of a front matter that differs from the usual one is written: a new one must not be forgotten.
  @Test func everyPropertyOfTheFrontMatterIsWritten() {
    let known: Set = [
      "title", "description", "version", "tags", "owner", "reviewed", "weight", "aliases", "isDraft", "layout", "showsContents",
      "range",
    ]
    #expect(Set(Mirror(reflecting: FrontMatter()).children.compactMap(\.label)) == known)
  }

  @Test func aFindingIsSaidAgainAsItWas() throws {
    var sink = DiagnosticSink(SourceFile(path: "f.md", text: "one\ntwo three\n"))
    let edit = sink.edit(SourceRange(4, 7), to: "2")
    sink.report(
      "some-rule", .warning, at: SourceRange(4, 7), "what", help: "how",
      related: [RelatedPlace(message: "here", file: "g.md", location: SourceLocation(line: 1, column: 2, offset: 1))],
      fixes: [Fix(title: "mend", safe: true, edits: [edit])])
    var finding = sink.diagnostics[0]
    (finding.clause, finding.url, finding.field) = ("4.3", "https://x.example/", "release")
    #expect(try readBack({ finding.write(to: &$0) }, { reader, _ in Diagnostic(&reader) }) == finding)
  }

  @Test func linksLeadWhereTheyLed() throws {
    let site = SiteConfiguration()
    let pages = [("a.md", "# A\n\nSee [b](b.md) now. And [gone](gone.md).\n"), ("b.md", "# B\n")].map {
      PageReader(site).read(SourceFile(path: Text($0), text: Text($1)), isAgreement: false)
    }
    let links = LinkIndex(pages: pages, others: [], severity: .warning)
    let outgoing = Outgoing(of: pages[0], at: 0, links, ReferenceIndex(), LinkSuggestions(links))
    let stored = try readBack({ writer in
      writer.write(pages[0].storedLinks)
      writer.write(outgoing.storedSentences)
      outgoing.write(to: &writer)
    }) { reader, bytes in
      _ = (reader.range(), reader.range())
      let range = 0..<reader.position
      let sum = bytes.fingerprint(of: range) ?? 0
      return Outgoing(&reader, sentences: StoredPart(.sentences, in: bytes, range, fingerprint: sum))
    }
    #expect(stored.targets == [1] && stored.targets == outgoing.targets)
    #expect(stored.fingerprint == outgoing.fingerprint && stored.mentionFingerprints == outgoing.mentionFingerprints)
    #expect(stored.mention(of: 0) == outgoing.mention(of: 0) && stored.mention(of: 0) != nil)
    #expect(stored.diagnostics == outgoing.diagnostics && stored.diagnostics.count == 1)
    #expect(!stored.stands(for: pages[0], at: 0, links), "a broken link may be mended by now")
    #expect(outgoing.url(ofSlot: 0).elementsEqual("b.html".utf8))
  }

  @Test func aPoolGivesTextsOfTheSameBytes() {
    var pool = TextPool()
    // Two that differ in no byte that decides where they are looked for take turns.
    for text in ["", "abcde", "axcye", "abcde", "abcdef", "", "Größe", String(repeating: "long ", count: 99), "abcde", "axcye"] {
      #expect(Array(text.utf8).withUnsafeBufferPointer { pool.text($0) } == Text(text))
    }
  }

  @Test func pagesKeepTheirOrder() throws {
    let files = [
      ("a/index.md", "---\ntags: [Two Words, one]\n---\n# A\n"), ("a/b/c.md", "---\nweight: 2\ntags: [two-words]\n---\n# C\n"),
      ("a/b/d.md", "# D\n"), ("e.md", "# E\n"),
    ]
    let reader = PageReader(SiteConfiguration())
    var pages = files.map { reader.read(SourceFile(path: Text($0.0), text: Text($0.1)), isAgreement: false) }
    var place = NavigationPlace(order: 0)
    place.title = "Called otherwise"
    pages[2].place = place
    let order = Catalog.Order(of: pages, jobs: 1)
    let read = try readBack({ order.write(to: &$0, of: pages) }) { reader, _ in Catalog.Order(&reader, of: pages) }
    #expect(
      read.sections.map(\.folder) == order.sections.map(\.folder) && read.sections.map(\.title) == order.sections.map(\.title))
    #expect(read.sections.map(\.entries) == order.sections.map(\.entries))
    #expect(read.sections.flatMap(\.entries).contains { $0.title == "Called otherwise" })
    #expect(read.tags.map(\.name) == order.tags.map(\.name) && read.tags.map(\.slug) == order.tags.map(\.slug))
    #expect(read.tags.map(\.pages) == order.tags.map(\.pages) && order.tags.map(\.pages) == [[0], [0, 1]])
    #expect(read.isOrder(ofOnly: 4) && !read.isOrder(ofOnly: 3))
  }

  @Test func aPageKnowsItsFolderWhateverStandsBesideIt() {
    for (path, known) in [
      ("a/b/c.md", "a/b"), ("a/b/c.md", "a"), ("a/bc.md", "a/b"), ("a.md", "a"), ("a/b/c.md", ""), ("a/b", "a/b"),
    ] {
      #expect(SitePath.folder(of: Text(path), perhaps: Text(known)) == SitePath.folder(of: Text(path)))
    }
  }

  @Test func aPartThatIsNotWhatWasWrittenIsNothingAndIsNoted() throws {
    _ = try readBack({ writer in
      var anchors = ArchiveWriter()
      anchors.write(["top"] as [Text]) { $0.write($1) }
      writer.write(anchors.bytes)
    }) { reader, bytes in
      let range = 0..<bytes.count
      let lent = bytes.lent
      #expect(StoredPart(.links, in: lent, range, fingerprint: bytes.fingerprint(of: range) ?? 0).anchors.count == 1)
      #expect(!bytes.isDamaged)
      #expect(StoredPart(.links, in: lent, range, fingerprint: 7).anchors == [] && bytes.isDamaged)
      #expect(bytes.fingerprint(of: 0..<1000) == nil && bytes.array(1..<1000).count == bytes.count - 1)
      _ = reader.range()
    }
  }

  @Test func whatNobodyWroteIsBrokenAndEndless() throws {
    for bytes in [[0xFF], Array(repeating: 0xFF, count: 40), [3, 1], [0x80]] as [[UInt8]] {
      var isBroken = false
      _ = try readBack({ $0.append(bytes) }) { reader, all in
        var copy = reader
        let values = copy.values { $0.text() }
        isBroken = copy.isBroken && values.count <= bytes.count
        reader = ArchiveReader(all, 0..<0)
      }
      #expect(isBroken)
    }
  }

  @Test func aTableKeepsWhatItIsGiven() {
    var table = TextTable<Int>(capacity: 2)
    for number in 0..<1000 { table.add(Text("key \(number % 500)"), number) }
    for number in 0..<500 { #expect(table[Text("key \(number)")] == number) }
    table.set("key 7", -1)
    #expect(table["key 7"] == -1 && table["other"] == nil && table.keys.count == 500)
  }

  @Test func fingerprintsTellTextsApart() {
    var seen: Set<UInt64> = []
    for length in 0..<64 {
      for byte in 0..<8 as Range<UInt8> {
        for at in [0, length / 2, max(0, length - 1)] where length > 0 || at == 0 {
          var bytes = [UInt8](repeating: 0, count: length)
          if length > 0 { bytes[at] = byte }
          seen.insert(Fingerprint.of(bytes))
        }
      }
    }
    var different: Set<[UInt8]> = []
    for length in 0..<64 {
      for byte in 0..<8 as Range<UInt8> {
        for at in [0, length / 2, max(0, length - 1)] {
          var bytes = [UInt8](repeating: 0, count: length)
          if length > 0 { bytes[at] = byte }
          different.insert(bytes)
        }
      }
    }
    #expect(seen.count == different.count)
  }
}
