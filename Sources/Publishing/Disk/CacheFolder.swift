import Glibc

/// Where what can be made again is kept (XDG Base Directory Specification).
public enum CacheFolder {
  /// The user's folder for caches of `opos`; nil if there is none. It need not exist.
  public static var usual: String? {
    // Paths that are not absolute count for nothing.
    if let folder = getenv("XDG_CACHE_HOME"), folder.pointee == UInt8(ascii: "/") { return String(cString: folder) + "/opos" }
    guard let home = getenv("HOME"), home.pointee == UInt8(ascii: "/") else { return nil }
    return String(cString: home) + "/.cache/opos"
  }
}
