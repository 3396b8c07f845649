"""A page cut into the blocks a reader sees, each as text and as simple HTML, with the boxes it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape

from lxml.html import HtmlElement

from articles.importers.html_page import embeds
from articles.importers.html_page.furniture import Box, box
from articles.importers.html_page.tree import INLINE, UNSEEN
from articles.text import words

_MARKUP = {"b": "strong", "strong": "strong", "i": "em", "em": "em"} | {
    name: name for name in ("sub", "sup", "code", "q", "cite", "abbr")
}
# What may stand inside a line without ending it: icons and pictures among the words of a link.
_IN_LINE = INLINE | UNSEEN | {"br", "wbr", "img", "picture", "source"}
_SPACE = re.compile(r"\s+")
_UNEVEN = re.compile(r"[^\S ]|  ")
_MOST_CELL = 500
# Below this the text of an element is taken as one piece: nobody writes so, and each level is a call in a call.
_DEEPEST = 100
# A figure that holds one of these is a frame around something else than a picture.
_NOT_PICTURES = ("table", "blockquote", "iframe", "pre", "ul", "ol", "h2", "h3")


class Kind(StrEnum):
    """What a block is; the values are the tags that stand for it."""

    PARAGRAPH = "p"
    HEADING = "h2"
    SUBHEADING = "h3"
    MINOR_HEADING = "h4"
    ITEM = "li"
    QUOTE = "blockquote"
    CODE = "pre"
    TABLE = "table"
    FIGURE = "figure"
    EMBED = "iframe"


HEADINGS = frozenset({Kind.HEADING, Kind.SUBHEADING, Kind.MINOR_HEADING})
_KINDS = {
    "h1": Kind.HEADING, "h2": Kind.HEADING, "h3": Kind.SUBHEADING, "h4": Kind.MINOR_HEADING, "h5": Kind.MINOR_HEADING,
    "h6": Kind.MINOR_HEADING, "li": Kind.ITEM, "dt": Kind.ITEM, "dd": Kind.ITEM, "blockquote": Kind.QUOTE,
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Block:
    """One paragraph, heading, item, table or figure of a page, in the element that holds it."""

    element: HtmlElement
    kind: Kind
    text: str
    html: str
    linked: int = 0
    boxes: tuple[Box, ...] = ()
    group: HtmlElement | None = None
    card: bool = False
    plain: str = field(init=False)

    def __post_init__(self) -> None:
        self.plain = plain(self.text)

    @property
    def link_share(self) -> float:
        """How much of the text is links, from 0 to 1."""
        return min(1.0, self.linked / len(self.plain)) if self.plain else 0.0


def plain(text: str) -> str:
    """Only the letters and digits of a text, in small letters: equal for the same words however they are set."""
    return "".join(filter(str.isalnum, text.casefold()))


def cut(page: HtmlElement) -> list[Block]:
    """The blocks of a page, in their order."""
    walk = _Walk()
    body = page.find("body")
    walk.enter(page if body is None else body, _Place(page))
    return walk.blocks


@dataclass(frozen=True, slots=True)
class _Place:
    """Where text stands: what kind of block it becomes, in which boxes, inside a link or not."""

    element: HtmlElement
    kind: Kind = Kind.PARAGRAPH
    boxes: tuple[Box, ...] = ()
    in_link: bool = False
    group: HtmlElement | None = None
    depth: int = 0


class _Walk:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.html: list[str] = []
        self.text: list[str] = []
        self.linked = 0
        self.said = False
        self.broken = False

    def enter(self, element: HtmlElement, place: _Place) -> None:
        """The blocks of an element that is a block itself."""
        self.say(element.text, place.in_link)
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in UNSEEN:
                if tag == "iframe":
                    self.embed(child, place)
            elif tag == "br":
                self.line_end(place)
            elif tag in INLINE and (not len(child) or all(inner.tag in _IN_LINE for inner in child.iter())):
                if reason := self.apart(child, place):
                    self.flush(place)
                    self.inline(child, place.in_link)
                    self.flush(_Place(child, place.kind, (*place.boxes, reason), place.in_link, place.group))
                else:
                    self.inline(child, place.in_link)
            else:
                self.flush(place)
                self.block(child, place)
            self.say(child.tail, place.in_link)
        self.flush(place)

    def apart(self, element: HtmlElement, place: _Place) -> Box | None:
        """The box that an inline element is by its own class, where it is no word of a paragraph."""
        if place.kind in HEADINGS or place.element.tag == "p" or element.tag not in {"span", "small", "time", "cite"}:
            return None
        return box(element)

    def block(self, element: HtmlElement, place: _Place) -> None:
        tag = element.tag
        found = box(element)
        boxes = (*place.boxes, found) if found else place.boxes
        kind = _KINDS.get(tag, place.kind if place.kind in {Kind.QUOTE, Kind.ITEM} else Kind.PARAGRAPH)
        group = element if tag in {"ul", "ol", "dl"} else place.group
        inside = _Place(element, kind, boxes, place.in_link or tag == "a", group, place.depth + 1)
        if place.depth > _DEEPEST:
            self.say(element.text_content(), inside.in_link)
            self.flush(inside)
        elif tag == "table" and _is_data(element):
            self.table(element, inside)
        elif tag == "pre":
            text = words.clean_lines(element.text_content()).strip("\n")
            self.add(Block(element, Kind.CODE, text, f"<pre>{escape(text, quote=False)}</pre>", 0, boxes))
        elif tag == "figure" and not any(element.find(f".//{name}") is not None for name in _NOT_PICTURES):
            text = words.clean(" ".join(element.itertext()))
            self.blocks.append(Block(element, Kind.FIGURE, text, "", 0, boxes))
        elif embeds.is_frame(element):
            self.blocks.append(Block(element, Kind.EMBED, "", embeds.link(element), 0, boxes))
            self.enter(element, _Place(element, kind, (*boxes, Box("post of another site", "embed", "embed", True))))
        else:
            self.enter(element, inside)

    def embed(self, element: HtmlElement, place: _Place) -> None:
        if html := embeds.link(element):
            self.flush(place)
            self.blocks.append(Block(element, Kind.EMBED, "", html, 0, place.boxes))

    def table(self, element: HtmlElement, place: _Place) -> None:
        rows: list[str] = []
        texts: list[str] = []
        linked = 0
        for row in element.iter("tr"):
            cells = []
            for cell in row:
                if cell.tag in {"td", "th"}:
                    self.inline(cell, False, tag=cell.tag)
                    linked += self.linked
                    texts.append("".join(self.text))
                    cells.append("".join(self.html))
                    self.reset()
            if cells:
                rows.append(f"<tr>{''.join(cells)}</tr>")
        text = words.clean(" ".join(texts))
        html = "<table><tbody>" + "".join(rows) + "</tbody></table>"
        self.add(Block(element, Kind.TABLE, text, html, linked, place.boxes))

    def inline(self, element: HtmlElement, in_link: bool, tag: str = "") -> None:
        """The text of an element inside a line, with the markup that stays."""
        tag = tag or _MARKUP.get(element.tag, "")
        opening = f"<{tag}>" if tag else ""
        if element.tag == "a":
            in_link = True
            tag, opening = "a", f'<a href="{escape(element.get("href") or "")}">'
        self.html.append(opening)
        self.say(element.text, in_link)
        for child in element:
            if child.tag == "br":
                self.html.append("<br>")
                self.text.append("\n")
            elif isinstance(child.tag, str) and child.tag not in UNSEEN:
                apart = child.tag not in INLINE
                if apart:
                    self.say(" ", in_link)
                self.inline(child, in_link)
                if apart:
                    self.say(" ", in_link)
            self.say(child.tail, in_link)
        if tag:
            self.html.append(f"</{tag}>")

    def say(self, text: str | None, in_link: bool) -> None:
        if not text:
            return
        if text.isspace():
            self.html.append(" ")
            self.text.append(" ")
            return
        if _UNEVEN.search(text):
            text = _SPACE.sub(" ", text)
        self.html.append(escape(text, quote=False))
        self.text.append(text)
        self.said, self.broken = True, False
        if in_link:
            self.linked += len(plain(text))

    def line_end(self, place: _Place) -> None:
        """One line end stays one; two in a row end the paragraph."""
        if self.broken:
            self.flush(place)
        else:
            self.html.append("<br>")
            self.text.append("\n")
            self.broken = True

    def flush(self, place: _Place) -> None:
        if self.said:
            text = words.clean("".join(self.text))
            if text:
                inner = _EDGES.sub("", "".join(self.html))
                html = f"<{place.kind}>{inner}</{place.kind}>"
                self.add(
                    Block(place.element, place.kind, text, html, self.linked, place.boxes, place.group, place.in_link)
                )
        if self.text:
            self.reset()

    def add(self, block: Block) -> None:
        if block.text:
            self.blocks.append(block)

    def reset(self) -> None:
        self.html, self.text, self.linked, self.said, self.broken = [], [], 0, False, False


_EDGES = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")


def _is_data(table: HtmlElement) -> bool:
    """Whether a table holds data: rows of several short cells, and no page layout."""
    rows = list(table.iter("tr"))
    wide = sum(sum(cell.tag in {"td", "th"} for cell in row) > 1 for row in rows)
    if wide < 2 and not (wide and len(rows) > 1):
        return False
    if table.find(".//table") is not None:
        return False
    return all(len(cell.text_content()) <= _MOST_CELL for cell in table.iter("td", "th"))
