import Diagnostics
import Notation

/// Findings as JSON: an array of objects, or one object a line.
public enum JSONReport {
  /// An array of findings.
  public static func render(_ diagnostics: [Diagnostic]) -> Text {
    var output = Text("[")
    for (index, diagnostic) in diagnostics.enumerated() {
      output += index == 0 ? "\n  " : ",\n  "
      output += object(diagnostic)
    }
    output += diagnostics.isEmpty ? "]\n" : "\n]\n"
    return output
  }

  /// One object a line.
  public static func renderLines(_ diagnostics: [Diagnostic]) -> Text {
    var output = Text()
    for diagnostic in diagnostics { output += object(diagnostic) + "\n" }
    return output
  }

  /// One finding: `{"rule", "severity", "message", "help", "clause", "url", "file", "start", "end", "fixes"}`.
  public static func object(_ diagnostic: Diagnostic) -> Text {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("rule", diagnostic.rule)
      writer.member("severity", diagnostic.severity.name)
      writer.member("message", diagnostic.message)
      writer.member("help", diagnostic.help)
      writer.member("clause", diagnostic.clause)
      writer.member("url", diagnostic.url)
      writer.member("file", diagnostic.file)
      append(diagnostic.start, key: "start", to: &writer)
      append(diagnostic.end, key: "end", to: &writer)
      writer.key("fixes")
      writer.array { writer in
        for fix in diagnostic.fixes { append(fix, to: &writer) }
      }
    }
    return writer.text
  }

  private static func append(_ location: SourceLocation, key: Text, to writer: inout JSONWriter) {
    writer.key(key)
    writer.object { writer in
      writer.member("line", Int64(location.line))
      writer.member("column", Int64(location.column))
      writer.member("offset", Int64(location.offset))
    }
  }

  private static func append(_ fix: Fix, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("title", fix.title)
      writer.member("safe", fix.safe)
      writer.key("edits")
      writer.array { writer in
        for edit in fix.edits {
          writer.object { writer in
            append(edit.start, key: "start", to: &writer)
            append(edit.end, key: "end", to: &writer)
            writer.member("text", edit.text)
          }
        }
      }
    }
  }
}
