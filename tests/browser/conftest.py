"""A whole archive, started as ``make run`` starts it, and a browser to visit it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.running import Archive, sample_archive
from tests.website import Website

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def newspaper() -> Iterator[Website]:
    """A web site on this machine that the archive may fetch from."""
    site = Website()
    yield site
    site.close()


@pytest.fixture(scope="session")
def archive(tmp_path_factory, newspaper: Website) -> Iterator[Archive]:
    """The sample archive, served by the supervisor from a folder of its own."""
    allowed = f"127.0.0.1:{newspaper.port}"
    with sample_archive(tmp_path_factory.mktemp("archive"), FETCH_ALLOW=allowed) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium, for one module: its event loop must not run beside the other tests."""
    path = shutil.which("chromium") or pytest.fail("The browser tests need Debian's chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(archive: Archive, browser: Browser) -> Iterator[Page]:
    """A page on the archive; what its console complains of fails the test."""
    context = browser.new_context(base_url=archive.address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def desk(page: Page, archive: Archive) -> Page:
    """The page, signed in as editor."""
    page.goto("/admin/")
    page.fill("#id_username", archive.user)
    page.fill("#id_password", archive.password)
    page.click("input[type=submit]")
    return page
