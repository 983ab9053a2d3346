"""The built program, run on our own content."""

import json
import os
import pathlib
import subprocess

import pytest

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
CONTENT = REPOSITORY / "Content"


class Opos:
    """Runs `opos` as a user does."""

    def run(self, *arguments, folder=REPOSITORY):
        command = [os.environ["OPOS"], *map(str, arguments)]
        return subprocess.run(command, cwd=folder, capture_output=True, timeout=300)

    def lint(self, names, format, folder, *options):
        source = ["--source", CONTENT, "--now", "2015-12-02T16:20:00Z"]
        outcome = self.run("lint", "--format", format, *source, *options, *names, folder=folder)
        assert outcome.returncode in (0, 1), outcome.stderr.decode()
        return outcome.stdout.decode()

    def schema(self, form):
        return json.loads(self.run("schema", form).stdout)


@pytest.fixture(scope="session")
def opos():
    return Opos()


@pytest.fixture(scope="session")
def forms():
    return sorted(path.stem for path in (CONTENT / "Forms").glob("*.yml"))


@pytest.fixture(scope="session")
def examples():
    """Our own tickets, good and bad."""
    return sorted(path for path in (CONTENT / "Examples").rglob("*") if path.is_file())


def shared_schema(name):
    """A schema that stands beside the repository; the test is skipped, and says so, where it does not."""
    path = REPOSITORY.parent / "shared" / "schemas" / name
    if not path.exists():
        pytest.skip(f"{path} is missing")
    return json.loads(path.read_text())
