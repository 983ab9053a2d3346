import Diagnostics

/// A check of the tool itself, as opposed to a rule of the agreement.
public struct BuiltInCheck: Hashable, Sendable {
  /// The kebab-case name of the problem.
  public var id: Text
  /// What it finds and why that matters, in a sentence or two.
  public var summary: Text

  /// The check of an id.
  public static func named(_ id: Text) -> BuiltInCheck? { all.first { $0.id == id } }

  /// Every check that looks at a ticket.
  public static let all: [BuiltInCheck] = [
    .init(id: "ticket-not-recognised", summary: "The file is no ticket in a known format, so nothing in it could be checked."),
    .init(id: "ticket-not-text", summary: "The file holds NUL bytes: it is a picture, an archive or a document."),
    .init(id: "ticket-too-large", summary: "The file is larger than a ticket ever is, and is not read."),
    .init(id: "text-not-utf8", summary: "A byte is not UTF-8, so the text cannot be read with certainty."),
    .init(
      id: "mail-not-readable",
      summary: "A part of the e-mail is in a character set or of a size that is not read, or has no bounds."),
    .init(
      id: "records-incomplete", summary: "ServiceNow's answer carries an error: records may be missing from it."),
    .init(
      id: "record-without-answers",
      summary: "The ServiceNow record has no variables, so nothing that the form asks for could be checked."),
    .init(id: "form-unknown", summary: "The ticket names a form that does not exist."),
    .init(id: "form-unclear", summary: "The ticket names no form, and its fields fit more than one."),
    .init(
      id: "field-missing",
      summary: "A field that the form requires has no answer. Empty answers and `_No response_` count as missing."),
    .init(
      id: "field-placeholder",
      summary: "The form's placeholder, help or starting text was left as the answer, which counts as missing."),
    .init(id: "field-unknown", summary: "The form has no such field. A misspelt name would otherwise be lost without a word."),
    .init(id: "field-twice", summary: "A field is given twice, and nobody can tell which answer counts."),
    .init(
      id: "heading-spelling",
      summary:
        "A heading is read, but is not written as the form renders it; without a space after its `#` it is none in Markdown."),
    .init(id: "yaml", summary: "The text is not of the part of YAML that is read, or means something else than it seems to."),
    .init(id: "json-syntax", summary: "The text is not JSON."),
    .init(id: "json-cut-short", summary: "The JSON ends before its end: the file was cut short."),
    .init(id: "json-duplicate-key", summary: "An object has a key twice; readers disagree which one counts."),
    .init(id: "key-unknown", summary: "An exception has a key that means nothing."),
    .init(id: "key-missing", summary: "An exception lacks a key that it needs."),
    .init(
      id: "value-wrapped", summary: "Blanks or quotes stand around a value, and would be taken for a part of it where it is used."
    ),
    .init(id: "value-type", summary: "A value has the wrong shape: a list where a single value is asked for, or a map."),
    .init(
      id: "value-not-a-date", summary: "A date is not ISO 8601, or is a day that does not exist. `03/04/2015` means two days."),
    .init(id: "value-not-an-integer", summary: "A whole number is asked for."),
    .init(id: "value-not-a-number", summary: "A number is asked for."),
    .init(id: "value-not-a-quantity", summary: "A number with a unit is asked for."),
    .init(
      id: "quantity-without-unit",
      summary:
        "A number has no unit. jobsub reads a bare `--memory` as MB and a bare `--disk` as kB, so the same number means different things."
    ),
    .init(
      id: "quantity-unit-unknown",
      summary: "A unit does not exist, or is one of bits (`Gb`), or has no fixed length (a month). The nearest unit is named."),
    .init(
      id: "quantity-unclear",
      summary:
        "A number may be read in two ways: `1,5 GB` has a decimal comma or wrong groups of thousands, `8:30` is hours and minutes or minutes and seconds."
    ),
    .init(id: "quantity-too-large", summary: "A quantity is so large that it cannot be meant, 2^63 bytes or seconds."),
    .init(id: "quantity-of-other-kind", summary: "A time stands where a size is asked for, or a count where a time is."),
    .init(id: "value-not-a-url", summary: "An address with its scheme is asked for."),
    .init(id: "value-not-an-email", summary: "One e-mail address is asked for."),
    .init(id: "option-unknown", summary: "The value is none of the field's options, or no experiment of the registry."),
    .init(id: "option-not-ticked", summary: "A box that must be ticked is not."),
    .init(
      id: "secret-in-ticket",
      summary:
        "The ticket holds a private key, a token or a password. Tickets are read by many and kept for years; the secret is masked in every output and must be replaced."
    ),
    .init(id: "exception-unknown", summary: "An exception names a rule that does not exist."),
    .init(id: "exception-unused", summary: "An exception names a rule that the ticket does not break."),
    .init(id: "exception-expired", summary: "An exception's last day is over, so the rule counts again."),
    .init(id: "exception-not-approved", summary: "An exception from a rule that finds errors names nobody who approved it."),
    .init(id: "not-checked", summary: "A rule needs data that is not there, so nobody knows whether the ticket keeps it."),
    .init(id: "rule-failed", summary: "A rule of the agreement could not be evaluated for this ticket."),
  ]
}
