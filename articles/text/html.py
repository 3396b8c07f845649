"""Between stored HTML and plain text: paragraphs, parted by blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

from articles.text import words
from articles.text.sanitise import clean_html, is_plain

_BREAKS = re.compile(
    r"</?(?:p|h[234]|ul|ol|li|blockquote|table|thead|tbody|tr|caption|figure|figcaption|pre|hr)\b[^>]*>",
    re.IGNORECASE,
)
_LINE = re.compile(r"<br\b[^>]*>\n?", re.IGNORECASE)
_CELL = re.compile(r"</t[dh]>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"[ \t\r\n]+")


def to_text(html: str) -> str:
    """The text of HTML: paragraphs joined by a blank line, ``<br>`` as a line end.

    The HTML is cleaned first, so the text is the same before and after it is stored.
    """
    return text_of_clean(clean_html(html))


def text_of_clean(html: str) -> str:
    """The same, of HTML that is cleaned already."""
    return "\n\n".join(_paragraphs(html))


def paragraphs(html: str) -> list[str]:
    """The paragraphs, headings, list items and rows of HTML as plain texts."""
    return _paragraphs(clean_html(html))


def _paragraphs(html: str) -> list[str]:
    if words.is_even(html) and is_plain(html):
        text = " ".join(html.split()).replace("<br>", "\n").replace("<p>", "\n\n").replace("</p>", "\n\n")
        return words.paragraphs(unescape(text))
    text = _SPACE.sub(" ", html)
    text = _LINE.sub("\n", _CELL.sub(" ", _BREAKS.sub("\n\n", text)))
    return words.paragraphs(unescape(_TAG.sub("", text)))


def from_text(text: str) -> str:
    """HTML of plain text: a paragraph for each part between blank lines, ``<br>`` for line ends inside one."""
    return from_paragraphs(words.paragraphs(text))


def from_paragraphs(paragraphs: Iterable[str]) -> str:
    """HTML of texts, each a paragraph; empty ones are left out."""
    cleaned = ("\n".join(filter(None, map(words.clean, text.split("\n")))) for text in paragraphs)
    return "\n".join(f"<p>{escape(text, quote=False)}</p>".replace("\n", "<br>") for text in cleaned if text)
