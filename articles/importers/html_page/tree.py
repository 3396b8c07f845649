"""The page as a tree, and its text as a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from articles.text import words

UNSEEN = frozenset(
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
INLINE = frozenset(
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


def without_scripts(page: HtmlElement) -> None:
    """Takes out of a page what no reader sees and no rule here asks: it is most of many pages, and slows every search."""
    etree.strip_elements(page, "script", "style", "svg", "template", "object", with_tail=False)


def without_navigation(page: HtmlElement) -> None:
    """Takes out the menus and feet of a page that hold no paragraph: a quarter of its elements, on most pages."""
    for element in list(page.iter("nav", "footer")):
        if element.getparent() is not None and element.find(".//p") is None:
            element.drop_tree()


def text_of(element: HtmlElement) -> str:
    """The text of an element on one line."""
    return words.clean(" ".join(visible_blocks(element)))


def visible_blocks(element: HtmlElement) -> list[str]:
    """The texts a reader sees, cut at block elements, in their order."""
    return [text for text in map(words.clean, "".join(_pieces(element)).split("\x1e")) if text]


def _pieces(element: HtmlElement) -> Iterator[str]:
    """Texts in order, with a separator at each block's beginning and end; ``hidden`` counts unseen elements around."""
    hidden = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        unseen = node.tag in UNSEEN
        if node.tag not in INLINE:
            yield "\x1e"
        if event == "start":
            hidden += unseen
            if not hidden and node.text:
                yield node.text
        else:
            hidden -= unseen
            if not hidden and node is not element and node.tail:
                yield node.tail
