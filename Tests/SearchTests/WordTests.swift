import Diagnostics
import Testing

@testable import Search

/// The words of a text with their positions, as `word@position`.
private func words(_ text: Text) -> String {
  let tokens = Tokens(text)
  return tokens.tokens.map { "\(String(Text(tokens.bytes(of: $0))))@\($0.position)" }.joined(separator: " ")
}

@Suite("Words")
struct WordTests {
  /// Where eight bytes more can be read, short words are looked at as numbers.
  @Test("A word is the same at the end of a text and before more of it")
  func shortWords() {
    for first in ["a", "Z", "7", "é"] as [Text] {
      for length in 0...17 {
        let word = first + Text([UInt8](repeating: UInt8(ascii: "z"), count: length))
        for follower in ["", " ", ".", "-", "_", "'", "`", "{", "@", "A", "9", "é", ".x", "_x", "'x", "é x"] as [Text] {
          let text = word + follower
          #expect(Tokens(text).tokens == Tokens(text + "          ").tokens, "\(String(text))")
        }
      }
    }
  }

  @Test(
    "Identifiers are there whole and in parts, other words folded",
    arguments: [
      ("Submit a job.", "submit@0 a@1 job@2"),
      ("jobsub_submit -q", "jobsub_submit@0 jobsub@0 submit@1 q@2"),
      ("RITM0010001", "ritm0010001@0 ritm@0 0010001@1"),
      ("prod_reco_FA14", "prod_reco_fa14@0 prod@0 reco@1 fa14@2 fa@2 14@3"),
      ("JobQueue HTCondor", "jobqueue@0 job@0 queue@1 htcondor@2 ht@2 condor@3"),
      ("keep-up e.g. x", "keep-up@0 keep@0 up@1 e.g@2 e@2 g@3 x@4"),
      ("don't it’s", "dont@0 its@1"),
      ("Zürich Ærø Łódź Straße São", "zurich@0 aero@1 lodz@2 strasse@3 sao@4"),
      ("e\u{301}te\u{301}", "ete@0"),
      ("ΔΕΛΤΑ Привет 東京", "δελτα@0 привет@1 東京@2"),
      ("a — b…c “d”", "a@0 b@1 c@2 d@3"),
      ("_x_ --y", "x@0 y@1"),
      ("", ""), ("- . _", ""),
    ])
  func words(text: String, expected: String) {
    #expect(SearchTests.words(Text(text)) == expected)
  }

  @Test("A word's source is where it stands in the text, also where folding changes its length")
  func sources() {
    let text: Text = "“Straße” jobsub_submit"
    let tokens = Tokens(text)
    #expect(tokens.tokens.map { String(Text(text.utf8[$0.source])) } == ["Straße", "jobsub_submit", "jobsub", "submit"])
  }

  @Test("Bytes that are not UTF-8, and words without end, make no trap")
  func hostileBytes() {
    for first in UInt8(0x80)...0xFF {
      _ = Tokens(Text([first]))
      _ = Tokens(Text([0x61, first, 0x80, first, 0x2D, first]))
    }
    let long = Tokens(Text([UInt8](repeating: 0x61, count: 10_000)))
    #expect(long.tokens.map(\.word.count) == [64])
  }

  @Test(
    "Stems are Porter's",
    arguments: [
      ("caresses", "caress"), ("ponies", "poni"), ("cats", "cat"), ("feed", "feed"), ("agreed", "agre"), ("plastered", "plaster"),
      ("motoring", "motor"), ("sing", "sing"), ("conflated", "conflat"), ("hopping", "hop"), ("falling", "fall"),
      ("filing", "file"),
      ("happy", "happi"), ("sky", "sky"), ("relational", "relat"), ("conditional", "condit"), ("digitizer", "digit"),
      ("vietnamization", "vietnam"), ("formaliti", "formal"), ("triplicate", "triplic"), ("hopeful", "hope"),
      ("revival", "reviv"),
      ("allowance", "allow"), ("adjustment", "adjust"), ("adoption", "adopt"), ("communism", "commun"), ("probate", "probat"),
      ("rate", "rate"), ("controll", "control"), ("roll", "roll"), ("requests", "request"), ("requesting", "request"),
      ("is", "is"),
      ("fa14", "fa14"), ("replacement", "replac"), ("generalizations", "gener"), ("oscillators", "oscil"),
    ])
  func stems(word: String, expected: String) {
    #expect(String(Text(Stemmer.stem(of: Array(word.utf8)))) == expected)
  }
}
