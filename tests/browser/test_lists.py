"""The list of stories as readers use it: with the mouse, the thumb and the keyboard, with JavaScript and without."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
VIEWS = ("list", "headlines", "cards", "days")
TARGET = 24


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def reader(request, archive, browser: Browser) -> Iterator[Page]:
    """A page of a reader with JavaScript, and of one without."""
    context = browser.new_context(
        base_url=archive.address, viewport={"width": 1280, "height": 900}, java_script_enabled=request.param
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(archive, browser: Browser) -> Iterator[BrowserContext]:
    """A phone."""
    context = browser.new_context(base_url=archive.address, viewport=PHONE, has_touch=True, is_mobile=True)
    yield context
    context.close()


def number_of_stories(page: Page) -> int:
    """What the sentence above the list says."""
    return int(page.locator(".sentence strong").first.inner_text().replace(",", ""))


def headlines(page: Page) -> list[str]:
    return page.locator(".rows h3 a").all_inner_texts()


def held(page: Page, query: str) -> list[str]:
    """The headlines of a selection, from the API."""
    answer = page.request.get(f"/api/v1/articles/?{query}").json()
    assert answer["count"] == len(answer["results"])
    return [story["headline"] for story in answer["results"]]


def choose(page: Page, facet: str, name: str) -> int:
    """Follow a value of a facet, and give the number of stories that it promises."""
    row = page.locator(f"[aria-labelledby=facet-{facet}] li").filter(
        has=page.get_by_role("link", name=name, exact=True)
    )
    promised = int(row.locator("> span").first.inner_text().replace(",", ""))
    row.get_by_role("link", name=name, exact=True).click()
    return promised


def test_topic_country_and_year_lead_to_the_stories_they_promise(reader: Page):
    reader.goto("/articles/")
    for facet, name in (("topic", "US-Japan relations"), ("country", "Philippines")):
        promised = choose(reader, facet, name)
        expect(reader.locator(".chips").get_by_text(name, exact=True)).to_be_visible()
        assert number_of_stories(reader) == promised
    reader.locator("#from").fill("2024")
    reader.locator("#to").fill("2024-12")
    reader.locator("#filter-form button").click()
    expect(reader).to_have_url(re.compile("from=2024&to=2024-12$"))
    expected = held(reader, "topic=us-japan-relations&country=PH&from=2024&to=2024-12")
    assert expected and headlines(reader) == expected
    assert number_of_stories(reader) == len(expected)


def test_a_topic_is_left_out_and_a_country_added_as_an_alternative(reader: Page):
    reader.goto("/articles/?country=PH&country=JP&from=2010")
    present = number_of_stories(reader)
    row = reader.locator("[aria-labelledby=facet-topic] .way").first
    left_out = row.locator(".visually-hidden").inner_text().strip()
    promised = int(row.locator("xpath=preceding-sibling::span").inner_text())
    row.click()
    expect(reader.locator(".chips")).to_contain_text(f"not {left_out}")
    assert number_of_stories(reader) == present - promised
    reader.get_by_role("link", name="Any of these").click()
    expect(reader).to_have_url(re.compile("country_any=JP&country_any=PH"))
    assert number_of_stories(reader) > present - promised
    reader.locator(".chosen a").filter(has_text=left_out).click()
    assert "topic_not" not in reader.url


def test_views_are_chosen_and_kept_from_page_to_page(reader: Page):
    reader.goto("/articles/?country=JP")
    first = headlines(reader)
    for name, view in (("Headlines", "headlines"), ("Cards", "cards"), ("By day", "days")):
        reader.get_by_role("link", name=name, exact=True).click()
        expect(reader.locator(f".rows.{view}").first).to_be_visible()
        assert headlines(reader) == first
    reader.locator(".pages [rel=next]").click()
    expect(reader).to_have_url(re.compile(r"country=JP&page=2&view=days$"))
    assert not set(headlines(reader)) & set(first)
    reader.get_by_role("link", name="Oldest").click()
    expect(reader.locator("h2.day").first).to_be_visible()
    expect(reader).to_have_url(re.compile(r"sort=oldest&view=days$"))


def test_a_date_not_understood_stays_and_says_so_beside_its_field(reader: Page):
    reader.goto("/articles/?country=JP")
    reader.locator("#from").fill("spring 2024")
    reader.locator("#filter-form button").click()
    expect(reader.locator("#from")).to_have_value("spring 2024")
    expect(reader.locator("#from")).to_have_accessible_description(re.compile("“spring 2024” is not a date"))
    reader.locator("#from").fill("2024")
    reader.locator("#to").fill("1951")
    reader.locator("#filter-form button").click()
    reader.get_by_role("link", name="Turn them round").click()
    expect(reader).to_have_url(re.compile("from=1951&to=2024$"))


def test_a_phone_has_a_sheet_of_filters_that_stays_until_the_stories_are_asked_for(phone: BrowserContext):
    page = phone.new_page()
    page.goto("/articles/")
    button = page.locator(".panel summary")
    expect(button).to_have_text(re.compile("Filters"))
    assert button.bounding_box()["height"] >= 44
    assert button.bounding_box()["y"] < PHONE["height"]
    button.tap()
    show = page.get_by_role("button", name=re.compile(r"^Show [\d,]+ stor"))
    expect(show).to_be_in_viewport()
    promised = choose(page, "country", "Japan")
    expect(page.get_by_role("button", name=f"Show {promised} stories")).to_be_in_viewport()
    expect(page.locator(".chosen").get_by_role("link", name="Japan (remove)")).to_be_visible()
    # What lies below the sheet cannot be reached.
    assert page.locator(".results").evaluate("one => one.inert")
    page.get_by_role("button", name=f"Show {promised} stories").tap()
    expect(page.locator(".panel summary")).to_have_text(re.compile(r"Filters \(1\)"))
    expect(page.locator(".rows h3 a").first).to_be_in_viewport()
    assert number_of_stories(page) == promised
    page.reload()
    expect(page.locator("#words")).to_be_hidden()


def test_a_date_not_understood_is_told_in_the_sheet_over_the_list(phone: BrowserContext):
    page = phone.new_page()
    page.goto("/articles/?from=spring")
    expect(page.get_by_text("“spring” is not a date").last).to_be_in_viewport()
    assert page.locator(".results").evaluate("one => one.inert")
    page.get_by_label("Since").fill("1990")
    page.get_by_role("button", name="Show stories").tap()
    expect(page).to_have_url(re.compile(r"\?from=1990$"))
    expect(page.locator("#words")).to_be_hidden()


def test_the_sheet_closes_with_escape_and_a_changed_word_asks_anew(phone: BrowserContext):
    page = phone.new_page()
    page.goto("/articles/")
    page.locator(".panel summary").tap()
    page.keyboard.press("Escape")
    expect(page.locator("#words")).to_be_hidden()
    expect(page.locator(".panel summary")).to_be_focused()
    page.locator(".panel summary").tap()
    page.locator("#words").fill("treaty")
    page.get_by_role("button", name="Show stories").tap()
    expect(page).to_have_url(re.compile(r"/articles/\?q=treaty$"))
    expect(page.locator("#words")).to_be_hidden()


def test_a_phone_without_javascript_filters_as_well(archive, browser: Browser):
    context = browser.new_context(
        base_url=archive.address, viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/articles/")
    page.locator(".panel summary").tap()
    promised = choose(page, "topic", "US-Japan relations")
    assert number_of_stories(page) == promised
    page.locator(".panel summary").tap()
    page.locator("#from").fill("1960")
    page.get_by_role("button", name=f"Show {promised} stories").tap()
    expect(page).to_have_url(re.compile("topic=us-japan-relations&from=1960$"))
    context.close()


def test_everything_in_the_sheet_is_large_enough_for_a_thumb(phone: BrowserContext):
    page = phone.new_page()
    page.goto("/articles/?country=JP&country=PH")
    page.locator(".panel summary").tap()
    for part in page.locator(".panel a:not(.skip), .panel button:visible, .panel .how label").all():
        box = part.bounding_box()
        assert box["height"] >= TARGET and box["width"] >= TARGET, part.inner_text()


def test_j_and_k_walk_through_the_headlines_and_o_opens_one(page: Page):
    page.goto("/articles/?country=JP")
    links = page.locator(".rows h3 a")
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    for key, at in (("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(links.nth(at)).to_be_focused()
        expect(links.nth(at)).to_be_in_viewport()
    assert links.nth(1).evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    headline = links.nth(1).inner_text()
    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    page.go_back()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Stories")


def test_the_keyboard_reaches_the_stories_past_filters_and_timeline(page: Page):
    page.goto("/articles/?country=JP")
    skip = page.get_by_role("link", name="Skip to the stories")
    for _ in range(30):
        page.keyboard.press("Tab")
        if skip.evaluate("one => one === document.activeElement"):
            break
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Oldest")).to_be_focused()
    page.locator(".panel").get_by_role("link").last.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".as-table summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".as-table a").first).to_be_focused()


def test_after_the_last_headline_comes_the_next_page(page: Page):
    page.goto("/articles/?country=JP&view=headlines")
    page.locator(".rows h3 a").last.focus()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Next")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("page=2"))


def test_no_key_acts_while_something_is_being_written_or_with_a_modifier(page: Page):
    page.goto("/articles/")
    page.locator("#words").press_sequentially("jo/?k")
    expect(page.locator("#words")).to_have_value("jo/?k")
    expect(page.locator("dialog")).to_be_hidden()
    page.locator("h1").click()
    for chord in ("Control+j", "Alt+k", "Meta+o"):
        page.keyboard.press(chord)
    assert page.evaluate("document.activeElement === document.body")
    expect(page).to_have_url(re.compile("/articles/$"))


def test_the_keys_are_shown_and_can_be_switched_off_for_good(page: Page):
    page.goto("/articles/")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys in this list")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("j")
    expect(dialog).to_be_visible()
    dialog.get_by_role("checkbox", name="Use these keys").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.reload()
    for key in ("j", "?", "/"):
        page.keyboard.press(key)
    expect(dialog).to_be_hidden()
    assert page.evaluate("document.activeElement === document.body")
    page.get_by_role("button", name="Keyboard").click()
    dialog.get_by_role("checkbox", name="Use these keys").check()
    dialog.get_by_role("button", name="Close").click()
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()


def printed(page: Page) -> list[str]:
    """The rows as they stand on paper."""
    return [" ".join(row.inner_text().split()) for row in page.locator(".rows .row").all()]


def test_on_paper_every_view_is_the_same_bibliography(page: Page):
    page.emulate_media(media="print")
    found = []
    for view in VIEWS:
        page.goto(f"/articles/?country=JP&view={view}")
        found.append(printed(page))
        expect(page.locator(".panel")).to_be_hidden()
        expect(page.locator(".thumb:visible")).to_have_count(0)
    assert found[0] == found[1] == found[2] == found[3]
    assert all(re.search(r"\d{4} .*http://\S+/a/\d+$", row) for row in found[0])


LONG_NAME = "Commission for Harbours, Quay Walls and Inland Waterways Act"
ODD = [
    {"headline": "Q" * 300, "body": "No space in it."},
    {"headline": "QUAY WALL CRACKS AND NOBODY IN THE CITY HALL KNOWS WHO HAS TO PAY FOR IT", "body": "All capitals."},
    {
        "headline": "الميناء يغلق حوضه الشمالي بعد العثور على تشققات في الرصيف",
        "body": "وجد الغواصون تشققات.",
        "language": "ar",
    },
    {"headline": "Q", "body": "One letter.", "source": LONG_NAME, "authors": ["M" * 60], "section": "S" * 60},
    {"headline": "Forty topics for one quay wall", "body": "Many.", "topics": [f"{LONG_NAME} {n}" for n in range(40)]},
]
NAMED = ("/sections/", "/authors/", "/sources/", "/coverage/", "/topics/", "/values/author/", "/values/section/")
LINES = "\n".join(json.dumps(story | {"published": f"2024-02-1{n}", "id": f"odd:{n}"}) for n, story in enumerate(ODD))


@pytest.fixture
def odd(desk: Page) -> Page:
    """The list of stories of shapes that no designer draws, imported by an editor."""
    query = "/api/v1/articles/?from=2024-02-10&to=2024-02-14"
    wanted = {story["headline"] for story in ODD}
    if not wanted <= {story["headline"] for story in desk.request.get(query).json()["results"]}:
        desk.goto("/admin/articles/import/add/")
        file = {"name": "odd.jsonl", "mimeType": "application/json", "buffer": LINES.encode()}
        desk.locator("input[type=file]").set_input_files(file)
        desk.get_by_role("button", name="Read it").click()
        desk.locator("input[name=publish]").check()
        desk.locator("button[name=step][value=confirm], .submit-row button.default").first.click()
        expect(desk.locator(".desk-badge.desk-created").first).to_be_visible()
        for _ in range(50):
            if wanted <= {story["headline"] for story in desk.request.get(query).json()["results"]}:
                break
            desk.wait_for_timeout(100)
    desk.context.clear_cookies()
    return desk


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_story_however_long_makes_a_page_scroll_sideways(odd: Page, width: int):
    odd.set_viewport_size({"width": width, "height": 800})
    for view in VIEWS:
        odd.goto(f"/articles/?from=2024-02-10&to=2024-02-14&view={view}")
        expect(odd.get_by_role("link", name="Q" * 300)).to_be_visible()
        assert odd.evaluate("document.documentElement.scrollWidth") <= width, view
        assert (
            odd.locator(".rows h3").evaluate_all(
                "all => Math.max(...all.map(one => one.scrollWidth - one.clientWidth))"
            )
            <= 1
        )
    stories = odd.locator(".rows h3 a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert len(stories) == len(ODD)
    odd.goto(stories[1])
    names = odd.locator(".story a[href^='/authors/'], .story a[href^='/sections/'], .story a[href^='/sources/']")
    named = names.evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert len(set(named)) == 3
    for address in (*NAMED, *stories, *named) if width == 320 else ():
        odd.goto(address)
        assert odd.evaluate("document.documentElement.scrollWidth") <= width, address
    odd.goto("/articles/?from=2024-02-10&to=2024-02-14&view=days")
    if width < 960:
        odd.locator(".panel summary").click()
        sheet = odd.locator(".panel > details")
        assert sheet.evaluate("one => one.scrollWidth <= one.clientWidth")
