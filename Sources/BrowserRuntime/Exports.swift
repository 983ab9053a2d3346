import Diagnostics

#if arch(wasm32)
  /// Reserves `count` bytes of the module's memory for the page to write to.
  @_expose(wasm, "opos_allocate")
  @_cdecl("opos_allocate")
  public func allocate(_ count: Int32) -> UnsafeMutableRawPointer {
    UnsafeMutableRawPointer.allocate(byteCount: Int(max(count, 1)), alignment: 16)
  }
#endif
