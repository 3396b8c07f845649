"""NewsML 1.0 to 1.2 of the IPTC, as agencies have sent it since 2000.

Format: https://iptc.org/standards/newsml-1/. A ``NewsItem`` is known by provider, day and name; its revisions are
versions of one story. Names of codes lie in topic sets that the item itself may hold; other catalogues are never
fetched, and a code without a name is left out.
"""

from __future__ import annotations

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

_KINDS = {"person": "person", "company": "organisation", "organisation": "organisation", "organization": "organisation",
          "location": "place", "country": "place", "place": "place", "event": "event"}  # fmt: skip
MOST_RENDITIONS = 50
_PICTURES = frozenset({"photo", "picture", "graphic", "image", "photograph"})
_SMALL = frozenset({"thumbnail", "quicklook", "icon", "preview"})


def looks_like(head: bytes, filename: str) -> float:
    """A first element named ``NewsML``."""
    return 0.99 if xml_items.root(head)[0] == "NewsML" else 0.0


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """The news items of a file in order."""
    return xml_items.read(stream, options, Items(("NewsItem",), document, doctype=True))


def document(item: etree._Element) -> Document:
    """The document of a ``NewsItem``. Raises :class:`Unreadable` where it holds no text."""
    held = Stated()
    held.put("language", attribute(item, "lang"), "NewsItem")
    _identity(item, held)
    _management(item, held)
    for component in item.iter("{*}NewsComponent"):
        _lines(component, held)
    body = _bodies(item, held)
    for component in item.iter("{*}NewsComponent"):
        _administration(component, held)
        held.picture(_picture(component))
    _labels(item, held)
    if not body and any(_medium(part) in _PICTURES for part in item.iter("{*}ContentItem")):
        raise Unreadable("The item is a picture, not a text.")
    return held.document()


def _identity(item: etree._Element, held: Stated) -> None:
    """Provider, day and name without the revision, so that a later revision is the same story."""
    identifier = find(item, "Identification/NewsIdentifier")
    if identifier is None:
        held.warnings.append("It has no NewsIdentifier, by which a later revision would be recognised.")
        return
    parts = [text(find(identifier, name)) for name in ("ProviderId", "DateId", "NewsItemId")]
    revision = find(identifier, "RevisionId")
    held.put("guid", f"urn:newsml:{':'.join(parts)}" if all(parts) else "", "NewsIdentifier")
    held.put("guid", text(find(identifier, "PublicIdentifier")), "PublicIdentifier")
    held.put("version", text(revision), "RevisionId")


def _management(item: etree._Element, held: Stated) -> None:
    management = find(item, "NewsManagement")
    if management is None:
        return
    status = attribute(find(management, "Status"), "FormalName")
    change = find(management, "StatusWillChange")
    if any(attribute(one, "FormalName").casefold() == "delete" for one in all_of(management, "Instruction")):
        status = stated.CANCELED
    held.put("status", status, "NewsManagement Status")
    if stated.known_status(status) == "embargoed" and change is not None:
        future = attribute(find(change, "FutureStatus"), "FormalName")
        if stated.known_status(future) == stated.USABLE:
            held.put("embargo", text(find(change, "DateAndTime")), "StatusWillChange")
    held.put("published", text(find(management, "FirstCreated")), "FirstCreated")
    held.put("published", text(find(management, "ThisRevisionCreated")), "ThisRevisionCreated")
    held.put("updated", text(find(management, "ThisRevisionCreated")), "ThisRevisionCreated")


def _lines(component: etree._Element, held: Stated) -> None:
    """What is printed around a text. Those of a picture's component are its own and not the story's."""
    if _role(component) in {"caption", *_SMALL} or (_own_media(component) and not _own_text(component)):
        return
    lines = find(component, "NewsLines")
    if lines is not None:
        held.put("headline", text(find(lines, "HeadLine")), "HeadLine")
        held.put("standfirst", text(find(lines, "SubHeadLine")), "SubHeadLine")
        held.put("authors", "; ".join(filter(None, map(text, all_of(lines, "ByLine")))), "ByLine")
        held.put("dateline", text(find(lines, "DateLine")), "DateLine")
        held.put("credit", text(find(lines, "CreditLine")), "CreditLine")
        for line in all_of(lines, "KeywordLine"):
            for keyword in records.listed(text(line)):
                held.label(keyword)
    language = attribute(find(component, "DescriptiveMetadata/Language"), "FormalName")
    held.put("language", language, "DescriptiveMetadata Language")
    genres = [attribute(genre, "FormalName") for genre in all_of(component, "DescriptiveMetadata/Genre")]
    held.put("kind", stated.kind_of(genres), "Genre")


