import Diagnostics
import Notation
import Testing

@testable import Tickets

@Suite struct EmailTests {
  private func read(_ text: String) -> TicketReading {
    TicketReader().read(SourceFile(path: "mail.eml", text: Text(text)))
  }

  /// The text of the file at the value of an entry, whatever it was decoded from.
  private func origin(_ ticket: TicketContent, _ entry: Int) throws -> Text {
    let origin = try #require(ticket.origin)
    return origin.file.text(in: origin.range(of: ticket.entries[entry].value.range))
  }

  @Test func readsAPlainMessage() throws {
    let mail = """
      From: a@example.org\r
      Subject: =?utf-8?Q?Keep-up_f=C3=BCr?=\r
       =?utf-8?B?IE5PdkE=?=\r
      Date: Tue, 01 Dec 2015 09:12:00 -0600\r
      \r
      form: keep-up\r
      release: v1\r
      -- \r
      A signature: not YAML: at all\r

      """
    let ticket = try #require(read(mail).tickets.first)
    #expect(read(mail).diagnostics.isEmpty)
    #expect(ticket.format == .yaml)
    #expect(ticket.entries.map { $0.key } == ["form", "release"])
    #expect(ticket.outerTitle?.text == "Keep-up für NOvA")
    #expect(ticket.opened?.rfc3339() == "2015-12-01T15:12:00Z")
    #expect(try origin(ticket, 1) == "v1")
    #expect(ticket.origin?.isExact(SourceRange(0, 5)) == true)
  }

  @Test func readsQuotedPrintableAndLatin1() throws {
    let mail =
      "From: a@b.org\nSubject: x\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
      + "release: v1=\n_2\npurpose: caf=E9 bar\n"
    let ticket = try #require(read(mail).tickets.first)
    #expect(ticket.entries.map { $0.value.text } == ["v1_2", "café bar"])
    #expect(try origin(ticket, 0) == "v1=\n_2")
    #expect(try origin(ticket, 1).hasPrefix("caf=E9"))
    #expect(ticket.origin?.isExact(SourceRange(0, 5)) == false)
  }

  @Test func readsTheTicketOfAMultipartMessage() throws {
    let mail = """
      From: a@b.org
      Subject: x
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary="=_b"

      Preamble: ignored
      --=_b
      Content-Type: multipart/alternative; boundary=inner

      --inner
      Content-Type: text/plain

      Dear all,
      see the attached.
      --inner
      Content-Type: text/html

      <p>release: v9</p>
      --inner--
      --=_b
      Content-Type: text/yaml; name=ticket.yml
      Content-Transfer-Encoding: base64

      cmVsZWFzZTogdjEKam9iczogMwo=
      --=_b--
      """
    let ticket = try #require(read(mail).tickets.first)
    #expect(ticket.entries.map { $0.key } == ["release", "jobs"])
    #expect(ticket.entries.map { $0.value.text } == ["v1", "3"])
  }

  @Test func keepsWordsForRoutingWhenThereIsNoTicket() throws {
    let ticket = try #require(read("From: a@b.org\nSubject: The database is slow\n\nHello, can you help?\n").tickets.first)
    #expect(ticket.entries.isEmpty)
    #expect(ticket.outerTitle?.text == "The database is slow")
    #expect(ticket.outerDescription?.text == "Hello, can you help?")
  }

  @Test func reportsAMessageWithoutText() {
    let mail = "From: a@b.org\nSubject: x\nContent-Type: text/html\n\n<p>Hi</p>\n"
    #expect(read(mail).diagnostics.map { $0.rule } == ["ticket-not-recognised"])
  }

  @Test func survivesHostileStructure() {
    let nested = String(repeating: "Content-Type: multipart/mixed; boundary=b\n\n--b\n", count: 5000)
    #expect(read("From: a@b.org\nSubject: x\n" + nested).tickets.count <= 1)
    #expect(read("From: a@b.org\nSubject: =?utf-8?Q?=?=?=\nContent-Type: multipart/x; boundary=\n\n--\n--\n").tickets.count <= 1)
  }
}
