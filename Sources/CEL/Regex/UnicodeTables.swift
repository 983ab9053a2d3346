import Diagnostics

extension CharacterSet {
  /// The code points of a script: `Greek`; nil for a name that is not among `scriptNames`.
  static func script(_ name: Text) -> CharacterSet? {
    scripts.withUTF8Buffer { table in
      var start = 0
      for end in table.indices where table[end] == 0x0A || end == table.count - 1 {
        let body = start + name.utf8.count
        if body < end, table[body] == 0x20, table[start..<body].elementsEqual(name.utf8) {
          var set = CharacterSet()
          var last: UInt32 = 0
          forEachRun(of: table[(body + 1)...end]) { _, gap, length, _ in
            set.insert(last + gap, last + gap + length)
            last += gap + length
          }
          return set
        }
        start = end + 1
      }
      return nil
    }
  }

  /// The scripts that are known: those of the languages in which people write to the service.
  static var scriptNames: Text {
    "`Latin`, `Greek`, `Cyrillic`, `Armenian`, `Hebrew`, `Arabic`, `Devanagari`, `Thai`, `Georgian`, `Hangul`, `Hiragana`, `Katakana` and `Han`"
  }
}

/// Calls for runs of letters whose other form is so far ahead.
func forEachFolding(_ body: (_ low: UInt32, _ high: UInt32, _ distance: UInt32) -> Void) {
  foldings.withUTF8Buffer { table in
    var low: UInt32 = 0
    forEachRun(of: table[...]) { kind, gap, length, distance in
      low += gap
      if kind == UInt8(ascii: "P") { return body(low, low + max(length, 1) - 1, distance) }
      // Pairs of neighbours, one after the other.
      for pair in 0..<max(length, 1) { body(low + pair * 2, low + pair * 2, 1) }
    }
  }
}

/// Reads runs: a capital letter, then up to three numbers in base 32 (`0-9e-z`) with dots between; a number left out is 0.
private func forEachRun(
  of table: Slice<UnsafeBufferPointer<UInt8>>, _ body: (_ kind: UInt8, UInt32, UInt32, UInt32) -> Void
) {
  var index = table.startIndex
  func number() -> UInt32 {
    var value: UInt32 = 0
    while index < table.endIndex, let digit = UnicodeCategories.digit(table[index]) {
      value = value * 32 + digit
      index += 1
    }
    return value
  }
  func next() -> UInt32 {
    guard index < table.endIndex, table[index] == UInt8(ascii: ".") else { return 0 }
    index += 1
    return number()
  }
  while index < table.endIndex, table[index] >= UInt8(ascii: "A"), table[index] <= UInt8(ascii: "Z") {
    let kind = table[index]
    index += 1
    let (first, second) = (number(), next())
    body(kind, first, second, next())
  }
}

/// Letters and the next form of them: after each letter the distance from the run before, how many letters there are, and how far ahead the
/// other forms are (`P`); or from there on so many pairs of neighbours (`A`). Unicode 14.0.0 as RE2 folds it.
private let foldings: StaticString = """
  P21.u.10P1e.1.85zP8.1.8gP22.1.r7Pf.r.10Ps.7.10P7.1.7hzP6.1.826Pu.1.3tA1.sA1m.3A7.8Al.rA1j.3P7.1.63P1.1.6mA1.2P4.1.6iA1P2.2.6\
  hA2P3.1.2jP1.1.6eP1.1.6fA1P2.1.6hP1.1.6jP1.1.31P1.1.6nP1.1.6lA1P2.1.53P2.1.6nP1.1.6pP1.1.42P1.1.6qA1.3P6.1.6uA1P2.1.6uA3P2.1\
  .6uA1P2.2.6tA2.2P4.1.6vA1A4P3.1.1sA5A1.2A3.2A3.9An.9AnA1.2A6.oA1e.9Ps.1.elfA1P3.1.el8P1.2.elzA2P3.1.25P1.1.27A1.5Pe.1.ekzP1.\
  1.ekwP1.1.ekyPe.1.19ejP5.1.19efP4.1.1998P1.1.19e4P4.1.19e4P1.1.ejrP1.1.19e1P5.1.ejxPg.1.ej7P5.1.19e3P5.1.199ePq.1.198pP1.1.1\
  98mP57.1.2oA1f.2A6P5.3.42P4.1.3oP7.1.16P2.3.15P4.1.20P2.2.1zP2.1.723P1.l.10Pm.1.zP1.8.10Pg.1.71nP2.1.yP3.1.20P3.1.tP1.1.705P\
  1.1.1qP6.1.qP1.1.1kA1P4.1.jP3.1.7exP6.1.8P2.1.13A7.gPu.1.7A5A3P6.k.2kPk.10.10P12.1.62iP2.1.62hPe.1.624P3.2.622P9.1.61wAq.lP3\
  .1.614A17.vP1q.1.jA1.7Aj.1kP31.16.1kP2vj.16.730P17.1.730P6.1.730P3.1f.2y0P1h.3.2y0Pp3.2k.15ykP2k.6.8A24oP4.1.12i2P7l.1.12k4P\
  4.1.3r6Pl.1.12lsA3m.2fP31.1.1uA1z.1kP30.8.8Pk.6.8Pk.8.8Pk.8.8Pk.6.8Pl.1.8P2.1.8P2.1.8P2.1.8P9.8.8Pk.2.2eP2.4.2qP4.2.34P2.2.4\
  0P2.2.3kP2.2.3yP4.8.8Pk.8.8Pk.8.8Pk.2.8P3.1.9Pk.1.9Ph.2.8Pk.2.8P5.1.7Pi.1.9P9z.1.wP1i.k.kA13Ptn.u.uP1ue.1k.1kA30A7.3AfA3Af.1\
  mA3f.2A7Ayei.rA20.iA52.7Ak.zA27.2A5.5AhA5.2P4.1.1kA2.ePx.1.x0A1.8An.2A9A6.2AzAoskP10w.u.10P16z.18.18P5k.14.18P60.f.17Pg.j.17\
  Pk.7.17P8.2.17P1rg.1n.20P310.10.10Pph0.10.10Pyq0.12.12
  """

