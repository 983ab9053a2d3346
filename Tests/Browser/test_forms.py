"""Forms as somebody fills them in: wrong first, then corrected, copied, and read by the program."""

import json
import re
import urllib.parse

import pytest
from conftest import FORMS, example_answers, fill, submit, until

HOSTILE = [
    "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "\"'`${alert(3)} {{x}} </textarea></pre><b>bold",
    "a\u202egnp.exe\u2066b\u0007c\u200bd\u2028e",
    "---\nform: question\n--- # x: [y, {z",
]

# Open requests of the sample already make what these examples ask for.
UNTAKEN = {
    "keep-up": {"output_dataset": "prod_reco_S15-11-20_fd_keepup_w58"},
    "reprocessing": {"input_dataset": "minerva_raw_me1z", "output_dataset": "minerva_reco_me1z_v10r8p9"},
}


def result_text(page):
    return page.locator(".result pre").text_content()


def is_warning_free(report):
    return "warning" not in report and "error" not in report


@pytest.mark.parametrize("form", FORMS)
def test_filled_wrong_then_corrected_then_clean(open_page, lint, form):
    page = open_page(f"forms/{form}.html", permissions=["clipboard-read", "clipboard-write"])
    answers = {**example_answers(page), **UNTAKEN.get(form, {})}
    submit(page)
    assert page.title().startswith("Error: ")
    summary = page.locator(".error-summary")
    links = summary.locator("a").all()
    assert len(links) >= 3
    # Above the heading, focused, and each line leads to its field, which says the same.
    assert summary.evaluate("box => box === document.activeElement")
    assert summary.bounding_box()["y"] < page.locator("h1").bounding_box()["y"]
    for link in links:
        name = page.locator(link.get_attribute("href")).get_attribute("name")
        assert link.text_content() in page.locator(f"#field-{name}-error").text_content()
    links[-1].click()
    assert page.evaluate("document.activeElement.name") == name
    assert page.locator(".result").count() == 0

    fill(page, answers)
    submit(page)
    assert page.locator(".error-summary").all_inner_texts() == []
    assert not page.title().startswith("Error")
    page.get_by_role("button", name="Copy the text").click()
    page.get_by_text("Copied", exact=True).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == result_text(page)
    status, report = lint(copied)
    assert status == 0 and is_warning_free(report), report
    with page.expect_download() as download:
        page.get_by_role("button", name="Download YAML").click()
    status, report = lint(download.value.path().read_text(), "ticket.yaml")
    assert status == 0, report


def test_errors_follow_the_typing_once_submitted(open_page):
    page = open_page("forms/simulation.html")
    fill(page, {**example_answers(page), "release": "develop"})
    assert page.locator(".findings").count() == 0
    submit(page)
    assert page.locator(".error-summary li").count() >= 1
    assert page.locator('[name="release"]').get_attribute("aria-invalid") == "true"
    page.locator('[name="release"]').fill("v04_30_00")
    page.locator(".error-summary").wait_for(state="detached")
    assert page.locator('[name="release"]').get_attribute("aria-invalid") is None
    assert page.evaluate("document.activeElement.name") == "release"
    page.locator('[name="release"]').fill("main")
    page.locator(".error-summary").wait_for()
    assert page.locator(".result").count() == 0


def test_conditional_field_keeps_its_value_and_leaves_it_out(open_page):
    page = open_page("forms/simulation.html")
    justification = page.locator('[data-field="justification"]')
    assert justification.is_hidden()
    fill(page, {**example_answers(page), "priority": "2"})
    justification.wait_for(state="visible")
    fill(page, {"justification": "The detector paper waits for it."})
    page.locator("#field-priority-3").check()
    justification.wait_for(state="hidden")
    submit(page)
    assert "justification" not in result_text(page)
    page.locator("#field-priority-2").check()
    justification.wait_for(state="visible")
    assert page.locator('[name="justification"]').input_value() == "The detector paper waits for it."
    page.get_by_text("justification: The detector paper", exact=False).first.wait_for()


def test_computed_texts_follow_the_answers(open_page):
    page = open_page("forms/simulation.html")
    fill(page, {"events": "2000000", "time_per_event": "90 s"})
    page.get_by_text("50000 processor hours in all").wait_for()
    fill(page, {"events": "4000000"})
    page.get_by_text("100000 processor hours in all").wait_for()
    fill(page, {"events": "many"})
    page.get_by_text("processor hours in all").wait_for(state="hidden")


def test_warning_is_overridden_with_a_reason(open_page, lint):
    page = open_page("forms/simulation.html")
    fill(page, {**example_answers(page), "group": "nobody"})
    submit(page)
    area = page.locator('[data-field="group"] .override textarea')
    area.press_sequentially("The group was founded yesterday.", delay=15)
    assert area.evaluate("area => area === document.activeElement")
    page.get_by_text("1 exception, with your reason").wait_for()
    page.locator(".result pre", has_text="The group was founded yesterday.").wait_for()
    text = result_text(page)
    assert "exceptions:" in text
    status, report = lint(text)
    assert status == 0 and is_warning_free(report), report
    page.reload()
    page.locator('[name="group"]').wait_for()
    submit(page)
    assert "The group was founded yesterday." in result_text(page)


