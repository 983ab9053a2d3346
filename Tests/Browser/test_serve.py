"""`opos serve` as the one who writes sees it: each change in the open page, nothing lost, faults over it."""

import re
import signal
import subprocess
import time

import pytest
from conftest import OPOS, until
from playwright.sync_api import Error

PAGE = "# Home\n\n" + "A paragraph of the page, long enough to scroll.\n\n" * 200
FORM = """name: Question
description: Ask.
body:
  - type: input
    id: title
    value: text
    attributes:
      label: Title
    validations:
      required: true
example:
  title: What is the limit?
"""


@pytest.fixture
def served(tmp_path):
    """A served folder: writes files, gives the address."""
    content = tmp_path / "Content"
    content.mkdir()
    for name, text in {"site.yml": "title: T\n", "index.md": PAGE, "Forms/question.yml": FORM}.items():
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_text(text)
    process = subprocess.Popen([OPOS, "serve", "--port", "0", "--source", content], stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            break
    process.address = found[0]
    process.content = content
    yield process
    if process.poll() is None:
        process.kill()
        process.wait()


def shows(page, text):
    """Waits for a text in a page that may be loaded anew meanwhile."""
    for _ in range(2000):
        try:
            if text in page.inner_text("body"):
                return
        except Error:
            pass
        page.wait_for_timeout(30)
    raise AssertionError(f"{text} was never shown")


def test_a_change_is_shown_where_the_page_was_read(served, open_page):
    page = open_page(served.address + "index.html")
    page.wait_for_timeout(500)
    page.evaluate("scrollTo({ top: 900, behavior: 'instant' })")
    (served.content / "index.md").write_text(PAGE + "The end was written.\n")
    shows(page, "The end was written.")
    until(page, "Math.abs(scrollY - 900) < 2")


def test_a_half_filled_form_is_left_alone(served, open_page):
    page = open_page(served.address + "forms/question.html")
    page.wait_for_timeout(500)
    page.fill("#field-title", "half a que")
    (served.content / "Forms" / "question.yml").write_text(FORM.replace("Ask.", "Ask us."))
    shows(page, "The site was built anew.")
    assert page.input_value("#field-title") == "half a que"
    assert "Ask us." not in page.inner_text("main")
    page.fill("#field-title", "")
    (served.content / "Forms" / "question.yml").write_text(FORM.replace("Ask.", "Ask all."))
    shows(page, "Ask all.")


def test_faults_are_shown_over_the_page_until_they_are_mended(served, open_page):
    page = open_page(served.address + "index.html")
    page.wait_for_timeout(500)
    (served.content / "index.md").write_text("# Home\n\n[gone](gone.md) <script>alert(1)</script>\n")
    overlay = page.get_by_role("alert")
    overlay.wait_for()
    text = overlay.inner_text()
    assert "Nothing was published" in text and "index.md:3:1: error: no file `gone.md`" in text and "<script>alert(1)</script>" in text
    assert re.fullmatch(r"vscode://file/.*/Content/index\.md:3:1", overlay.get_by_role("link").first.get_attribute("href"))
    page.keyboard.press("Tab")
    (served.content / "index.md").write_text("# Home\n\nMended.\n")
    shows(page, "Mended.")
    assert page.get_by_role("alert").count() == 0


def test_a_change_is_told_at_once(served, open_page):
    """What takes a second here takes a fifth of one alone; the machine may be busy."""
    for number in range(100):
        (served.content / f"page-{number}.md").write_text(f"# Page {number}\n\n[home](index.md)\n")
    page = open_page(served.address + "index.html")
    page.wait_for_timeout(2000)
    page.evaluate("window.before = true")
    begin = time.monotonic()
    (served.content / "index.md").write_text(PAGE + "Now.\n")
    shows(page, "Now.")
    assert time.monotonic() - begin < 5


def test_ctrl_c_ends_it_and_leaves_nothing(served, open_page):
    page = open_page(served.address + "index.html")
    page.wait_for_timeout(300)
    served.send_signal(signal.SIGINT)
    assert served.wait(10) == -signal.SIGINT
    page.goto("about:blank")
    page.said.clear()
    rest = {path.name for path in served.content.parent.iterdir()}
    assert {name for name in rest if not name.startswith(".Public.opos-")} == {"Content", "Public"}
    again = subprocess.run([OPOS, "build", "--source", served.content], capture_output=True, text=True, timeout=60, check=True)
    assert "waiting" not in again.stderr
