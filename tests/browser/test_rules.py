"""A rule, as an editor makes it: written, previewed, applied, and taken back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Archive

pytestmark = pytest.mark.browser


def new_tag(desk: Page) -> str:
    """Make a tag, and give its name."""
    name = f"Treaties {uuid4().hex[:6]}"
    desk.goto("/admin/articles/tag/add/")
    desk.fill("#id_name", name)
    desk.get_by_role("button", name="Save", exact=True).click()
    return name


def choose_tag(desk: Page, name: str) -> None:
    desk.locator("[aria-labelledby=select2-id_tag-container]").click()
    desk.locator(".select2-search__field").fill(name)
    desk.get_by_role("option", name=name).click()


def test_a_rule_is_previewed_applied_and_undone(desk: Page):
    name = new_tag(desk)
    desk.goto("/admin/articles/tagrule/add/")
    choose_tag(desk, name)
    desk.fill("#id_query", 'treaty -"no such words"')
    desk.fill("#id_note", "For the test.")
    desk.get_by_role("button", name="Preview").click()

    caught = desk.locator("section[aria-labelledby=caught]")
    expect(caught).to_be_in_viewport()
    number = int(caught.locator("li strong").first.inner_text())
    assert number > 20
    expect(caught.locator(".desk-caught > li")).to_have_count(20)
    expect(caught.locator("mark").first).to_have_text("treaty", ignore_case=True)
    expect(desk.locator("#id_note")).to_have_value("For the test.")
    expect(desk.locator("#id_query")).to_have_value('treaty -"no such words"')

    desk.get_by_role("button", name="Save, and tag these stories").click()
    desk.get_by_role("button", name=f"Tag {number} stories").click()
    expect(desk.locator(".messagelist")).to_contain_text(f"Added “{name}” to {number} stories by the rule")
    desk.get_by_role("link", name="See the change, or undo it").click()
    expect(desk.locator("body")).to_contain_text(f"Added “{name}” to {number} stories")

    desk.goto(f"/admin/articles/tag/?q={name}")
    expect(desk.locator("#result_list .field-stories")).to_have_text(str(number))


def test_a_preview_works_without_javascript(archive: Archive, browser: Browser, desk: Page):
    name = new_tag(desk)
    desk.goto(f"/admin/articles/tag/?q={name}")
    key = desk.locator("#result_list tbody th a").get_attribute("href").split("/")[4]
    cookies = desk.context.cookies()
    context = browser.new_context(base_url=archive.address, java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"/admin/articles/tagrule/add/?tag={key}")
    page.fill("#id_query", "treaty")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("section[aria-labelledby=caught]")).to_contain_text("published stories are caught")
    expect(page.locator("#id_query")).to_have_value("treaty")
    context.close()
    desk.goto("/admin/articles/tagrule/")
    expect(desk.locator("body")).not_to_contain_text(name)


def test_an_offer_is_added_from_a_storys_own_page(desk: Page):
    name = new_tag(desk)
    desk.goto("/admin/articles/tagrule/add/")
    choose_tag(desk, name)
    desk.fill("#id_query", "treaty")
    desk.get_by_role("button", name="Save", exact=True).click()
    story = desk.request.get("/api/v1/articles/?q=headline:treaty").json()["results"][0]
    desk.goto(f"/admin/articles/article/{story['id']}/change/")
    desk.get_by_role("link", name="Suggested tags and countries").click()
    offer = desk.locator(".desk-offers label", has_text=name)
    expect(offer).to_contain_text("rule “treaty”")
    ticked = desk.locator(".desk-offers input:checked")
    while ticked.count():
        ticked.first.uncheck()
    offer.locator("input").check()
    desk.get_by_role("button", name="Add the chosen").click()
    expect(desk.locator(".messagelist")).to_contain_text(f"Added “{name}” to 1 story")
    expect(desk.locator(".dynamic-article_tags", has_text=name)).to_contain_text("An editor's rule")
