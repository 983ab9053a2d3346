import Diagnostics
import Glibc
import Knowledge

/// Where the pages of a folder are: in the folder itself, or where the configuration of the generator that it was written for has them.
///
/// MkDocs keeps them in `docs_dir`, mdBook in `src`. A folder with a `site.yml` is ours, and nothing else is looked at.
public struct ContentRoot: Sendable {
  /// The folder with the pages.
  public let path: String
  /// What the other generator's configuration calls the site; nil if it has no name.
  public let title: Text?
  /// Where that is below the folder that was named, with a slash at its end; empty for the folder itself.
  private let subfolder: String
  /// The pages that its navigation names, in that order, relative to `path`.
  public let order: [Text]

  /// The root of a folder.
  public init(_ folder: String) {
    var path = folder
    var title: Text?
    var order: [Text] = []
    if access(folder + "/site.yml", F_OK) != 0 {
      for (file, titleKey, rootKey, usualRoot) in ContentRoot.generators {
        guard let lines = ContentRoot.lines(of: folder + "/" + file) else { continue }
        title = ContentRoot.value(of: titleKey, in: lines)
        let root = rootKey.isEmpty ? "" : ContentRoot.value(of: rootKey, in: lines).map { String($0) } ?? usualRoot
        if ContentRoot.isSubfolder(root, of: folder) { path = folder + "/" + root }
        order = file.hasPrefix("mkdocs") ? ContentRoot.navigation(in: lines) : ContentRoot.summary(of: path)
        break
      }
    }
    self.path = path
    subfolder = path == folder ? "" : String(path.dropFirst(folder.count + 1)) + "/"
    self.title = title
    self.order = order
  }

  /// Paths below the folder that was named as paths below that of the pages; nil if one is not there, or decides how the pages are read.
  public func pathsInside(_ paths: [Text]) -> [Text]? {
    let prefix = Array(subfolder.utf8)
    var inside: [Text] = []
    for path in paths {
      guard path.utf8.starts(with: prefix), !ContentRoot.generators.contains(where: { path == Text($0.0) }),
        !path.hasSuffix("SUMMARY.md")
      else { return nil }
      inside.append(Text(path.utf8.dropFirst(prefix.count)))
    }
    return inside
  }

  private static let generators = [
    ("mkdocs.yml", "site_name", "docs_dir", "docs"), ("mkdocs.yaml", "site_name", "docs_dir", "docs"),
    ("book.toml", "title", "src", "src"), ("_config.yml", "title", "", ""),
  ]

  private static func lines(of path: String) -> [ArraySlice<UInt8>]? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    do throws(FileError) {
      return try FileReader.bytes(of: path, limit: 1 << 20).split { $0 == 0x0A || $0 == 0x0D }
    } catch {
      return nil
    }
  }

  /// The value of a key that stands at the beginning of a line, without quotes. The other generators' files hold more than we read: tags of Python,
  /// for one.
  private static func value(of key: String, in lines: [ArraySlice<UInt8>]) -> Text? {
    for line in lines where line.starts(with: key.utf8) {
      let rest = Text(line.dropFirst(key.utf8.count)).trimmed().utf8
      guard let sign = rest.first, sign == UInt8(ascii: ":") || sign == UInt8(ascii: "=") else { continue }
      let value = Text(rest.dropFirst()).trimmed().utf8
      guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
        let text = Text(value.prefix { $0 != UInt8(ascii: "#") }).trimmed()
        return text.isEmpty ? nil : text
      }
      let text = Text(value.dropFirst().prefix { $0 != quote })
      return text.isEmpty ? nil : text
    }
    return nil
  }

  /// The Markdown files of MkDocs' `nav`, in order: what stands last on each line of it.
  private static func navigation(in lines: [ArraySlice<UInt8>]) -> [Text] {
    guard let start = lines.firstIndex(where: { $0.starts(with: "nav:".utf8) }) else { return [] }
    var order: [Text] = []
    for line in lines[(start + 1)...] {
      guard let first = line.first, first == 0x20 || first == UInt8(ascii: "-") || first == UInt8(ascii: "#") else { break }
      let word = line.split { $0 == 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }.last.map { Text($0) } ?? ""
      if SitePath.isMarkdown(word) { order.append(word) }
    }
    return order
  }

  /// The Markdown files that mdBook's `SUMMARY.md` links, in order.
  private static func summary(of folder: String) -> [Text] {
    guard let lines = lines(of: folder + "/SUMMARY.md") else { return [] }
    return lines.compactMap { line in
      guard let open = line.lastIndex(of: UInt8(ascii: "(")), let close = line.lastIndex(of: UInt8(ascii: ")")), open < close
      else { return nil }
      let path = SitePath.resolve(Text(line[(open + 1)..<close]), from: "") ?? ""
      return SitePath.isMarkdown(path) ? path : nil
    }
  }

  /// Whether a path is a folder inside another one: no way leads out of it.
  private static func isSubfolder(_ name: String, of folder: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.isEmpty, !parts.contains(where: { $0 == ".." || $0.isEmpty || $0 == "." }) else { return false }
    var status = stat()
    return lstat(folder + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
