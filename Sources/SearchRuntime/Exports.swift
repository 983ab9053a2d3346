#if arch(wasm32)
  import BrowserMemory
  import Diagnostics
  import Notation
  import Search

  /// The index of the site. The module runs on one thread.
  nonisolated(unsafe) private var index: SearchIndex?

  /// Takes the manifest of an index; everything else needs it.
  ///
  /// - Returns: `{"count": DOCUMENTS}`; `null` if it is none.
  @_expose(wasm, "opos_search_load")
  @_cdecl("opos_search_load")
  public func load(_ bytes: UnsafePointer<UInt8>, _ count: Int32) -> UnsafeMutableRawPointer {
    index = SearchIndex(manifest: text(bytes, count).utf8)
    guard let index else { return answer("null") }
    var writer = JSONWriter()
    writer.object { $0.member("count", Int64(index.count)) }
    return answer(writer.text)
  }

  /// Takes a file of the index: its name and its bytes, none if it could not be loaded.
  @_expose(wasm, "opos_search_add")
  @_cdecl("opos_search_add")
  public func add(_ name: UnsafePointer<UInt8>, _ nameCount: Int32, _ bytes: UnsafePointer<UInt8>, _ count: Int32)
    -> UnsafeMutableRawPointer
  {
    index?.add(file: text(name, nameCount), bytes: text(bytes, count).utf8)
    return answer("true")
  }

  /// Answers a query.
  ///
  /// - Parameters: what was typed; the filters, one to a line; 1 if the last word may be the beginning of one; and how many results are asked for.
  /// - Returns: `{"needs": [NAME, …]}`, the files to add before the query is asked again; or `{"results": [{"title", "heading", "url", "kind", "section",
  ///   "experiment", "excerpt": [{"text", "mark"}, …]}, …], "total", "more"}`.
  @_expose(wasm, "opos_search")
  @_cdecl("opos_search")
  public func search(
    _ query: UnsafePointer<UInt8>, _ queryCount: Int32, _ filters: UnsafePointer<UInt8>, _ filtersCount: Int32, _ isTyping: Int32,
    _ limit: Int32
  ) -> UnsafeMutableRawPointer {
    guard let index else { return answer("null") }
    let lines = text(filters, filtersCount).utf8.split(separator: 0x0A).map { Text($0) }
    let query = SearchQuery(text(query, queryCount), filters: lines, isTyping: isTyping == 1, limit: Int(limit))
    var writer = JSONWriter()
    writer.object { writer in
      switch index.answer(query) {
      case .needs(let names):
        writer.key("needs")
        writer.array { writer in for name in names { writer.string(name) } }
      case .found(let found): append(found, to: &writer)
      }
    }
    return answer(writer.text)
  }

  private func append(_ found: SearchResults, to writer: inout JSONWriter) {
    writer.key("results")
    writer.array { writer in for result in found.results { writer.object { append(result, to: &$0) } } }
    writer.member("total", Int64(found.total))
    writer.member("more", found.hasMore)
  }

  private func append(_ result: SearchResult, to writer: inout JSONWriter) {
    writer.member("title", result.title)
    writer.member("heading", result.heading)
    writer.member("url", result.url)
    writer.member("kind", result.kind)
    writer.member("section", result.section)
    writer.member("experiment", result.experiment)
    writer.key("excerpt")
    writer.array { writer in
      for part in result.excerpt {
        writer.object { writer in
          writer.member("text", part.text)
          writer.member("mark", part.isMarked)
        }
      }
    }
  }
#endif
