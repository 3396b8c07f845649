"""The text of a page as one gets it by copying the page in a browser, or from a text renderer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from articles.documents import Reading
from articles.importers.formats import Format, Options, Unreadable, read_whole
from articles.importers.plain_text.story import read_story
from articles.text import encodings, words

LARGEST = 2_000_000
# The longest pages have some five thousand; each line is judged by many expressions.
MOST_LINES = 20_000


def looks_like(head: bytes, filename: str) -> float:
    """What is nothing else is text, unless it is full of control characters."""
    if not encodings.readable(encodings.decode(head).text):
        return 0.01
    return 0.5 if filename.endswith(FORMAT.extensions) else 0.2


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """One story: the page."""
    decoded = encodings.decode(read_whole(stream, LARGEST), options.charset)
    if not encodings.readable(decoded.text):
        raise Unreadable("The file holds no readable text.")
    if decoded.text.count("\n") > MOST_LINES:
        raise Unreadable(f"The text has more than {MOST_LINES:,} lines, far more than one page.")
    document = read_story(decoded.text, options.url)
    if document is None:
        raise Unreadable("No story was found in the text: it needs a headline or a paragraph.")
    yield Reading(0, document, original=words.scrub(decoded.text))


FORMAT = Format(
    name="text",
    label="Plain text of a page",
    extensions=(".txt", ".text", ".md"),
    media_types=("text/plain", "text/markdown"),
    looks_like=looks_like,
    read=read,
)
