import Foundation
import PackagePlugin

/// Compiles the portable core to WebAssembly, and hands it and the theme to the target as generated Swift files.
@main
struct EmbedBrowserRuntime: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let package = context.package.directoryURL
    let (sources, folder) = (package.appending(path: "Sources"), context.pluginWorkDirectoryURL)
    return [
      try moduleCommand(
        "BrowserRuntime", of: ["Diagnostics", "Notation", "CEL", "Tickets", "ServiceLevels", "BrowserMemory", "BrowserRuntime"],
        sources: sources, folder: folder),
      try moduleCommand(
        "SearchRuntime", of: ["Diagnostics", "Notation", "Search", "BrowserMemory", "SearchRuntime"], sources: sources,
        folder: folder),
      try themeCommand(package: package, folder: folder),
    ]
  }

  /// Compiles some folders of sources to one module, and writes it as a constant that is called like the last of them.
  private func moduleCommand(_ name: String, of modules: [String], sources: URL, folder: URL) throws -> Command {
    let script = sources.appending(path: "EmbedBrowserRuntime/build.sh")
    let pass = sources.appending(path: "EmbedBrowserRuntime/plain-calls.awk")
    let output = folder.appending(path: "\(name)Module.swift")
    let constant = name.prefix(1).lowercased() + name.dropFirst() + "Base64"
    return .buildCommand(
      displayName: "Compiling \(name) to WebAssembly",
      executable: URL(filePath: "/bin/sh"),
      arguments: [script.path, sources.path, folder.appending(path: name).path, output.path, constant] + modules,
      inputFiles: try modules.flatMap { try files(below: sources.appending(path: $0)) } + [script, pass],
      outputFiles: [output])
  }

  private func themeCommand(package: URL, folder: URL) throws -> Command {
    let templates = package.appending(path: "Templates")
    let script = package.appending(path: "Sources/EmbedBrowserRuntime/embed-theme.sh")
    let output = folder.appending(path: "EmbeddedTheme.swift")
    return .buildCommand(
      displayName: "Embedding the theme",
      executable: URL(filePath: "/bin/sh"),
      arguments: [script.path, templates.path, output.path],
      inputFiles: try files(below: templates) + [script],
      outputFiles: [output])
  }

  private func files(below folder: URL) throws -> [URL] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.contains(".") }.sorted().map { folder.appending(path: $0) }
  }
}
