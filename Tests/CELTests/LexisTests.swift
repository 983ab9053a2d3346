import Testing

/// White space, comments and literals: cel-spec's own tests of these need messages.
@Suite struct LexisTests {
  @Test(arguments: [
    " 1 ", "\t1", "1\n", "\u{0C}1\r\n", "// a comment\n1", "1 // the end", "1//", "// one\n// two\n  1 // three\n\n",
    "(1\n)", "1 // \" ' ( [", "\r1",
  ])
  func blanksAndCommentsSeparate(_ expression: String) {
    #expect(outcome(expression) == #"{"int":"1"}"#)
  }

  @Test func aCommentEndsAtTheEndOfItsLine() {
    #expect(outcome("[1, // one\n 2 // two\n]") == #"{"list":[{"int":"1"},{"int":"2"}]}"#)
    #expect(outcome("'// no comment'") == #"{"string":"// no comment"}"#)
    #expect(outcome("1 / / 2") == "issue at 4-5: found `/` where a value was expected")
  }

  @Test func otherSpacesAreNoBlanks() {
    #expect(outcome("1\u{A0}+ 1") == "issue at 1-3: `\u{A0}` is not part of the language")
    #expect(outcome("1\u{0B}") == "issue at 1-2: a control character is not part of the language")
  }

  @Test(arguments: [
    ("0x1F", #"{"int":"31"}"#), ("0XfU", #"{"uint":"15"}"#), ("-0x10", #"{"int":"-16"}"#),
    ("9223372036854775808", "issue at 0-19: the number does not fit 64 bits"),
    ("-9223372036854775808", #"{"int":"-9223372036854775808"}"#),
    ("--9223372036854775807", #"{"int":"9223372036854775807"}"#),
    ("- 5", #"{"int":"-5"}"#), ("18446744073709551616u", "issue at 0-20: the number does not fit 64 bits"),
    (".5", #"{"double":"0.5"}"#), ("1e3", #"{"double":"1000"}"#), ("1.5E-2", #"{"double":"0.015"}"#),
    ("-0.0", #"{"double":"-0"}"#),
    ("1.", "issue at 2-2: the expression ends where a field's name was expected"),
    ("1a", "issue at 1-2: found `a` where an operator or the end was expected"),
  ])
  func numbers(_ expression: String, _ wanted: String) {
    #expect(outcome(expression) == wanted)
  }

  @Test(arguments: [
    (#"'it\'s'"#, "it's"), (#""a\tb""#, "a\\tb"), (#"r'\d'"#, #"\\d"#), (#"'''a'b''c'''"#, "a'b''c"), (#""""a"b""""#, #"a\"b"#),
    (#"'\u00e9\U0001F600\x41\101'"#, "é😀AA"), ("''", ""), (#"'\`\?'"#, "`?"), ("R\"\"\"\\\n\"\"\"", #"\\\n"#),
  ])
  func strings(_ expression: String, _ wanted: String) {
    #expect(outcome(expression) == "{\"string\":\"\(wanted)\"}")
  }

  @Test(arguments: [
    ("'a", "issue at 0-2: the string is not closed with `'`"), ("'a\nb'", "issue at 0-2: the string is not closed with `'`"),
    ("'''a''", "issue at 0-6: the string is not closed with `'''`"),
    (#"'\q'"#, #"issue at 1-3: `\q` does not begin a valid escape"#),
    (#"'\ud800'"#, #"issue at 1-7: `\u` does not begin a valid escape"#),
    (#"'\U00110000'"#, #"issue at 1-11: `\U` does not begin a valid escape"#),
    (#"b'\u0041'"#, #"issue at 2-4: `\u` does not begin a valid escape"#),
    (#"'\400'"#, #"issue at 1-3: `\4` does not begin a valid escape"#),
    ("a = 1", "issue at 2-3: `=` is not part of the language"), ("#", "issue at 0-1: `#` is not part of the language"),
    ("if", "issue at 0-2: `if` is reserved and cannot be a name"),
    ("", "issue at 0-0: the expression ends where a value was expected"),
    ("(1", "issue at 2-2: the expression ends where `)` was expected"),
    ("[1 2]", "issue at 3-4: found `2` where `]` was expected"),
    ("1 + * 2", "issue at 4-5: found `*` where a value was expected"),
    ("Message{a: 1}", "issue at 0-7: `Message` is not a message type: protocol-buffer messages are not supported"),
  ])
  func faultsHaveAPlace(_ expression: String, _ wanted: String) {
    #expect(outcome(expression) == wanted)
  }
}
