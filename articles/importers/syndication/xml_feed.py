"""RSS 0.90 to 2.0 and Atom, well formed or not, as feedparser reads them.

Formats: RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0 (RDF), Atom (RFC 4287), with the modules
``content``, ``dc``, ``media`` and ``xml:base``. feedparser is given bytes that were decoded, freed of document types
and bounded here, so it has nothing to open, nothing to fetch and no entity to expand; it leaves the HTML alone, which
the archive cleans by its own rules.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import feedparser

from articles.documents import Document, Problem, Reading
from articles.importers import markup, records, stated, xml_items
from articles.importers.formats import Format, Options, Unreadable, read_whole
from articles.importers.stated import Stated
from articles.importers.syndication import entries, taming
from articles.importers.syndication.entries import Medium
from articles.text import encodings, html, words

LARGEST = 16_000_000
MOST_PARTS = 20
MOST_MEDIA = 200
LONGEST_BYLINE = 500
_ROOTS = frozenset({"rss", "feed", "RDF", "channel"})
_SOMEWHERE = re.compile(rb"<rss[\s>]|<feed\s[^>]*xmlns|<rdf:RDF\s[^>]*purl\.org/rss", re.IGNORECASE)
_MAIL = re.compile(r"(?:mailto:)?[^\s<>()@]*@[^\s<>()]*")
_EDGES = re.compile(r"^[\s<>()]+|[\s<>()]+$")
_ENTRY = re.compile(r"<((?:[\w.\-]+:)?(?:item|entry))(?=[\s>])")


def looks_like(head: bytes, filename: str) -> float:
    """The first element of a feed, or one near the beginning where something was printed before it."""
    name, attributes = xml_items.root(head)
    if name in _ROOTS and (name != "feed" or "xmlns" in attributes or b"<entry" in head):
        return 0.99 if name != "RDF" or b"purl.org/rss" in head or b"netscape.com/rdf" in head else 0.0
    return 0.5 if _SOMEWHERE.search(head[:4_000]) else 0.0


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """The entries of the feed in its order."""
    text = encodings.decode(read_whole(stream, LARGEST), options.charset).text
    parsed = _parsed(taming.harmless(text), options)
    found = parsed["entries"]
    if not found and not parsed.get("version") and not parsed["feed"].get("title"):
        raise Unreadable("No feed was found in the file.")
    if not found:
        raise Unreadable("The feed has no entries.")
    originals = _originals(text, len(found))[: entries.MOST]
    read = [_read(entry, parsed, options) for entry in found[: entries.MOST]]
    documents = iter(entries.doubted([one for one in read if isinstance(one, Document)]))
    for position, (original, one) in enumerate(zip(originals, read, strict=True)):
        if isinstance(one, Problem):
            yield Reading(position, problem=one, original=original)
        else:
            yield Reading(position, next(documents), original=original)
    if len(found) > entries.MOST:
        raise Unreadable(f"The feed has more than {entries.MOST:,} entries; the rest was left.")


def _parsed(text: str, options: Options) -> Any:
    headers = {"content-type": "application/xml; charset=utf-8"}
    if base := markup.address(options.url):
        headers["content-location"] = base
    try:
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:
        # Its lenient parser is thirty years of exceptions to rules: what it stumbles over is told, not raised.
        raise Unreadable(
            f"The feed is too broken to be read ({type(error).__name__}: {words.excerpt(str(error), 100)})."
        ) from error


def _originals(text: str, count: int) -> list[str]:
    """Each entry as it stands in the file; none where they cannot be told apart with certainty."""
    starts = list(_ENTRY.finditer(text))
    if len(starts) != count:
        return [""] * count
    originals = []
    for start, following in zip(starts, [*(start.start() for start in starts[1:]), len(text)], strict=True):
        closing = f"</{start[1]}>"
        end = text.find(closing, start.end(), following)
        originals.append(words.scrub(text[start.start() : following if end < 0 else end + len(closing)]))
    return originals


def _read(entry: Mapping[str, Any], parsed: Mapping[str, Any], options: Options) -> Document | Problem:
    try:
        return _document(entry, parsed["feed"], parsed.get("version") or "", options.url)
    except Unreadable as unreadable:
        return unreadable.problem


def _document(entry: Mapping[str, Any], feed: Mapping[str, Any], version: str, url: str) -> Document:
    held = Stated()
    base = markup.address(_text(feed, "link"), url) or url
    link = markup.address(_text(entry, "feedburner_origlink") or _text(entry, "link"), base)
    held.put("guid", _text(entry, "id") or link, "id")
    held.put("url", link, "link")
    held.put("headline", _title(entry, version), "title")
    origin = dict.get(entry, "source")
    if isinstance(origin, dict):
        held.put("site_name", _title(origin, version) or _text(origin, "value"), "source")
    held.put("site_name", _title(feed, version), "the feed's title")
    held.put("language", _text(entry, "language") or _language(entry) or _text(feed, "language"), "language")
    for name in ("published", "created", "updated"):
        held.put("published", entries.rfc822(_text(entry, name)), name)
    held.put("updated", entries.rfc822(_text(entry, "updated")), "updated")
    _authors(held, entry, feed if version.startswith("atom") else {})
    for tag in _list(entry, "tags")[: stated.MOST_LABELS]:
        named = _text(tag, "label") or _text(tag, "term")
        if not named.startswith(("http://", "https://")) and not _text(tag, "scheme").endswith("#kind"):
            held.label(html.to_text(named))
    full, summary = _texts(entry, link or base)
    entries.put_texts(held, full, summary, linked=bool(link))
    _pictures(held, entry, link or base)
    held.put("credit", _text(entry, "dc_source"), "dc:source")
    return held.document()


def _title(place: Mapping[str, Any], version: str) -> str:
    detail = dict.get(place, "title_detail")
    value, form = (
        (_text(detail, "value"), _text(detail, "type")) if isinstance(detail, dict) else (_text(place, "title"), "")
    )
    # RSS never said whether titles are HTML, so "&amp;amp;" and "<b>" both come; Atom says it.
    if "html" in form or (version.startswith("rss") and "&" in value):
        return words.clean(html.to_text(value)) or value
    return value


def _authors(held: Stated, entry: Mapping[str, Any], feed: Mapping[str, Any]) -> None:
    """Names only, no addresses; an Atom feed's author is that of every entry without one (RFC 4287, 4.2.1)."""
    site = held.values.get("site_name", "").casefold()
    for place, where in ((entry, "author"), (feed, "the feed's author")):
        listed, whole = _list(place, "authors")[:MOST_PARTS], _text(place, "author")[:LONGEST_BYLINE]
        # RSS writes "desk@courier.example (Hana Sample)"; feedparser cuts addresses of newer domains in half.
        if "@" in whole and len(listed) < 2:
            named = [_EDGES.sub("", _MAIL.sub(" ", whole))]
        else:
            named = [name for author in listed if (name := _text(author, "name"))] or [whole]
        named = [name for name in named if name and "@" not in name and name.casefold() != site]
        held.put("authors", named if len(named) != 1 else named[0], where)


