"""Light and dark: the system's, until a reader chooses, and then that one on every page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PAPER = "getComputedStyle(document.documentElement).backgroundColor"
LIGHT, DARK = "rgb(253, 252, 249)", "rgb(21, 21, 20)"


def test_without_a_choice_the_theme_is_the_systems(page: Page) -> None:
    page.goto("/")
    assert page.evaluate(PAPER) == LIGHT
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(PAPER) == DARK


def test_a_chosen_theme_holds_on_every_page_and_can_be_given_up(page: Page) -> None:
    page.goto("/")
    choice = page.get_by_role("group", name="Colours")
    expect(choice.get_by_role("button", name="As on this device")).to_have_attribute("aria-pressed", "true")
    choice.get_by_role("button", name="Dark").click()
    assert page.evaluate(PAPER) == DARK
    page.goto("/topics/")
    assert page.evaluate(PAPER) == DARK
    expect(choice.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    choice.get_by_role("button", name="As on this device").click()
    page.goto("/countries/")
    assert page.evaluate(PAPER) == LIGHT


def test_without_javascript_nothing_offers_a_choice(archive, browser) -> None:
    context = browser.new_context(base_url=archive.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("group", name="Colours")).to_be_hidden()
    context.close()
