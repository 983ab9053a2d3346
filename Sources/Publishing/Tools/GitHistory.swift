import Diagnostics
import Knowledge

/// Asks git about the files of a content folder: once for all of them.
public enum GitHistory {
  /// The commit that is checked out; nil where there is no repository, or no git.
  public static func head(of folder: String) -> Text? {
    let process = ChildProcess(["git", "-C", folder, "rev-parse", "HEAD"], seconds: 5, mostOutput: 4096)
    guard let outcome = process.run(), outcome.status == 0 else { return nil }
    return Text(outcome.output).trimmed()
  }

  /// The history of each file by its path in the folder; nil where there is no repository, or no git, or where it takes more than half a minute.
  public static func read(_ folder: String) -> [Text: PageHistory]? {
    let words = [
      "git", "-C", folder, "-c", "core.quotePath=false", "-c", "log.showSignature=false", "log", "--relative", "--name-only",
      "--no-renames",
      "--format=%x01%ct%x02%s", "--", ".",
    ]
    guard let outcome = ChildProcess(words, seconds: 30, mostOutput: 1 << 27).run(), outcome.status == 0 else { return nil }
    return PageHistory.read(outcome.output)
  }
}