def test_fix_with_one_click_and_undo(open_page):
    page = open_page("forms/simulation.html")
    fill(page, {**example_answers(page), "needed_by": "15 January 2016"})
    submit(page)
    place = page.locator('[data-field="needed_by"]')
    place.get_by_role("button", name="2016-01-15").click()
    assert page.locator('[name="needed_by"]').input_value() == "2016-01-15"
    place.get_by_role("button", name="Undo").click()
    assert page.locator('[name="needed_by"]').input_value() == "15 January 2016"


def test_draft_survives_reload_and_discarding_can_be_undone(open_page):
    page = open_page("forms/question.html")
    fill(page, {"title": "What does a test job need?"})
    until(page, "Object.keys(localStorage).some((key) => key.includes('question'))")
    page.reload()
    assert page.locator('[name="title"]').input_value() == "What does a test job need?"
    page.get_by_role("button", name="Discard it").click()
    assert page.locator('[name="title"]').input_value() == ""
    page.get_by_role("button", name="Restore it").click()
    assert page.locator('[name="title"]').input_value() == "What does a test job need?"
    page.reload()
    assert page.locator('[name="title"]').input_value() == "What does a test job need?"


def test_link_fills_in_and_keeps_the_draft(open_page, site):
    page = open_page("forms/question.html")
    fill(page, {"title": "An older question"})
    until(page, "Object.keys(localStorage).some((key) => key.includes('question'))")
    page.goto("about:blank")
    page.goto(f"{site}/forms/question.html#title=From+the+link&nothing=x&__proto__=y")
    assert page.locator('[name="title"]').input_value() == "From the link"
    page.get_by_role("button", name="Restore the draft").click()
    assert page.locator('[name="title"]').input_value() == "An older question"


def test_starts_from_an_earlier_request(open_page):
    page = open_page("forms/keep-up.html")
    number = page.locator("#start-from optgroup option").first.get_attribute("value")
    page.select_option("#start-from", number)
    page.get_by_role("button", name="Fill in").click()
    page.get_by_text(f"Filled in from {number}").wait_for()
    assert page.locator('[name="supersedes"]').input_value() == number
    assert page.locator('[name="experiment"]').input_value() != ""


def test_what_belongs_elsewhere_is_sent_there(open_page):
    page = open_page("forms/question.html")
    fill(page, {**example_answers(page), "title": "Please reset the password of my account"})
    submit(page)
    panel = page.locator(".route-panel")
    assert "Not for us" in panel.locator("h2").text_content()
    assert panel.locator("h2").evaluate("title => title === document.activeElement")
    assert panel.locator("a").get_attribute("href").startswith(("https://", "mailto:"))


def test_mail_link_holds_the_ticket_or_says_that_it_is_too_long(open_page):
    page = open_page("forms/question.html")
    fill(page, example_answers(page))
    submit(page)
    address = page.locator(".result-send a[href^=mailto]").get_attribute("href")
    body = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)["body"][0]
    assert body.replace("\r\n", "\n") == result_text(page)
    fill(page, {"description": "word " * 1000})
    page.get_by_text("too long for a link").wait_for()
    assert len(page.locator(".result-send a[href^=mailto]").get_attribute("href")) < 1900


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_shows_as_text(open_page, form, text):
    page = open_page(f"forms/{form}.html")
    for control in page.locator("[data-field] :is(input:not([type=radio], [type=checkbox], .calendar-picker), textarea)").all():
        if control.is_visible():
            # What was typed before may hide the field meanwhile.
            control.fill(text, force=True)
    submit(page)
    check_harmless(page)
    assert page.locator("#field-description").input_value() == text.replace("\r", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_fragment_shows_as_text(open_page, text):
    quoted = urllib.parse.quote(text)
    page = open_page(f"forms/question.html#title={quoted}&description={quoted}&{quoted}={quoted}&%zz=%")
    submit(page)
    check_harmless(page)


def check_harmless(page):
    assert page.locator("main img, main script, main b").count() == 0
    shown = page.locator("main").inner_text()
    assert not re.search("[\u0007\u202e\u2066]", shown)


def test_a_trap_is_our_fault_and_the_text_is_kept(open_page):
    page = open_page("forms/question.html")
    page.evaluate(
        """() => {
          const real = WebAssembly.instantiate;
          WebAssembly.instantiate = async (...given) => {
            const { exports } = await real.call(WebAssembly, ...given);
            return { exports: { ...exports, opos_form: () => { if (window.isTrapping) throw new WebAssembly.RuntimeError("unreachable"); return exports.opos_form(...[]); } } };
          };
          window.isTrapping = true;
        }"""
    )
    fill(page, {"title": "A question that breaks everything"})
    page.get_by_role("button", name="Check the request").click()
    page.get_by_text("that is our fault").wait_for()
    assert page.locator('[name="title"]').input_value() == "A question that breaks everything"
    assert "A question that breaks everything" in page.evaluate("JSON.stringify(localStorage)")


def test_module_comes_only_when_the_form_is_used(open_page):
    page = open_page("forms/question.html")
    names = "performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => /opos\\./.test(name)).length"
    page.wait_for_load_state("networkidle")
    assert page.evaluate(names) == 0
    page.locator('[name="title"]').focus()
    until(page, f"{names} === 2")
    assert json.loads(page.evaluate("JSON.stringify(performance.getEntriesByType('navigation').length)")) == 1
