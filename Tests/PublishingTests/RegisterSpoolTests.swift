import Diagnostics
import Foundation
import Search
import Testing

@testable import Publishing

@Suite("Register spool")
struct RegisterSpoolTests {
  private let files = (0..<6).map { number in
    SearchFile(name: Text("i\(9 - number)"), bytes: [UInt8](repeating: UInt8(number), count: 3_000 + number))
  }

  @Test(
    "Files come back in the order of their names, from memory and from where they were set aside",
    arguments: [0, 10_000, 100_000])
  func order(inMemory: Int) throws {
    let store = SetAsideFile(in: FileManager.default.temporaryDirectory.path, mostInMemory: inMemory)
    var spool = RegisterSpool(store: store)
    for file in files { spool.add(file) }
    let back = spool.takeFiles()
    try store.close()
    #expect(back.map(\.name) == files.map(\.name).sorted())
    #expect(back.map(\.bytes) == files.reversed().map(\.bytes))
  }

  @Test("Without a store they stay in memory")
  func noStore() {
    var spool = RegisterSpool(store: nil)
    for file in files { spool.add(file) }
    #expect(spool.takeFiles().map(\.bytes) == files.reversed().map(\.bytes))
  }
}
