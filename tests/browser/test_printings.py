"""The printings of one story, as a reader compares them: from the desk to the phone."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

LEAD = "The harbour authority of Port Linden closed its northern basin on Monday after divers found cracks in the quay wall."
PARAGRAPHS = [
    LEAD,
    "Two container ships were sent on to other ports, and a ferry with 410 passengers waited outside for three hours.",
    "“We would rather be called overcautious than look for people under the water,” said the harbour master, Ida Krone.",
    "The wall was built in 1931 and last inspected nine years ago. Engineers had asked for a new survey in the spring, "
    "when the tide gauge showed that the ground had sunk by four centimetres since the winter.",
    "Shipowners expect the closure to cost some 2.4 million a day, much of it for fuel and for fees in other harbours.",
    "The authority wants to decide by Friday whether the basin can be used again by ships of less than 8,000 tonnes.",
]
MORE = [
    "A committee of the city council is to meet on Wednesday. Its chairman asked why the survey had been put off twice.",
    "Residents of the quay were told to leave 62 flats; the city has opened a gymnasium for those with nowhere to go.",
]
OUTLETS = [
    ("Coast Wire", "2024-05-06T09:15:00+00:00", "Cracks in quay wall close northern basin of Port Linden", PARAGRAPHS),
    (
        "Linden Post", "2024-05-06T12:40:00+00:00", "Northern basin shut after divers find cracks",
        [PARAGRAPHS[0].replace("Monday", "Monday morning"), PARAGRAPHS[2], *PARAGRAPHS[1:2], *PARAGRAPHS[3:]],
    ),
    (
        "The Inland Gazette of Commerce and Shipping", "2024-05-06T18:05:00+00:00", "Port Linden closes basin",
        [*PARAGRAPHS[:2], PARAGRAPHS[3].replace("sunk by four centimetres", "subsided by 4 cm"), *PARAGRAPHS[4:5]],
    ),
    (
        "Bay Courier", "2024-05-07T05:00:00+00:00", "Cracks close basin; 62 flats are cleared",
        [*PARAGRAPHS[:4], PARAGRAPHS[4].replace("some 2.4 million", "about 2.4 million"), PARAGRAPHS[5], *MORE],
    ),
]  # fmt: skip
LINES = "\n".join(
    json.dumps({"headline": headline, "body": "\n\n".join(text), "published": on, "source": name, "id": f"quay:{name}"})
    for name, on, headline, text in OUTLETS
)
SIZES = [(390, 844), (1280, 900)]


@pytest.fixture
def printings(desk: Page) -> str:
    """The address of the page of four printings that an editor imported."""
    found = desk.request.get("/api/v1/articles/?q=quay+cracks+basin&sort=oldest").json()["results"]
    if not found:
        desk.goto("/admin/articles/import/add/")
        file = {"name": "quay.jsonl", "mimeType": "application/json", "buffer": LINES.encode()}
        desk.locator("input[type=file]").set_input_files(file)
        desk.get_by_role("button", name="Read it").click()
        desk.locator("input[name=publish]").check()
        desk.locator("button[name=step][value=confirm], .submit-row button.default").first.click()
        expect(desk.locator(".desk-badge.desk-created").first).to_be_visible()
        for _ in range(50):
            found = desk.request.get("/api/v1/articles/?q=quay+cracks+basin&sort=oldest").json()["results"]
            if len(found) == len(OUTLETS):
                break
            desk.wait_for_timeout(100)
    return f"/articles/{found[0]['id']}/printings/"


def assert_fits(page: Page) -> None:
    """Nothing is wider than the window, on a phone and on a desk."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_reader_goes_from_a_story_to_its_printings_and_compares_two(printings: str, archive, browser: Browser):
    context = browser.new_context(
        base_url=archive.address, viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(printings)
    for word, outlet in (("Earliest", "Coast Wire"), ("Fullest", "Bay Courier")):
        marked = page.locator(".printing").filter(has=page.locator(".marks", has_text=word))
        expect(marked.locator(".outlet")).to_have_text(outlet)
    page.locator(".printing h2 a").nth(1).click()
    page.get_by_role("link", name="Compare the 4 printings").click()
    expect(page).to_have_url(f"{archive.address}{printings}")
    page.get_by_label("From", exact=True).select_option(label=page.locator("#one option").nth(0).inner_text())
    page.get_by_label("To", exact=True).select_option(label=page.locator("#other option").nth(3).inner_text())
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("Bay Courier adds two paragraphs at the end.")).to_be_visible()
    expect(page.locator(".compared del").filter(has_text="some")).to_have_count(1)
    expect(page.locator(".compared ins").filter(has_text="about")).to_have_count(1)
    context.close()


def test_both_pages_fit_a_phone_and_a_desk(printings: str, page: Page):
    page.goto(printings)
    assert_fits(page)
    for one in page.locator(".ways-to-compare a").all()[:3]:
        page.goto(one.get_attribute("href"))
        assert_fits(page)
        page.goto(printings)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_differs_is_told_without_colour(printings: str, page: Page, scheme: str):
    page.emulate_media(color_scheme=scheme)
    page.goto(printings)
    page.get_by_role("link", name="Compare with the fullest").first.click()
    for mark, line in (("del", "line-through"), ("ins", "underline")):
        lines = page.locator(f".compared {mark}").first.evaluate("one => getComputedStyle(one).textDecorationLine")
        assert lines == line
