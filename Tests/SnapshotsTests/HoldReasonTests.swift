import Snapshots
import Testing

@Suite struct HoldReasonTests {
  @Test func tellsWhatASubcodeMeans() {
    #expect(HoldReason(code: 34, subcode: 102).meaning == "the job used more memory than it asked for")
    #expect(HoldReason(code: 34, subcode: 104).meaning == "the job used more disk than it asked for")
    #expect(HoldReason(code: 26).name == "SystemPolicy")
  }

  @Test func doesNotCallAUsersWishAFault() {
    #expect([1, 15, 16].allSatisfy { !HoldReason(code: $0).isFault })
    #expect(HoldReason(code: 999).isFault)
    #expect(HoldReason(code: 999).name == "Unknown")
  }
}
