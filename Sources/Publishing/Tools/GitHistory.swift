import Diagnostics
import Knowledge

/// Asks git about the files of a content folder: once for all of them.
public enum GitHistory {
  /// Where a repository stands.
  private struct Head {
    /// The commit that is checked out.
    var commit: String
    /// All that decides what `git log` says of it.
    var point: Text
  }

  /// Where the repository stands: at an equal point it says the same. Empty where there is no repository, or no git.
  ///
  /// Git itself is asked: where a commit is written down depends on worktrees, submodules and formats of references.
  public static func point(of folder: String) -> Text { head(of: folder)?.point ?? Text() }

  /// The history of each file by its path in the folder; unknown where there is no repository, or no git, or where it takes more than half a minute.
  public static func read(_ folder: String) -> Histories {
    guard let head = head(of: folder) else { return Histories() }
    let words = [
      "git", "-C", folder, "-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "log.showRoot=true",
      "-c", "log.follow=false", "log", "--relative", "--name-only", "--no-renames", "--encoding=UTF-8", "--format=%x01%ct%x02%s",
      head.commit, "--", ".",
    ]
    var log = ChildProcess(words, seconds: 30, mostOutput: 1 << 27)
    // It looks into the packs of a large repository as a whole.
    log.mostMemory = 64 << 30
    guard let outcome = log.run(), outcome.status == 0 else {
      return Histories(unknownAt: head.point)
    }
    return Histories(PageHistory.read(outcome.output), at: head.point)
  }

  /// Commits that are replaced, and where a shallow clone ends, decide beside the commit.
  private static func head(of folder: String) -> Head? {
    let words = ["git", "-C", folder, "rev-parse", "HEAD", "--git-path", "shallow", "--glob=refs/replace"]
    guard let outcome = ChildProcess(words, seconds: 5, mostOutput: 1 << 20).run(), outcome.status == 0 else { return nil }
    let lines = outcome.output.split(separator: 0x0A)
    guard lines.count > 1 else { return nil }
    let shallow = String(Text(lines[1]))
    let end = try? FileReader.bytes(of: shallow.hasPrefix("/") ? shallow : folder + "/" + shallow)
    return Head(commit: String(Text(lines[0])), point: Text(outcome.output) + Text(end.map { Fingerprint.of($0) } ?? 0))
  }
}

extension Catalog.Parts {
  /// Takes what the repository says, in a site that shows it; that nothing is known is a finding.
  public mutating func take(_ histories: Histories) {
    guard site.readsHistory else { return }
    self.histories = histories
    if histories.isKnown { return }
    diagnostics.append(
      Diagnostic(
        rule: "history-unknown", severity: .warning, message: "there is no history to read: no git repository, or no git",
        help: "leave `history` out of site.yml, or build in a clone", file: "site.yml"))
  }
}
