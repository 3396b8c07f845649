"""What the archive is for: a page in an editor's hands becomes a story that a reader finds, reads and follows."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PASTE = """News

Manila, Tokyo, Washington coast guards plan joint drill

By AFP

April 17, 2024 06:45 PM


Representational image

Twitter Share Facebook Share WhatsApp Share

Coast guards of Japan, the Philippines and the United States will hold a joint drill in summer, officials said Wednesday.

The drill follows the first meeting of the three countries' leaders, who spoke in Washington about the South China Sea.

"We want our crews to know each other," said Ramon Muestra, who plans the drill for the coast guard in Manila.

Two ships of each country will practise search and rescue off Luzon, and officers will change ships for a day.

A first drill of the three coast guards took place off Bataan in June 2023.


AFP


Most Read

  1. Bridge closed for repairs until Sunday Bridge closed for repairs until Sunday
  2. Students win prize for paper boats Students win prize for paper boats
  3. Night market opens at the old station Night market opens at the old station

Opinion

  1. Why small harbours matter
    Why small harbours matter

    By News Desk

  2. The price of rice, again
    The price of rice, again

    By Ines Muster
"""
HEADLINE = "Manila, Tokyo, Washington coast guards plan joint drill"
TOPIC = "US-Japan-Philippines cooperation"
SELECTION = "topic=us-japan-philippines-cooperation&country=JP&country=PH&from=2024-04&to=2024-04"


def paste(desk: Page, text: str) -> None:
    desk.goto("/admin/articles/import/add/")
    desk.locator("textarea[name=pasted]").fill(text)
    desk.get_by_role("button", name="Read it").click()


def test_from_a_pasted_page_to_a_story_in_a_readers_feed(desk: Page):
    paste(desk, PASTE)
    expect(desk.locator("input[name=headline], textarea[name=headline]")).to_have_value(HEADLINE)
    expect(desk.locator("[name=authors]")).to_have_value("AFP")
    expect(desk.locator("[name=section]")).to_have_value("News")
    expect(desk.locator("[name=image_caption]")).to_have_value("Representational image")
    expect(desk.locator("[name=published]")).to_have_value("2024-04-17T18:45")
    body = desk.locator("[name=body_html]").input_value()
    assert "Coast guards of Japan" in body and "Bataan in June 2023" in body
    assert not any(rail in body for rail in ("Most Read", "Bridge closed", "Opinion", "Ines Muster", "Twitter"))
    expect(desk.get_by_text("rail: Most Read")).to_be_visible()

    for code in ("JP", "PH", "US"):
        desk.locator(f"input[name=offered][value='country:{code}']").check()
    desk.get_by_role("button", name="Import this story").click()
    expect(desk.locator(".desk-badge.desk-created")).to_be_visible()
    outcome = desk.url

    # Tag it, with the bulk act of the list.
    desk.goto("/admin/articles/article/?q=coast+guards+plan")
    desk.locator("input.action-select").check()
    desk.locator("select[name=action]").select_option("add_tags")
    desk.get_by_role("button", name="Go").click()
    desk.locator(".select2-selection").click()
    desk.locator(".select2-search__field").fill("US-Japan-Phil")
    desk.get_by_role("option", name=TOPIC).click()
    desk.get_by_role("button", name="Preview").first.click()
    desk.locator("button[name=step][value=confirm]").click()

    # Publish it.
    desk.goto("/admin/articles/article/?q=coast+guards+plan")
    desk.locator("input.action-select").check()
    desk.locator("select[name=action]").select_option("publish")
    desk.get_by_role("button", name="Go").click()
    desk.locator("button[name=step][value=confirm]").click()
    expect(desk.get_by_text("Undo").first).to_be_visible()

    # Find it by topic, countries and month; the index may need a second.
    story = desk.get_by_role("link", name=HEADLINE)
    for _ in range(20):
        desk.goto(f"/articles/?{SELECTION}")
        if story.count():
            break
        desk.wait_for_timeout(100)
    expect(story.first).to_be_visible()

    # Read it.
    story.first.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(desk.get_by_text("officers will change ships for a day")).to_be_visible()
    expect(desk.get_by_text("April 17, 2024 06:45 PM")).to_be_visible()
    expect(desk.get_by_text("Most Read")).to_have_count(0)

    # Open the feed of what was found.
    feed = desk.request.get(f"/articles.atom?{SELECTION}")
    entries = ElementTree.fromstring(feed.text()).findall("{http://www.w3.org/2005/Atom}entry")
    assert HEADLINE in [entry.findtext("{http://www.w3.org/2005/Atom}title") for entry in entries]

    # The import can be undone, and says first what was done to the story since.
    address = desk.url
    desk.goto(outcome)
    desk.get_by_role("link", name="Undo the import").click()
    expect(desk.get_by_text(f"“{HEADLINE}” was edited since")).to_be_visible()
    desk.get_by_role("checkbox", name="Undo these as well").check()
    desk.get_by_role("button", name="Undo this change").click()
    expect(desk.get_by_text("Undid: Import of pasted text").first).to_be_visible()
    assert desk.request.get(address).status == 404


def test_a_reader_without_javascript_narrows_a_list_by_clicking(archive, browser):
    context = browser.new_context(base_url=archive.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="All stories").first.click()
    page.locator("a[href*='topic=us-japan-relations']").first.click()
    page.locator("a[href*='country=KR']").first.click()
    assert "topic=us-japan-relations" in page.url and "country=KR" in page.url
    page.locator("main article h3 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


def test_readers_get_no_cookie_and_nothing_leaves_the_origin(page: Page, archive):
    elsewhere: list[str] = []
    page.on(
        "request", lambda request: None if request.url.startswith(archive.address) else elsewhere.append(request.url)
    )
    for address in ("/", "/articles/", "/topics/us-japan-relations/", "/countries/jp/us/", "/2024/04/"):
        page.goto(address)
    page.locator("main article h3 a").first.click()
    assert page.context.cookies() == []
    assert elsewhere == []
