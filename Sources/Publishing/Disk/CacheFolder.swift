import Glibc

/// Where what can be made again is kept (XDG Base Directory Specification).
public enum CacheFolder {
  /// The user's folder for caches of `opos`; nil if there is none. It need not exist.
  public static var usual: String? {
    if let folder = getenv("XDG_CACHE_HOME"), folder.pointee == UInt8(ascii: "/") { return String(cString: folder) + "/opos" }
    return getenv("HOME").map { String(cString: $0) + "/.cache/opos" }
  }
}