def _administration(component: etree._Element, held: Stated) -> None:
    for name in ("Source", "Provider"):
        party = find(component, f"AdministrativeMetadata/{name}/Party")
        held.put("source", attribute(party, "FormalName"), f"AdministrativeMetadata {name}")
    creator = find(component, "AdministrativeMetadata/Creator/Party")
    held.put("authors", attribute(creator, "FormalName"), "AdministrativeMetadata Creator")


def _bodies(item: etree._Element, held: Stated) -> bool:
    """Take the first text that is not a caption; whether there is one."""
    for component in item.iter("{*}NewsComponent"):
        if _role(component) == "caption":
            continue
        for part in all_of(component, "ContentItem"):
            content = find(part, "DataContent")
            if content is not None and _medium(part) in {"text", ""}:
                _content(part, content, held)
                if held.values.get("body_html"):
                    return True
    return False


def _content(part: etree._Element, content: etree._Element, held: Stated) -> None:
    form = (
        attribute(find(part, "Format"), "FormalName").casefold()
        + attribute(find(part, "MimeType"), "FormalName").casefold()
    )
    if find(part, "Encoding") is not None:
        return
    for child in content:
        name = xml_items.local(child)
        if name == "nitf":
            nitf.gather(child, held)
            return
        if name in {"html", "body"}:
            body = find(child, "body")
            body = child if body is None else body
            held.put("body_html", markup.html_of(body), "DataContent html")
            for picture in markup.pictures_of(body):
                held.picture(picture)
            return
        if name in {"p", "div", "hl2", "table", "ul"}:
            held.put("body_html", markup.html_of(content), "DataContent")
            return
    plain = "".join(content.itertext())
    made = clean_html(plain) if "html" in form else html.from_paragraphs(records.paragraphs(plain))
    held.put("body_html", made, "DataContent")


def _picture(component: etree._Element) -> Picture:
    """The picture that a component holds, largest rendition first, with the caption beside it."""
    renditions = [
        part for part in all_of(component, "ContentItem", "NewsComponent/ContentItem") if _medium(part) in _PICTURES
    ]
    if not renditions or _role(component) in _SMALL:
        return Picture()
    best = sorted(renditions[:MOST_RENDITIONS], key=lambda part: _role(part.getparent()) in _SMALL)
    lines = find(component, "NewsLines")
    captions = [one for one in all_of(component, "NewsComponent", ".") if _role(one) == "caption"]
    caption = next((text(found) for one in captions for found in one.iter("{*}DataContent")), "")
    by = [] if lines is None else [text(find(lines, "ByLine")), text(find(lines, "CreditLine"))]
    return Picture(
        url=next(filter(None, (links.absolute(attribute(part, "Href")) for part in best)), ""),
        caption=caption or ("" if lines is None or _own_text(component) else text(find(lines, "HeadLine"))),
        credit="/".join(dict.fromkeys(filter(None, by))) if not _own_text(component) else "",
    )


def _labels(item: etree._Element, held: Stated) -> None:
    """Keywords, and topics that the item itself names."""
    topics = {attribute(topic, "Duid"): topic for topic in item.iter("{*}Topic")}
    for occurrence in item.iter("{*}TopicOccurrence"):
        topic = topics.get(attribute(occurrence, "Topic").removeprefix("#"))
        if topic is not None:
            kind = attribute(find(topic, "TopicType"), "FormalName").casefold()
            held.label(text(find(topic, "Description")) or text(find(topic, "FormalName")), _KINDS.get(kind, "topic"))
    for described in item.iter("{*}DescriptiveMetadata"):
        for keyword in all_of(described, "Property"):
            if attribute(keyword, "FormalName").casefold() == "keyword":
                held.label(attribute(keyword, "Value"), "person" if "Person" in attribute(keyword, "Role") else "topic")
        for place in all_of(described, "Location"):
            parts = {attribute(one, "FormalName"): attribute(one, "Value") for one in all_of(place, "Property")}
            if attribute(place, "HowPresent").casefold() == "origin":
                held.put("dateline", parts.get("City", ""), "Location")
            else:
                held.label(parts.get("City") or parts.get("CountryArea") or "", "place")


def _own_text(component: etree._Element) -> bool:
    return any(_medium(part) in {"text", ""} for part in all_of(component, "ContentItem"))


def _own_media(component: etree._Element) -> bool:
    return any(
        _medium(part) not in {"text", ""} for part in all_of(component, "ContentItem", "NewsComponent/ContentItem")
    )


def _medium(part: etree._Element) -> str:
    return attribute(find(part, "MediaType"), "FormalName").casefold()


def _role(component: etree._Element | None) -> str:
    if component is None:
        return ""
    return words.clean(attribute(find(component, "Role"), "FormalName")).casefold()


FORMAT = Format(
    name="newsml",
    label="NewsML 1 (IPTC)",
    extensions=(),
    media_types=("application/vnd.iptc.newsml+xml",),
    looks_like=looks_like,
    read=read,
    structured=True,
)
