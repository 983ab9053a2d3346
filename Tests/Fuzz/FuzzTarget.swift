import CEL
import Diagnostics
import Foundation
import Notation
import ServiceLevels
import Tickets

/// What libFuzzer calls with every input it makes up; `OPOS_FUZZ` says which reader gets it. `fuzz.sh` builds and runs it.
///
/// What counts is that nothing traps, runs long or fills the memory, and what the checks below say.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  switch target {
  case "yaml": readYAML(bytes)
  case "json": readJSON(bytes)
  case "values": readValues(bytes)
  case "tickets": lint(bytes)
  case "agreement": readAgreement(bytes)
  case "calendar": readCalendar(bytes)
  case "cel": evaluate(bytes)
  case "regex": match(bytes)
  default: fatalError("OPOS_FUZZ is yaml, json, values, tickets, agreement, calendar, cel or regex")
  }
  return 0
}

nonisolated(unsafe) private let target = ProcessInfo.processInfo.environment["OPOS_FUZZ"] ?? ""

/// A finding's place is a place of its file.
private func check(_ diagnostics: [Diagnostic], _ bytes: [UInt8]) {
  for diagnostic in diagnostics {
    precondition(!diagnostic.message.isEmpty && !diagnostic.rule.isEmpty, "a finding without words")
    precondition(diagnostic.start.offset <= diagnostic.end.offset, "a finding that ends before it begins")
    precondition(diagnostic.end.offset <= bytes.count, "a finding outside its file")
  }
}

private func readYAML(_ bytes: [UInt8]) {
  let file = SourceFile(path: "fuzz.yml", bytes: bytes)
  check(YAMLReader.read(file).diagnostics, bytes)
}

private func readJSON(_ bytes: [UInt8]) {
  let file = SourceFile(path: "fuzz.json", bytes: bytes)
  let reading = JSONReader.read(file)
  check(reading.diagnostics, bytes)
  guard let node = reading.node, reading.diagnostics.isEmpty else { return }
  var writer = JSONWriter()
  writer.node(node)
  let again = JSONReader.read(SourceFile(path: "again.json", bytes: writer.bytes))
  precondition(again.node != nil && again.diagnostics.isEmpty, "what was written cannot be read")
  var second = JSONWriter()
  if let node = again.node { second.node(node) }
  precondition(second.bytes == writer.bytes, "what was written reads as something else")
}

private func readValues(_ bytes: [UInt8]) {
  let text = Text(bytes)
  if let instant = Timestamp(rfc3339: text) {
    precondition(Timestamp(rfc3339: instant.rfc3339()) == instant, "an instant changed")
  }
  if let span = TimeSpan(duration: text) { precondition(TimeSpan(duration: span.duration) == span, "a span changed") }
  if let date = CivilDate(iso8601: text) { precondition(CivilDate(iso8601: date.iso8601) == date, "a date changed") }
  if let zone = TimeZoneRule(text) {
    for seconds in [-1_000_000_000, 0, 1_449_073_200, 1_700_000_000, 4_000_000_000] as [Int64] {
      let instant = Timestamp(clamping: seconds)
      let civil = zone.civil(at: instant)
      precondition(zone.civil(at: zone.instant(of: civil)) == civil, "a clock's time changed")
    }
  }
  if let number = parseDouble(text), number.isFinite {
    precondition(parseDouble(formatDouble(number)) == number, "a number changed")
  }
  _ = Quantity.read(text)
  _ = parseInt64(text)
  _ = text.visible
  _ = text.quoted
}

