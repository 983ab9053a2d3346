import Diagnostics
import Foundation
import Notation
import TestSupport
import Tickets

/// Makes tickets of every format from a seed: good ones, bad ones, and texts that are meant to break a reader.
struct TicketGenerator {
  private var random: SeededGenerator
  private let forms: [Form]
  private let ids: [String]

  /// A generator of tickets for some forms.
  init(seed: UInt64, forms: [Form]) {
    random = SeededGenerator(seed: seed)
    self.forms = forms
    ids = forms.map { String($0.id) }
  }

  /// The next ticket: the ending that its file would have, and its bytes.
  mutating func next() -> (ending: String, bytes: [UInt8]) {
    if oneIn(25) { return ("txt", Self.hostileTexts[Int(random.next() % UInt64(Self.hostileTexts.count))]) }
    let form = pick(forms)
    let fields = fields(of: form)
    var ticket = pick([markdown, yaml, headings, email, record])(form, fields, &random)
    if oneIn(6) { damage(&ticket.bytes) }
    if oneIn(8) { ticket.bytes = Array(String(decoding: ticket.bytes, as: UTF8.self).replacing("\n", with: "\r\n").utf8) }
    return ticket
  }

  /// The next ticket, whole, with a text in one of its answers.
  mutating func next(holding text: String) -> (ending: String, bytes: [UInt8]) {
    let form = pick(forms)
    var fields = fields(of: form)
    fields.append(("title", "NOvA keep-up"))
    let index = Int(random.next() % UInt64(fields.count))
    fields[index].value = pick(["", "see ", "use this: "]) + text + pick(["", " please", ", thanks"])
    return pick([markdown, yaml, headings, email, record])(form, fields, &random)
  }
}

extension TicketGenerator {
  private mutating func oneIn(_ count: UInt64) -> Bool { random.next() % count == 0 }

  private mutating func pick<Element>(_ elements: [Element]) -> Element { random.pick(elements) }

  /// Some fields of the form's example, some of them changed, misspelt, left out, given twice or added.
  private mutating func fields(of form: Form) -> [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = []
    // Most tickets are short, so that many can be made.
    let keep: UInt64 = oneIn(4) ? 20 : 3
    for entry in form.example?.entries ?? [] where random.next() % 20 < keep * (oneIn(3) ? 2 : 1) {
      let type = form.field(entry.key)?.type ?? .text
      var value = String(form.field(entry.key)?.typed(entry.value) ?? entry.value.text)
      if oneIn(3) { value = pick(Self.values[type] ?? Self.anything) }
      if oneIn(12) { value = pick(Self.anything) }
      let name = String(entry.key)
      fields.append((oneIn(30) ? String(name.dropLast()) : name, value))
      if oneIn(60) { fields.append((name, value)) }
    }
    if oneIn(20) { fields.append((pick(["repositry", "form", "Memory", "x-y", ""]), pick(Self.anything))) }
    if oneIn(2) { fields.shuffle(using: &random) }
    return fields
  }

  /// Changes, drops or repeats a few bytes.
  private mutating func damage(_ bytes: inout [UInt8]) {
    for _ in 0..<(1 + random.next() % 3) where !bytes.isEmpty {
      let index = Int(random.next() % UInt64(bytes.count))
      switch random.next() % 5 {
      case 0: bytes[index] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes.remove(at: index)
      case 2: bytes.removeSubrange(index...)
      case 3: bytes.insert(contentsOf: bytes[index..<min(index + 40, bytes.count)], at: index)
      default: bytes.insert(pick([0x00, 0x09, 0x22, 0x27, 0x2D, 0x3A, 0x5B, 0x7B, 0xC3, 0xFF]), at: index)
      }
    }
  }

  private static let values: [FieldType: [String]] = [
    .date: [
      "2015-12-03", "2015-12-10", "2016-01-02", "10.12.2015", "3/4/2015", "tomorrow", "2015-02-30", "2014-12-24", "20151218",
    ],
    .integer: ["0", "-1", "1800", "5,000,000", "1e6", "99999999999999999999", "two", "0x10", "3000000000"],
    .number: ["0.5", "-0", "1e400", "NaN", ".5"],
    .quantity: ["2000", "2 GB", "2GB", "16 GB", "1 kB", "3 parsec", "8 h", "48 h", "5 min", "1,5 GB", "-1 GB", "2 gb", "1e3 MB"],
    .url: [
      "git.example.org/nova/Scripts", "git@git.example.org:nova/Scripts.git", "https://x.example/a.tar.gz", "ftp://a/b",
      "not one",
    ],
    .email: ["nobody", "A Person <a.person@example.org>", "a@b", "nova-production@example.org", "mailto:x@example.org"],
    .list: ["the usual ones", "- a.fcl\n- b.fcl", "18460-18420", "../x.fcl\n/y.cfg", "a.fcl, b.fcl"],
    .choice: ["1", "5", "9", "NOvA", "novaa", "icarus", "mu2e", "sam", "SAM", "none"],
  ]

