"""The page as a tree, and its text as a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from articles.text import words

_UNSEEN = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "svg",
        "iframe",
        "select",
        "option",
        "textarea",
    }
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
    ]
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def parse(html: str) -> HtmlElement | None:
    """The tree of a page; None where it holds no element at all."""
    source = _DECLARATION.sub("", html).encode("utf-8", "replace")
    try:
        return document_fromstring(
            source,
            parser=HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True),
        )
    except (etree.ParserError, ValueError):
        return None


def text_of(element: HtmlElement) -> str:
    """The text of an element on one line."""
    return words.clean(" ".join(visible_blocks(element)))


def visible_blocks(element: HtmlElement) -> list[str]:
    """The texts a reader sees, cut at block elements, in their order."""
    pieces: list[str] = []
    for piece in _pieces(element):
        pieces.append(piece)
    return [text for text in map(words.clean, "".join(pieces).split("\x1e")) if text]


def _pieces(element: HtmlElement) -> Iterator[str]:
    for event, node in etree.iterwalk(element, events=("start", "end")):
        name = node.tag if isinstance(node.tag, str) else "script"
        if event == "start":
            if name not in _INLINE:
                yield "\x1e"
            if name not in _UNSEEN and node.text and not _inside_unseen(node, element):
                yield node.text
        else:
            if name not in _INLINE:
                yield "\x1e"
            if node is not element and node.tail and not _inside_unseen(node.getparent(), element):
                yield node.tail


def _inside_unseen(node: HtmlElement, top: HtmlElement) -> bool:
    while node is not None:
        if node.tag in _UNSEEN:
            return True
        if node is top:
            return False
        node = node.getparent()
    return False
