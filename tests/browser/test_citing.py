"""Citing a story: a style is chosen, and the citation copied."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Archive

pytestmark = pytest.mark.browser


@pytest.fixture
def unscripted(archive: Archive, browser: Browser) -> Iterator[Page]:
    """A page of a reader without JavaScript."""
    context = browser.new_context(base_url=archive.address, java_script_enabled=False)
    yield context.new_page()
    context.close()


def open_story(page: Page) -> None:
    """The newest story of the archive."""
    page.goto("/articles/")
    page.goto(page.locator(".row h3 a").first.get_attribute("href"))


def test_a_reader_chooses_chicago_and_copies(page: Page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_story(page)
    headline = page.locator("h1").inner_text()
    page.get_by_role("radio", name="Chicago", exact=True).check()
    shown = page.locator(".cite-text:visible")
    expect(shown).to_have_count(1)
    page.get_by_role("button", name="Copy the citation").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == shown.inner_text()
    assert re.search(r"“.+[.?!]’?” .+, \w+ \d{1,2}, \d{4}\. http://127\.0\.0\.1:\d+/a/\d+\.$", copied)
    assert headline.split()[0].lower() in copied.lower()
    rich = page.evaluate(
        "navigator.clipboard.read().then((items) => items[0].getType('text/html')).then((blob) => blob.text())"
    )
    assert "<i>" in rich


def test_styles_are_chosen_by_keyboard_and_without_scripts(unscripted: Page):
    open_story(unscripted)
    expect(unscripted.locator(".cite-text:visible")).to_contain_text("(20")
    unscripted.get_by_role("radio", name="APA").focus()
    for slug in ("mla", "chicago", "chicago-note", "harvard"):
        unscripted.keyboard.press("ArrowRight")
        expect(unscripted.locator(f'.cite-text[data-style="{slug}"]')).to_be_visible()
        expect(unscripted.locator(".cite-text:visible")).to_have_count(1)
    expect(unscripted.get_by_role("button", name="Copy the citation")).to_be_hidden()


def test_the_link_of_a_story_is_copied(page: Page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_story(page)
    page.get_by_role("link", name="Copy the link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/a/\d+", page.evaluate("navigator.clipboard.readText()"))


def test_the_style_one_cites_in_is_remembered_for_the_next_story(page: Page):
    page.goto("/articles/")
    stories = [link.get_attribute("href") for link in page.locator(".row h3 a").all()[:2]]
    page.goto(stories[0])
    page.get_by_label("MLA").check()
    page.goto(stories[1])
    expect(page.get_by_label("MLA")).to_be_checked()
    expect(page.locator(".cite-text:visible")).to_have_attribute("data-style", "mla")
