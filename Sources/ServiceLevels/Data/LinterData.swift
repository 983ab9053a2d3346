import CEL
import Diagnostics
import Notation
import Tickets

/// What a linter is made of, as one JSON file that the browser's module reads: forms, clauses with their rules, the registry and the site.
public enum LinterData {
  /// The version of the file's form; a reader refuses others.
  public static var version: Int64 { 1 }

  /// The file of a linter. Open requests are left out: they stay where they are.
  public static func write(_ linter: TicketLinter) -> Text {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("version", version)
      writer.key("forms")
      writer.array { writer in
        for form in linter.forms.forms { append(form, to: &writer) }
      }
      writer.key("clauses")
      writer.array { writer in
        for (index, clause) in linter.rules.clauses.enumerated() {
          append(clause, linter.rules.rules.filter { $0.clause == index }, to: &writer)
        }
      }
      writer.key("experiments")
      writer.array { writer in
        for experiment in linter.experiments { append(experiment, to: &writer) }
      }
      writer.key("site")
      writer.node(linter.site.node)
    }
    return writer.text + "\n"
  }

  private static func append(_ form: Form, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("file", form.file.path)
      writer.member("text", Text(form.file.bytes))
    }
  }

  private static func append(_ clause: Clause, _ rules: [Rule], to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("number", clause.number)
      writer.member("title", clause.title)
      writer.member("anchor", clause.anchor)
      writer.member("url", clause.url)
      if let reason = clause.unchecked { writer.member("unchecked", reason) }
      writer.key("rules")
      writer.array { writer in
        for rule in rules { writer.string(rule.source.file.text(in: rule.source.range)) }
      }
    }
  }

  private static func append(_ experiment: Experiment, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", experiment.id)
      writer.key("aliases")
      writer.array { writer in
        for alias in experiment.aliases { writer.string(alias) }
      }
      writer.key("value")
      writer.node(experiment.node)
    }
  }
}
