"""Stories as an editor brings them in, by upload, by dropping files and by address, and one import taken back."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Archive
from tests.website import Website

pytestmark = pytest.mark.browser

SENTENCES = (
    "The ferry between {place} and the mainland sails again from Monday, the harbour office said.",
    "Its engine had been under repair since the storm of early March, and two buses had stood in for it.",
    "“We missed the smell of the sea more than the timetable,” said one of the first passengers.",
    "The fare stays what it was, and bicycles travel free of charge until the end of the month.",
)


def page_about(place: str, printed: str = "March 25, 2024 10:30 AM") -> tuple[str, str]:
    """A story's headline, and the page that it stands on."""
    headline = f"Ferry of {place} sails again"
    body = "".join(f"<p>{sentence.format(place=place)}</p>" for sentence in SENTENCES)
    head = f'<title>{headline}</title><meta property="og:site_name" content="The Quay Post">'
    rail = "<aside><h2>Most Read</h2><ul><li><a href='/1'>Bridge closed until Sunday</a></li></ul></aside>"
    return headline, (
        f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}</head><body><article><h1>{headline}</h1>"
        f"<p class=byline>By Ines Muster</p><time>{printed}</time>{body}</article>{rail}</body></html>"
    )


def place() -> str:
    """A place that no other test writes about."""
    return f"Port {uuid4().hex[:8].title()}"


def hand_in(desk: Page) -> None:
    desk.get_by_role("button", name="Read it").click()


def publish(desk: Page, button: str) -> None:
    """Import what was read, and publish it."""
    desk.get_by_label("Publish at once").check()
    desk.get_by_role("button", name=button).click()


def is_read(page: Page, headline: str) -> None:
    """A reader finds the story by its headline, and reads it; the index may need a second."""
    link = page.locator("h3 a").filter(has_text=headline)
    for _ in range(50):
        page.goto(f'/articles/?q="{headline}"')
        if link.count():
            break
        page.wait_for_timeout(100)
    link.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    expect(page.get_by_text("Its engine had been under repair")).to_be_visible()
    expect(page.get_by_text("Bridge closed until Sunday")).to_have_count(0)


def test_files_chosen_are_read_published_and_taken_back(desk: Page, tmp_path: Path):
    stories = []
    for number in range(2):
        headline, html = page_about(place())
        (tmp_path / f"page-{number}.html").write_text(html)
        stories.append(headline)
    desk.goto("/admin/articles/import/add/")
    desk.locator("input[type=file]").set_input_files(sorted(tmp_path.glob("*.html")))
    expect(desk.locator(".desk-chosen li")).to_have_count(2)
    hand_in(desk)
    for headline in stories:
        expect(desk.get_by_role("link", name=headline)).to_be_visible()
    publish(desk, "Import 2 items")
    expect(desk.locator(".desk-badge.desk-created")).to_have_count(2)
    outcome = desk.url
    for headline in stories:
        is_read(desk, headline)
    address = desk.url

    desk.goto(outcome)
    desk.get_by_role("link", name="Undo the import").click()
    desk.get_by_role("button", name="Undo this change").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Undid: Import of page-0.html")
    assert desk.request.get(address).status in (404, 410)


def test_a_file_is_dropped(desk: Page):
    headline, html = page_about(place())
    desk.goto("/admin/articles/import/add/")
    dropped = desk.evaluate_handle(
        """html => {
            const given = new DataTransfer();
            given.items.add(new File([html], "dropped.html", {type: "text/html"}));
            return given;
        }""",
        html,
    )
    desk.locator("[data-drop]").dispatch_event("drop", {"dataTransfer": dropped})
    expect(desk.locator(".desk-chosen li")).to_contain_text("dropped.html")
    hand_in(desk)
    expect(desk.locator("[name=headline]")).to_have_value(headline)
    publish(desk, "Import this story")
    expect(desk.locator(".desk-badge.desk-created")).to_be_visible()
    is_read(desk, headline)


def test_a_page_is_fetched_from_its_address(desk: Page, newspaper: Website):
    headline, html = page_about(place())
    address = newspaper.page(f"/{uuid4().hex}.html", html)
    desk.goto("/admin/articles/import/add/")
    desk.get_by_label("Or fetch pages").fill(address)
    hand_in(desk)
    expect(desk.locator("[name=headline]")).to_have_value(headline)
    expect(desk.locator("[name=published]")).to_have_value("2024-03-25T10:30")
    publish(desk, "Import this story")
    expect(desk.locator(".desk-badge.desk-created")).to_be_visible()
    is_read(desk, headline)


def test_an_address_that_leads_nowhere_says_so_where_it_was_typed(desk: Page, newspaper: Website):
    address = newspaper.url(f"/{uuid4().hex}")
    desk.goto("/admin/articles/import/add/")
    desk.get_by_label("Or fetch pages").fill(address)
    hand_in(desk)
    expect(desk.get_by_label("Or fetch pages")).to_have_value(address)
    expect(desk.locator(".errorlist").filter(has_text="404")).to_be_visible()


def test_files_are_chosen_and_stored_without_javascript(archive: Archive, browser: Browser, tmp_path: Path):
    headline, html = page_about(place())
    (tmp_path / "page.html").write_text(html)
    context = browser.new_context(base_url=archive.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/articles/import/add/")
    page.fill("#id_username", archive.user)
    page.fill("#id_password", archive.password)
    page.click("input[type=submit]")
    page.locator("input[type=file]").set_input_files(tmp_path / "page.html")
    hand_in(page)
    page.get_by_role("button", name="Import this story").click()
    badge = page.locator(".desk-badge.desk-created")
    for _ in range(50):
        if badge.count():
            break
        page.wait_for_timeout(100)
        page.reload()
    expect(page.get_by_role("link", name=headline).first).to_be_visible()
    context.close()
