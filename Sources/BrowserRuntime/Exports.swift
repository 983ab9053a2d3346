#if arch(wasm32)
  import Diagnostics
  import Notation
  import ServiceLevels

  // The page and the module exchange bytes. The page asks for memory, writes to it, calls, reads the answer and frees both. An answer is its
  // length in four bytes, least first, and then its bytes.

  /// The linter of the data loaded last. The module runs on one thread.
  nonisolated(unsafe) private var linter: TicketLinter?

  /// Reserves `count` bytes of the module's memory for the page to write to.
  @_expose(wasm, "opos_allocate")
  @_cdecl("opos_allocate")
  public func allocate(_ count: Int32) -> UnsafeMutableRawPointer {
    UnsafeMutableRawPointer.allocate(byteCount: Int(max(count, 1)), alignment: 16)
  }

  /// Frees memory that `opos_allocate` or an answer took.
  @_expose(wasm, "opos_free")
  @_cdecl("opos_free")
  public func free(_ memory: UnsafeMutableRawPointer?) { memory?.deallocate() }

  /// Makes the linter of some linter data.
  ///
  /// - Returns: the findings about the data as JSON; `[]` if all is well.
  @_expose(wasm, "opos_load")
  @_cdecl("opos_load")
  public func load(_ data: UnsafePointer<UInt8>, _ count: Int32) -> UnsafeMutableRawPointer {
    let read = LinterData.read(SourceFile(path: "linter.json", text: text(data, count)))
    linter = read.linter
    return answer(JSONReport.render(read.diagnostics))
  }

  /// Judges the tickets of a text.
  ///
  /// - Parameters: the file's name, its text, the id of the form to use (empty to find it), each with its length; and the instant to judge at,
  ///   in seconds since 1970.
  /// - Returns: the findings as JSON, byte for byte what `opos lint --format json` prints.
  @_expose(wasm, "opos_lint")
  @_cdecl("opos_lint")
  public func lint(
    _ name: UnsafePointer<UInt8>, _ nameCount: Int32, _ data: UnsafePointer<UInt8>, _ count: Int32,
    _ form: UnsafePointer<UInt8>, _ formCount: Int32, _ now: Double
  ) -> UnsafeMutableRawPointer {
    let file = SourceFile(path: text(name, nameCount), text: text(data, count))
    let results = linter?.lint(
      file, form: formCount == 0 ? nil : text(form, formCount), now: Timestamp(clamping: Int64(now)))
    return answer(JSONReport.render((results ?? []).flatMap { $0.diagnostics }))
  }

  private func text(_ bytes: UnsafePointer<UInt8>, _ count: Int32) -> Text {
    Text(Array(UnsafeBufferPointer(start: bytes, count: Int(count))))
  }

  private func answer(_ text: Text) -> UnsafeMutableRawPointer {
    let count = text.utf8.count
    let memory = allocate(Int32(count + 4))
    for shift in 0..<4 {
      memory.storeBytes(of: UInt8(truncatingIfNeeded: count >> (8 * shift)), toByteOffset: shift, as: UInt8.self)
    }
    text.utf8.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress { (memory + 4).copyMemory(from: start, byteCount: count) }
    }
    return memory
  }
#endif
