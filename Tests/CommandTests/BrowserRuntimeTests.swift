import Diagnostics
import Foundation
import Knowledge
import Notation
import Publishing
import ServiceLevels
import Testing

@testable import opos

/// The module that `opos` embeds, run in Node on a rule of our own agreement.
@Suite struct BrowserRuntimeTests {
  private let harness = """
    const fs = require("fs");
    const [code, data, ticket, name, now] = process.argv.slice(2);
    WebAssembly.instantiate(fs.readFileSync(code), {}).then(({ instance }) => {
      const e = instance.exports;
      const give = (bytes) => {
        const at = e.opos_allocate(bytes.length);
        new Uint8Array(e.memory.buffer).set(bytes, at);
        return [at, bytes.length];
      };
      const take = (at) => {
        const length = new DataView(e.memory.buffer).getUint32(at, true);
        const text = Buffer.from(new Uint8Array(e.memory.buffer, at + 4, length)).toString();
        e.opos_free(at);
        return text;
      };
      const found = take(e.opos_load(...give(fs.readFileSync(data))));
      if (found !== "[]\\n" && found !== "[]") { console.error(found); process.exit(2); }
      const encode = (text) => give(Buffer.from(text));
      process.stdout.write(take(e.opos_lint(...encode(name), ...give(fs.readFileSync(ticket)), ...encode(""), Number(now))));
    });
    """

  @Test func theModuleJudgesAsTheProgramDoes() throws {
    let folder = try TemporaryFolder()
    let content = OposCommand.repository.appending(path: "Content")
    let parts = try ContentLoader(source: content.path, jobs: 1).loadAgreement()
    let module = try #require(Data(base64Encoded: String(describing: browserRuntimeBase64)))
    try module.write(to: folder.file("opos.wasm"))
    try Data(LinterData.write(Agreement(parts).linter).utf8).write(to: folder.file("linter.json"))
    try folder.write(["harness.cjs": harness])
    for ticket in ["bad/release-moves.md", "bad/newcomer.md", "bad/production-web-server.eml", "good/keep-up.md"] {
      let path = content.appending(path: "Examples/\(ticket)")
      let native = try OposCommand.run(["lint", "--format", "json", "Content/Examples/\(ticket)"])
      let browser = try node([
        folder.file("harness.cjs").path, folder.file("opos.wasm").path, folder.file("linter.json").path, path.path,
        "Content/Examples/\(ticket)", "1449073200",
      ])
      #expect(browser == native.output, "\(ticket)")
    }
  }

  private func node(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["node"] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "node is needed to run the module (apt-get install nodejs)")
    return String(decoding: bytes, as: UTF8.self)
  }
}
