import Foundation
import Testing

/// Lets each call to the system fail in turn: the old site stands and the message names the cause, or the new site stands.
@Suite(.serialized) struct FailingCallTests {
  /// The functions, each with what it may fail of.
  private static let faults: [(name: String, code: Int32)] = [
    ("open", EMFILE), ("open", ENOSPC), ("open", EACCES), ("openat", EMFILE), ("read", EIO), ("write", ENOSPC), ("write", EDQUOT),
    ("close", EIO), ("fsync", EIO), ("syncfs", EIO), ("rename", ENOSPC), ("renameat2", EIO), ("renameat2", EINVAL),
    ("renameat2", EXDEV),
    ("link", ENOSPC),
    ("link", EMLINK), ("unlink", EROFS), ("mkdir", ENOSPC), ("rmdir", EBUSY), ("opendir", EMFILE), ("fdopendir", ENOMEM),
    ("readdir", EIO), ("fstat", EIO), ("lstat", EIO), ("stat", EACCES), ("fstatat", EIO), ("realpath", EACCES), ("flock", EIO),
    ("flock", ENOLCK), ("access", EACCES),
  ]

  @Test func theOldSiteStandsOrTheNewOne() throws {
    let bench = try Bench()
    let counts = try bench.countCalls()
    #expect(counts["write", default: 0] > 5 && counts["renameat2"] == 1, "\(counts)")
    var (failed, succeeded) = (0, 0)
    for fault in Self.faults {
      let count = counts[fault.name, default: 0]
      for number in Self.numbers(upTo: count) {
        let what = "\(fault.name) \(number) of \(count), errno \(fault.code)"
        let outcome = try bench.build("two", failing: "\(fault.name):\(number):\(fault.code)")
        let site = try bench.site()
        if outcome.status == 0 {
          succeeded += 1
          #expect(site == bench.new, "\(what): reported as made, and is not")
          #expect(try bench.build("one").status == 0, "\(what): the next build fails")
        } else {
          failed += 1
          #expect(outcome.status == 2, "\(what): \(outcome.messages)")
          #expect(outcome.messages.contains(String(cString: strerror(fault.code))), "\(what): \(outcome.messages)")
          // What fails behind the exchange says that the new site stands.
          let stands = ["the new site stands", "opos-state"].contains { outcome.messages.contains($0) }
          #expect(site == bench.old || (site == bench.new && stands), "\(what): neither site\n\(outcome.messages)")
          if site != bench.old { _ = try bench.build("one") }
        }
        #expect(try bench.site() == bench.old, "\(what)")
      }
    }
    print("\(failed) builds failed and left the old site, \(succeeded) made the new one all the same")
    #expect(failed > 60)
    #expect(try bench.build("two").status == 0)
    #expect(try bench.site() == bench.new)
    #expect(
      try bench.leftovers() == [".Public.opos-lock", ".Public.opos-spare", ".Public.opos-state", "Public", "calls.so", "log"])
  }

  @Test(.timeLimit(.minutes(60)), arguments: [0, 1, 2, 3])
  func whereThereAreFewThreadsThoseDoAll(failing number: Int) throws {
    let bench = try Bench()
    let outcome = try bench.build("two", failing: "pthread_create:\(number):\(EAGAIN)", jobs: 4)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try bench.site() == bench.new)
  }

  /// Where no links can be made, foreign files are copied as what they are: a link is no file from elsewhere.
  @Test func whatIsForeignIsCopiedAsItIs() throws {
    let bench = try Bench()
    try bench.folder.write(["out/Public/.htaccess": "mine", "secret": "of others"])
    let (file, link) = (bench.folder.file("out/Public/.htaccess").path, bench.folder.file("out/Public/link").path)
    #expect(chmod(file, 0o640) == 0 && utimes(file, [timeval](repeating: timeval(tv_sec: 1000, tv_usec: 0), count: 2)) == 0)
    #expect(symlink("../../secret", link) == 0 && symlink("nowhere", link + "-to-nothing") == 0)
    for version in ["two", "one"] {
      let outcome = try bench.build(version, failing: "link:0:\(EPERM)")
      #expect(outcome.status == 0, "\(outcome.messages)")
      var status = stat()
      #expect(lstat(file, &status) == 0 && status.st_mode & 0o7777 == 0o640 && status.st_mtim.tv_sec == 1000)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "../../secret")
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link + "-to-nothing") == "nowhere")
    }
  }

  @Test func whatIsMountedIsSaid() throws {
    let bench = try Bench()
    let outcome = try bench.build("two", failing: "renameat2:1:\(EBUSY)")
    #expect(outcome.status == 2 && outcome.messages.contains("/Public`: something is mounted there"), "\(outcome.messages)")
    #expect(try bench.site() == bench.old)
  }

  @Test(.timeLimit(.minutes(60))) func serveNeedsAThread() throws {
    let bench = try Bench()
    let outcome = try OposCommand.run(
      ["serve", "--port", "0", "--source", bench.folder.file("one").path, "--output", bench.folder.file("out/Public").path],
      environment: ["LD_PRELOAD": bench.library, "OPOS_FAILING_CALL": "pthread_create:0:\(EAGAIN)"])
    #expect(outcome.status == 2)
    let reason = String(cString: strerror(EAGAIN))
    #expect(outcome.messages.hasSuffix("opos: cannot start `a thread`: \(reason)\n"), "\(outcome.messages)")
  }

  /// All numbers if they are few, else the first, the last and some between.
  private static func numbers(upTo count: Int) -> [Int] {
    count <= 12 ? Array(1..<(count + 1)) : Array(Set([1, 2, 3, count - 1, count] + (1...7).map { $0 * count / 8 })).sorted()
  }
}

