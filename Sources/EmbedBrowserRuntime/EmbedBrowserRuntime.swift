import Foundation
import PackagePlugin

/// Compiles the portable core to WebAssembly, and hands it and the theme to the target as generated Swift files.
@main
struct EmbedBrowserRuntime: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let package = context.package.directoryURL
    return [
      try runtimeCommand(sources: package.appending(path: "Sources"), folder: context.pluginWorkDirectoryURL),
      try themeCommand(package: package, folder: context.pluginWorkDirectoryURL),
    ]
  }

  private func runtimeCommand(sources: URL, folder: URL) throws -> Command {
    let modules = ["Diagnostics", "Notation", "CEL", "Tickets", "ServiceLevels", "BrowserRuntime"]
    let script = sources.appending(path: "EmbedBrowserRuntime/build.sh")
    let output = folder.appending(path: "BrowserRuntimeModule.swift")
    return .buildCommand(
      displayName: "Compiling the browser runtime to WebAssembly",
      executable: URL(filePath: "/bin/sh"),
      arguments: [script.path, sources.path, folder.appending(path: "wasm").path, output.path],
      inputFiles: try modules.flatMap { try files(below: sources.appending(path: $0)) } + [script],
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
