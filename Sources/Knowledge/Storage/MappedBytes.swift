import Glibc
import Synchronization

/// The bytes of a file, in memory as long as somebody holds them.
///
/// The file is mapped and not copied: a build reads a small part of it. Nobody writes to such a file: a newer one takes its place by its name.
public final class MappedBytes: @unchecked Sendable {
  // Never written after `init`, which is what makes it safe to share.
  private let buffer: UnsafeRawBufferPointer
  /// Where they begin.
  let start: UnsafePointer<UInt8>
  /// What they are lent of; nil for the one that mapped them.
  private let owner: MappedBytes?
  private let damage = Atomic(false)

  /// How many bytes there are.
  public var count: Int { buffer.count }

  /// Maps an open file, which may be closed then; nil with `errno` set where that cannot be done.
  ///
  /// - Parameters:
  ///   - descriptor: The file.
  ///   - count: How many bytes it has, at least one.
  public init?(descriptor: Int32, count: Int) {
    let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let address, address != MAP_FAILED else { return nil }
    buffer = UnsafeRawBufferPointer(start: address, count: count)
    start = UnsafePointer(address.bindMemory(to: UInt8.self, capacity: count))
    owner = nil
  }

  /// A copy of bytes that were made; nil where there is no memory for it, or for none.
  public init?(_ bytes: [UInt8]) {
    let address = mmap(nil, bytes.count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let address, address != MAP_FAILED else { return nil }
    bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(start: address, count: bytes.count).copyMemory(from: $0) }
    buffer = UnsafeRawBufferPointer(start: address, count: bytes.count)
    start = UnsafePointer(address.bindMemory(to: UInt8.self, capacity: bytes.count))
    owner = nil
  }

  private init(lentBy owner: MappedBytes) { (buffer, start, self.owner) = (owner.buffer, owner.start, owner) }

  deinit { if owner == nil { munmap(UnsafeMutableRawPointer(mutating: buffer.baseAddress), buffer.count) } }

  /// The same bytes with a count of references of their own: what one thread reads does not wait then for what others read.
  public var lent: MappedBytes { MappedBytes(lentBy: owner ?? self) }

  /// Whether somebody found that a part of them is not what was written.
  public var isDamaged: Bool { (owner ?? self).damage.load(ordering: .relaxed) }

  /// Notes that a part of them is not what was written.
  public func noteDamage() { (owner ?? self).damage.store(true, ordering: .relaxed) }

  /// Reads all of a part into memory at once: that takes less than to find page by page that it is not there.
  public func populate(_ range: Range<Int>) {
    guard let base = buffer.baseAddress, range.upperBound <= count, !range.isEmpty else { return }
    let start = range.lowerBound & ~4095
    // MADV_POPULATE_READ; older systems know nothing of it, and read page by page.
    _ = madvise(UnsafeMutableRawPointer(mutating: base + start), range.upperBound - start, 22)
  }

  /// A byte.
  public subscript(index: Int) -> UInt8 { buffer[index] }

  /// Eight bytes as a number.
  public func word(at index: Int) -> UInt64 {
    UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// A copy of some bytes; of those that there are.
  public func array(_ range: Range<Int>) -> [UInt8] {
    // The general way to copy a slice asks first what it is a slice of.
    let range = range.clamped(to: 0..<count)
    return range.isEmpty ? [] : Array(UnsafeBufferPointer(start: start + range.lowerBound, count: range.count))
  }

  /// The fingerprint of some bytes; nil where there are not so many.
  public func fingerprint(of range: Range<Int>) -> UInt64? {
    range.upperBound <= count ? Fingerprint.ofFile(UnsafeRawBufferPointer(rebasing: buffer[range])) : nil
  }
}

extension Fingerprint {
  /// The fingerprint of very many bytes, in four lanes that do not wait for each other.
  public static func ofFile(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
    var index = 0
    while index + 32 <= bytes.count {
      lanes.0 = mixed(lanes.0, bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      lanes.1 = mixed(lanes.1, bytes.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self))
      lanes.2 = mixed(lanes.2, bytes.loadUnaligned(fromByteOffset: index + 16, as: UInt64.self))
      lanes.3 = mixed(lanes.3, bytes.loadUnaligned(fromByteOffset: index + 24, as: UInt64.self))
      index += 32
    }
    var hash = Fingerprint()
    for lane in [lanes.0, lanes.1, lanes.2, lanes.3] { hash.combine(lane) }
    hash.combine(UnsafeRawBufferPointer(rebasing: bytes[index...]))
    hash.combine(bytes.count)
    return hash.value
  }

  private static func mixed(_ state: UInt64, _ word: UInt64) -> UInt64 {
    let product = (state ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low ^ word
  }
}
