import Diagnostics
import Foundation
import Notation
import Testing
import Tickets

/// Secrets in tickets are found and are in no output, whatever format the ticket or the report has.
@Suite struct SecretTests {

  @Test(arguments: [1] as [UInt64])
  func noOutputHoldsASecret(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let planted = try plant(31, seed: seed, in: folder)
    let paths = planted.keys.sorted()
    let formats = ["text", "concise", "json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown"]
    for options in formats.map({ ["--format", $0] }) + [["--diff"], ["--diff", "--unsafe-fixes"], ["--statistics"]] {
      let outcome = try OposCommand.run(["lint", "--now", "2015-12-02T16:20:00Z"] + options + paths)
      #expect((0...1).contains(outcome.status))
      let output = Data((outcome.output + outcome.messages).utf8)
      for (path, secret) in planted {
        let shown = needles(of: secret).filter { holds(output, $0) }
        #expect(shown.isEmpty, "\(options) shows the secret of \(path)")
      }
      guard options == ["--format", "concise"] else { continue }
      let found = outcome.output.split(separator: "\n").filter { $0.hasSuffix("[secret-in-ticket]") }
      #expect(Set(found.map { String($0.prefix { $0 != ":" }) }) == Set(paths))
    }
  }

  /// Tickets with a secret each, by the paths of their files.
  private func plant(_ count: Int, seed: UInt64, in folder: TemporaryFolder) throws -> [String: String] {
    var random = SecretMaker(seed: seed)
    var generator = TicketGenerator(seed: seed, forms: try forms())
    var planted: [String: String] = [:]
    for index in 0..<count {
      let (text, secret) = random.kind(index)
      let ticket = generator.next(holding: text)
      let file = folder.file("\(index).\(ticket.ending)")
      try Data(ticket.bytes).write(to: file)
      planted[file.path] = secret
    }
    return planted
  }

  /// Whether bytes hold a text. Comparing strings would take minutes.
  private func holds(_ bytes: Data, _ text: String) -> Bool { bytes.range(of: Data(text.utf8)) != nil }

  /// The secret, its halves, and how it looks in base64 and quoted-printable.
  private func needles(of secret: String) -> [String] {
    let bytes = Array(secret.utf8)
    let half = bytes.count / 2
    let parts = bytes.count > 16 ? [bytes[..<half], bytes[half...]] : [bytes[...]]
    return parts.flatMap { part -> [String] in
      let base64 = (0..<3).map { offset in
        String(
          Data([UInt8](repeating: 0x20, count: offset) + part).base64EncodedString().dropFirst(offset == 0 ? 0 : 4).dropLast(4))
      }
      let printable = part.prefix(8).map { String(format: "=%02X", $0) }.joined()
      return [String(decoding: part, as: UTF8.self), printable] + base64.filter { $0.count >= 12 }
    }
  }

  private func forms() throws -> [Form] {
    let folder = OposCommand.repository.appending(path: "Content/Forms")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().compactMap { name in
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
      return Form.read(SourceFile(path: Text(name), bytes: bytes)).form
    }
  }
}

/// Makes secrets of every kind from a seed.
private struct SecretMaker {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// The secret of a kind, with the text that it stands in.
  mutating func kind(_ index: Int) -> (text: String, secret: String) {
    let texts: [(before: String, secret: String, after: String)] = [
      ("", "ghp_" + some(36), ""), ("", "github_pat_" + some(22) + "_" + some(59), ""), ("", "glpat-" + some(20), ""),
      ("", "AKIA" + some(16, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), ""), ("aws_secret_access_key = ", some(38) + "1a", ""),
      ("", "xoxb-" + some(12, of: "0123456789") + "-" + some(24), ""), ("", webToken(), ""),
      ("Authorization: Bearer ", webToken(), ""), ("BEARER_TOKEN=", webToken(), ""), ("", "pypi-AgEIcHlwaS5vcmc" + some(80), ""),
      ("", "npm_" + some(36), ""), ("", "AIza" + some(35), ""), ("", "hvs." + some(90), ""),
      ("-----BEGIN RSA PRIVATE KEY-----\n", some(64), "\n" + some(64) + "\n-----END RSA PRIVATE KEY-----"),
      ("-----BEGIN PRIVATE KEY-----\n", some(64), "\n-----END PRIVATE KEY-----"),
      ("https://novapro:", some(12), "@db.example.org:5432/x"),
      ("git clone https://oauth2:glpat-", some(20), "@git.example.org/a"),
      ("password: ", some(6) + "9x!" + some(4), ""), ("PGPASSWORD=", some(10) + "7", " psql -h db"),
      ("the password is ", some(8) + "7!x", ""), ("export X509_TOKEN=\"", some(24) + "7", "\""),
      ("api_key: ", some(31) + "4", ""),
      ("machine h.example login novapro password ", some(9) + "5z", ""), ("mysql --user=x --password=", some(10) + "3", ""),
      ("{\"password\": \"", some(10) + "3", "\"}"), ("client_secret: ", some(40, of: "0123456789abcdef") + "a1", ""),
      ("echo '", some(12) + "1!", "' | kinit novapro"), ("sshpass -p ", some(10) + "1x", " ssh gpvm01"),
      ("mysql -u novapro -p", some(10) + "1x", " novadb"), ("Passwort: ", some(10) + "1x", ""), ("pw: ", some(10) + "1x", ""),
    ]
    let (before, secret, after) = texts[index % texts.count]
    return (before + secret + after, secret)
  }

  private mutating func webToken() -> String {
    func encoded(_ text: String) -> String { Data(text.utf8).base64EncodedString().replacing("=", with: "") }
    return encoded(#"{"alg":"RS256","typ":"JWT"}"#) + "." + encoded(#"{"scope":"storage.read:/","jti":"\#(some(8))"}"#) + "."
      + some(86)
  }

  private mutating func some(
    _ count: Int, of letters: String = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
  ) -> String {
    let letters = Array(letters)
    return String((0..<count).map { _ in letters[Int(next() % UInt64(letters.count))] })
  }

  private mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state >> 11
  }
}
