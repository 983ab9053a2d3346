import Diagnostics
import Knowledge
import Search

/// Keeps the files of an index that only patches read until all pages are written.
///
/// They are five kilobytes a page, and come when the build needs most memory: those of a large site wait where its HTML does.
struct RegisterSpool: Sendable {
  /// A file of the register.
  private struct Entry {
    var name: Text
    var place: Place
  }

  /// The bytes of a file, or where they are.
  private enum Place {
    case memory([UInt8])
    case store(start: Int, count: Int)
  }

  private let store: (any PageStore)?
  private var entries: [Entry] = []

  /// A spool.
  ///
  /// - Parameter store: Takes the bytes; nil where memory holds them.
  init(store: (any PageStore)?) { self.store = store }

  mutating func add(_ file: SearchFile) {
    let start = file.bytes.withUnsafeBytes { store?.put($0) }
    let place = start.map { Place.store(start: $0, count: file.bytes.count) } ?? .memory(file.bytes)
    entries.append(Entry(name: file.name, place: place))
  }

  /// Gives the files away, in the order of their names, all of them in memory.
  mutating func takeFiles() -> [RegisterFile] {
    defer { entries = [] }
    return entries.sorted { $0.name < $1.name }.map { entry in
      switch entry.place {
      case .memory(let bytes): return RegisterFile(SearchFile(name: entry.name, bytes: bytes))
      case .store(let start, let count):
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
          store?.read(at: start, into: UnsafeMutableRawBufferPointer(bytes))
          initialized = count
        }
        return RegisterFile(SearchFile(name: entry.name, bytes: bytes))
      }
    }
  }
}
