"""A whole archive, started as ``make run`` starts it, and a browser to visit it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.website import Website

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Archive:
    """A running archive, and who may edit it."""

    address: str
    user: str
    password: str


@pytest.fixture(scope="session")
def newspaper() -> Iterator[Website]:
    """A web site on this machine that the archive may fetch from."""
    site = Website()
    yield site
    site.close()


@pytest.fixture(scope="session")
def archive(tmp_path_factory, newspaper: Website) -> Iterator[Archive]:
    """The sample archive, served by the supervisor from a folder of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "NEWSARCHIVE_VAR")}
    environment |= {"NEWSARCHIVE_VAR": str(tmp_path_factory.mktemp("archive")), "PORT": str(port)}
    environment["FETCH_ALLOW"] = f"127.0.0.1:{newspaper.port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "newsarchive.supervisor"], cwd=ROOT, env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    said = ""
    for line in process.stdout:
        said += line
        if "The archive is at" in line:
            break
    else:
        pytest.fail(f"The archive did not start:\n{said}")
    user = re.search(r"user name: (\S+)", said)[1]
    password = re.search(r"Password: +(\S+)", said)[1]
    yield Archive(f"http://127.0.0.1:{port}", user, password)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)


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
