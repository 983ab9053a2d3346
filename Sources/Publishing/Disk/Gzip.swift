import CZlib
import Diagnostics

/// Files compressed once, for servers that hand them out as they are (`gzip_static` of nginx, `MultiViews` of Apache).
enum Gzip {
  /// Whether a file is worth it, by the end of its name: text, and modules of WebAssembly; images are compressed already.
  private static func isCompressible(_ path: Text) -> Bool { endings.contains { path.hasSuffix($0) } }

  /// What a compressed file has behind its name.
  static let ending: Text = ".gz"

  /// The compressed files that belong beside a site's files; what the content brings along under such a name stands for itself.
  static func paths(beside paths: [Text]) -> Set<Text> {
    let all = Set(paths)
    return Set(paths.filter(isCompressible).map { $0 + ending }).subtracting(all)
  }

  /// The compressed file (RFC 1952): always the same for the same bytes, without a time or a name.
  static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    guard opos_deflate_init(&stream) == Z_OK else { preconditionFailure("zlib has no memory for its tables") }
    defer { deflateEnd(&stream) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count / 3 + 64)
    bytes.withUnsafeBytes { input in
      // zlib counts in 32 bits.
      var position = 0
      repeat {
        let count = min(1 << 30, input.count - position)
        feed(
          &stream, UnsafeRawBufferPointer(rebasing: input[position..<position + count]), isLast: position + count == input.count,
          &output)
        position += count
      } while position < input.count
    }
    return output
  }

  private static func feed(_ stream: inout z_stream, _ input: UnsafeRawBufferPointer, isLast: Bool, _ output: inout [UInt8]) {
    stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
    stream.avail_in = UInt32(input.count)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { room in
      repeat {
        stream.next_out = room.baseAddress
        stream.avail_out = UInt32(room.count)
        let code = deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
        precondition(code != Z_STREAM_ERROR, "the stream is used as zlib wants")
        output += room[..<(room.count - Int(stream.avail_out))]
      } while stream.avail_out == 0
    }
  }

  private static let endings: [StaticString] = [
    ".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".md", ".ics", ".csv", ".yml", ".yaml", ".wasm", ".webmanifest",
  ]
}