  private static let anything = [
    "", " ", "develop", "HEAD", "origin/production", "v01_*", "4f1c2d9", "everyone", "MyAnalysis", "*.root", "prod_%",
    "Production request",
    "Help", "as discussed in the meeting", "Please see my e-mail", "~/out", "/pnfs/nova/scratch/users/me", "RITM0010001",
    "ritm0010001",
    "Revised request", "production web server for our group", "_No response_", "null", "true", "[a, b]", "{a: b}", "&a b", "*a",
    "!!str x",
    "\"open", "it's", "a: b: c", "# comment", "| block", "é漢字🙂", "e\u{301}", "\u{202E}evil", "\u{0}", "\u{7}", "\u{1B}[31mred",
    "\u{FEFF}",
    "<script>alert(1)</script>", "`backquotes`", "{ticket.release}", "password: hunter2secret", "-----BEGIN RSA PRIVATE KEY-----",
    "ghp_0123456789abcdefghijklmnopqrstuvwxyz", String(repeating: "long ", count: 60), "one\ntwo\n\nthree", "e.g. v01_02_03",
    "Role, not a name",
  ]
}

extension TicketGenerator {
  private typealias Fields = [(name: String, value: String)]

  /// Values as YAML, most of them in the quotes that they need.
  private func mapping(_ form: Form, _ fields: Fields, _ random: inout SeededGenerator) -> String {
    var text = random.next() % 8 == 0 ? "" : "form: \(random.next() % 12 == 0 ? random.pick(ids) : String(form.id))\n"
    for (name, value) in fields {
      switch random.next() % 12 {
      case 0: text += "\(name): \(value)\n"
      case 1: text += "\(name):\n" + value.split(separator: "\n").map { "  - \(YAML.scalar(Text(String($0))))\n" }.joined()
      case 2: text += "\(name): |\n" + value.split(separator: "\n").map { "  \($0)\n" }.joined()
      default: text += "\(name): \(YAML.scalar(Text(value)))\n"
      }
    }
    if random.next() % 10 == 0 {
      let rule = random.pick(["group-unknown", "release-tag-moves", "contact-not-registered", "no-such-rule"])
      let until = random.pick(["", "    until: 2015-11-01\n", "    until: soon\n", "    approved_by: Service manager\n"])
      text += "exceptions:\n  - rule: \(rule)\n    reason: agreed\n" + until
    }
    return text
  }

  private func yaml(_ form: Form, _ fields: Fields, _ random: inout SeededGenerator) -> (ending: String, bytes: [UInt8]) {
    ("yml", Array(mapping(form, fields, &random).utf8))
  }

  private func markdown(_ form: Form, _ fields: Fields, _ random: inout SeededGenerator) -> (ending: String, bytes: [UInt8]) {
    let body = random.pick(["", "\nWords of a description.\n", "\n### Heading\n\nas discussed\n", "\n---\n"])
    return ("md", Array("---\n\(mapping(form, fields, &random))---\n\(body)".utf8))
  }

  private func headings(_ form: Form, _ fields: Fields, _ random: inout SeededGenerator) -> (ending: String, bytes: [UInt8]) {
    var text = random.next() % 6 == 0 ? "" : "### Form\n\n\(form.id)\n\n"
    for (name, value) in fields {
      let label = form.field(Text(name)).map { String($0.label) } ?? name
      text +=
        "### \(random.next() % 20 == 0 ? label.lowercased() + ":" : label)\n\n\(value.isEmpty ? "_No response_" : value)\n\n"
    }
    return ("txt", Array(text.utf8))
  }

  private func email(_ form: Form, _ fields: Fields, _ random: inout SeededGenerator) -> (ending: String, bytes: [UInt8]) {
    let body = random.next() % 2 == 0 ? headings(form, fields, &random).bytes : yaml(form, fields, &random).bytes
    var head = "From: A Person <a.person@example.org>\nTo: servicedesk@example.org\nDate: Tue, 1 Dec 2015 09:30:00 -0600\n"
    head += "Subject: \(random.pick(["NOvA keep-up, week 49", "=?utf-8?Q?Pr=C3=BCfung?=", "Production request", "Web server"]))\n"
    switch random.next() % 4 {
    case 0:
      let encoded = Data(body).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
      return (
        "eml", Array("\(head)Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n\(encoded)\n".utf8)
      )
    case 1:
      let encoded = body.map { byte -> String in
        byte == 0x0A || (byte >= 0x20 && byte < 0x7F && byte != 0x3D) ? String(UnicodeScalar(byte)) : "=" + Self.hexadecimal(byte)
      }.joined()
      return (
        "eml",
        Array("\(head)Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n\(encoded)".utf8)
      )
    default: return ("eml", Array("\(head)\n".utf8) + body)
    }
  }

  /// A ServiceNow record with its variables beside it, or below it as an object.
  private func record(_ form: Form, _ fields: Fields, _ random: inout SeededGenerator) -> (ending: String, bytes: [UInt8]) {
    var writer = JSONWriter(pretty: random.next() % 2 == 0)
    let hasObject = random.next() % 2 == 0
    let number = random.pick(["RITM0010022", "RITM0099999", ""])
    writer.object { writer in
      writer.key("result")
      writer.array { writer in
        writer.object { writer in
          writer.member("number", Text(number))
          writer.member("sys_id", "c36a93a37b1200001c9c9b5b8a9619a8")
          writer.member("cat_item", form.name)
          writer.member("short_description", "NOvA far detector keep-up")
          writer.member("opened_at", "2015-12-01 14:00:00")
          if hasObject {
            writer.key("variables")
            writer.object { writer in for field in fields { writer.member(Text(field.name), Text(field.value)) } }
          }
        }
        if !hasObject {
          for field in fields {
            writer.object { writer in
              writer.member("request_item", "c36a93a37b1200001c9c9b5b8a9619a8")
              writer.member("sc_item_option.item_option_new.name", Text(field.name))
              writer.member("sc_item_option.value", Text(field.value))
            }
          }
        }
      }
    }
    return ("json", writer.bytes)
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 2 ? digits : "0" + digits
  }
}
