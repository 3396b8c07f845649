"""``make screenshots``: every type of page as readers see it, and the pictures of the README.

They lie in ``var/screenshots/``, with an ``index.html`` that shows all of a page beside each other.
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.audit.place import addresses
from tests.running import ROOT

FOLDER = ROOT / "var" / "screenshots"
README = ROOT / "docs" / "screenshots"
# Of a long page so much is shown, in CSS pixels.
TALLEST = 5000


@dataclass(frozen=True)
class Look:
    """How a page is looked at: the width and height of the window in CSS pixels, the theme, on screen or on paper."""

    width: int
    height: int = 900
    scheme: str = "light"
    media: str = "screen"
    scale: int = 1


LOOKS = {
    "laptop": Look(1280),
    "dark": Look(1280, scheme="dark"),
    "phone": Look(390, 844),
    "phone, dark": Look(390, 844, scheme="dark"),
    # A4 within its margins, at 96 pixels to the inch.
    "print": Look(680, 960, media="print"),
}
# File, page, look.
PICTURES = [
    ("list.png", "list, of the Philippines", Look(1280)),
    ("front.png", "front", Look(1280)),
    ("story.png", "story", Look(1280, scheme="dark")),
    ("map.png", "world map", Look(1280)),
    ("matrix.png", "matrix", Look(1280)),
    ("phone.png", "topic", Look(390, 844, scale=2)),
]


def file_of(name: str) -> str:
    """A name as part of a file's name."""
    return re.sub(r"[^\w]+", "-", name).strip("-").lower()


def picture(browser: Browser, address: str, look: Look, file: Path, *, whole: bool) -> None:
    """Write the page as a PNG: ``whole``, or what fits the window."""
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height},
        device_scale_factor=look.scale,
        color_scheme=look.scheme,
        service_workers="block",
    )
    page = context.new_page()
    page.emulate_media(media=look.media, color_scheme=look.scheme)
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    if whole:
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": look.width, "height": min(max(height, look.height), TALLEST)})
    page.screenshot(path=file)
    context.close()


def sheet(names: list[str]) -> str:
    """A page that shows all pictures, a row for each type of page."""
    rows = "".join(
        f"<h2>{escape(name)}</h2><p>"
        + "".join(
            f'<a href="{file_of(look)}/{file_of(name)}.png">'
            f'<img loading="lazy" alt="{escape(f"{name}, {look}")}" src="{file_of(look)}/{file_of(name)}.png"></a> '
            for look in LOOKS
        )
        + "</p>"
        for name in names
    )
    style = "img{max-width:19%;max-height:40rem;object-fit:cover;object-position:top;border:1px solid #999}"
    return f'<!doctype html><meta charset="utf-8"><title>Every page</title><style>{style}</style>{rows}'


def main() -> int:
    """Make all pictures; the exit status."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    with addresses() as pages, sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for name, look in LOOKS.items():
            folder = FOLDER / file_of(name)
            folder.mkdir(parents=True)
            for page, address in pages.items():
                picture(browser, address, look, folder / f"{file_of(page)}.png", whole=True)
            sys.stdout.write(f"{name}: {len(pages)} pages\n")
        for file, page, look in PICTURES:
            picture(browser, pages[page], look, README / file, whole=False)
            # A page has few colours: with 256 of them the file is a third as large.
            Image.open(README / file).convert("RGB").quantize(256).save(README / file, optimize=True)
        browser.close()
    (FOLDER / "index.html").write_text(sheet(list(pages)), encoding="utf-8")
    sys.stdout.write(f"All of them: {FOLDER / 'index.html'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
