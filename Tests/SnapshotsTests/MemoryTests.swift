import Diagnostics
import Notation
import Snapshots
import Testing

/// What is in memory does not depend on how many jobs there are.
@Suite struct MemoryTests {
  private let ad =
    "{\"JobStatus\":2,\"Jobsub_Group\":\"nova\",\"MATCH_GLIDEIN_Site\":\"FNAL\",\"Env\":\"\(String(repeating: "x", count: 300))\"}"

  @Test func theScannerHoldsAPieceAndAToken() {
    let lines = Array("\(ad)\n".utf8)
    var left = 2000
    var scanner = JSONScanner(options: JSONOptions(manyTexts: true)) {
      left -= 1
      return left >= 0 ? lines : []
    }
    var largest = 0
    while scanner.next() != .end { largest = max(largest, scanner.bytesInMemory) }
    #expect(scanner.fault == nil)
    #expect(largest <= 2 * lines.count)
  }

  @Test func piecesAreAskedForOneByOne() {
    let lines = Array("\(ad)\n".utf8)
    var asked = 0
    let snapshot = JobReader.read(path: "t", format: .jobHistory) {
      asked += 1
      return asked <= 2000 ? lines : []
    }.snapshot
    #expect(snapshot.counts[.running] == 2000)
    #expect(asked == 2001)
  }

  @Test func namesAreLimited() {
    var number = 0
    let snapshot = JobReader.read(path: "t", format: .jobHistory) {
      number += 1
      return number <= 6000 ? Array("{\"JobStatus\":2,\"POMS4_CAMPAIGN_NAME\":\"c\(number)\"}\n".utf8) : []
    }.snapshot
    #expect(snapshot.campaigns.count == 4097)
    #expect(snapshot.campaigns.first?.name == "(other)")
    #expect(snapshot.campaigns.first?.counts.total == 6000 - 4096)
  }
}
