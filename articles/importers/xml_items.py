"""XML files of many items, element by element: memory stays flat, nothing is fetched, nothing expands.

Hostile XML (OWASP XXE Prevention; "billion laughs"): a document type with declarations of its own is refused before
any parser sees it, one that only names a file is never loaded, no entity is resolved but XML's own five, and an item
may be so large and hold so many tags, and no more.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import BinaryIO

from lxml import etree

from articles.documents import Document, Problem, Reading
from articles.importers.formats import Options, Unreadable
from articles.text import encodings, words

LARGEST_ITEM = 20_000_000
MOST_TAGS = 400_000
_CHUNK = 64_000
# What may stand before the first element: white space, a declaration, instructions and comments.
_PROLOG = re.compile(r"(?:\s++|<\?(?:[^?]|\?(?!>))*+\?>|<!--(?:[^-]|-(?!->))*+-->)*+")
_DECLARATION = re.compile(r"\A\s*<\?xml\s[^>]*?\?>")
# Up to its "[" or ">"; either may also stand inside quotes, where it means nothing.
_DOCTYPE = re.compile(r"""<!DOCTYPE\s(?:[^\[>"']|"[^"]*+"|'[^']*+')*+(.?)""", re.IGNORECASE | re.DOTALL)
_ELEMENT = re.compile(r"<(?:[\w.\-]+:)?([\w.\-]+)(?=[\s/>])([^>]*)")
# What libxml2 tells programmers to do about its limits.
_ADVICE = re.compile(r", (?:use|try) XML_PARSE_HUGE(?: option)?\s*")
_XML = "{http://www.w3.org/XML/1998/namespace}"
# Characters that XML 1.0 (2.2) does not allow even escaped: careless senders leave them in texts.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Items:
    """Which elements of a file are items, and what to make of one.

    ``document`` raises :class:`Unreadable` for an item that is no story. ``doctype`` says whether the format's own
    files name a document type (NITF and NewsML 1 do, NewsML-G2 has none).
    """

    names: tuple[str, ...]
    document: Callable[[etree._Element], Document]
    doctype: bool


def root(head: bytes) -> tuple[str, str]:
    """The local name of a file's first element and the text of its attributes; ("", "") where there is none."""
    text = encodings.decode_start(head).text
    start = _PROLOG.match(text)
    place = start.end() if start else 0
    if doctype := _DOCTYPE.match(text, place):
        end = text.find("]>" if doctype[1] == "[" else ">", doctype.end() - 1)
        place = end + 1 + (doctype[1] == "[") if end >= 0 else len(text)
        place = _PROLOG.match(text, place).end()  # type: ignore[union-attr]
    element = _ELEMENT.match(text, place)
    return (element[1], element[2]) if element else ("", "")


def read(stream: BinaryIO, options: Options, items: Items) -> Iterator[Reading]:
    """The items of a file in order. Raises :class:`Unreadable` where the rest cannot be read."""
    position = -1
    for position, element in enumerate(elements(stream, options, items)):
        original = words.scrub(etree.tostring(element, encoding="unicode", with_tail=False))
        try:
            yield Reading(position, items.document(element), original=original)
        except Unreadable as unreadable:
            problem = Problem(unreadable.problem.message, element.sourceline)
            yield Reading(position, problem=problem, original=original)
    if position < 0:
        raise Unreadable("The XML has no item that could be a story.")


def elements(stream: BinaryIO, options: Options, items: Items) -> Iterator[etree._Element]:
    """The outermost elements of the names, each whole, and let go of when the next is asked for."""
    parser = etree.XMLPullParser(
        events=("start", "end"),
        tag=[f"{{*}}{name}" for name in items.names],
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    # Not collect_ids=False: with it libxml2 (2.14) goes and loads the document type's file after all.
    depth = size = tags = 0
    try:
        for text in _chunks(stream, options, items.doctype):
            size += len(text)
            tags += text.count("<")
            if size > LARGEST_ITEM or tags > MOST_TAGS:
                raise Unreadable(f"An item is larger than {LARGEST_ITEM // 1_000_000} MB or {MOST_TAGS:,} tags.")
            broken = _fed(parser, text)
            for event, element in parser.read_events():
                depth += 1 if event == "start" else -1
                if depth == 0:
                    yield element
                    _release(element)
                    size = tags = 0
            if broken is not None:
                raise broken
        parser.close()
    except etree.XMLSyntaxError as error:
        what = words.excerpt(_ADVICE.sub("", str(error.msg)), 200)
        raise Unreadable(f"The XML is broken, and nothing behind that place was read: {what}.", error.lineno) from error


def _fed(parser: etree.XMLPullParser, text: str) -> etree.XMLSyntaxError | None:
    """Feed a piece; an error is handed back, so that the items before it are not lost."""
    try:
        parser.feed(text.encode("utf-8", "replace"))
    except etree.XMLSyntaxError as error:
        return error
    return None


def _release(element: etree._Element) -> None:
    """Empty an element and drop everything before it, at every level."""
    element.clear()
    for level in (element, *element.iterancestors()):
        parent = level.getparent()
        while parent is not None and (before := level.getprevious()) is not None:
            parent.remove(before)


def _chunks(stream: BinaryIO, options: Options, doctype: bool) -> Iterator[str]:
    """The file as text in pieces, checked where it begins. Its declared encoding is ours to follow, not the parser's."""
    first = stream.read(_CHUNK)
    encoding = encodings.decode_start(first, options.charset).encoding
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = _DECLARATION.sub("", decoder.decode(first).removeprefix("\ufeff"), count=1).lstrip()
    _check(text, doctype)
    yield _FORBIDDEN.sub("", text)
    while raw := stream.read(_CHUNK):
        yield _FORBIDDEN.sub("", decoder.decode(raw))
    yield _FORBIDDEN.sub("", decoder.decode(b"", final=True))


def _check(text: str, allowed: bool) -> None:
    """Refuse what a file of news has no use for before its first element."""
    text = _FORBIDDEN.sub("", text)
    place = _PROLOG.match(text).end()  # type: ignore[union-attr]
    found = _DOCTYPE.match(text, place)
    if found and (not allowed or found[1] != ">"):
        raise Unreadable(
            "The XML declares a document type"
            + (" with entities or rules of its own" if allowed else "")
            + ", which is not accepted: such declarations can do harm, and none is needed."
        )
    start = _PROLOG.match(text, found.end()).end() if found else place  # type: ignore[union-attr]
    if not _ELEMENT.match(text, start):
        raise Unreadable("No XML element was found at the beginning of the file.")


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for an entity."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text(element: etree._Element | None) -> str:
    """All text inside an element on one line; "" for None. Entities of HTML become their characters."""
    if element is None:
        return ""
    return words.clean("".join(unescape(part) if _is_entity(part) else part for part in element.itertext()))


def _is_entity(part: str) -> bool:
    return part.startswith("&") and part.endswith(";")


def find(element: etree._Element, path: str) -> etree._Element | None:
    """The first element at a path of local names ("itemMeta/pubStatus"), in whatever namespace."""
    return element.find(_path(path))


def all_of(element: etree._Element, *paths: str) -> Iterable[etree._Element]:
    """All elements at the paths, in the order of the paths."""
    return [found for path in paths for found in element.iterfind(_path(path))]


def attribute(element: etree._Element | None, *names: str) -> str:
    """The first of the attributes that says something; "" for none. "lang" may also be ``xml:lang``."""
    if element is None:
        return ""
    found = (element.get(spelled) for name in names for spelled in (f"{_XML}{name}", name))
    return next((said for value in found if value and (said := words.clean(value))), "")


def _path(path: str) -> str:
    return "/".join(part if part in {".", "", "*"} else f"{{*}}{part}" for part in path.split("/"))
