import Foundation

extension TicketGenerator {
  /// Texts that are no tickets, or hardly: empty, binary, endless, deep, wrongly encoded, or made to slow a reader down.
  static let hostileTexts: [[UInt8]] = {
    let texts = [
      "", "\n\n\n", "   \t", "---", "---\n---\n", "---\n---\n---\n", "form", "form:", ": x", "- a\n- b\n", "[]", "{}", "[[]]",
      "{\"result\":",
      "{\"result\": [{\"number\": \"RITM1\", \"number\": \"RITM2\"}]}",
      "{\"error\":{\"message\":\"User Not Authenticated\"},\"status\":\"failure\"}",
      "[\(String(repeating: "[", count: 2000))", String(repeating: "{\"a\":", count: 2000), String(repeating: "a: ", count: 3000),
      "form: keep-up\n" + String(repeating: " ", count: 5000) + "x: y\n", "a: &a [*a, *a]\nb: *a\n", "? complex\n: key\n",
      "a: !!binary x\n",
      "%YAML 1.1\n---\na: b\n", "form: keep-up\n\ttitle: tab\n", "form: keep-up\ntitle: 'never closed\n",
      "form: keep-up\ntitle: \"\\q\"\n",
      "form: keep-up\ntitle: >\n  folded\n\n  text\n   more\n",
      "form: keep-up\nrelease: " + String(repeating: "a", count: 20_000) + "\n",
      "form: keep-up\nconfiguration: [" + String(repeating: "a.fcl, ", count: 2000) + "]\n",
      "form: question\n" + (0..<600).map { "field_\($0): x\n" }.joined(), "### \n### \n",
      String(repeating: "### Title\n\nx\n", count: 300),
      String(repeating: "> ", count: 3000) + "form: keep-up", "From: x\n\n",
      "From: a@b.org\nContent-Type: multipart/mixed; boundary=\"\"\n\n--\n--\n",
      "From: a@b.org\nContent-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\n", count: 500) + "--b--\n",
      "Subject: " + String(repeating: "=?utf-8?Q?=41?= ", count: 500) + "\nFrom: a@b.org\n\nform: question\n",
      "Content-Transfer-Encoding: base64\nFrom: a@b.org\n\n!!!not base64!!!\n",
      "form: question\ntitle: \u{202E}\u{2066}abc\ncontact: \u{0}\n",
      "form: question\r\ntitle: x\rcontact: a@b.org\r\r\n", "\u{FEFF}form: question\ntitle: With a mark of byte order\n",
      "form: question\ntitle: \(String(repeating: "🙂", count: 400))\n",
      "form: question\ntitle: \(String(repeating: "e\u{301}", count: 400))\n",
      "form: simulation\nevents: 9223372036854775807\ntime_per_event: 1e308 h\njobs: 1\nwalltime: 1 s\n",
      "form: simulation\nevents: -9223372036854775808\njobs: 0\nsize_per_event: 1e-400 kB\n",
      "form: keep-up\nvalid_from: 0000-00-00\nvalid_until: 9999-12-31\n",
      "form: keep-up\nvalid_from: 9999-12-31\nvalid_until: 0001-01-01\ncreated: 0001-01-01\nneeded_by: 9999-12-31\n",
      "form: keep-up\nrelease: " + String(repeating: "(a*)*", count: 200) + "\n",
      "form: keep-up\ntitle: " + String(repeating: "new production ", count: 300) + "!\n",
      "exceptions:\n" + String(repeating: "  - rule: release-tag-moves\n    reason: x\n", count: 200),
      "exceptions: text\nform: question\n",
    ]
    let bytes: [[UInt8]] = [
      [0], [0xFF, 0xFE, 0x66, 0x00], [0xFE, 0xFF, 0x00, 0x66], Array("form: ".utf8) + [0xC3],
      Array("form: question\ntitle: ".utf8) + [0xED, 0xA0, 0x80],
      Array("form: question\ntitle: ".utf8) + [0xF4, 0x90, 0x80, 0x80, 0x0A], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
      Array("form: question\ntitle: caf".utf8) + [0xE9, 0x0A], (0...255).map { UInt8($0) }, (1...255).map { UInt8($0) },
      Array("From: a@b.org\nContent-Type: text/plain; charset=iso-8859-1\n\nform: question\ntitle: caf".utf8) + [0xE9, 0x0A],
    ]
    return texts.map { Array($0.utf8) } + bytes
  }()
}