/// A site of two versions and a library that makes calls fail.
private struct Bench {
  let folder: TemporaryFolder
  let old: [String: Data]
  let new: [String: Data]

  init() throws {
    folder = try TemporaryFolder()
    let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "failing-calls.c")
    try folder.write(["out/log": ""])
    let compiler = try Process.run(
      URL(filePath: "/usr/bin/env"),
      arguments: ["clang", "-shared", "-fPIC", "-O1", source.path, "-o", folder.file("out/calls.so").path, "-ldl"])
    compiler.waitUntilExit()
    #expect(compiler.terminationStatus == 0)
    for version in ["one", "two"] {
      try folder.write([
        "\(version)/site.yml": "title: T\ntime_zone: UTC\n", "\(version)/index.md": "# \(version)\n",
        "\(version)/same.md": "# Same\n",
        "\(version)/\(version)/page.md": "# Page\n\nText of \(version).\n", "\(version)/picture.png": "no picture \(version)",
      ])
    }
    _ = try Self.run(folder, ["two"])
    new = try folder.contents(of: "out/Public")
    _ = try Self.run(folder, ["one"])
    old = try folder.contents(of: "out/Public")
    #expect(old != new && old.count > 10)
  }

  /// The library that makes calls fail.
  var library: String { folder.file("out/calls.so").path }

  func build(_ version: String, failing call: String = "", jobs: Int = 1) throws -> OposCommand.Outcome {
    try Self.run(folder, [version], ["LD_PRELOAD": library, "OPOS_FAILING_CALL": call], jobs: jobs)
  }

  func site() throws -> [String: Data] { try folder.contents(of: "out/Public") }

  func leftovers() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.file("out").path).sorted()
  }

  /// How often a build from the old version to the new one calls each function; the old version stands again afterwards.
  func countCalls() throws -> [String: Int] {
    let log = folder.file("out/log")
    _ = try Self.run(folder, ["two"], ["LD_PRELOAD": library, "OPOS_CALLS_LOG": log.path])
    _ = try Self.run(folder, ["one"])
    var counts: [String: Int] = [:]
    for line in try String(contentsOf: log, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ")
      counts[String(words[0])] = Int(words[1])
    }
    return counts
  }

  private static func run(
    _ folder: TemporaryFolder, _ version: [String], _ environment: [String: String] = [:], jobs: Int = 1
  ) throws -> OposCommand.Outcome {
    try OposCommand.run(
      [
        "build", "--source", folder.file(version[0]).path, "--output", folder.file("out/Public").path, "--jobs", "\(jobs)",
        "--now", "2015-12-02T16:20:00Z",
      ], environment: environment)
  }
}
