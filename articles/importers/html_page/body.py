"""The story's text out of a page, by trafilatura, as simple HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

import trafilatura
from lxml.html import HtmlElement

from articles.documents import Removed
from articles.importers.html_page.tree import visible_blocks
from articles.text import words

_INLINE = {"#b": "strong", "#i": "em", "#sub": "sub", "#sup": "sup"}
_BLOCKS = {"p": "p", "quote": "blockquote", "code": "pre"}
_LEAST_REMOVED = 12
_MOST_REMOVED = 400


@dataclass(frozen=True, slots=True)
class Text:
    """A story's body: simple HTML, and its paragraphs as plain texts."""

    html: str
    paragraphs: tuple[str, ...]


def read_body(page: HtmlElement, url: str, headline: str) -> Text:
    """The body as trafilatura finds it, without the headline at its top. ``page`` is left as it is."""
    found = trafilatura.bare_extraction(
        page,
        url=url or None,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        include_links=True,
        with_metadata=False,
    )
    body = getattr(found, "body", None)
    if body is None:
        return Text("", ())
    blocks = [(words.clean("".join(child.itertext())), "\n".join(_block(child))) for child in body]
    blocks = [(text, html) for text, html in blocks if text and html]
    if blocks and _squeezed(blocks[0][0]) == _squeezed(headline):
        del blocks[0]
    return Text("\n".join(html for _, html in blocks), tuple(text for text, _ in blocks))


def _block(element: HtmlElement) -> list[str]:
    name = element.tag
    if name == "list":
        items = [f"<li>{_inline(item)}</li>" for item in element.iter("item")]
        tag = "ol" if element.get("rend") == "ol" else "ul"
        return [f"<{tag}>", *items, f"</{tag}>"]
    if name == "table":
        rows = ["<tr>" + "".join(_cell(cell) for cell in row.iter("cell")) + "</tr>" for row in element.iter("row")]
        return ["<table><tbody>", *rows, "</tbody></table>"]
    if name == "head":
        tag = "h3" if element.get("rend") in {"h4", "h5", "h6"} else "h2"
        return [f"<{tag}>{_inline(element)}</{tag}>"]
    if name == "graphic":
        return []
    inner = _inline(element)
    tag = _BLOCKS.get(name, "p")
    return [f"<{tag}>{inner}</{tag}>"] if inner.strip() else []


def _cell(cell: HtmlElement) -> str:
    tag = "th" if cell.get("role") == "head" else "td"
    return f"<{tag}>{_inline(cell)}</{tag}>"


def _inline(element: HtmlElement) -> str:
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        inner = _inline(child)
        if child.tag == "lb":
            parts.append("<br>")
        elif child.tag == "hi" and child.get("rend") in _INLINE and inner.strip():
            tag = _INLINE[child.get("rend")]
            parts.append(f"<{tag}>{inner}</{tag}>")
        elif child.tag == "ref" and child.get("target") and inner.strip():
            parts.append(f'<a href="{escape(child.get("target"))}">{inner}</a>')
        elif child.tag != "graphic":
            parts.append(inner if child.tag in {"hi", "ref", "del"} else f" {inner} ")
        parts.append(escape(child.tail or "", quote=False))
    return "".join(parts)


def left_out(page: HtmlElement, kept: list[str]) -> tuple[Removed, ...]:
    """The passages a reader sees on the page that became no part of the document, neighbours together."""
    held = _squeezed(" ".join(kept))
    removed: list[list[str]] = []
    adjacent = False
    for text in visible_blocks(page):
        missing = len(text) >= _LEAST_REMOVED and _squeezed(text) not in held
        if missing and adjacent:
            removed[-1].append(text)
        elif missing:
            removed.append([text])
        adjacent = missing or (adjacent and len(text) < _LEAST_REMOVED)
    return tuple(Removed("not part of the story", "\n".join(texts)) for texts in removed[:_MOST_REMOVED])


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
