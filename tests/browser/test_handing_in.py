"""Handing in with a mouse and looking through with the keyboard: drops, pastes, lists and keys of the import pages."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, expect

from tests.website import Website

pytestmark = pytest.mark.browser

# An import is a job of a worker, on a machine that may be busy with other tests.
PATIENCE = 30_000
DROP = """([selector, files, types]) => {
  const data = new DataTransfer();
  for (const [name, text] of files) data.items.add(new File([text], name));
  for (const [type, text] of types) data.setData(type, text);
  const event = (type) => new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data });
  const place = document.querySelector(selector);
  place.dispatchEvent(event("dragover"));
  place.dispatchEvent(event("drop"));
}"""


def text_of(what: str) -> str:
    return f"The {what} left the pier on Monday with its pilot, as the harbour office of {what} said. It will be back at noon, and {what} sails again."


def page_of(headline: str, what: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>{headline}</title>'
        '<meta property="article:published_time" content="2024-03-25T10:00:00+09:00"></head>'
        f"<body><article><h1>{headline}</h1>{''.join(f'<p>{number}. {text_of(what)}</p>' for number in range(8))}</article></body></html>"
    )


def lines_of(*headlines: str) -> str:
    stories = ({"headline": one, "published": "2024-03-25", "body": text_of(one)} for one in headlines)
    return "\n".join(map(json.dumps, stories))


def hand_in(desk: Page) -> None:
    desk.goto("/admin/articles/import/add/")


def read(desk: Page) -> None:
    desk.get_by_role("button", name="Read it").click()


def drop(desk: Page, files: Sequence[tuple[str, str]] = (), types: Sequence[tuple[str, str]] = ()) -> None:
    desk.evaluate(DROP, ["#content", list(files), list(types)])


def test_an_address_pasted_as_a_story_is_fetched_with_one_click(desk: Page, newspaper: Website):
    hand_in(desk)
    desk.get_by_label("Paste a story").fill(newspaper.page("/signal", page_of("Signal boat is late", "signal boat")))
    expect(desk.get_by_text("This is an address.")).to_be_visible()
    desk.get_by_role("button", name="Fetch it").click()
    expect(desk.locator("[name=headline]")).to_have_value("Signal boat is late", timeout=PATIENCE)


def test_dropped_files_are_added_to_those_chosen_and_can_be_taken_back(desk: Page):
    hand_in(desk)
    drop(desk, files=[("first.jsonl", lines_of("Wharf one")), ("second.jsonl", lines_of("Wharf two"))])
    drop(desk, files=[("third.jsonl", lines_of("Wharf three"))])
    desk.get_by_role("button", name="Remove second.jsonl").click()
    expect(desk.locator(".desk-chosen li")).to_have_count(2)
    read(desk)
    expect(desk.get_by_role("link", name="Wharf one")).to_be_visible()
    expect(desk.get_by_role("link", name="Wharf three")).to_be_visible()
    expect(desk.get_by_role("link", name="Wharf two")).to_have_count(0)


def test_dropped_text_and_dropped_addresses_go_where_they_belong(desk: Page):
    hand_in(desk)
    drop(desk, types=[("text/plain", "The ferry sails.")])
    drop(desk, types=[("text/plain", "https://a.example.org/1"), ("text/uri-list", "https://a.example.org/1")])
    expect(desk.get_by_label("Paste a story")).to_have_value("The ferry sails.")
    expect(desk.get_by_label("Or fetch pages")).to_have_value("https://a.example.org/1")


def test_items_are_checked_and_published_from_the_keyboard(desk: Page):
    hand_in(desk)
    drop(desk, files=[("walk.jsonl", lines_of("Buoy one", "Buoy two", "Buoy three"))])
    read(desk)
    desk.get_by_role("link", name="Check them one by one").click()
    headline = desk.locator("[name=headline]")
    expect(headline).to_have_value("Buoy one")
    headline.fill("Buoy number one")
    desk.keyboard.press("Control+Shift+Enter")
    expect(headline).to_have_value("Buoy two")
    expect(desk.get_by_text("1 of 3 checked")).to_be_visible()
    desk.keyboard.press("Alt+PageDown")
    expect(headline).to_have_value("Buoy three")
    desk.keyboard.press("Alt+PageUp")
    expect(headline).to_have_value("Buoy two")
    desk.keyboard.press("Control+Enter")
    expect(headline).to_have_value("Buoy three")
    desk.keyboard.press("Control+Alt+Enter")
    expect(desk.get_by_text("3 of 3 checked")).to_be_visible()
    desk.get_by_role("button", name="Import 3 items").click()
    desk.get_by_role("link", name="see it").click(timeout=PATIENCE)
    expect(desk.get_by_role("heading", level=1)).to_have_text("Buoy number one")


def test_what_is_ticked_to_be_left_out_is_kept_at_once(desk: Page):
    hand_in(desk)
    drop(desk, files=[("tick.jsonl", lines_of("Rope one", "Rope two"))])
    read(desk)
    with desk.expect_response(lambda answer: answer.request.method == "POST"):
        desk.get_by_role("checkbox", name="Leave out item 1").check()
    desk.reload()
    expect(desk.get_by_role("checkbox", name="Leave out item 1")).to_be_checked()
