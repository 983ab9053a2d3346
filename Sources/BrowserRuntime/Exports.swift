#if arch(wasm32)
  import BrowserMemory
  import CEL
  import Diagnostics
  import Notation
  import ServiceLevels
  import Tickets

  /// The data loaded last. The module runs on one thread.
  nonisolated(unsafe) private var data: LinterData?
  nonisolated(unsafe) private let workspace = LintWorkspace()

  /// Takes the file that `LinterData` writes; everything else needs it.
  ///
  /// - Returns: `{"version", "digest"}` of the agreement and the `findings` about the file, which are none if all is well.
  @_expose(wasm, "opos_load")
  @_cdecl("opos_load")
  public func load(_ bytes: UnsafePointer<UInt8>, _ count: Int32) -> UnsafeMutableRawPointer {
    let read = LinterData.read(SourceFile(path: "linter data", text: text(bytes, count)))
    data = read.data
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("version", data?.agreementVersion ?? "")
      writer.member("digest", data?.agreementDigest ?? "")
      writer.key("findings")
      writer.raw(JSONReport.render(read.diagnostics))
    }
    return answer(writer.text)
  }

  /// Judges the tickets of a file.
  ///
  /// - Parameters: the file's name, its bytes, the id of the form to use (empty to find it); and the instant to judge at, in seconds since 1970,
  ///   if the site's clock runs.
  /// - Returns: what `CheckReport` says; its `findings` are byte for byte what `opos lint --format json` prints.
  @_expose(wasm, "opos_lint")
  @_cdecl("opos_lint")
  public func lint(
    _ name: UnsafePointer<UInt8>, _ nameCount: Int32, _ bytes: UnsafePointer<UInt8>, _ count: Int32,
    _ form: UnsafePointer<UInt8>, _ formCount: Int32, _ now: Double
  ) -> UnsafeMutableRawPointer {
    guard let data else { return answer("null") }
    let file = SourceFile(path: text(name, nameCount), text: text(bytes, count))
    let id = formCount == 0 ? nil : text(form, formCount)
    return answer(CheckReport.render(data.linter.lint(file, form: id, now: instant(now), workspace: workspace)))
  }

  /// Writes what was filled into a form as a ticket, and judges it.
  ///
  /// - Parameters: `{"form": ID, "answers": {FIELD: TEXT, …}, "exceptions": {RULE: REASON, …}}`; and the instant, as for `opos_lint`.
  /// - Returns: what `FormReport` says; `null` if there is no such form.
  @_expose(wasm, "opos_form")
  @_cdecl("opos_form")
  public func form(_ bytes: UnsafePointer<UInt8>, _ count: Int32, _ now: Double) -> UnsafeMutableRawPointer {
    guard let data, let node = JSONReader.read(SourceFile(path: "answers.json", text: text(bytes, count))).node,
      let outcome = data.linter.check(FormAnswers(json: node), now: instant(now), workspace: workspace)
    else { return answer("null") }
    return answer(FormReport(outcome, by: data.linter).json)
  }

  /// The answers with which a request begins that is made from an earlier one.
  ///
  /// - Parameters: the id of the form and the number of the earlier request.
  /// - Returns: `{FIELD: TEXT, …}`; `null` if there is no such form or request.
  @_expose(wasm, "opos_start")
  @_cdecl("opos_start")
  public func start(
    _ form: UnsafePointer<UInt8>, _ formCount: Int32, _ number: UnsafePointer<UInt8>, _ numberCount: Int32
  ) -> UnsafeMutableRawPointer {
    guard let answers = data?.answers(from: text(number, numberCount), forForm: text(form, formCount)) else {
      return answer("null")
    }
    var writer = JSONWriter()
    answers.appendAnswers(to: &writer)
    return answer(writer.text)
  }

  /// The instant to judge at: that of the site's clock if it stands still.
  private func instant(_ now: Double) -> Timestamp {
    data?.clock ?? Timestamp(clamping: Int64(max(-1e12, min(1e12, now.isNaN ? 0 : now))))
  }
#endif
