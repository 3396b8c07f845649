"""Small news pages to read, and what the tests ask of them."""

from __future__ import annotations

import json
from typing import Any

from articles import importers
from articles.documents import Document
from articles.text import html

HEADLINE = "Two harbours share one ferry line"
STORY = [
    "The two harbours of the northern coast will share one ferry line from autumn, the company said after a long meeting.",
    "Fishermen had asked for it since the old pier was closed, and the mayors of both towns signed the papers at night.",
    "A spokeswoman said the first ship would sail in May and the second in June, if the weather and the tides allow it.",
    "Tickets for islanders stay at half price, and freight goes by night so that the coast road stays free for the buses.",
]
ADDRESS = "https://courier.example/coast/ferry-line"


def paragraphs(texts: list[str]) -> str:
    """Texts as paragraphs of HTML."""
    return "".join(f"<p>{text}</p>" for text in texts)


def news_page(
    story: str = "", *, head: str = "", before: str = "", after: str = "", data: dict[str, Any] | None = None
) -> str:
    """A page with ``story`` as the inside of its article; ``data`` are properties of its schema.org object."""
    script = ""
    if data is not None:
        data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE, **data}
        script = f"<script type=application/ld+json>{json.dumps(data)}</script>"
    return (
        f"<!doctype html><html lang=en-GB><head>{head}{script}</head><body><nav><a href=/>Front page of the paper</a></nav>"
        f"<main><article><h1>{HEADLINE}</h1>{before}<div class=story-text>{story or paragraphs(STORY)}</div></article>{after}</main>"
        "<footer><p>Courier House, Harbour Street, at the old pier of the northern coast.</p></footer></body></html>"
    )


def read_page(source: str, url: str = ADDRESS) -> Document:
    """The document of a page."""
    (reading,) = importers.read(source.encode(), format="html", url=url)
    assert reading.document is not None, reading.problem
    return reading.document


def body_of(source: str) -> list[str]:
    """The paragraphs of a page's story."""
    return html.paragraphs(read_page(source).body_html)


def reasons_of(source: str) -> dict[str, str]:
    """Each line that was left out of a page's story, with the reason."""
    return {line: one.reason for one in read_page(source).removed for line in one.text.split("\n")}
