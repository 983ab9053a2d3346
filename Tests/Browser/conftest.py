"""A site that is served, and a page of Debian's Chromium whose console has to stay empty."""

import functools
import http.server
import os
import pathlib
import subprocess
import threading

import pytest
from playwright.sync_api import sync_playwright

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
SITE = pathlib.Path(os.environ["OPOS_SITE"])
OPOS = os.environ["OPOS"]
FORMS = ["calibration", "keep-up", "question", "reprocessing", "simulation"]


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word on the terminal, and remembers what was asked for."""

    asked = []

    def log_message(self, *_):
        pass

    def do_GET(self):
        Handler.asked.append(self.path)
        super().do_GET()

    def copyfile(self, source, outputfile):
        """A page that was left does not wait for the rest."""
        try:
            super().copyfile(source, outputfile)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def do_POST(self):
        Handler.asked.append("POST " + self.path)
        self.send_error(405)


@pytest.fixture(scope="session")
def site():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=SITE))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, site):
    """Opens pages of the site; when the test is over, nothing may have been said on any console."""
    contexts, said = [], []

    def opened(path, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.said = said
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append("dialog " + dialog.message), dialog.dismiss()))
        page.goto(path if "://" in path else f"{site}/{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture
def lint(tmp_path):
    """Runs `opos lint` on a text; gives its exit status and what it prints."""

    def run(text, name="ticket.md"):
        file = tmp_path / name
        file.write_bytes(text.encode())
        result = subprocess.run(
            [OPOS, "lint", "--source", str(REPOSITORY / "Content"), str(file)], capture_output=True, text=True, check=False
        )
        return result.returncode, result.stdout + result.stderr

    return run


def example_answers(page):
    """The form's own example, field by field, as its page shows it in the help of each field."""
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("[data-field]")]
          .filter((place) => place.querySelector(".field-example"))
          .map((place) => [place.dataset.field, place.querySelector(".field-example + .excerpt").textContent]))"""
    )


def fill(page, answers):
    """Fills fields in as a reader does."""
    for name, value in answers.items():
        place = page.locator(f'[data-field="{name}"]')
        control = place.locator(f'[name="{name}"]').first
        kind = control.get_attribute("type") or control.evaluate("control => control.tagName.toLowerCase()")
        if kind in ("radio", "checkbox"):
            for line in value.split("\n"):
                place.locator(f'[name="{name}"][value="{line}"]').check()
        elif kind == "select":
            control.select_option(value)
        else:
            control.fill(value)


def until(page, expression):
    """Waits for an expression to hold. Playwright's own waiting evaluates text in the page, which the page's policy forbids."""
    for _ in range(2000):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(30)
    raise AssertionError(f"it never came true that {expression}")


def submit(page):
    """Asks for the check and waits for its answer, which takes the focus."""
    page.get_by_role("button", name="Check the request").click()
    until(page, "document.activeElement.matches('.error-summary, .form-result h2')")
