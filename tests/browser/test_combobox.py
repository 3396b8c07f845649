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
