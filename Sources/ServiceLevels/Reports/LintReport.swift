// For terminals and continuous integration; the browser's module shows findings itself.
#if !arch(wasm32)
  import Diagnostics

  /// What a run found, in the order of the files' names, for the reports to show.
  public struct LintReport: Sendable {
    /// A file with its tickets.
    public struct File: Sendable {
      /// The file's name.
      public var name: Text
      /// The findings of all its tickets, in order, each once.
      public var findings: [Diagnostic]
      /// Where its tickets belong, if not here.
      public var routes: [RouteOutcome]
      /// The rules that could not be checked.
      public var notChecked: [NotChecked]

      /// What the linter says about a file's tickets.
      public init(name: Text, results: [LintResult]) {
        self.name = name
        findings = Diagnostic.ordered(results.flatMap { $0.diagnostics })
        routes = results.compactMap { $0.route }
        notChecked = results.flatMap { $0.notChecked }
      }

      /// The findings, and for each rule that could not be checked a note.
      public var notices: [Diagnostic] {
        notChecked.isEmpty ? findings : Diagnostic.ordered(findings + notChecked.map { $0.notice })
      }
    }

    /// The files.
    public var files: [File]

    /// A report of some files.
    public init(_ files: [File]) {
      let isSorted = zip(files, files.dropFirst()).allSatisfy { !($1.name < $0.name) }
      self.files = isSorted ? files : files.sorted { $0.name < $1.name }
    }

    /// The findings of all files, and for each rule that could not be checked a note.
    public var notices: [Diagnostic] {
      var notices: [Diagnostic] = []
      for file in files where !file.findings.isEmpty || !file.notChecked.isEmpty { notices += file.notices }
      return notices
    }

    /// The findings of all files.
    public var findings: [Diagnostic] { files.flatMap { $0.findings } }
  }
#endif
