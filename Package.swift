// swift-tools-version: 6.2
import PackageDescription

/// Every target: Swift 6 language mode (the tools version's default) with warnings as errors.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// The portable core, in dependency order. It imports nothing but itself, not even Foundation, and is also
/// compiled as Embedded Swift for `wasm32-unknown-none-wasm` by the EmbedBrowserRuntime plugin.
let portable: [Target] = [
  .target(name: "Diagnostics", swiftSettings: strict),
  .target(name: "Notation", dependencies: ["Diagnostics"], swiftSettings: strict),
  .target(name: "CEL", dependencies: ["Diagnostics", "Notation"], swiftSettings: strict),
  .target(name: "Tickets", dependencies: ["Diagnostics", "Notation"], swiftSettings: strict),
  .target(
    name: "ServiceLevels", dependencies: ["Diagnostics", "Notation", "CEL", "Tickets"], swiftSettings: strict),
  .target(name: "Search", dependencies: ["Diagnostics"], swiftSettings: strict),
  .target(name: "BrowserMemory", dependencies: ["Diagnostics"], exclude: ["support.c"], swiftSettings: strict),
  .target(
    name: "BrowserRuntime",
    dependencies: ["BrowserMemory", "Diagnostics", "Notation", "CEL", "Tickets", "ServiceLevels"], swiftSettings: strict),
  .target(
    name: "SearchRuntime", dependencies: ["BrowserMemory", "Diagnostics", "Notation", "Search"], swiftSettings: strict),
]

let generator: [Target] = [
  .systemLibrary(name: "CMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
  .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
  .target(name: "CMarkArena", dependencies: ["CMark"]),
  .target(name: "CFileSystem"),
  .target(
    name: "Markup", dependencies: ["CMark", "CMarkArena", "Diagnostics"], swiftSettings: strict),
  .target(name: "Snapshots", dependencies: ["Diagnostics", "Notation", "Tickets"], swiftSettings: strict),
  .target(
    name: "Knowledge",
    dependencies: ["Diagnostics", "Notation", "CEL", "Tickets", "ServiceLevels", "Markup", "Snapshots"],
    swiftSettings: strict),
  .target(
    name: "Publishing",
    dependencies: [
      "CFileSystem", "CZlib", "Diagnostics", "Notation", "CEL", "Tickets", "ServiceLevels", "Markup", "Search", "Snapshots",
      "Knowledge",
    ],
    swiftSettings: strict),
]

/// A release build is one static executable: a dynamic loader takes longer to find libraries than a ticket takes to lint.
let selfContained: [LinkerSetting] = [
  .unsafeFlags(
    ["-static-executable", "-use-ld=lld", "-Xlinker", "--gc-sections"], .when(platforms: [.linux], configuration: .release)),
  .linkedLibrary("_FoundationCShims", .when(platforms: [.linux], configuration: .release)),
  .linkedLibrary("_FoundationCollections", .when(platforms: [.linux], configuration: .release)),
]

let tools: [Target] = [
  .plugin(name: "EmbedBrowserRuntime", capability: .buildTool(), path: "Sources/EmbedBrowserRuntime"),
  .executableTarget(
    name: "opos",
    dependencies: [
      "Diagnostics", "Notation", "CEL", "Tickets", "ServiceLevels", "Markup", "Snapshots", "Knowledge", "Publishing",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ],
    swiftSettings: strict, linkerSettings: selfContained, plugins: ["EmbedBrowserRuntime"]),
  .executableTarget(
    name: "benchmark", dependencies: ["Notation", "Knowledge", "Publishing"], path: "Sources/Benchmark",
    exclude: ["peers.txt", "search.py"], swiftSettings: strict),
  .executableTarget(name: "benchmark-limit", dependencies: ["CMark"], path: "Sources/BenchmarkLimit"),
  .executableTarget(
    name: "sample-snapshots", dependencies: ["Diagnostics", "Notation", "Snapshots"], path: "Sources/SampleSnapshots",
    swiftSettings: strict),
]

let tests: [Target] = [
  .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
  .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
  .testTarget(
    name: "NotationTests",
    dependencies: ["Diagnostics", "Notation", "TestSupport", .product(name: "Yams", package: "Yams")], swiftSettings: strict),
  .testTarget(
    name: "CELTests", dependencies: ["Diagnostics", "Notation", "CEL"], exclude: ["Cases"], swiftSettings: strict),
  .testTarget(name: "TicketsTests", dependencies: ["Diagnostics", "Notation", "Tickets", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "ServiceLevelsTests", dependencies: ["Diagnostics", "Notation", "CEL", "Tickets", "ServiceLevels", "TestSupport"],
    swiftSettings: strict),
  .testTarget(name: "SearchTests", dependencies: ["Diagnostics", "Search"], swiftSettings: strict),
  .testTarget(name: "MarkupTests", dependencies: ["CMark", "Diagnostics", "Markup"], swiftSettings: strict),
  .testTarget(
    name: "SnapshotsTests", dependencies: ["Diagnostics", "Notation", "Tickets", "Snapshots", "sample-snapshots"],
    swiftSettings: strict),
  .testTarget(
    name: "KnowledgeTests",
    dependencies: [
      "Diagnostics", "Notation", "CEL", "Tickets", "ServiceLevels", "Markup", "Snapshots", "Knowledge", "TestSupport",
    ], swiftSettings: strict),
  .testTarget(
    name: "PublishingTests",
    dependencies: [
      "Diagnostics", "Notation", "CEL", "Tickets", "ServiceLevels", "Markup", "Search", "Snapshots", "Knowledge", "Publishing",
    ], exclude: ["questions.tsv"], swiftSettings: strict),
  .testTarget(
    name: "CommandTests",
    dependencies: ["opos", "Diagnostics", "Notation", "Tickets", "ServiceLevels", "Knowledge", "Publishing", "TestSupport"],
    exclude: ["Goldens", "failing-calls.c"], swiftSettings: strict),
]

let package = Package(
  name: "opos",
  products: [.executable(name: "opos", targets: ["opos"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: portable + generator + tools + tests)