/// The first byte chooses the format; the rest is the file.
private func lint(_ bytes: [UInt8]) {
  guard let choice = bytes.first else { return }
  let names: [Text] = ["t.md", "t.yml", "t.txt", "t.eml", "t.json", "t"]
  let content = Array(bytes.dropFirst())
  let name = names[Int(choice) % names.count]
  func judge(_ bytes: [UInt8]) -> [Diagnostic] {
    let results = SampleAgreement.made.linter.lint(SourceFile(path: name, bytes: bytes), form: nil, now: SampleAgreement.now)
    return Diagnostic.ordered(results.flatMap { $0.diagnostics })
  }
  let found = judge(content)
  check(found, content)
  _ = TextReport(color: true).render(found)
  let report = JSONReader.read(SourceFile(path: "report", text: JSONReport.render(found)))
  precondition(report.node != nil && report.diagnostics.isEmpty, "the report is no JSON")
  let mended = FixApplier.apply(found, to: content, unsafe: true)
  if mended.count > 0 { check(judge(mended.bytes), mended.bytes) }
}

/// A form and the rules of a clause, `\0` between them.
private func readAgreement(_ bytes: [UInt8]) {
  let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map { Array($0) }
  let form = Form.read(SourceFile(path: "fuzz.yml", bytes: parts[0]))
  check(form.diagnostics, parts[0])
  guard parts.count == 2 else { return }
  let file = SourceFile(path: "rules.md", bytes: parts[1])
  let clause = ClauseSource(
    number: "1", title: "Fuzz", anchor: "fuzz", url: "", file: file, headingRange: SourceRange(0, 0), text: "",
    rules: [SourceRange(0, parts[1].count)])
  let compiled = RuleSet.compile(
    [clause], forms: FormSet(form.form.map { [$0] } ?? SampleAgreement.made.linter.forms.forms),
    calendar: SampleAgreement.made.linter.calendar)
  check(compiled.diagnostics.filter { $0.file == file.path }, parts[1])
}

/// A calendar of holidays.
private func readCalendar(_ bytes: [UInt8]) {
  guard let zone = TimeZoneRule(posix: "CST6CDT,M3.2.0,M11.1.0") else { fatalError("the zone is wrong") }
  let read = HolidayFile.read(SourceFile(path: "fuzz.ics", bytes: bytes), zone: zone)
  check(read.diagnostics, bytes)
}

nonisolated(unsafe) private let workspace = Workspace()

private let variables: (declarations: Declarations, bindings: Bindings) = {
  var declarations = Declarations(variables: [
    .init("s", .string), .init("i", .int), .init("u", .uint), .init("d", .double), .init("l", .list(.dyn)),
    .init("m", .map(.string, .dyn)), .init("t", .timestamp), .init("x.y", .dyn), .init("nothing", .int),
  ])
  declarations.limits.cost = 20_000
  declarations.limits.regexSize = 2000
  var bindings = Bindings(declarations)
  let values: [Value] = [
    .string("señor 😀"), .int(-7), .uint(7), .double(2.5), .strings(["a", "b"]), .map(MapValue([("k", .int(1))])),
    .timestamp(SampleAgreement.now), .bool(true),
  ]
  for (slot, value) in values.enumerated() { bindings[slot] = value }
  return (declarations, bindings)
}()

/// Checked code never meets a type that its operator does not know, unless a value was `dyn`.
private func evaluate(_ bytes: [UInt8]) {
  for isChecked in [true, false] {
    let (program, issues) = Program.compile(Text(bytes), declarations: variables.declarations, isChecked: isChecked)
    precondition((program == nil) == !issues.isEmpty, "a program and issues")
    for issue in issues {
      precondition(
        0 <= issue.range.start && issue.range.start <= issue.range.end && issue.range.end <= bytes.count + 1, "an issue outside")
    }
    guard let program else { continue }
    switch program.evaluate(variables.bindings, in: workspace) {
    case .success(let value): _ = TaggedValue.write(value)
    case .failure(let error): precondition(error.range.end <= bytes.count, "an error outside the expression")
    }
  }
}

/// A pattern and a text, `\0` between them.
private func match(_ bytes: [UInt8]) {
  let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map { Array($0) }
  guard case .success(let regex) = Regex.compile(Text(parts[0]), limit: 2000) else { return }
  let subject = parts.count == 2 ? parts[1] : parts[0]
  let first = Matcher(regex)
  let found = first.matches(subject)
  precondition(first.matches(subject) == found, "a second match differs")
}
