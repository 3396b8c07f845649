"""The combobox that adds a name to a list, as the keyboard, the finger and a screen reader meet it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

TARGET = 44


def write(page: Page, text: str) -> None:
    page.goto("/articles/?country=JP")
    page.locator("#add-name").press_sequentially(text)
    expect(page.get_by_role("option").first).to_be_visible()


def test_the_keyboard_chooses_a_name_and_the_focus_stays_in_the_field(page: Page):
    write(page, "burm")
    field = page.get_by_role("combobox", name="Topic, person, country or source")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="Arrow down")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    option = page.get_by_role("option", selected=True)
    expect(option).to_contain_text("Burma → Myanmar")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/articles/\?country=JP&country=MM$"))


def test_escape_closes_the_list_and_then_empties_the_field(page: Page):
    write(page, "phil")
    field = page.locator("#add-name")
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("phil")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")


def test_arrow_up_begins_at_the_end_and_arrow_down_goes_round(page: Page):
    write(page, "phil")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")


def test_a_name_is_added_to_any_or_left_out_as_the_reader_says(page: Page):
    page.goto("/articles/?country=JP")
    page.get_by_role("radio", name="not this").check()
    page.locator("#add-name").press_sequentially("burm")
    page.get_by_role("option", name="Burma").click()
    page.wait_for_url(re.compile(r"country=JP&country_not=MM$"))


def test_each_name_is_large_enough_for_a_finger(archive, browser: Browser):
    context = browser.new_context(
        base_url=archive.address, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto("/articles/?country=JP")
    page.locator(".panel > details > summary").tap()
    page.locator("#add-name").press_sequentially("phil")
    expect(page.get_by_role("option").first).to_be_visible()
    assert all(option.bounding_box()["height"] >= TARGET for option in page.get_by_role("option").all())
    page.get_by_role("option").first.tap()
    page.wait_for_url(re.compile("country=PH"))
    context.close()


def test_without_javascript_the_form_adds_a_name(archive, browser: Browser):
    context = browser.new_context(base_url=archive.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/articles/?country=JP")
    page.locator("#add-name").fill("Burma")
    page.get_by_role("button", name="Add").click()
    assert page.url.endswith("/articles/?country=JP&country=MM")
    page.locator("#add-name").fill("philipines")
    page.get_by_role("button", name="Add").click()
    expect(page.locator("#add-name")).to_have_value("philipines")
    page.get_by_role("link", name="Philippines", exact=True).click()
    assert "country=PH" in page.url
    context.close()


@pytest.mark.parametrize("address", ["/", "/dates/", "/articles/?country=JP"])
def test_the_search_of_every_page_offers_names_and_goes_to_their_stories(page: Page, address: str):
    page.goto(address)
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search the archive")
    field.press_sequentially("burm")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    option = page.get_by_role("option", selected=True)
    expect(option).to_contain_text("Burma → Myanmar")
    number = option.inner_text().split("·")[1].strip()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/articles/\?country=MM$"))
    expect(page.get_by_role("main")).to_contain_text(f"{number} stor")


def test_words_that_are_written_and_not_chosen_are_searched(page: Page):
    page.goto("/dates/")
    field = page.get_by_role("searchbox", name="Search the archive").or_(
        page.get_by_role("combobox", name="Search the archive")
    )
    field.click()
    field.press_sequentially("japan")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/articles/\?q=japan$"))


@pytest.mark.parametrize("address", ["/", "/dates/"])
def test_on_a_phone_the_names_under_the_search_are_as_wide_as_the_page(archive, browser: Browser, address: str):
    context = browser.new_context(
        base_url=archive.address, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(address)
    page.locator("#search").tap()
    page.locator("#search").press_sequentially("phil")
    option = page.get_by_role("option").first
    expect(option).to_be_visible()
    box, field = option.bounding_box(), page.locator("#search").bounding_box()
    assert box["height"] >= TARGET
    assert box["width"] > 300
    assert 0 <= box["y"] - (field["y"] + field["height"]) < 12
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    context.close()