def _texts(entry: Mapping[str, Any], base_url: str) -> tuple[str, str]:
    """The full text and the summary as HTML, each "" where the entry has none."""
    full = ""
    for part in _list(entry, "content")[:MOST_PARTS]:
        form = _text(part, "type") or "text/html"
        if form.startswith("text/") or "html" in form:
            made = entries.as_html(_raw(part, "value"), form, markup.address(_text(part, "base")) or base_url)
            full = max(full, made, key=len)
    detail = dict.get(entry, "summary_detail")
    if not isinstance(detail, dict):
        return full, ""
    base_url = markup.address(_text(detail, "base")) or base_url
    return full, entries.as_html(_raw(detail, "value"), _text(detail, "type") or "text/html", base_url)


def _pictures(held: Stated, entry: Mapping[str, Any], base_url: str) -> None:
    media = [_medium(part, "url", base_url) for part in _list(entry, "media_content")[:MOST_MEDIA]]
    media += [
        _medium(part, "href", base_url)
        for part in _list(entry, "links")[:MOST_MEDIA]
        if _text(part, "rel") == "enclosure"
    ]
    if not any(medium.url and medium.image for medium in media):
        media += [
            _medium({**part, "type": "image"}, "url", base_url) for part in _list(entry, "media_thumbnail")[:MOST_MEDIA]
        ]
    credit = next((_text(part, "content") for part in _list(entry, "media_credit")), "")
    caption = html.to_text(_text(entry, "media_xdescription") or _text(entry, "media_xtitle"))
    marked = "\n".join(
        _raw(part, "value") for part in [*_list(entry, "content"), dict.get(entry, "summary_detail")] if part
    )
    entries.put_pictures(held, (one for one in media if one.url), marked, base_url, words.clean(caption), credit)


def _medium(part: Mapping[str, Any], key: str, base_url: str) -> Medium:
    width = _text(part, "width")
    form = _text(part, "type") or _text(part, "medium")
    return Medium(
        markup.address(_text(part, key), base_url), form, int(width) if re.fullmatch("[0-9]{1,5}", width) else 0
    )


def _language(entry: Mapping[str, Any]) -> str:
    details = [*_list(entry, "content"), dict.get(entry, "summary_detail"), dict.get(entry, "title_detail")]
    return next((found for one in details if isinstance(one, dict) and (found := _text(one, "language"))), "")


def _list(place: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """``dict.get``, since feedparser's own answers "updated" with "published" and warns of it."""
    value = dict.get(place, key)  # type: ignore[arg-type]
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _text(place: Mapping[str, Any], key: str) -> str:
    return records.text(dict.get(place, key))  # type: ignore[arg-type]


def _raw(place: Mapping[str, Any], key: str) -> str:
    value = dict.get(place, key)  # type: ignore[arg-type]
    return value if isinstance(value, str) else ""


FORMAT = Format(
    name="feed",
    label="RSS or Atom feed",
    extensions=(".rss", ".atom"),
    media_types=("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
    looks_like=looks_like,
    read=read,
    structured=True,
)
