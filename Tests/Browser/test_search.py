"""The search, in the header and on its page."""

import re
import shutil

import pytest
from conftest import SITE, until
from test_access import no_sideways_scroll, no_violations


def titles(page):
    return [option.inner_text() for option in page.locator("[role=option] .result-title").all()]


def type_query(page, query):
    page.fill("#site-search", "")
    page.locator("#site-search").press_sequentially(query)
    until(page, "document.querySelector('#site-search').getAttribute('aria-expanded') === 'true'")


@pytest.mark.parametrize(
    "query, first",
    [
        ("keep-up", "Keep-up"),
        ("release tag", "Release tag"),
        ("RITM0010022", "RITM0010022"),
        ("release-tag-moves", "release-tag-moves"),
        ("calibratoin", "Calibration"),
        ("calib", "Calibration"),
        ("disk quota", "Disk space and quotas"),
    ],
)
def test_the_box_finds_as_one_types(open_page, query, first):
    page = open_page("wiki/index.html")
    page.keyboard.press("/")
    type_query(page, query)
    page.wait_for_timeout(300)
    assert titles(page)[0].startswith(first), titles(page)


def test_the_box_works_with_keys_alone(open_page):
    page = open_page("wiki/index.html")
    page.keyboard.press("Control+k")
    box = page.locator("#site-search")
    assert box.evaluate("box => box === document.activeElement")
    type_query(page, "release tag")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    active = box.get_attribute("aria-activedescendant")
    assert active == "site-search-0"
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("glossary|sla"))
    page.keyboard.press("/")
    page.keyboard.type("tape request")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=tape%20request")


def test_an_empty_box_names_its_key(open_page):
    page = open_page("wiki/index.html")
    hint = page.locator(".site-search kbd")
    assert hint.is_visible() and hint.inner_text() == "/"
    page.keyboard.press("/")
    assert not hint.is_visible()
    page.keyboard.type("a")
    page.locator("#site-search").evaluate("box => box.blur()")
    assert not hint.is_visible()


def test_the_page_works_by_its_url(open_page):
    page = open_page("search/index.html?q=release&kind=rule")
    page.wait_for_selector(".search-results > li")
    assert "results for “release”" in page.locator("[data-search-status]").inner_text()
    kinds = {kind.inner_text() for kind in page.locator(".search-results .result-kind").all()}
    assert kinds == {"Rule · Rules"}
    assert page.locator(".search-results mark").count() > 3
    page.select_option("#search-kind", "form")
    until(page, "location.search.includes('kind=form')")
    until(page, "document.querySelector('.search-results .result-kind').textContent.startsWith('Form')")
    page.locator(".search-results a").first.click()
    page.wait_for_url("**/forms/*.html")


def test_what_is_not_there_is_said(open_page):
    page = open_page("search/index.html?q=xylophone")
    until(page, "document.querySelector('[data-search-status]').textContent.length > 0")
    assert "Nothing was found for “xylophone”" in page.locator("[data-search-status]").inner_text()


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\u202eabc", "\x00", "a" * 5000, "%E0%A4%A", "\U0001f642" * 50])
def test_hostile_queries_are_text(open_page, query):
    page = open_page("search/index.html")
    page.fill("#search-query", query)
    page.wait_for_timeout(500)
    assert page.locator("main script, main img").count() == 0
    page = open_page("search/index.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&kind=%22%3E&q=%E0%A4%A")
    page.wait_for_timeout(300)
    assert page.locator("main img").count() == 0


def test_the_search_is_accessible(open_page):
    page = open_page("search/index.html?q=release")
    page.wait_for_selector(".search-results > li")
    no_violations(page)
    page = open_page("wiki/index.html")
    page.keyboard.press("/")
    type_query(page, "release")
    no_violations(page)


def test_the_search_fits_a_phone(open_page):
    page = open_page("search/index.html?q=release-tag-moves", viewport={"width": 320, "height": 640})
    page.wait_for_selector(".search-results > li")
    page.keyboard.press("Control+k")
    type_query(page, "prod_reco")
    no_sideways_scroll(page)


def test_the_first_result_needs_few_bytes(open_page, site):
    """Beyond the module at most 60 kB: manifest, words, directory and one file of documents."""
    page = open_page("index.html")
    loaded = []
    page.on("response", lambda answer: "/assets/search/" in answer.url and loaded.append(len(answer.body())))
    page.goto(f"{site}/search/index.html?q=keep-up-too-long")
    page.wait_for_selector(".search-results > li")
    assert 0 < sum(loaded) < 60_000, loaded


def test_without_script_the_link_leads_to_the_sections(open_page):
    page = open_page("index.html", java_script_enabled=False)
    page.get_by_role("link", name="Search").click()
    assert page.get_by_role("main").get_by_role("link", name="Wiki").is_visible()
    assert page.locator("[data-search]").is_hidden()


def test_from_files_the_search_works_as_well(open_page):
    page = open_page(f"file://{SITE}/search/index.html?q=keep-up-too-long")
    page.wait_for_selector(".search-results > li")
    assert page.locator(".search-results a").first.get_attribute("href").endswith("rules/keep-up-too-long.html")
    page = open_page(f"file://{SITE}/wiki/index.html")
    page.keyboard.press("/")
    type_query(page, "calibratoin")
    assert titles(page)[0].startswith("Calibration")


def test_without_its_scripts_a_page_of_files_says_what_it_needs(open_page, tmp_path):
    site = shutil.copytree(SITE, tmp_path / "site")
    (site / "assets" / "search" / "files.js").unlink()
    page = open_page(f"file://{site}/search/index.html?q=release")
    until(page, "document.querySelector('[data-search-status]').textContent.includes('through a web server')")
    assert page.get_by_role("main").get_by_role("link", name="Wiki").is_visible()
    assert all("ERR_FILE_NOT_FOUND" in line for line in page.said)
    page.said.clear()
