"""Pages break no rule of accessibility that axe knows, and the keyboard alone leads through them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.audit.addresses import PAGES, resolved
from tests.audit.visiting import axe_script, violations
from tests.browser.conftest import Archive

pytestmark = pytest.mark.browser

# Where the focus is: nothing on the body, else whether it is drawn (an outline or a shadow) and has room on the page.
FOCUS = """() => {
    const here = document.activeElement;
    if (!here || here === document.body) return null;
    const style = getComputedStyle(here), box = here.getBoundingClientRect();
    here.dataset.visits = Number(here.dataset.visits ?? 0) + 1;
    return {
        text: (here.textContent || here.getAttribute("aria-label") || here.name || "").trim().slice(0, 60),
        drawn: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none",
        room: box.width > 0 && box.height > 0,
        visits: Number(here.dataset.visits),
    };
}"""
MOST_STOPS = 400
# The main types in the whole suite's time; make audit asks axe about every type.
MAIN = ("front", "list", "story", "story, Arabic", "topic", "country", "pair", "year", "coverage", "reading list")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, archive: Archive, theme: str) -> None:
    script = axe_script()
    page.emulate_media(color_scheme=theme)
    found = {}
    for name in MAIN:
        page.goto(resolved(archive.address, dict(PAGES)[name]))
        found[name] = violations(page, script)
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("name", ["front", "list", "story"])
def test_the_keyboard_leads_through_the_whole_page(page: Page, archive: Archive, name: str) -> None:
    page.goto(resolved(archive.address, dict(PAGES)[name]))
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None or stop["visits"] > 1:
            break
        stops.append(stop)
    else:
        pytest.fail(f"The focus does not come to an end after {MOST_STOPS} stops")
    assert stops[0]["text"] == "Skip to the content"
    assert [stop["text"] for stop in stops if not (stop["drawn"] and stop["room"])] == []
    # None was left out: what can be focused and is shown was stopped at, but for the unchosen of a group of radios.
    missed = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
            .filter((one) => one.checkVisibility() && !one.disabled && one.type !== "radio" && one.tabIndex >= 0)
            .filter((one) => !one.dataset.visits).map((one) => one.outerHTML.slice(0, 90))"""
    )
    assert missed == []


def test_landmarks_have_one_of_each_and_names(page: Page) -> None:
    for address in ("/", "/articles/"):
        page.goto(address)
        for role in ("banner", "main", "contentinfo", "search"):
            expect(page.get_by_role(role).first).to_be_visible()
        expect(page.get_by_role("main")).to_have_count(1)


def test_without_javascript_from_the_front_to_a_citation(archive: Archive, browser) -> None:
    context = browser.new_context(base_url=archive.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("a[href$='/topics/']").first.click()
    page.locator("main a[href='/topics/us-japan-relations/']").first.click()
    page.locator("a[href*='country=KR']").first.click()
    assert "country=KR" in page.url
    page.locator("main a[href^='/articles/1'], main a[href^='/articles/2']").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="Cite this story")).to_be_visible()
    expect(page.locator(".cite-text[data-style=apa]")).to_be_visible()
    assert "TY  - " in page.request.get(page.locator("a[href$='/cite.ris']").get_attribute("href")).text()
    context.close()
