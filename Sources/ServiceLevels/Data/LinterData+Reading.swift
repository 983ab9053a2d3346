import CEL
import Diagnostics
import Notation
import Tickets

extension LinterData {
  /// The data of a file that `bytes` made.
  ///
  /// - Returns: the data, or nil if the file is of another version, damaged, or no such file, which is then reported.
  public static func read(_ file: SourceFile) -> (data: LinterData?, diagnostics: [Diagnostic]) {
    let start = mark.count + 8
    guard file.bytes.starts(with: mark.utf8) else {
      return (nil, [fault("this is no linter data of version \(version)", file)])
    }
    guard file.bytes.count >= start, file.bytes[mark.count..<start].elementsEqual(digest(of: file.bytes[start...])) else {
      return (nil, [fault("the linter data is damaged: its digest is another one", file)])
    }
    var reader = CompactReader(file.bytes, from: start)
    let data = LinterData(packed: &reader)
    guard reader.isSound, reader.isAtEnd else { return (nil, [fault("the linter data is damaged", file)]) }
    return (data, [])
  }

  private static func fault(_ message: Text, _ file: SourceFile) -> Diagnostic {
    Diagnostic(rule: "linter-data", severity: .error, message: message, file: file.path)
  }

  private init(packed reader: inout CompactReader) {
    let (version, digest) = (reader.text(), reader.text())
    let clock = reader.bool() ? Timestamp(clamping: reader.int()) : nil
    let linter = TicketLinter(packed: &reader)
    var requests: [EarlierRequest]?
    if reader.bool() {
      var known: [EarlierRequest] = []
      for _ in 0..<reader.length() { known.append(EarlierRequest(packed: &reader)) }
      requests = known
    }
    self.init(linter: linter, agreementVersion: version, agreementDigest: digest, requests: requests, clock: clock)
  }
}

extension EarlierRequest {
  fileprivate init(packed reader: inout CompactReader) {
    let (number, isOpen) = (reader.text(), reader.bool())
    var request = OpenRequest(number: number, title: reader.text(), state: reader.text())
    request.form = reader.text()
    if reader.bool() { request.opened = Timestamp(clamping: reader.int()) }
    for _ in 0..<reader.length() { request.answers.append(OpenRequest.Answer(name: reader.text(), value: reader.text())) }
    self.init(request, isOpen: isOpen)
  }
}
