/// Code of the languages that this field writes, a few lines long, with words and numbers that differ.
enum CodeSample {
  /// A fenced block.
  static func block(_ random: inout SeededNumbers) -> String {
    let (language, lines) = random.pick(samples)
    var text = "```\(language)\n"
    for line in lines {
      text +=
        line.replacing("NAME", with: Vocabulary.word(&random)).replacing("NUMBER", with: "\(random.next(below: 10_000))") + "\n"
    }
    return text + "```\n\n"
  }

  private static let samples: [(language: String, lines: [String])] = [
    (
      "sh",
      [
        "#!/bin/sh", "# NAME of the NAME", "export NAME=\"/pnfs/NAME/NUMBER\"", "for run in $(seq NUMBER); do",
        "  jobsub_submit --memory=NUMBERMB --disk=NUMBERGB -N $run file://$NAME/NAME.sh && echo 'NAME <done>'", "done",
        "if [ -f \"$NAME\" ]; then rm -f -- \"$NAME\"; fi",
      ]
    ),
    (
      "python",
      [
        "import NAME", "", "def NAME(run: int, files: list[str]) -> dict:", "    \"\"\"NAME of NAME & NAME.\"\"\"",
        "    total = sum(NUMBER * int(line) for line in files if line != 'NAME')",
        "    return {\"NAME\": total, \"run\": run}  # NAME",
        "", "print(NAME(NUMBER, [\"NAME\", \"NAME\"]))",
      ]
    ),
    (
      "cpp",
      [
        "#include <vector>", "// NAME", "template <typename T> class NAME : public art::EDProducer {", " public:",
        "  explicit NAME(std::vector<T> const& hits) : fHits(hits), fCut(NUMBER.5) {}",
        "  bool Pass(double energy) const { return energy > fCut && fHits.size() < NUMBERu; }", " private:",
        "  std::vector<T> fHits; /* NAME */", "};",
      ]
    ),
    (
      "fcl",
      [
        "#include \"NAME.fcl\"", "process_name: NAME", "physics: {",
        "  producers: { NAME: { module_type: \"NAME\" Threshold: NUMBER } }",
        "  reco: [ NAME, NAME ]  # NAME", "}", "source.maxEvents: NUMBER",
      ]
    ),
    (
      "yaml",
      [
        "# NAME", "form: keep-up", "title: NAME NAME", "release: v09_NUMBER", "memory: NUMBER MB", "configuration:",
        "  - NAME.fcl", "  - NAME.fcl",
      ]
    ),
    ("json", ["{", "  \"NAME\": [NUMBER, NUMBER, true, null],", "  \"NAME\": { \"NAME\": \"NAME & NAME\" }", "}"]),
    (
      "console",
      [
        "$ samweb list-files --summary 'run_number NUMBER and NAME'", "File count: NUMBER", "$ condor_q -hold NAME",
        "NUMBER.0  NAME  NAME limit",
      ]
    ),
    ("sql", ["SELECT NAME, count(*) FROM NAME", "WHERE run > NUMBER AND NAME LIKE 'NAME%' -- NAME", "GROUP BY NAME;"]),
  ]
}
