"""For everybody: axe without violations, the keyboard alone, small screens, no script, files."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import FORMS, REPOSITORY, SITE, example_answers, fill, submit, until

TAGS = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NEWCOMER = (REPOSITORY / "Content" / "Examples" / "bad" / "newcomer.md").read_text()


def no_violations(page):
    results = Axe().run(page, options=TAGS)
    found = [(violation["id"], [node["html"][:200] for node in violation["nodes"]]) for violation in results.response["violations"]]
    assert found == []


def no_sideways_scroll(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def into_every_state(page, form):
    """Shows the form empty, with errors, with warnings and with its result, one after the other."""
    yield "empty"
    answers = example_answers(page)
    fill(page, {**answers, "release": "develop", "memory": "2000"} if form == "simulation" else {})
    submit(page)
    yield "errors"
    fill(page, {**answers, "group": "nobody"} if form == "simulation" else answers)
    submit(page)
    yield "result"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("form", FORMS)
def test_axe_finds_nothing_in_any_state_of_a_form(open_page, form, scheme):
    page = open_page(f"forms/{form}.html", color_scheme=scheme, reduced_motion="reduce")
    for _ in into_every_state(page, form):
        no_violations(page)


def test_axe_finds_nothing_when_it_is_not_for_us(open_page):
    page = open_page("forms/question.html")
    fill(page, {**example_answers(page), "title": "Please reset the password of my account"})
    submit(page)
    no_violations(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_checker(open_page, scheme):
    page = open_page("check/index.html", color_scheme=scheme)
    no_violations(page)
    page.locator(".sheet textarea").fill(NEWCOMER)
    page.locator(".sheet-finding").first.wait_for()
    no_violations(page)


# 320 px is also what 200 % zoom leaves of 640 px.
@pytest.mark.parametrize("width", [320, 640])
def test_narrow_pages_do_not_scroll_sideways(open_page, width):
    page = open_page("forms/simulation.html", viewport={"width": width, "height": 800})
    for _ in into_every_state(page, "simulation"):
        no_sideways_scroll(page)
    page = open_page("check/index.html", viewport={"width": width, "height": 800})
    page.locator(".sheet textarea").fill(NEWCOMER)
    page.locator(".sheet-finding").first.wait_for()
    no_sideways_scroll(page)


def test_forced_colours_keep_the_states_apart(open_page):
    page = open_page("forms/simulation.html", forced_colors="active")
    submit(page)
    field = page.locator(".field.has-error").first
    assert field.evaluate("field => getComputedStyle(field).borderLeftStyle") == "solid"
    page = open_page("check/index.html", forced_colors="active")
    page.locator(".sheet textarea").fill(NEWCOMER)
    mark = page.locator(".sheet-mark").first
    mark.wait_for(state="attached")
    assert mark.evaluate("mark => getComputedStyle(mark).borderLeftWidth") == "5px"


def test_the_keyboard_alone(open_page):
    page = open_page("forms/question.html")
    answers = example_answers(page)
    page.locator("#field-title").focus()
    page.keyboard.press("Enter")
    until(page, "document.activeElement.matches('.error-summary')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    seen = set()
    for _ in range(80):
        name = page.evaluate("document.activeElement.name ?? ''")
        if name in answers and name not in seen:
            seen.add(name)
            if page.evaluate("document.activeElement.tagName") == "SELECT":
                page.keyboard.type(answers[name])
            elif page.evaluate("document.activeElement.type") == "radio":
                page.keyboard.press("Space")
            else:
                page.keyboard.insert_text(answers[name])
        if page.evaluate("document.activeElement.textContent") == "Check the request":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.matches('.error-summary, .result h2')")
    assert page.evaluate("document.activeElement.matches('.result h2')"), page.locator(".error-summary").inner_text()


def test_every_control_has_a_name_and_no_placeholder(open_page):
    page = open_page("forms/simulation.html")
    for control in page.locator("form :is(input:not(.calendar-picker), textarea, select):visible").all():
        assert control.evaluate("control => control.labels.length") == 1
        assert control.get_attribute("placeholder") is None


@pytest.mark.parametrize("form", FORMS)
def test_without_script_the_form_can_be_read_and_sent_by_mail(open_page, form):
    page = open_page(f"forms/{form}.html", java_script_enabled=False)
    assert all(field.is_visible() for field in page.locator("[data-field]").all())
    assert page.locator("#blank + pre").inner_text().startswith("---\nform: ") or "form:" in page.locator("#blank").locator("xpath=..").inner_text()
    assert "mailto:" in page.locator(".how-to-send a[href^=mailto]").first.get_attribute("href")
    # A driver that switches scripts off does not show what is there for that case, so it is read.
    assert "Without its script" in page.locator("noscript").first.text_content()


def test_forms_and_checker_work_from_files(open_page, lint):
    page = open_page((SITE / "forms" / "question.html").as_uri())
    fill(page, example_answers(page))
    submit(page)
    status, report = lint(page.locator(".result pre").text_content())
    assert status == 0, report
    page = open_page((SITE / "check" / "index.html").as_uri())
    page.locator(".sheet textarea").fill(NEWCOMER)
    page.locator(".sheet-finding").first.wait_for()
    assert page.locator(".sheet-finding").count() == 4


def test_a_printed_form_is_a_blank_to_fill_in(open_page):
    page = open_page("forms/simulation.html")
    page.emulate_media(media="print")
    assert page.locator("[data-field] input").first.is_visible()
    assert page.get_by_role("button", name="Check the request").is_hidden()
    assert page.locator(".print-options").first.is_visible()
