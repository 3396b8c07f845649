"""The pictures of a story: the one that the page states, and those it prints, with captions and credits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from articles.documents import Picture
from articles.importers.html_page import structured
from articles.importers.html_page.blocks import Block
from articles.importers.html_page.meta import IMAGES, Meta
from articles.importers.html_page.tree import text_of
from articles.text import links, words

_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-srcset", "srcset")
_CREDIT_CLASS = re.compile(r"credit|copyright|source|photographer|attribution|agency|byline", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:Photographs?\s+by|Photo\s+by|Image\s+credit|Photo\s+credit|Credits?|Photo|Foto|Image|Bild|Quelle|Source|©)\s*[:：]?\s*([^|•]{2,80})$",
    re.IGNORECASE,
)
# Pictures that stand for the site, not for a story.
_NO_PICTURE = re.compile(
    r"\b(?:logos?|favicon|sprite|spacer|blank|placeholder|avatars?|icons?|default[-_](?:og|share|image)|share[-_]default|fallback)\b",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[^/?&=,]+")
_SIZE = re.compile(r"[-_](?:scaled|\d{2,4}x\d{2,4}|\d{2,4}|[wh]\d+)$|\.(?:jpe?g|png|webp|gif|avif).*$", re.IGNORECASE)
_LONGEST = 500


def pictures(
    page: HtmlElement, node: dict, meta: Meta, printed: Iterable[Block], opening: Block | None, base: str
) -> tuple[tuple[Picture, ...], str]:
    """The pictures of a story with the main one first, and where that was found.

    The one for social networks is right a little more often than the one in JSON-LD; but a page that shows neither
    and opens with a picture of its own shows its reader that one.
    """
    figures = [picture for block in printed if (picture := read_figure(block, base))]
    lead = read_figure(opening, base) if opening is not None else None
    stated = [({"url": url}, "meta image") for url in meta.all(IMAGES) if links.absolute(url, base)] + [
        (found, "JSON-LD image")
        for found in structured.pictures(node.get("image"))
        if links.absolute(found["url"], base)
    ]
    stated = [one for one in stated if not _NO_PICTURE.search(urlsplit(one[0]["url"]).path)] or stated
    on_page = _on_page(page)
    shown = [(found, where) for found, where in stated if _marks(found["url"]) & on_page]
    if not stated or (lead is not None and not shown):
        return tuple(figures), "figure" if figures else ""
    found, where = (shown or stated)[0]
    main = Picture(links.absolute(found["url"], base), words.clean(found.get("caption", "")), found.get("credit", ""))
    others = []
    for figure in figures:
        if _same(figure.url, main.url):
            main = replace(
                main, caption=figure.caption or main.caption, credit=figure.credit or main.credit, alt=figure.alt
            )
        else:
            others.append(figure)
    return (main, *others), where


def read_figure(block: Block, base: str) -> Picture | None:
    """The picture of a ``<figure>``; None where it shows none."""
    images = [image for image in block.element.iter("img") if _address(image, base)]
    if not images:
        return None
    caption = block.element.find(".//figcaption")
    text = text_of(caption) if caption is not None else block.text
    credit = next(
        (
            words.clean(part.text_content())
            for part in (block.element if caption is None else caption).iter(
                "span", "small", "cite", "div", "p", "figcaption"
            )
            if part is not caption and _CREDIT_CLASS.search(part.get("class") or "")
        ),
        "",
    )
    if not credit and (found := _CREDIT.search(text)):
        credit = words.clean(found[1])
    alt = words.clean(images[0].get("alt") or "")
    return Picture(_address(images[0], base), text[:_LONGEST], credit[:200], alt[:_LONGEST])


def _address(image: HtmlElement, base: str) -> str:
    for name in _SOURCES:
        value = (image.get(name) or "").strip()
        if name.endswith("srcset"):
            value = value.split(",")[-1].strip().split(" ")[0]
        if value and not value.startswith("data:") and (address := links.absolute(value, base)):
            return "" if _NO_PICTURE.search(urlsplit(address).path) else address
    return ""


def _on_page(page: HtmlElement) -> set[str]:
    """What marks the pictures that a page shows anywhere."""
    addresses = (
        address.split(" ")[0]
        for image in page.iter("img", "source")
        for name in _SOURCES
        for address in (image.get(name) or "").split(", ")[:1]
    )
    return set().union(*(_marks(address) for address in addresses if address and not address.startswith("data:")))


def _same(one: str, other: str) -> bool:
    """Whether two addresses give one picture, in whatever size."""
    return bool(_marks(one) & _marks(other))


def _marks(address: str) -> set[str]:
    parts = urlsplit(unquote(address))
    pieces = {_SIZE.sub("", piece).lower() for piece in _PIECE.findall(f"{parts.path}?{parts.query}")}
    return {piece for piece in pieces if len(piece) >= 8 and (len(piece) >= 16 or any(map(str.isdigit, piece)))}
