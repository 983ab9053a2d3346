"""What `opos new` asks on a terminal, which a script never sees."""

import os
import pty
import subprocess

import pytest
from conftest import OPOS, REPOSITORY


def on_terminal(arguments, answers):
    """Runs `opos` with a terminal as its input; gives its exit status, what it prints and what it says."""
    controller, terminal = pty.openpty()
    process = subprocess.Popen(
        [OPOS, *arguments, "--now", "2015-12-02"], stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    os.close(terminal)
    os.write(controller, "".join(answer + "\n" for answer in answers).encode())
    os.write(controller, b"\x04")
    output, messages = process.communicate(timeout=60)
    os.close(controller)
    return process.returncode, output, messages


def test_a_ticket_asks_for_its_form_and_for_what_is_required():
    status, output, messages = on_terminal(
        ["new", "ticket", "--source", REPOSITORY / "Content"], ["question", "How many slots?", "nova", "", "production"]
    )
    assert status == 0, messages
    assert messages.startswith("Form (calibration, keep-up, question, reprocessing, simulation): ")
    assert "\ntitle: How many slots?\n" in output and "\ncreated: 2015-12-02\n" in output
    assert "(optional)" not in messages


def test_a_blank_asks_for_nothing():
    status, output, messages = on_terminal(["new", "ticket", "question", "--blank", "--source", REPOSITORY / "Content"], [])
    assert (status, messages) == (0, "")
    assert "\ntitle:\n" in output


@pytest.mark.parametrize("kind, asked, file", [("page", ["A page"], "Wiki/a-page.md"), ("experiment", ["X Y", "x@example.org"], "Experiments/xy.yml")])
def test_what_is_missing_is_asked_for(tmp_path, kind, asked, file):
    (tmp_path / "site.yml").write_text("title: T\n")
    status, output, messages = on_terminal(["new", kind, "--source", tmp_path], asked)
    assert status == 0, messages
    assert output == f"{tmp_path}/{file}\n"
    assert (tmp_path / file).exists()
    assert messages.count(": ") == len(asked)


def test_no_answer_is_an_error(tmp_path):
    (tmp_path / "site.yml").write_text("title: T\n")
    assert on_terminal(["new", "page", "--source", tmp_path], [""])[0] == 2
