"""Reports are what the programs that read them define, and a diff does what `--fix` does."""

import json
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

import jsonschema

from conftest import shared_schema


def copied(examples, folder):
    """The examples in a folder of their own."""
    names = []
    for path in examples:
        names.append(f"{path.parent.name}-{path.name}")
        shutil.copy(path, folder / names[-1])
    return names


def test_sarif_is_valid(opos, examples, tmp_path):
    names = copied(examples, tmp_path)
    log = json.loads(opos.lint(names, "sarif", tmp_path))
    schema = shared_schema("sarif-schema-2.1.0.json")
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message[:300] for error in validator.iter_errors(log)] == []
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    assert len(run["results"]) > 20
    assert any(result.get("fixes") for result in run["results"])
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]


def test_every_format_tells_the_same(opos, examples, tmp_path):
    names = copied(examples, tmp_path)
    document = json.loads(opos.lint(names, "json", tmp_path))
    lines = [json.loads(line) for line in opos.lint(names, "jsonl", tmp_path).splitlines()]
    findings = [line for line in lines if line.get("severity") in ("error", "warning", "info")]
    issues = json.loads(opos.lint(names, "gitlab", tmp_path))
    suites = ElementTree.fromstring(opos.lint(names, "junit", tmp_path))
    commands = opos.lint(names, "github", tmp_path).splitlines()
    assert len(json.dumps(document)) > 0
    assert len(issues) == len(findings) > 20
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= issue.keys()
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
    assert suites.tag == "testsuites" and len(list(suites.iter("testcase"))) > 0
    assert sum(line.startswith(("::error ", "::warning ", "::notice ")) for line in commands) == len(findings)


def test_a_diff_does_what_fix_does(opos, examples, tmp_path):
    patched, fixed = tmp_path / "patched", tmp_path / "fixed"
    for folder in (patched, fixed):
        folder.mkdir()
    names = copied(examples, patched)
    copied(examples, fixed)
    diff = opos.lint(names, "text", patched, "--diff", "--unsafe-fixes")
    assert diff.count("\n+++ ") >= 3
    subprocess.run(["git", "apply", "-p1", "-"], input=diff.encode(), cwd=patched, check=True)
    opos.lint(names, "text", fixed, "--fix", "--unsafe-fixes")
    for name in names:
        assert (patched / name).read_bytes() == (fixed / name).read_bytes(), name
