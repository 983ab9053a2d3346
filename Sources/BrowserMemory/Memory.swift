#if arch(wasm32)
  import Diagnostics

  // What every module of ours shares. Every argument is a part of the module's memory: where it begins and how many bytes it has. The page asks
  // for that memory, writes to it, calls, reads the answer and frees all of it. An answer is its length in four bytes, least first, and then its
  // bytes, which are JSON in UTF-8.

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

  /// The text in a part of the memory.
  public func text(_ bytes: UnsafePointer<UInt8>, _ count: Int32) -> Text {
    Text(Array(UnsafeBufferPointer(start: bytes, count: Int(count))))
  }

  /// An answer for the page.
  public func answer(_ text: Text) -> UnsafeMutableRawPointer {
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
