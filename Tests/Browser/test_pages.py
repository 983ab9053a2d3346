"""Every kind of page for everybody: axe in both themes and at four widths, no motion where none is wanted, forced colours, keys alone."""

import pytest
from test_access import no_sideways_scroll, no_violations

KINDS = {
    "start": "index.html",
    "section": "wiki/index.html",
    "page": "wiki/asking/before-you-ask.html",
    "page of code and tables": "handbook/pages.html",
    "glossary": "wiki/glossary.html",
    "agreement": "sla/index.html",
    "changes of the agreement": "sla/changes.html",
    "section as one page": "wiki/print.html",
    "which kind of request": "wiki/asking/which-request.html",
    "forms": "forms/index.html",
    "form": "forms/keep-up.html",
    "experiments": "experiments/index.html",
    "experiment": "experiments/nova.html",
    "requests": "requests/index.html",
    "request": "requests/ritm0010022.html",
    "rules": "rules/index.html",
    "rule": "rules/release-tag-moves.html",
    "jobs": "jobs/index.html",
    "tags": "tags/index.html",
    "tag": "tags/handbook.html",
    "reviews": "reviews/index.html",
    "checker": "check/index.html",
    "search": "search/index.html?q=release",
    "not found": "404.html",
}
WIDTHS = [320, 768, 1280, 1920]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_at_any_width(open_page, kind, scheme):
    page = open_page(KINDS[kind], color_scheme=scheme, reduced_motion="reduce")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        no_violations(page)
        no_sideways_scroll(page)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_where_no_motion_is_wanted(open_page, kind):
    page = open_page(KINDS[kind], reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((part) => {
          const style = getComputedStyle(part);
          const lasts = (text) => text.split(",").some((time) => parseFloat(time) > 0.01);
          return (style.animationName !== "none" && lasts(style.animationDuration)) || lasts(style.transitionDuration)
            || style.scrollBehavior === "smooth";
        }).map((part) => part.outerHTML.slice(0, 120))"""
    )
    assert moving == []


@pytest.mark.parametrize("kind", KINDS)
def test_forced_colours_leave_text_links_and_focus(open_page, kind):
    page = open_page(KINDS[kind], forced_colors="active")
    no_sideways_scroll(page)
    for part in page.locator(":is(main, header) :is(a, button, input, select):not([tabindex='-1']):visible").all()[:3]:
        part.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        shown = part.evaluate("part => [part.matches(':focus-visible'), getComputedStyle(part).outlineStyle, getComputedStyle(part).borderStyle]")
        assert shown[0] and shown[1] != "none", (part.evaluate("part => part.outerHTML"), shown)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [320, 1280])
def test_keys_alone_reach_everything_and_leave_it(open_page, kind, width):
    """Tab goes once through all that can be used, shows where it is, is never trapped, and its first stop skips to the content."""
    page = open_page(KINDS[kind], viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.goto(page.url.split("#")[0].split("?")[0] + "?q=again", wait_until="networkidle")
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
          .filter((part) => part.tabIndex >= 0 && !part.disabled && part.checkVisibility({ visibilityProperty: true }) && part.type !== "radio")
          .map((part, index) => { part.dataset.stop = index; return String(index); })"""
    )
    stops = []
    for _ in range(len(wanted) + 40):
        page.keyboard.press("Tab")
        stop, hidden = page.evaluate(
            """() => { const part = document.activeElement; const box = part.getBoundingClientRect();
              return [part.dataset.stop ?? part.tagName, box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth]; }"""
        )
        if stop == "BODY" or (stops and stop == stops[0]):
            break
        assert not hidden, page.evaluate("document.activeElement.outerHTML")
        stops.append(stop)
    missed = set(wanted) - set(stops)
    assert not missed, [page.locator(f'[data-stop="{stop}"]').evaluate("part => part.outerHTML.slice(0, 200)") for stop in sorted(missed)[:5]]
