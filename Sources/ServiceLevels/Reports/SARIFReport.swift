// For terminals and continuous integration; the browser's module shows findings itself.
#if !arch(wasm32)
  import Diagnostics
  import Notation

  /// Findings as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format), with rules, help and fixes.
  public enum SARIFReport {
    /// A log of one run.
    ///
    /// - Parameter version: the tool's version; empty to leave it out.
    public static func render(_ diagnostics: [Diagnostic], version: Text = "") -> Text {
      let rules = rules(of: diagnostics)
      var writer = JSONWriter(pretty: true)
      writer.object { writer in
        writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        writer.member("version", "2.1.0")
        writer.key("runs")
        writer.array { writer in
          writer.object { writer in
            appendTool(rules, version, to: &writer)
            writer.member("columnKind", "unicodeCodePoints")
            writer.key("results")
            writer.array { writer in
              for diagnostic in diagnostics { append(diagnostic, rules, to: &writer) }
            }
          }
        }
      }
      return writer.text + "\n"
    }

    /// The first finding of each rule, in the order of the rules' names.
    private static func rules(of diagnostics: [Diagnostic]) -> [Diagnostic] {
      var seen: Set<Text> = []
      return diagnostics.filter { seen.insert($0.rule).inserted }.sorted { $0.rule < $1.rule }
    }

    private static func appendTool(_ rules: [Diagnostic], _ version: Text, to writer: inout JSONWriter) {
      writer.key("tool")
      writer.object { writer in
        writer.key("driver")
        writer.object { writer in
          writer.member("name", "opos")
          if !version.isEmpty { writer.member("version", version) }
          writer.key("rules")
          writer.array { writer in
            for rule in rules { appendRule(rule, to: &writer) }
          }
        }
      }
    }

    private static func appendRule(_ finding: Diagnostic, to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("id", finding.rule)
        let summary = BuiltInCheck.named(finding.rule)?.summary
        let clause: Text = finding.clause.isEmpty ? "" : "clause \(finding.clause) of the agreement"
        let text = summary ?? (clause.isEmpty ? finding.rule : clause)
        appendText(text, key: "shortDescription", to: &writer)
        if !finding.url.isEmpty { writer.member("helpUri", finding.url.uriEncoded) }
      }
    }

    private static func append(_ diagnostic: Diagnostic, _ rules: [Diagnostic], to writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("ruleId", diagnostic.rule)
        if let index = rules.firstIndex(where: { $0.rule == diagnostic.rule }) { writer.member("ruleIndex", Int64(index)) }
        writer.member("level", diagnostic.severity == .info ? "note" : diagnostic.severity.name)
        appendText(
          diagnostic.help.isEmpty ? diagnostic.message : "\(diagnostic.message)\n\(diagnostic.help)", key: "message", to: &writer)
        writer.key("locations")
        writer.array { writer in
          guard !diagnostic.file.isEmpty else { return }
          writer.object { writer in
            writer.key("physicalLocation")
            writer.object { writer in
              appendArtifact(diagnostic.file, to: &writer)
              appendRegion(diagnostic.start, diagnostic.end, key: "region", to: &writer)
            }
          }
        }
        appendFixes(diagnostic, to: &writer)
      }
    }

    private static func appendFixes(_ diagnostic: Diagnostic, to writer: inout JSONWriter) {
      guard !diagnostic.fixes.isEmpty else { return }
      writer.key("fixes")
      writer.array { writer in
        for fix in diagnostic.fixes {
          writer.object { writer in
            appendText(fix.title, key: "description", to: &writer)
            writer.key("artifactChanges")
            writer.array { writer in
              writer.object { writer in
                appendArtifact(diagnostic.file, to: &writer)
                writer.key("replacements")
                writer.array { writer in
                  for edit in fix.edits {
                    writer.object { writer in
                      appendRegion(edit.start, edit.end, key: "deletedRegion", to: &writer)
                      appendText(edit.text, key: "insertedContent", to: &writer)
                    }
                  }
                }
              }
            }
          }
        }
      }
    }

    private static func appendArtifact(_ path: Text, to writer: inout JSONWriter) {
      writer.key("artifactLocation")
      writer.object { writer in writer.member("uri", path.uriEncoded) }
    }

    private static func appendRegion(
      _ start: SourceLocation, _ end: SourceLocation, key: Text, to writer: inout JSONWriter
    ) {
      writer.key(key)
      writer.object { writer in
        writer.member("startLine", Int64(start.line))
        writer.member("startColumn", Int64(start.column))
        writer.member("endLine", Int64(end.line))
        writer.member("endColumn", Int64(end.column))
      }
    }

    private static func appendText(_ text: Text, key: Text, to writer: inout JSONWriter) {
      writer.key(key)
      writer.object { writer in writer.member("text", text) }
    }
  }

  extension Text {
    /// The text with every byte that a URI reference may not hold as `%XX`.
    fileprivate var uriEncoded: Text {
      let hex: StaticString = "0123456789ABCDEF"
      let allowed: StaticString = "-._~:/?#[]@!$&'()*+,;=%"
      var bytes: [UInt8] = []
      for byte in utf8 {
        if byte.isASCIILetter || byte.isASCIIDigit || allowed.withUTF8Buffer({ $0.contains(byte) }) {
          bytes.append(byte)
        } else {
          bytes += [UInt8(ascii: "%"), hex.utf8Start[Int(byte >> 4)], hex.utf8Start[Int(byte & 15)]]
        }
      }
      return Text(bytes)
    }
  }
#endif
