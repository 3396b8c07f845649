"""An original that would do harm, shown beside its reading in a real browser: nothing of it runs, and nothing is loaded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Archive
from tests.importers.news_pages import news_page

pytestmark = pytest.mark.browser

HEAD = """<title>Ferry line</title><link rel=canonical href="https://post.example/ferry-line">
<link rel=stylesheet href="/healthz?taken=style"><link rel=preload as=fetch href="/healthz?taken=preload">
<meta http-equiv=refresh content="0;url=/healthz?taken=refresh">
<script>window.ran = true; document.documentElement.dataset.ran = "yes"; alert("taken"); fetch("/healthz?taken=fetch");
parent.document.title = "taken"; top.location = "/healthz?taken=top"</script>
<style>h1 { color: rgb(1, 2, 3); background: url("/healthz?taken=background") }</style>"""
BEFORE = """<img src="/healthz?taken=image" onerror="document.documentElement.dataset.ran='image'">
<iframe src="/healthz?taken=frame"></iframe><object data="/healthz?taken=object"></object>
<form action="/healthz?taken=form"><button id=send>Send</button></form><a id=away href="/healthz?taken=link" target=_top>Away</a>
<svg onload="document.documentElement.dataset.ran='svg'"></svg>"""


@pytest.fixture
def taken() -> list[str]:
    """What the hostile page got done."""
    return []


@pytest.fixture
def editor(browser: Browser, archive: Archive, taken: list[str]) -> Iterator[Page]:
    """A page at the desk, signed in. The browser may complain here: it tells of all that it did not do."""
    context = browser.new_context(base_url=archive.address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("dialog", lambda dialog: (taken.append(dialog.message), dialog.dismiss()))
    # What a policy stops is begun and never answered.
    page.on("response", lambda answer: taken.append(answer.url) if "taken=" in answer.url else None)
    page.goto("/admin/")
    page.fill("#id_username", archive.user)
    page.fill("#id_password", archive.password)
    page.click("input[type=submit]")
    yield page
    context.close()


def test_a_hostile_original_is_shown_and_does_nothing(editor: Page, taken: list[str]) -> None:
    content = news_page(head=HEAD, before=BEFORE).encode()
    editor.goto("/admin/articles/import/add/")
    editor.set_input_files("input[type=file]", {"name": "ferry.html", "mimeType": "text/html", "buffer": content})
    editor.click("button[type=submit].default")
    editor.click("text=Import this story")
    editor.click(".desk-items th a")
    editor.click("text=Original and reading")
    frame = editor.frame_locator("iframe.desk-frame")
    # It is a page with its own looks, not its source.
    expect(frame.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    frame.locator("#send").click()
    frame.locator("#away").click()
    editor.wait_for_timeout(500)
    assert frame.locator("html").get_attribute("data-ran") is None
    assert editor.title().startswith("Original and reading")
    assert "/original/" in editor.url
    assert taken == []


def test_the_same_page_does_harm_where_nothing_keeps_it_from_that(editor: Page, taken: list[str]) -> None:
    """Otherwise the test above could not fail."""
    editor.route(
        "**/harm", lambda route: route.fulfill(content_type="text/html", body=news_page(head=HEAD, before=BEFORE))
    )
    editor.goto("/harm", wait_until="commit")
    # Which of its requests are answered before the page takes itself away is a race; one of them is.
    for _ in range(100):
        if "taken" in taken and len(taken) > 1:
            break
        editor.wait_for_timeout(100)
    assert "taken" in taken and any("healthz?taken=" in one for one in taken)
