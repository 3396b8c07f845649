"""A feed at its address: fetched with conditions, read, or the sentence that says why not."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from articles import importers
from articles.documents import Reading
from articles.fetch import Fetched, Policy, Robots, Unfetched, fetch
from articles.importers.syndication import json_feed, xml_feed
from articles.ingest import isolation
from articles.ingest.preparing import Terms
from articles.ingest.reader import Order, Unread
from articles.text import bounds, encodings, links

FEEDS = frozenset({xml_feed.FORMAT.name, json_feed.FORMAT.name})
MOST_NAMED = 10
_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json"})
_NOTHING = dt.timedelta(0)


class NoFeed(Exception):
    """Why there is no feed: a sentence for the editor.

    ``wait`` is how long the server asks to be left alone, ``is_gone`` says that the feed is no more, and ``named`` are
    feeds that a page names where the address is that of a page.
    """

    def __init__(
        self, reason: str, *, wait: dt.timedelta = _NOTHING, is_gone: bool = False, named: tuple[str, ...] = ()
    ) -> None:
        super().__init__(reason)
        self.wait, self.is_gone, self.named = wait, is_gone, named


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was fetched, and its entries in their order."""

    answer: Fetched
    format: str
    readings: tuple[Reading, ...]


def fetch_feed(address: str, policy: Policy, robots: Robots, held: Mapping[str, str] | None = None) -> Feed | None:
    """The feed at an address; None where the copy at hand, of which the server said ``held``, is still good.

    Raises NoFeed.
    """
    try:
        answer = fetch(address, policy, robots, held=held)
    except Unfetched as fault:
        raise NoFeed(fault.reason) from fault
    if answer.status == 304 and held:
        return None
    if answer.status == 410:
        raise NoFeed(answer.answered, is_gone=True)
    if answer.status != 200:
        raise NoFeed(answer.answered, wait=asked_to_wait(answer))
    if not answer.content.strip():
        raise NoFeed("There is nothing at the address.")
    return read_feed(answer)


def read_feed(answer: Fetched) -> Feed:
    """The feed that was fetched. Raises NoFeed where it is none, or not one of its entries can be read."""
    format = importers.detect(answer.content)
    if format.name not in FEEDS:
        named = feeds_named(answer)
        hint = f" It names these feeds: {', '.join(named)}." if named else ""
        raise NoFeed(f"This is no feed. It looks like: {format.label}.{hint}", named=named)
    readings = tuple(_entries(answer, format.name))
    if len(readings) == 1 and readings[0].problem is not None:
        raise NoFeed(f"The feed cannot be read. {readings[0].problem.message}")
    return Feed(answer, format.name, readings)


def _entries(answer: Fetched, format: str) -> list[Reading]:
    order = Order("", format, answer.url, None, answer.charset, Terms({}, {}), prepare=False)
    with tempfile.TemporaryFile(prefix="newsarchive-feed-") as file:
        file.write(answer.content)
        file.flush()
        file.seek(0)
        return [
            item.as_reading(place) if isinstance(item, Unread) else item
            for part in isolation.parts(file, order)
            for place, item in part.items
        ]


def asked_to_wait(answer: Fetched) -> dt.timedelta:
    """How long ``Retry-After`` asks to wait (RFC 9110, 10.2.3): seconds, or a date; nothing where it says neither."""
    stated = answer.headers.get("retry-after", "").strip()
    if stated.isascii() and stated.isdigit():
        return dt.timedelta(seconds=min(int(stated[:10]), 10**9))
    try:
        return max(parsedate_to_datetime(stated).astimezone(dt.UTC) - answer.at, _NOTHING)
    except (ValueError, OverflowError):
        return _NOTHING


def feeds_named(page: Fetched) -> tuple[str, ...]:
    """The feeds that a page names in its head, as browsers used to offer them."""
    text = encodings.decode(page.content[: bounds.LARGEST], page.charset).text
    if "<" not in text or bounds.excess(text):
        return ()
    try:
        parser = HTMLParser(encoding="utf-8", no_network=True)
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return ()
    found = [
        links.absolute(link.get("href", ""), page.url)
        for link in tree.iter("link")
        if "alternate" in link.get("rel", "").lower().split() and link.get("type", "").strip().lower() in _TYPES
    ]
    return tuple(dict.fromkeys(address for address in found if address))[:MOST_NAMED]
