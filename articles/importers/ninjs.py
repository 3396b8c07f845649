"""ninjs, the IPTC's "News in JSON": versions 1.0 to 1.6, 2.0 to 2.2 and 3.0 to 3.2, as one object, a list, or JSON lines.

Format: https://iptc.org/standards/ninjs/ (schemas at github.com/iptc/newsinjson). The versions differ in the shape of
a few properties and in capitals: ``versioncreated`` (1, 2) is ``versionCreated`` (3), ``body_html`` (1) is a member of
``bodies`` (2, 3), ``associations`` is an object (1) or a list (2, 3). All are read by one set of rules, whatever
version a file says it is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from articles.documents import Document, Picture, Reading
from articles.importers import json_items, nitf, records, stated
from articles.importers.formats import Format, Options, Unreadable
from articles.importers.json_items import Story
from articles.importers.stated import Stated
from articles.text import html, links, words
from articles.text.sanitise import clean_html

_OWN = rb"""versioncreated|pubstatus|representationtype|firstcreated|body_xhtml|description_(?:text|usage|caption)|embargoed(?:until)?|
    infosources?|trustindicators?|\$standard|
    renditions|associations|eventdetails|plannedcoverage|headlines|bodies|descriptions"""
_SIGNS = re.compile(rb'"(?:' + re.sub(rb"\s+", b"", _OWN) + rb')"\s*:', re.IGNORECASE)
_URI = re.compile(rb'"uri"\s*:\s*"')
_NO_TEXT = {
    "picture": "a picture", "graphic": "a graphic", "audio": "a sound recording", "video": "a film",
    "event": "an event", "planning": "a plan", "package": "a package of other items",
}  # fmt: skip
_LABELS = {
    "subject": "topic", "subjects": "topic", "person": "person", "people": "person", "organisation": "organisation",
    "organisations": "organisation", "place": "place", "places": "place", "event": "event", "events": "event",
}  # fmt: skip
_WIDEST_WORTH_HAVING = 4000
_TAGGED = re.compile(r"</(?:p|div|h[1-6]|ul|li|em|strong|b|i|a)>|<br\b", re.IGNORECASE)
_NITF = 1


def looks_like(head: bytes, filename: str) -> float:
    """JSON with a ``uri`` and at least one property that only ninjs has."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] not in {b"{", b"["}:
        return 0.0
    return 0.97 if _URI.search(start) and _SIGNS.search(start) else 0.0


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """Object by object; see ``json_items``."""
    return json_items.read(stream, Story(document, frozenset({"uri", "headline", "headlines", "bodies", "body_html"})))


def document(value: Mapping[str, Any]) -> Document:
    """The document of a ninjs object. Raises :class:`Unreadable` for items that are no text."""
    item = lowered(value)
    held = Stated()
    held.put("guid", records.text(item.get("uri")), "uri")
    held.put("status", records.text(item.get("pubstatus")), "pubStatus")
    if not held.values.get("guid"):
        held.warnings.append("It has no “uri”, by which a later version would be recognised.")
    _texts(item, held)
    what = records.text(item.get("type")).casefold()
    if what in _NO_TEXT and not held.values.get("body_html"):
        raise Unreadable(f"It is {_NO_TEXT[what]}, not a text.")
    _facts(item, held)
    for name, kind in _LABELS.items():
        for label in _objects(item.get(name)):
            held.label(records.text(label.get("name") or label.get("literal")), kind)
    for picture in map(_picture, _associated(item.get("associations"))):
        held.picture(picture)
    return held.document()


def lowered(value: Any) -> dict[str, Any]:
    """An object with its names in small letters and without ``$``; anything else is an object without any."""
    return {name.casefold().removeprefix("$"): part for name, part in value.items()} if isinstance(value, dict) else {}


def _texts(item: Mapping[str, Any], held: Stated) -> None:
    held.put("headline", records.text(item.get("headline")), "headline")
    for member in _by_role(item.get("headlines"), ("main", "")):
        held.put("headline", html.to_text(_html(member)), "headlines")
    for name in sorted(name for name in item if name.startswith("headline_")):
        held.put("headline", records.text(item[name]), name)
    held.put("headline", records.text(item.get("title")), "title")
    _put_body(item, held)
    for member in _by_role(item.get("descriptions"), ("summary", "abstract", "main", "lead", "")):
        held.put("standfirst", html.to_text(_html(member)), "descriptions")
    for name in ("description_text", "description_summary", "description_html"):
        held.put("standfirst", html.to_text(_html({"value": item.get(name), "role": name})), name)


def _facts(item: Mapping[str, Any], held: Stated) -> None:
    for name in ("byline", "by"):
        held.put("authors", records.text(item.get(name)), name)
    for name in ("language", "version"):
        held.put(name, records.text(item.get(name)), name)
    for name in ("firstcreated", "contentcreated", "versioncreated"):
        held.put("published", records.text(item.get(name)), name)
    held.put("updated", records.text(item.get("versioncreated")), "versionCreated")
    held.put("embargo", records.text(item.get("embargoeduntil") or item.get("embargoed")), "embargoed")
    held.put("dateline", records.text(item.get("located")), "located")
    held.put("credit", records.text(item.get("copyrightholder")), "copyrightHolder")
    for origin in _objects(item.get("infosources") or item.get("infosource")):
        held.put("source", records.text(origin.get("name") or origin.get("literal")), "infoSource")
    held.put("source", records.text(item.get("copyrightholder")), "copyrightHolder")
    genres = [records.text(genre.get(name)) for genre in _objects(item.get("genres") or item.get("genre"))
              for name in ("code", "uri", "literal", "name")]  # fmt: skip
    held.put("kind", stated.kind_of(genres), "genre")
    if records.text(item.get("representationtype")).casefold() == "incomplete":
        held.warnings.append("Its sender says that this is not the whole item (“incomplete”).")
    if note := records.text(item.get("ednote")):
        held.warnings.append(f"Note to editors: {words.excerpt(note)}")


def _put_body(item: Mapping[str, Any], held: Stated) -> None:
    """The body in the richest form there is: HTML, NITF, plain text. Roles often name the form ("html5", "nitf")."""
    members = [
        member for member in _objects(item.get("bodies")) if records.text(member.get("role")).casefold() != "caption"
    ]
    members += [{"value": part, "role": name} for name, part in item.items() if name.startswith("body_")]
    for member in sorted(members, key=_richness):
        if held.values.get("body_html"):
            return
        if _richness(member) == _NITF and isinstance(member.get("value"), str):
            nitf.gather_text(member["value"], held)
        else:
            held.put("body_html", _html(member), "body")


def _richness(member: Mapping[str, Any]) -> int:
    form = _form(member)
    if "html" in form:
        return 0
    if "nitf" in form or "xml" in form:
        return _NITF
    return 0 if _tagged(member) else _NITF + 1


def _form(member: Mapping[str, Any]) -> str:
    return f"{records.text(member.get('contenttype'))} {records.text(member.get('role'))}".casefold()


def _tagged(member: Mapping[str, Any]) -> bool:
    """Whether a text that nobody calls HTML is some."""
    value = member.get("value")
    return isinstance(value, str) and bool(_TAGGED.search(value[:2_000]))


def _html(member: Mapping[str, Any]) -> str:
    """A text with its media type as HTML; "" for what is neither HTML nor plain."""
    value, form = member.get("value"), _form(member)
    if not isinstance(value, str):
        return ""
    if "html" in form or ("plain" not in form and _tagged(member)):
        return clean_html(value)
    return html.from_paragraphs(records.paragraphs(value)) if "json" not in form and "xml" not in form else ""


def _by_role(value: Any, roles: tuple[str, ...]) -> list[dict[str, Any]]:
    """The members with one of the roles ("drol:summary" counts as "summary"), in the order of the roles."""
    members = [(records.text(member.get("role")).casefold().rpartition(":")[2], member) for member in _objects(value)]
    chosen = [member for wanted in roles for role, member in members if role == wanted]
    return chosen or [member for role, member in members if role != "caption"]


def _objects(value: Any) -> list[dict[str, Any]]:
    """A list of objects, whichever way a sender wrote it: a list, a single object, or bare names."""
    parts = value if isinstance(value, list) else [value]
    return [
        {"name": part} if isinstance(part, str) else lowered(part) for part in parts if isinstance(part, (str, dict))
    ]


def _associated(value: Any) -> list[dict[str, Any]]:
    """The pictures among associated items; of version 1, the values of an object."""
    parts = list(value.values()) if isinstance(value, dict) and not records.text(value.get("uri")) else value
    items = [part for whole in (parts if isinstance(parts, list) else [parts])
             for part in (_objects(whole) if not isinstance(whole, str) else [])]  # fmt: skip
    return [item for item in items if records.text(item.get("type")).casefold() in {"picture", "graphic", ""}]


def _picture(item: Mapping[str, Any]) -> Picture:
    held = Stated()
    for member in _by_role(item.get("descriptions"), ("caption", "")) or _objects(item.get("descriptions")):
        held.put("caption", html.to_text(_html(member)), "")
    for name in ("description_caption", "description_text", "headline"):
        held.put("caption", records.text(item.get(name)), "")
    by = [records.text(item.get("byline") or item.get("by")), records.text(item.get("copyrightholder"))]
    return Picture(
        url=_address(item.get("renditions")),
        caption=held.values.get("caption", ""),
        credit="/".join(dict.fromkeys(filter(None, by))),
        alt=records.text(item.get("alttext")),
    )


def _address(renditions: Any) -> str:
    """The address of the widest rendition that is an image a browser would show."""
    parts = list(renditions.values()) if isinstance(renditions, dict) else renditions
    best = (-1.0, "")
    for rendition in (part for part in _objects(parts) if "href" in part):
        form = records.text(rendition.get("mimetype") or rendition.get("contenttype"))
        url = links.absolute(records.text(rendition["href"]))
        width = rendition.get("width")
        width = float(width) if isinstance(width, (int, float)) and 0 <= width <= _WIDEST_WORTH_HAVING else 0.0
        shown = not form or (form.startswith("image/") and "tiff" not in form)
        if url and shown and width > best[0]:
            best = (width, url)
    return best[1]


FORMAT = Format(
    name="ninjs",
    label="ninjs, news in JSON (IPTC)",
    extensions=(".ninjs",),
    media_types=("application/vnd.iptc.g2.newsitem+json",),
    looks_like=looks_like,
    read=read,
    structured=True,
)
