"""The page that checks tickets."""

import pathlib

from conftest import REPOSITORY, Handler, until

EXAMPLES = REPOSITORY / "Content" / "Examples"
NEWCOMER = (EXAMPLES / "bad" / "newcomer.md").read_text()


def paste(page, text):
    page.locator(".sheet textarea").last.fill(text)
    page.locator(".sheet").last.locator("[data-verdict]:not(:empty)").wait_for()


def test_findings_stand_beside_the_text_with_the_line_marked(open_page, lint):
    page = open_page("check/index.html")
    paste(page, NEWCOMER)
    findings = page.locator(".sheet-finding")
    assert findings.count() == 4
    lines = [finding.locator(".button-link").text_content().split(",")[0] for finding in findings.all()]
    assert lines == ["Line 12", "Line 14", "Line 25", "Line 31"]
    assert page.locator(".sheet-mark.is-error").count() == 4
    assert page.locator("[data-summary]").text_content() == "1 ticket: 4 errors"
    findings.nth(1).locator(".button-link").click()
    assert page.evaluate("getSelection().toString()") == "develop"


def test_the_marks_lie_on_their_lines(open_page):
    page = open_page("check/index.html")
    paste(page, NEWCOMER)
    numbers = page.locator(".sheet-numbers").bounding_box()
    mark = page.locator(".sheet-mark").first.bounding_box()
    assert abs((mark["y"] - numbers["y"]) / mark["height"] - 11) < 0.2


def test_fix_with_one_click_and_undo(open_page, lint):
    page = open_page("check/index.html")
    text = NEWCOMER.replace("title: ", "title: Größe 🚀 ")
    paste(page, text)
    page.get_by_role("button", name="Rename it to").click()
    until(page, "document.querySelectorAll('.sheet-finding').length === 3")
    area = page.locator(".sheet textarea")
    assert area.input_value() == text.replace("repositry", "repository")
    page.get_by_role("button", name="Undo").click()
    assert area.input_value() == text
    until(page, "document.querySelectorAll('.sheet-finding').length === 4")


def test_several_files_of_every_format_at_once(open_page, lint):
    page = open_page("check/index.html")
    files = sorted(path for path in [*EXAMPLES.glob("good/*"), *EXAMPLES.glob("bad/*")] if path.is_file())
    page.set_input_files("#checker-files", [str(file) for file in files])
    until(page, f"document.querySelectorAll('.sheet-verdict:not(:empty)').length === {len(files)}")
    for index, file in enumerate(files):
        sheet = page.locator(".sheet").nth(index)
        assert sheet.locator("h2").text_content() == file.name
        status, _ = lint(file.read_text(), file.name)
        verdict = sheet.locator("[data-verdict]").get_attribute("class")
        assert ("is-error" in verdict or "is-route" in verdict) == (status != 0), file


def test_dropped_files_are_read(open_page):
    page = open_page("check/index.html")
    page.evaluate(
        """(text) => {
          const dataTransfer = new DataTransfer();
          for (const name of ["one.md", "two.md"]) dataTransfer.items.add(new File([text], name));
          window.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        }""",
        NEWCOMER,
    )
    until(page, "document.querySelectorAll('.sheet-verdict:not(:empty)').length === 2")
    assert page.locator("[data-summary]").text_content() == "2 tickets: 8 errors"


def test_the_text_cannot_leave_the_browser(open_page):
    Handler.asked.clear()
    page = open_page("check/index.html")
    paste(page, NEWCOMER)
    page.get_by_text("The connection is closed.").wait_for()
    outcome = page.evaluate(
        """async () => {
          const beacon = new Image();
          const image = new Promise((resolve) => { beacon.onerror = () => resolve("refused"); beacon.onload = () => resolve("loaded"); });
          beacon.src = location.origin + "/leak.png?secret";
          return [await fetch(location.origin + "/leak?secret").then(() => "sent", () => "refused"), await image];
        }"""
    )
    assert outcome == ["refused", "refused"]
    assert not [path for path in Handler.asked if "leak" in path or path.startswith("POST")]
    assert all("Content Security Policy" in words for words in page.said)
    page.said.clear()


def test_hostile_text_shows_as_text(open_page):
    page = open_page("check/index.html")
    paste(page, "---\nform: <img src=x onerror=alert(1)>\n<script>alert(2)</script>: \u202eevil\n---\n")
    assert page.locator("main img, main script").count() == 0
    assert "\u202e" not in page.locator("[data-findings]").inner_text()


def test_what_was_saved_is_what_was_written(open_page):
    page = open_page("check/index.html")
    paste(page, NEWCOMER)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    assert pathlib.Path(download.value.path()).read_text() == NEWCOMER
    assert download.value.suggested_filename == "ticket.md"
