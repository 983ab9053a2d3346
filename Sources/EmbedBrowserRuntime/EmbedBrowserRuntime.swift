import Foundation
import PackagePlugin

/// Compiles the portable core to WebAssembly and hands it to the target as a generated Swift file.
@main
struct EmbedBrowserRuntime: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let sources = context.package.directoryURL.appending(path: "Sources")
    let script = sources.appending(path: "EmbedBrowserRuntime/build.sh")
    let scratch = context.pluginWorkDirectoryURL.appending(path: "wasm")
    let output = context.pluginWorkDirectoryURL.appending(path: "BrowserRuntimeModule.swift")
    return [
      .buildCommand(
        displayName: "Compiling the browser runtime to WebAssembly",
        executable: URL(filePath: "/bin/sh"),
        arguments: [script.path, sources.path, scratch.path, output.path],
        inputFiles: try inputs(in: sources) + [script],
        outputFiles: [output])
    ]
  }

  private func inputs(in sources: URL) throws -> [URL] {
    let modules = ["Diagnostics", "Notation", "CEL", "Tickets", "ServiceLevels", "BrowserRuntime"]
    return try modules.flatMap { module in
      let folder = sources.appending(path: module)
      return try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(".swift") || $0.hasSuffix(".c") }.sorted().map { folder.appending(path: $0) }
    }
  }
}
