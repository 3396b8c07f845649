"""Lists of feeds as feed readers exchange them: OPML 1.0 and 2.0.

Format: http://opml.org/spec2.opml, "Subscription lists". It is no format of stories, and so not one of ``FORMATS``.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from articles.documents import Document
from articles.importers import xml_items
from articles.importers.formats import Options, Unreadable
from articles.text import words

MOST = 2000
LONGEST_NAME = 160


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed of a list: its name and address."""

    name: str
    address: str


def read(data: bytes) -> list[Outline]:
    """The feeds of a list in their order, however deep in folders, each address once. Raises Unreadable."""
    found: dict[str, Outline] = {}
    for outline in _outlines(data):
        address = words.clean(outline.get("xmlUrl") or outline.get("xmlurl") or "")
        name = words.clean(outline.get("title") or outline.get("text") or "")
        if address:
            found.setdefault(address, Outline((name or address)[:LONGEST_NAME], address))
        if len(found) > MOST:
            raise Unreadable(f"The list has more than {MOST:,} feeds.")
    if not found:
        raise Unreadable("The file lists no feeds: no outline in it has an xmlUrl.")
    return list(found.values())


def _outlines(data: bytes) -> Iterator[etree._Element]:
    if xml_items.root(data[:64_000])[0].lower() != "opml":
        raise Unreadable("This is no OPML file.")
    items = xml_items.Items(("outline",), _no_document, doctype=False)
    for outermost in xml_items.elements(io.BytesIO(data), Options(), items):
        yield from outermost.iter("{*}outline")


def _no_document(element: etree._Element) -> Document:
    raise Unreadable("An outline is no story.")


def write(title: str, outlines: Iterable[Outline]) -> bytes:
    """A list of feeds as OPML 2.0."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = words.scrub(title)
    body = etree.SubElement(root, "body")
    for one in outlines:
        name = words.scrub(one.name)
        etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=one.address)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
