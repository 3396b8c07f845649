"""What a browser meets on one page: axe's findings, what was fetched and how heavy it was, complaints, cookies."""

from __future__ import annotations

import gzip
from collections import Counter
from dataclasses import dataclass, field
from importlib.resources import files
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response

# Axe's rules for WCAG 2.2 A and AA, and its own best practices: headings in order, everything within a landmark.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"""
KILOBYTE = 1024
# The most a page may weigh, in kilobytes as sent.
MOST = {"document": 30, "stylesheet": 25, "script": 15, "font": 100}


@dataclass
class Visit:
    """One page seen once. Weights are bytes as sent, by Playwright's types of resources."""

    status: int = 0
    html: str = ""
    weights: Counter[str] = field(default_factory=Counter)
    sheets: dict[str, str] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    cookies: int = 0
    violations: dict[str, list[str]] = field(default_factory=dict)


def axe_script() -> str:
    """The source of axe-core."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, script: str) -> list[str]:
    """What axe finds wrong with the page as shown: rule, number of places, and the first of them."""
    page.evaluate(script)  # evaluated by the debugger, which the page's Content-Security-Policy leaves alone
    found = page.evaluate(RUN, RULES)["violations"]
    return [f"{rule['id']} ({len(rule['nodes'])}): {rule['nodes'][0]['target'][0]}" for rule in found]


def visit(browser: Browser, address: str, script: str) -> Visit:
    """Open the page with empty caches, in light and then in dark."""
    seen = Visit()
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
    context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("console", lambda said: seen.complaints.append(said.text) if said.type == "error" else None)
    response = page.goto(address, wait_until="networkidle")
    seen.status, seen.html = response.status, response.text()
    if seen.status >= 400:  # Chromium logs the page's own status as an error
        seen.complaints = [said for said in seen.complaints if f"status of {seen.status}" not in said]
    for answer in answers:
        if not answer.url.startswith((origin, "data:", "blob:")):
            seen.elsewhere.append(answer.url)
        kind = answer.request.resource_type
        if kind not in MOST or (not answer.ok and answer is not response):
            continue
        seen.weights[kind] += weight(answer)
        if kind == "stylesheet":
            seen.sheets[answer.url] = answer.text()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        seen.violations[theme] = violations(page, script)
    seen.cookies = len(context.cookies())
    context.close()
    return seen


def weight(answer: Response) -> int:
    """Bytes as sent. Fonts are compressed in themselves; a length that was not told is counted as gzip would send it."""
    told = answer.header_value("content-length")
    return int(told) if told else len(gzip.compress(answer.body()))
