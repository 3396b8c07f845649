"""The story's text out of a page: the blocks that trafilatura and the page's own markup agree on, as simple HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape

import trafilatura
from lxml.html import HtmlElement

from articles.documents import Removed
from articles.importers.html_page.blocks import Block, Kind, plain
from articles.importers.html_page.choosing import Choice, Stated
from articles.importers.html_page.phrases import is_prose
from articles.text import links

_HREF = re.compile(r'<a href="([^"]*)">')


@dataclass(frozen=True, slots=True)
class Text:
    """A story's body: simple HTML, and its paragraphs as plain texts; the figures in it, and what was left out.

    ``first`` and ``last`` are the blocks the text begins and ends with, ``opening`` the figure that stands above it.
    """

    html: str
    paragraphs: tuple[str, ...]
    figures: tuple[Block, ...] = ()
    opening: Block | None = None
    first: Block | None = None
    last: Block | None = None
    credit: str = ""
    removed: tuple[Removed, ...] = ()


def read_body(page: HtmlElement, blocks: list[Block], url: str, stated: Stated) -> Text:
    """The body of the page's story. ``page`` is left as it is."""
    choice = Choice(blocks, *_trafilatura(page, url), stated)
    choice.decide()
    kept = choice.kept()
    figures = tuple(choice.figures())
    above = figures and choice.place[figures[0]] < choice.place[kept[0]]
    return Text(
        _HREF.sub(lambda link: _absolute(link[1], url), "\n".join(_markup(kept))),
        tuple(block.text for block in kept if block.text),
        figures,
        figures[0] if above else None,
        next(filter(is_prose, kept), None),
        kept[-1] if kept else None,
        choice.credit,
        choice.left_out(figures),
    )


def _trafilatura(page: HtmlElement, url: str) -> tuple[set[str], str]:
    """The texts of the blocks that trafilatura takes for the story, and all of them in one."""
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
        return set(), ""
    parts = body.iter("p", "head", "item", "quote", "code", "cell", "row", "table")
    return {plain("".join(part.itertext())) for part in parts} - {""}, plain(" ".join(body.itertext()))


def _markup(blocks: Iterable[Block]) -> list[str]:
    lines: list[str] = []
    group = None
    for block in blocks:
        inside = block.group if block.kind is Kind.ITEM else None
        if group is not None and inside is not group:
            lines.append(f"</{_list_tag(group)}>")
        if inside is not None and inside is not group:
            lines.append(f"<{_list_tag(inside)}>")
        group = inside
        lines.append(block.html)
    if group is not None:
        lines.append(f"</{_list_tag(group)}>")
    return lines


def _absolute(href: str, base: str) -> str:
    return f'<a href="{escape(links.absolute(unescape(href), base))}">'


def _list_tag(group: HtmlElement) -> str:
    return "ol" if group.tag == "ol" else "ul"
