"""NewsML-G2 of the IPTC: one ``newsItem``, or a ``newsMessage`` with many.

Format: https://iptc.org/standards/newsml-g2/ (namespace http://iptc.org/std/nar/2006-10-01/). Codes such as
"medtop:20000370" are never looked up: their catalogues lie on the network. Where an item itself gives the name, in
place or in an ``assert``, that is the label; a code without a name is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from articles.documents import Document, Picture, Reading
from articles.importers import markup, nitf, records, stated, xml_items
from articles.importers.formats import Format, Options, Unreadable
from articles.importers.stated import Stated
from articles.importers.xml_items import Items, all_of, attribute, find, text
from articles.text import html, links, words
from articles.text.sanitise import clean_html

_OTHERS = {
    "packageItem": "a package, which only points to other items",
    "knowledgeItem": "a list of concepts",
    "conceptItem": "a concept",
    "planningItem": "a plan of coverage",
    "catalogItem": "a catalogue of codes",
}
_NO_TEXT = {"picture": "a picture", "photo": "a picture", "graphic": "a graphic", "audio": "a sound recording",
            "video": "a film", "animated": "an animation"}  # fmt: skip
_KINDS = {"person": "person", "organisation": "organisation", "geoarea": "place", "poi": "place", "event": "event"}
_COUNTRY = re.compile(r"iso3166-1a[23]:([A-Z]{2,3})")
_AUTHOR_ELEMENTS = ("contentMeta/by", "contentMeta/creator", "contentMeta/contributor")


def looks_like(head: bytes, filename: str) -> float:
    """A first element of NewsML-G2."""
    name, attributes = xml_items.root(head)
    if name in {"newsMessage", "newsItem", *_OTHERS}:
        return 0.99 if "iptc.org/std/nar" in attributes or name[0].islower() else 0.9
    return 0.0


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """The items of a file in order; those that are no stories are named and left."""
    return xml_items.read(stream, options, Items(("newsItem", *_OTHERS), document, doctype=False))


def document(item: etree._Element) -> Document:
    """The document of a ``newsItem``. Raises :class:`Unreadable` for any other item, and for pictures, sound and film."""
    if other := _OTHERS.get(xml_items.local(item)):
        raise Unreadable(f"The item is {other}, not a story.")
    held = Stated()
    _identity(item, held)
    _names(item, held)
    _content(item, held)
    what = _code(find(item, "itemMeta/itemClass"))
    if what in _NO_TEXT and not held.values.get("body_html"):
        raise Unreadable(f"The item is {_NO_TEXT[what]}, not a text.")
    held.put("headline", text(find(item, "itemMeta/title")), "itemMeta title")
    _labels(item, held)
    return held.document()


def _identity(item: etree._Element, held: Stated) -> None:
    meta = find(item, "itemMeta")
    held.put("guid", attribute(item, "guid"), "newsItem guid")
    held.put("version", attribute(item, "version"), "newsItem version")
    language = attribute(find(item, "contentMeta/language"), "tag") or attribute(item, "lang")
    held.put("language", language, "contentMeta language")
    if meta is None:
        held.warnings.append("It has no itemMeta, which says when the item was made and whether it may be used.")
        return
    held.put("status", attribute(find(meta, "pubStatus"), "qcode", "uri", "literal"), "pubStatus")
    held.put("embargo", text(find(meta, "embargoed")), "embargoed")
    held.put("published", text(find(meta, "firstCreated")), "firstCreated")
    held.put("published", text(find(item, "contentMeta/contentCreated")), "contentCreated")
    held.put("published", text(find(meta, "versionCreated")), "versionCreated")
    held.put("updated", text(find(meta, "versionCreated")), "versionCreated")
    for note in all_of(meta, "edNote"):
        if text(note):
            held.warnings.append(f"Note to editors: {words.excerpt(text(note))}")


def _names(item: etree._Element, held: Stated) -> None:
    language = held.values.get("language", "")
    for headline in _by_role(item, "contentMeta/headline", ("main", "")):
        if attribute(headline, "lang") in {"", language}:
            held.put("headline", text(headline), "headline")
    held.put("headline", text(find(item, "contentMeta/headline")), "headline")
    for description in _by_role(item, "contentMeta/description", ("summary", "abstract", "")):
        held.put("standfirst", text(description), "description")
    for path in _AUTHOR_ELEMENTS:
        named = [name for element in all_of(item, path) if (name := _name(element, language))]
        held.put("authors", named if len(named) != 1 else named[0], path)
    located = find(item, "contentMeta/located")
    held.put("dateline", text(find(item, "contentMeta/dateline")), "dateline")
    held.put("dateline", "" if located is None else _name(located, language), "located")
    held.put("credit", text(find(item, "contentMeta/creditline")), "creditline")
    held.put("credit", _name(find(item, "rightsInfo/copyrightHolder"), language), "copyrightHolder")
    held.put("source", _name(find(item, "contentMeta/infoSource"), language), "infoSource")
    held.put("source", _name(find(item, "itemMeta/provider"), language), "provider")
    genres = [value for genre in all_of(item, "contentMeta/genre")
              for value in (attribute(genre, "qcode", "uri"), _name(genre, language))]  # fmt: skip
    held.put("kind", stated.kind_of(genres), "genre")


def _content(item: etree._Element, held: Stated) -> None:
    """Take the body from the first rendition that has one; NITF also fills in what the item left open."""
    for part in all_of(item, "contentSet/inlineXML"):
        for child in part:
            name = xml_items.local(child)
            if name == "nitf":
                nitf.gather(child, held)
            elif name in {"html", "body", "div", "section", "article"}:
                _xhtml(child, held)
    for part in all_of(item, "contentSet/inlineData"):
        _inline_data(part, held)
    _remote(item, held)


def _xhtml(element: etree._Element, held: Stated) -> None:
    body = find(element, "body")
    body = element if body is None else body
    held.put("headline", text(find(element, "head/title")), "inlineXML title")
    held.put("body_html", markup.html_of(body), "inlineXML html")
    for picture in markup.pictures_of(body):
        held.picture(picture)


def _inline_data(part: etree._Element, held: Stated) -> None:
    form = attribute(part, "contenttype").casefold()
    if attribute(part, "encoding"):
        return
    content = "".join(part.itertext())
    if "html" in form:
        held.put("body_html", clean_html(content), "inlineData")
    elif form.startswith("text/") or not form:
        held.put("body_html", html.from_paragraphs(records.paragraphs(content)), "inlineData")


def _remote(item: etree._Element, held: Stated) -> None:
    """Pictures of the widest rendition, and the page where the text is if it is only pointed to."""
    images: list[tuple[int, str, str]] = []
    for part in all_of(item, "contentSet/remoteContent"):
        form, url = attribute(part, "contenttype").casefold(), links.absolute(attribute(part, "href"))
        if url and form.startswith("image/") and "tiff" not in form:
            width = attribute(part, "width")
            images.append(
                (
                    int(width) if re.fullmatch(r"[0-9]{1,5}", width) else 0,
                    attribute(part, "rendition", "renditionuri"),
                    url,
                )
            )
        elif url and "html" in form:
            held.put("url", url, "remoteContent")
            held.summary_only = held.summary_only or not held.values.get("body_html")
    best = max(images, default=(0, "", ""))[1]
    caption = next((text(one) for one in _by_role(item, "contentMeta/description", ("caption",))), "") if images else ""
    for _, rendition, url in images:
        if rendition == best:
            held.picture(Picture(url, caption))


def _labels(item: etree._Element, held: Stated) -> None:
    language = held.values.get("language", "")
    asserted = {attribute(one, "qcode", "uri"): one for one in all_of(item, "assert") if attribute(one, "qcode", "uri")}
    for subject in all_of(item, "contentMeta/subject", "contentMeta/keyword"):
        code = attribute(subject, "qcode", "uri")
        known = asserted.get(code)
        name = _name(subject, language) or ("" if known is None else _name(known, language))
        kind = _type(subject) or ("" if known is None else _type(known))
        held.label(name, _KINDS.get(kind, "topic"))
        if country := _COUNTRY.fullmatch(code):
            held.countries.append(country[1])


def _name(element: etree._Element | None, language: str) -> str:
    """The name of a concept, in the item's language where there are several; else what its element says."""
    if element is None:
        return ""
    named = list(all_of(element, "name"))
    fitting = [one for one in named if attribute(one, "lang").partition("-")[0] in {"", language.partition("-")[0]}]
    found = next((text(one) for one in (*fitting, *named)), "")
    return found or attribute(element, "literal") or (text(element) if not len(element) else "")


def _type(element: etree._Element) -> str:
    """The kind of concept: "person" for "cpnat:person", stated by attribute or by a ``type`` inside."""
    stated_type = attribute(element, "type", "typeuri") or attribute(find(element, "type"), "qcode", "uri")
    return _tail(stated_type)


def _code(element: etree._Element | None) -> str:
    return _tail(attribute(element, "qcode", "uri"))


def _tail(code: str) -> str:
    return re.split(r"[:/]", code.rstrip("/"))[-1].casefold()


def _by_role(item: etree._Element, path: str, roles: tuple[str, ...]) -> list[etree._Element]:
    members = list(all_of(item, path))
    return [one for role in roles for one in members if _tail(attribute(one, "role", "roleuri")) == role]


FORMAT = Format(
    name="newsml-g2",
    label="NewsML-G2 (IPTC)",
    extensions=(),
    media_types=("application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.g2.newsmessage+xml"),
    looks_like=looks_like,
    read=read,
    structured=True,
)
