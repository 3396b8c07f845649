"""NITF, the IPTC's "News Industry Text Format" (3.0 to 3.6): a story by itself or inside either NewsML.

Format: https://iptc.org/standards/nitf/. Names are read with and without the namespace, which came with 3.4. What the
``docdata`` calls ``date.release`` is the moment from which the text may be used, so it is the embargo.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from articles.documents import Document, Picture, Reading, Removed
from articles.importers import markup, xml_items
from articles.importers.formats import Format, Options, Unreadable
from articles.importers.stated import Stated
from articles.importers.xml_items import Items, all_of, attribute, find, text
from articles.text import html, links, words

# What stands for what. A name that is missing here (person, location, money …) marks words inside a sentence.
_HTML = {
    "p": "p", "hl1": "h2", "hl2": "h2", "table": "table", "tbody": "tbody", "thead": "thead", "tr": "tr", "th": "th", "td": "td",
    "caption": "caption", "ul": "ul", "ol": "ol", "li": "li", "dl": "ul", "dt": "li", "dd": "li", "bq": "blockquote", "q": "q",
    "credit": "p", "em": "em", "strong": "strong", "b": "b", "i": "i", "a": "a", "br": "br", "hr": "hr", "pre": "pre", "sub": "sub",
    "sup": "sup", "fn": "p", "note": "blockquote", "h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "blockquote": "blockquote",
    "media": "", "nitf-table-metadata": "", "nitf-col": "", "custom-table": "", "alt-code": "", "script": "", "style": "",
}  # fmt: skip
_LABELS = {
    "person": "person", "org": "organisation", "location": "place", "event": "event", "object.title": "topic",
    "classifier": "topic",
}  # fmt: skip


def looks_like(head: bytes, filename: str) -> float:
    """A first element named ``nitf``."""
    return 0.99 if xml_items.root(head)[0] == "nitf" else 0.0


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """The stories of a file: one, or each that stands inside some other element."""
    return xml_items.read(stream, options, Items(("nitf",), document, doctype=True))


def document(nitf: etree._Element) -> Document:
    """The document of an ``nitf`` element."""
    held = Stated()
    gather(nitf, held)
    for title in all_of(nitf, "head/title"):
        held.put("headline", text(title), "head title")
    return held.document()


def gather(nitf: etree._Element, held: Stated) -> None:
    """Note what an ``nitf`` element states. What an envelope around it has stated before stays."""
    held.put("language", attribute(nitf, "lang", "baselang"), "nitf")
    _document_data(nitf, held)
    _body_head(nitf, held)
    content = find(nitf, "body/body.content")
    if content is not None:
        held.put("body_html", markup.html_of(content, _HTML), "body.content")
        for media in content.iter("{*}media"):
            picture = _picture(media)
            held.picture(picture)
            if picture.caption and not picture.url:
                held.removed.append(Removed("picture without an address", picture.caption))
    for line in all_of(nitf, "body/body.end/tagline"):
        if "@" not in text(line):
            held.put("authors", text(line), "body.end tagline")


def gather_text(content: str, held: Stated) -> None:
    """The same from NITF that stands as a text in another format; what is broken leaves a warning."""
    items = Items(("nitf", "body.content"), document, doctype=True)
    try:
        for element in xml_items.elements(
            io.BytesIO(content.encode("utf-8", "replace")), Options(charset="utf-8"), items
        ):
            if xml_items.local(element) == "nitf":
                gather(element, held)
            else:
                held.put("body_html", markup.html_of(element, _HTML), "body.content")
    except Unreadable as unreadable:
        held.warnings.append(f"A body in NITF could not be read: {unreadable.problem.message}")


def _document_data(nitf: etree._Element, held: Stated) -> None:
    data = find(nitf, "head/docdata")
    publication = find(nitf, "head/pubdata")
    if data is not None:
        held.put("guid", attribute(find(data, "doc-id"), "id-string"), "doc-id")
        held.put("status", attribute(data, "management-status"), "docdata management-status")
        held.put("embargo", attribute(find(data, "date.release"), "norm"), "date.release")
        held.put("version", attribute(find(data, "du-key"), "version"), "du-key")
        held.put("published", attribute(find(data, "date.issue"), "norm"), "date.issue")
        held.put("credit", attribute(find(data, "doc.copyright"), "holder"), "doc.copyright")
        for message in all_of(data, "ed-msg"):
            if note := attribute(message, "info"):
                held.warnings.append(f"Note to editors: {words.excerpt(note)}")
        for named in all_of(data, *(f"identified-content/{name}" for name in _LABELS)):
            held.label(text(named) or attribute(named, "value"), _LABELS[xml_items.local(named)])
        slug = attribute(find(data, "du-key"), "key")
        for key in all_of(data, "key-list/keyword"):
            if (name := attribute(key, "key") or text(key)) != slug:
                held.label(name)
    for subject in all_of(nitf, "head/tobject/tobject.subject"):
        for level in ("tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type"):
            held.label(attribute(subject, level))
    held.put("published", attribute(publication, "date.publication"), "pubdata")
    held.put("site_name", attribute(publication, "name"), "pubdata name")
    held.put("section", attribute(publication, "position.section"), "pubdata position.section")
    held.put("url", links.absolute(attribute(publication, "ex-ref")), "pubdata ex-ref")


def _body_head(nitf: etree._Element, held: Stated) -> None:
    head = find(nitf, "body/body.head")
    if head is None:
        return
    held.put("headline", text(find(head, "hedline/hl1")), "hedline hl1")
    held.put("headline", text(find(head, "hedline")), "hedline")
    held.put("standfirst", " ".join(html.paragraphs(_inside(find(head, "abstract")))), "abstract")
    held.put("standfirst", text(find(head, "hedline/hl2")), "hl2")
    bylines = list(all_of(head, "byline"))
    people = [name for byline in bylines for person in byline.iter("{*}person") if (name := text(person))]
    held.put("authors", people or "; ".join(filter(None, map(text, bylines))), "byline")
    held.put("source", text(find(head, "distributor")), "distributor")
    if (dateline := find(head, "dateline")) is not None:
        held.put("published", attribute(find(dateline, "story.date"), "norm"), "story.date")
        place = find(dateline, "location")
        held.put("dateline", text(dateline if place is None else place), "dateline")


def _inside(element: etree._Element | None) -> str:
    return "" if element is None else markup.html_of(element, _HTML)


def _picture(media: etree._Element) -> Picture:
    """An image with an address; of several sizes the first, which is the best by custom."""
    if attribute(media, "media-type") not in {"image", "photo", "picture", "graphic", ""}:
        return Picture()
    addresses = [links.absolute(attribute(reference, "source")) for reference in all_of(media, "media-reference")]
    return Picture(
        url=next(filter(None, addresses), ""),
        caption=" ".join(html.paragraphs(_inside(find(media, "media-caption")))),
        credit=text(find(media, "media-producer")),
        alt=attribute(find(media, "media-reference"), "alternate-text"),
    )


FORMAT = Format(
    name="nitf",
    label="NITF, a news story in XML (IPTC)",
    extensions=(".nitf",),
    media_types=("application/nitf+xml",),
    looks_like=looks_like,
    read=read,
    structured=True,
)
