import CEL
import Diagnostics
import Notation
import Tickets

extension LinterData {
  /// The data as a JSON file.
  public var text: Text {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("version", LinterData.version)
      writer.key("agreement")
      writer.object { writer in
        writer.member("version", agreementVersion)
        writer.member("digest", agreementDigest)
      }
      writer.key("forms")
      writer.array { writer in for form in linter.forms.forms { append(form, to: &writer) } }
      writer.key("clauses")
      writer.array { writer in
        for (index, clause) in linter.rules.clauses.enumerated() {
          append(clause, linter.rules.rules.filter { $0.clause == index }, to: &writer)
        }
      }
      writer.key("experiments")
      writer.array { writer in for experiment in linter.experiments { append(experiment, to: &writer) } }
      writer.key("requests")
      if let requests {
        writer.array { writer in for request in requests { append(request, to: &writer) } }
      } else {
        writer.null()
      }
      writer.key("site")
      writer.node(linter.site.node)
    }
    return writer.text + "\n"
  }

  private func append(_ form: Form, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("file", form.file.path)
      writer.member("text", Text(form.file.bytes))
    }
  }

  private func append(_ clause: Clause, _ rules: [Rule], to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("number", clause.number)
      writer.member("title", clause.title)
      writer.member("anchor", clause.anchor)
      writer.member("url", clause.url)
      if let reason = clause.unchecked { writer.member("unchecked", reason) }
      writer.key("rules")
      writer.strings(rules.map { $0.source.file.text(in: $0.source.range) })
    }
  }

  private func append(_ experiment: Experiment, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", experiment.id)
      writer.key("aliases")
      writer.strings(experiment.aliases)
      writer.key("value")
      writer.node(experiment.node)
    }
  }

  private func append(_ earlier: EarlierRequest, to writer: inout JSONWriter) {
    let request = earlier.request
    writer.object { writer in
      writer.member("number", request.number)
      writer.member("open", earlier.isOpen)
      writer.member("title", request.title)
      writer.member("state", request.state)
      if let opened = request.opened { writer.member("opened", opened.seconds) }
      writer.member("form", request.form)
      writer.key("answers")
      writer.array { writer in for answer in request.answers { writer.strings([answer.name, answer.value]) } }
    }
  }
}
