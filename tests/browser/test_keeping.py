"""What a reader keeps in the browser: a list without an account, what was read last, and copies to read offline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PRIVATE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
CONTROLLED = "navigator.serviceWorker.controller !== null"


def wait_until(page: Page, expression: str) -> None:
    """Wait until an expression is true. Playwright's own way needs eval, which the pages' policy forbids."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"Never became true: {expression}")


@pytest.fixture
def stories(page: Page) -> list[dict]:
    """Three stories of the sample: their numbers, headlines and paths."""
    found = page.request.get("/api/v1/articles/?topic=us-japan-relations").json()["results"][:3]
    return [{"id": str(one["id"]), "headline": one["headline"], "path": urlsplit(one["url"]).path} for one in found]


def kept(page: Page) -> list[str]:
    """The headlines of the reading list as it is shown."""
    return [text.strip() for text in page.locator("[data-kept] .rows h3").all_inner_texts()]


def press_keep(page: Page, story: dict) -> None:
    page.goto(story["path"])
    page.locator(".keep-story button").click()
    expect(page.locator(".keep-story button")).to_have_attribute("aria-pressed", "true")


def test_a_story_is_kept_found_again_taken_away_and_removed(page: Page, stories: list[dict]):
    first, second, _ = stories
    press_keep(page, first)
    page.goto("/articles/?topic=us-japan-relations")
    page.get_by_role("button", name=f"Keep “{second['headline']}”").click()
    expect(page.get_by_role("button", name=f"Kept “{first['headline']}”")).to_be_visible()

    page.get_by_role("link", name="Reading list").click()
    expect(page.locator("[data-kept] .rows h3")).to_have_count(2)
    assert kept(page) == [second["headline"], first["headline"]]

    with page.expect_download() as download:
        page.locator("[data-kept]").get_by_role("link", name="RIS").click()
    ris = download.value.path().read_text()
    assert re.findall(r"^TI  - (.*?)\r?$", ris, re.MULTILINE) == [second["headline"], first["headline"]]

    page.get_by_role("button", name=f"Remove “{second['headline']}”").click()
    expect(page.get_by_text(f"Removed “{second['headline']}”.")).to_be_visible()
    expect(page.locator("[data-kept] .rows h3")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-kept] .rows h3")).to_have_count(2)
    page.get_by_role("button", name="Clear the list").click()
    expect(page.get_by_text("Nothing is kept yet.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-kept] .rows h3")).to_have_count(2)
    page.reload()
    expect(page.locator("[data-kept] .rows h3")).to_have_count(2)
    assert page.context.cookies() == []


def test_a_list_sent_as_a_link_needs_no_javascript_and_can_be_kept(archive, browser: Browser, stories, page: Page):
    link = "/reading-list/?" + "&".join(f"id={story['id']}" for story in stories)
    plain = browser.new_context(base_url=archive.address, java_script_enabled=False).new_page()
    plain.goto(link)
    assert kept(plain) == [story["headline"] for story in stories]
    expect(plain.get_by_role("link", name="BibTeX")).to_be_visible()
    plain.context.close()

    page.goto(link)
    page.get_by_role("button", name="Keep all of these").click()
    expect(page.locator(".rows button[aria-pressed=true]")).to_have_count(3)
    page.goto("/reading-list/")
    expect(page.locator("[data-kept] .rows h3")).to_have_count(3)


def test_what_was_read_last_is_remembered_until_it_is_not_wanted(page: Page, stories: list[dict]):
    for story in stories[:2]:
        page.goto(story["path"])
        wait_until(page, f"(localStorage['newsarchive.read'] ?? '').includes('{story['id']}')")
    page.goto("/reading-list/")
    recent = page.locator("[data-recent] .rows h3")
    expect(recent).to_have_text([stories[1]["headline"], stories[0]["headline"]])
    page.get_by_role("button", name="Forget them").click()
    expect(recent).to_have_count(0)
    page.get_by_label("Remember the last 30 stories").uncheck()
    page.goto(stories[2]["path"])
    page.wait_for_timeout(1300)  # A story counts as read after a second.
    page.goto("/reading-list/")
    expect(page.get_by_label("Remember the last 30 stories")).not_to_be_checked()
    expect(recent).to_have_count(0)