/// Each script's runs: the distance from the end of the run before, and how many code points follow the first.
private let scripts: StaticString = """
  Latin A21.tA7.tA1kAkA6.qA2.yA2.i0A18.4A6kw.15A7.1kA6.3A6.gA2.25A22.7zAfmAiAl.gA4i.1A7AwAm.18A2qs.zAyp3.35A4.1zA6.1A2A2.4At.h\
  Atl.1eA2.8A2.3Anwr.6A10v.tA7.tA216.5A2.19A2.8A1pu6.yA7.5
  Greek Avk.3A2.2A3.3A2A5A2A2.2A2A2.nA2.1yAj.jA697.4A1n.4A5.4A2pAe1.pA3.5A3.15A3.5A3.7A2A2A2A2.yA3.1oA2.iA2.hA3.5A2.mA3.2A2.8A\
  98A12lzApiv.2iAmA1o30.25
  Cyrillic A100.44A3.58A5ul.8A53A2hA438.zAy21.2zApwj.1A1sk1.1xA12
  Armenian A19l.15A3.1lA3.2A1xg4.4
  Hebrew A1gl.1qA9.uA5.5A1x99.tA2.4A2A2.1A2.1A2.9
  Arabic A1k0.4A2.5A2.hA2.2A2.zA2.9Ag.tA2.3fA2.11A2l.1jA7l.yA2.1A7.29A2.wA1wml.3mAl.feA3.2jA3.1pA8A11.jA3l.4A2.46A3v4.yA3z.2A1\
  rs1.3A2.uA2.1A2A3A2.9A2.3A2A2A7A5A2A2A2.2A2.1A2A3A2A2A2A2A2.1A2A3.3A2.6A2.3A2.3A2A2.9A2.kA6.2A2.4A2.kA1p.1
  Devanagari A280.2kA5.iA3.tA17v1.zAwk1.9
  Thai A3k1.1tA6.v
  Georgian A450.15A2A6A3.1eA2.3A2wl.1eA3.2A421.15A2A6
  Hangul A480.7zA7lj.1A82.2xA3m.yA22.yAxr2.wAo4.ex3Ah.qA5.1kA9x5.yA4.5A3.5A3.5A3.2
  Hiragana Ag21.2pA7.2A2zv2.8yAnAy.2Ak5i
  Katakana Ag51.2tA3.2A7l.jA6l.1iA2.2rA1n0j.9A2.1gA1g2n.3A2.6A2.1A2A90.2A1nAj.3
  Han Afo0.tA2.2sAh.6pA1kA2Au.8Aj.3Ay5.6hzA21.ojzAq81.fhA3.39Ax89.1Ah.1A140j.19qzA11.41tA7.6xA3.5o1Aj.79kAk.nhA2h3.kxA1j3.4ueA\
  6.42z
  """
