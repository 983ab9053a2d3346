import Diagnostics
import Glibc
import Knowledge

/// Where the pages of a folder are: in the folder itself, or where the configuration of the generator that it was written for has them.
///
/// MkDocs keeps them in `docs_dir`, mdBook in `src`, Mintlify in the folder. A folder with a `site.yml` is ours, and nothing else is looked at.
public struct ContentRoot: Sendable {
  /// The folder with the pages.
  public let path: String
  /// What the other generator's configuration calls the site; nil if it has no name.
  public let title: Text?
  /// The folder that was named, below which other files lie that pages may include.
  public let project: String
  /// Where the pages are below the folder that was named, with a slash at its end; empty for the folder itself.
  private let subfolder: String
  /// The order of its pages, and what it calls them.
  public let navigation: AuthorNavigation
  /// The file among those of the site that has the navigation and is not published; empty if there is none.
  public let navigationFile: Text

  /// The root of a folder.
  public init(_ folder: String) {
    project = folder
    var path = folder
    var title: Text?
    var navigation = AuthorNavigation()
    var file = Text()
    let isForeign = access(folder + "/site.yml", F_OK) != 0
    if isForeign, let mintlify = MintlifyConfiguration(in: folder) {
      (title, navigation, file) = (mintlify.title, mintlify.navigation, mintlify.file)
    } else if isForeign {
      for generator in ContentRoot.generators {
        guard let lines = ContentRoot.lines(of: folder + "/" + generator.file) else { continue }
        title = NavigationReader.value(of: generator.titleKey, in: lines, isIndented: generator.kind == .docusaurus)
        let root = generator.rootKey.isEmpty ? nil : NavigationReader.value(of: generator.rootKey, in: lines).map { String($0) }
        if ContentRoot.isSubfolder(root ?? generator.usualRoot, of: folder) {
          path = folder + "/" + (root ?? generator.usualRoot)
        }
        navigation = generator.kind.navigation(in: lines)
        break
      }
      if navigation.items.isEmpty { (navigation, file) = ContentRoot.list(in: path) }
    }
    self.path = path
    subfolder = path == folder ? "" : String(path.dropFirst(folder.count + 1)) + "/"
    self.title = title
    self.navigation = navigation
    navigationFile = file
  }

  /// A fingerprint of what the other generator's configuration says, in whichever files it says it.
  public var fingerprint: UInt64 {
    var hash = Fingerprint()
    hash.combine(title ?? "")
    for item in navigation.items {
      hash.combine(item.title)
      hash.combine(item.target)
      hash.combine(item.level)
    }
    return hash.value
  }

  /// Paths below the folder that was named as paths below that of the pages; nil if one is not there, or decides how the pages are read.
  public func pathsInside(_ paths: [Text]) -> [Text]? {
    let prefix = Array(subfolder.utf8)
    let configurations = ContentRoot.generators.map(\.file) + MintlifyConfiguration.files
    var inside: [Text] = []
    for path in paths {
      guard path.utf8.starts(with: prefix), !configurations.contains(where: { path == Text($0) }) else { return nil }
      inside.append(Text(path.utf8.dropFirst(prefix.count)))
    }
    return inside.contains(where: { ContentRoot.lists.map { Text($0) }.contains($0) }) ? nil : inside
  }

  /// A path below the folder of the pages as one below the folder that was named.
  func pathOutside(_ path: Text) -> Text { subfolder.isEmpty ? path : Text(subfolder) + path }

  /// A file of the project that a page of MkDocs may include: the paths of its snippets are seen from the folder with the configuration.
  ///
  /// - Returns: nil if there is none, or if it is hidden or lies outside the project.
  /// - Throws: `FileError` if it cannot be read.
  func snippet(_ path: Text) throws(FileError) -> SourceFile? {
    let names = path.utf8.split(separator: UInt8(ascii: "/"))
    guard !subfolder.isEmpty, !names.contains(where: { $0.first == UInt8(ascii: ".") }) else { return nil }
    let file = project + "/" + String(path)
    var status = stat()
    guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let real = ContentRoot.real(file),
      let base = ContentRoot.real(project), real.hasPrefix(base + "/")
    else { return nil }
    return SourceFile(path: SitePath.root(from: Text(subfolder)) + path, bytes: try FileReader.bytes(of: file))
  }

  private static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// A generator, by the file that it is configured in.
  private struct Generator {
    var file: String
    var kind: Kind
    var titleKey: String
    var rootKey = ""
    var usualRoot = ""

    enum Kind {
      case yaml
      case toml
      case tableOfContents
      case docusaurus
      case other

      func navigation(in lines: [ArraySlice<UInt8>]) -> AuthorNavigation {
        switch self {
        case .yaml: AuthorNavigation(NavigationReader.yaml(lines))
        case .toml: AuthorNavigation(NavigationReader.toml(lines))
        case .tableOfContents: AuthorNavigation(NavigationReader.tableOfContents(lines), namesFoldersByPages: true)
        case .docusaurus, .other: AuthorNavigation()
        }
      }
    }
  }

  private static let generators = [
    Generator(file: "mkdocs.yml", kind: .yaml, titleKey: "site_name", rootKey: "docs_dir", usualRoot: "docs"),
    Generator(file: "mkdocs.yaml", kind: .yaml, titleKey: "site_name", rootKey: "docs_dir", usualRoot: "docs"),
    Generator(file: "zensical.toml", kind: .toml, titleKey: "site_name", rootKey: "docs_dir", usualRoot: "docs"),
    Generator(file: "zensical.yml", kind: .yaml, titleKey: "site_name", rootKey: "docs_dir", usualRoot: "docs"),
    Generator(file: "book.toml", kind: .other, titleKey: "title", rootKey: "src", usualRoot: "src"),
    Generator(file: "_toc.yml", kind: .tableOfContents, titleKey: "title"),
    Generator(file: "docusaurus.config.js", kind: .docusaurus, titleKey: "title", usualRoot: "docs"),
    Generator(file: "docusaurus.config.ts", kind: .docusaurus, titleKey: "title", usualRoot: "docs"),
    Generator(file: "_config.yml", kind: .other, titleKey: "title"),
  ]

  /// The pages that are lists of links for the navigation of mdBook, of a wiki, of Docsify.
  private static let lists = ["SUMMARY.md", "_Sidebar.md", "_sidebar.md"]

  private static func list(in folder: String) -> (AuthorNavigation, file: Text) {
    for file in lists {
      guard let lines = lines(of: folder + "/" + file), case let items = NavigationReader.list(lines), !items.isEmpty else {
        continue
      }
      return (AuthorNavigation(items, namesFoldersByPages: true), Text(file))
    }
    return (AuthorNavigation(), "")
  }

  private static func lines(of path: String) -> [ArraySlice<UInt8>]? {
    configuration(at: path)?.split { $0 == 0x0A || $0 == 0x0D }
  }

  /// The bytes of another generator's file; nil if it is none, cannot be read or is larger than anybody writes one.
  static func configuration(at path: String) -> [UInt8]? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return try? FileReader.bytes(of: path, limit: 1 << 20)
  }

  /// Whether a path is a folder inside another one: no way leads out of it.
  private static func isSubfolder(_ name: String, of folder: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.isEmpty, !parts.contains(where: { $0 == ".." || $0.isEmpty || $0 == "." }) else { return false }
    var status = stat()
    return lstat(folder + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