def test_a_window_that_keeps_nothing_says_so(archive, browser: Browser, stories: list[dict]):
    context = browser.new_context(base_url=archive.address)
    context.add_init_script(PRIVATE)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(stories[0]["path"])
    page.locator(".keep-story button").click()
    expect(page.locator(".keep-story button")).to_contain_text("This browser keeps nothing here")
    page.goto("/reading-list/")
    expect(page.get_by_text("This browser lets no page remember anything")).to_be_visible()
    page.goto(f"/reading-list/?id={stories[0]['id']}")
    assert kept(page) == [stories[0]["headline"]]
    context.close()
    assert complaints == []


def test_without_a_network_a_kept_story_can_be_read(archive, browser: Browser, stories: list[dict]):
    context = browser.new_context(base_url=archive.address)
    page = context.new_page()
    press_keep(page, stories[0])
    wait_until(page, CONTROLLED)
    assert page.locator(".kept-copy").count() == 0

    context.set_offline(True)
    page.goto(stories[0]["path"] + "?list=country%3DJP")
    expect(page.locator(".kept-copy")).to_contain_text("You are offline.")
    expect(page.get_by_role("heading", level=1)).to_have_text(stories[0]["headline"])
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "600"
    page.goto(f"/a/{stories[0]['id']}")
    expect(page.get_by_role("heading", level=1)).to_have_text(stories[0]["headline"])
    page.goto("/topics/")
    expect(page.get_by_role("heading", level=1)).to_have_text("The archive cannot be reached")
    expect(page.locator("[data-held] li a")).to_have_text([stories[0]["headline"]])

    context.set_offline(False)
    page.goto(stories[0]["path"])
    assert page.locator(".kept-copy").count() == 0
    page.locator(".keep-story button").click()
    page.evaluate("localStorage.removeItem('newsarchive.read')")
    page.goto("/reading-list/")
    wait_until(page, "caches.keys().then((names) => names.length === 0)")
    context.close()


HOLD = """async (address) => {
    const cache = await caches.open('story-987654321');
    await cache.put('/page', new Response('<h1>Gone</h1>'));
    await navigator.serviceWorker.register('/worker.js');
}"""
HELD = "caches.has('story-987654321')"


@pytest.fixture
def with_stale_copy(archive, browser: Browser, stories: list[dict]) -> Iterator[Page]:
    """A page of a browser that holds a copy of a story which the archive does not show."""
    context = browser.new_context(base_url=archive.address)
    page = context.new_page()
    page.goto(stories[0]["path"])
    page.evaluate(HOLD)
    wait_until(page, CONTROLLED)
    assert page.evaluate(HELD)
    yield page
    context.close()


def test_a_copy_is_let_go_of_when_the_archive_says_there_is_no_such_story(with_stale_copy: Page):
    answer = with_stale_copy.goto("/a/987654321")
    assert answer.status == 404
    expect(with_stale_copy.get_by_role("heading", level=1)).to_have_text("There is no page at this address")
    assert not with_stale_copy.evaluate(HELD)


def test_copies_are_looked_after_although_nobody_opens_them(with_stale_copy: Page):
    with_stale_copy.evaluate(
        "async () => (await import(document.querySelector(\"link[href*='/js/offline.']\").href)).checkHeld('/reading-list/')"
    )
    assert not with_stale_copy.evaluate(HELD)


def test_a_story_reads_whole_without_javascript(archive, browser: Browser, stories: list[dict]):
    context = browser.new_context(base_url=archive.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(stories[0]["path"])
    expect(page.get_by_role("heading", level=1)).to_have_text(stories[0]["headline"])
    expect(page.locator(".body p").first).to_be_visible()
    expect(page.locator(".pace")).to_contain_text("to read")
    expect(page.locator("button:visible, .relative:visible")).to_have_count(1)  # The search.
    page.get_by_text("Why these topics").click()
    expect(page.locator(".evidence li").first).to_be_visible()
    page.get_by_role("link", name="How this page has changed").click()
    expect(page.get_by_text("The first version.")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_page_of_it_fits(page: Page, stories: list[dict], width: int):
    page.set_viewport_size({"width": width, "height": 844})
    press_keep(page, stories[0])
    ids = "&".join(f"id={story['id']}" for story in stories)
    for address in (stories[0]["path"], "/reading-list/", f"/reading-list/?{ids}", "/offline/", f"/articles/{stories[0]['id']}/versions/"):  # fmt: skip
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
