"""From named values (of a JSON object, of a row of a table) to a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from articles.documents import Document, Label, Moment, Picture
from articles.importers.formats import Unreadable
from articles.text import dates, html, links, lists, names, words

LABEL_KINDS = {
    "topics": "topic",
    "people": "person",
    "organisations": "organisation",
    "places": "place",
    "events": "event",
}
KINDS = frozenset({"news", "opinion", "analysis", "feature"})
STATUSES = frozenset({"usable", "withheld", "canceled"})
WRAPPED_AT = 100
_TAG = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li|a|em|strong|b|i|blockquote|span|table)\b[^<>]*>", re.IGNORECASE)
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d:\d\d.*)?)?)?")
_INDENTED = re.compile(r"(?m)^(?: {4}|\t)")


def document(values: Mapping[str, Any], *, url: str = "", language: str = "") -> Document:
    """The document that named values make. ``url`` stands in for a missing address.

    ``language`` says how ambiguous dates are ordered where the record states none. Raises :class:`Unreadable` where
    there is neither a headline nor a body.
    """
    headline = text(values.get("headline"))
    body = _body(values)
    if not headline and not body:
        raise Unreadable("It has neither a headline nor a body.")
    warnings: list[str] = []
    stated = text(values.get("language"))
    order = stated if "-" in stated else language or stated
    credit = text(values.get("credit"))
    authors = _authors(values.get("authors"))
    kind = text(values.get("kind")).casefold()
    status = text(values.get("status")).casefold()
    return Document(
        headline=headline,
        standfirst=text(values.get("standfirst")),
        section=text(values.get("section")),
        authors=authors,
        source=text(values.get("source")) or names.agency(credit) or next(filter(None, map(names.agency, authors)), ""),
        site_name=text(values.get("site_name")),
        published=_moment(values, "published", order, warnings),
        updated=_moment(values, "updated", order, warnings),
        dateline=text(values.get("dateline")).rstrip(" -–—:"),
        body_html=body,
        pictures=_pictures(values),
        credit=credit,
        url=links.absolute(text(values.get("url")) or url),
        canonical_url=links.absolute(text(values.get("canonical_url"))),
        guid=text(values.get("guid"))[:500],
        language=stated if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", stated) else "",
        kind=kind if kind in KINDS else "",
        labels=_labels(values),
        countries=tuple(dict.fromkeys(listed(values.get("countries")))),
        status=status if status in STATUSES else "",
        embargo=_moment(values, "embargo", order, warnings),
        version=text(values.get("version"))[:100],
        summary_only=values.get("summary_only") is True,
        warnings=tuple(warnings),
    )


def text(value: Any) -> str:
    """A value as one line of text: a number's digits, an object's name, a list's parts joined."""
    if value is None:
        return ""
    match value:
        case str():
            return words.clean(value)
        case bool() | None:
            return ""
        case int() | float():
            return str(value)
        case (
            {"name": str(name)} | {"text": str(name)} | {"title": str(name)} | {"url": str(name)} | {"href": str(name)}
        ):
            return words.clean(name)
        case list():
            return "; ".join(filter(None, map(text, value)))
        case _:
            return ""


def listed(value: Any) -> list[str]:
    """A value as a list of texts; a single text is cut as ``lists`` says."""
    if value is None:
        return []
    if isinstance(value, list):
        return [part for part in map(text, value) if part]
    return lists.parts(value if isinstance(value, str) else text(value))


def _named(value: Any) -> list[str]:
    """A value as a list of persons' names."""
    if isinstance(value, list):
        return [lists.turned(part) for part in map(text, value) if part]
    return lists.persons(value if isinstance(value, str) else text(value))


def _authors(value: Any) -> tuple[str, ...]:
    """Names given one by one are taken as they are; a single text is read as a byline, or as a list of names."""
    if value is None:
        return ()
    if isinstance(value, list) and len(value) > 1:
        found = [
            name for part in _named(value) for name in (names.from_byline(part) if names.opens_byline(part) else [part])
        ]
    else:
        whole = text(value)
        if not names.opens_byline(whole):
            whole = "; ".join(_named(value))
        found = names.from_byline(whole) or ([whole] if whole else [])
    return tuple(dict.fromkeys(name for name in found if name))


def _moment(values: Mapping[str, Any], key: str, language: str, warnings: list[str]) -> Moment | None:
    """The moment of ``key``. A date in ISO 8601 was written for machines: nobody saw it printed."""
    stated, printed = text(values.get(key)), text(values.get(f"{key}_printed"))
    moment = dates.parse(stated or printed, language) if stated or printed else None
    if moment is None:
        if stated or printed:
            warnings.append(f"The date “{words.excerpt(stated or printed, 60)}” ({key}) was not understood.")
        return None
    return replace(moment, printed=printed or ("" if _ISO.fullmatch(stated) else stated))


def _pictures(values: Mapping[str, Any]) -> tuple[Picture, ...]:
    picture = Picture(
        url=links.absolute(text(values.get("image"))),
        caption=text(values.get("image_caption")),
        credit=text(values.get("image_credit")),
        alt=text(values.get("image_alt")),
    )
    return (picture,) if picture != Picture() else ()


def _labels(values: Mapping[str, Any]) -> tuple[Label, ...]:
    labels = [
        Label(name, kind)
        for key, kind in LABEL_KINDS.items()
        for name in (_named if key == "people" else listed)(values.get(key))
    ]
    mixed = values.get("labels")
    for part in mixed if isinstance(mixed, list) else listed(mixed):
        kind = part.get("kind") if isinstance(part, dict) else None
        if name := text(part):
            labels.append(Label(name, kind if kind in LABEL_KINDS.values() else "topic"))
    return tuple(dict.fromkeys(labels))


def _body(values: Mapping[str, Any]) -> str:
    """The body as HTML: as such, or made of running text with or without hard line ends."""
    given = values.get("body_html")
    if isinstance(given, str) and given.strip():
        return words.scrub(given)
    plain: Any = values.get("body")
    if isinstance(plain, list):
        plain = "\n\n".join(part for part in plain if isinstance(part, str))
    if not isinstance(plain, str):
        return ""
    if len(_TAG.findall(plain)) >= 2:
        return words.scrub(plain)
    return html.from_paragraphs(paragraphs(plain))


def paragraphs(plain: str) -> list[str]:
    """The paragraphs of running text. A blank line parts them, and so does a line indented by four spaces.

    Lines that all end early were broken at a fixed width and are joined; where lines are long, each is a paragraph.
    """
    plain = words.clean_lines(plain)
    join: Callable[[str], list[str]] = (
        _rejoined if max(map(len, plain.split("\n")), default=0) <= WRAPPED_AT else str.splitlines
    )
    marked = _INDENTED.sub("\n\n", plain)
    return [part for whole in words.paragraphs(marked) for part in join(whole)]


def _rejoined(whole: str) -> list[str]:
    return [" ".join(whole.split())]
