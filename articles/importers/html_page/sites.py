"""The name of the site that a page is of, as a reader would say it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from articles.importers.html_page import structured
from articles.importers.html_page.meta import SITES, Meta
from articles.importers.html_page.naming import SUFFIX
from articles.text import words

_LONGEST = 60
_ADDRESS = re.compile(r"https?://|^@|^/|\.(?:com|org|net|de|fr|uk)$")
_HOST = re.compile(r"^\S+\.[a-z]{2,10}$", re.IGNORECASE)
_MARKS = re.compile(
    r"[®™©]|&(?:amp;)*copy;|^by\s|\(c\)|\b(?:all rights reserved|copyright)\b\.?|(?:版权|版權)所有",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<!\w)(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?(?!\w)")
_LEGAL = re.compile(
    r"[,\s]+(?:AG|GmbH|SE|KG|eG|Ltd|Limited|Inc|LLC|PLC|S\.?A\.?|S\.?p\.?A\.?|S\.?r\.?l|B\.?V|N\.?V|AB|AS|A/S|Oyj?|Pty|Pvt|Corp(?:oration)?|Co)\.?$"
)
_COMPANY = re.compile(
    rf"(?:{_LEGAL.pattern})|\b(?:Verlag\w*|Holdings?|Group|Gruppe|Publications?|Publishing|Networks?|Digital|Interactive|Media)\.?$|新聞社$"
)
_ARTICLES = ("the", "die", "der", "das", "el", "la", "le", "il", "de")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset("and of the for und für de la le les el los du des e y et i og och da do".split())
# A name of so few letters, most of them capitals, is made of the first letters of a longer one.
_SHORTEST_INITIALS, _LONGEST_INITIALS = 2, 5
_OF_SITES = ("Organization", "WebSite", "Website", "Corporation")


def site_name(page: HtmlElement, node: dict, meta: Meta, url: str) -> tuple[str, str]:
    """The name of the site, and where it stands.

    The publisher in JSON-LD is the paper's name more often than the name for social networks is, unless it is a
    company's or an address. A name that is spelt like the site's address wins over one that adds to it.
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    stated = [(structured.first(node.get("publisher")), "JSON-LD publisher")]
    stated += [(value, f"meta {name}") for name in SITES if (value := meta.first((name,))[0])]
    stated = [(_without_notice(name), where) for name, where in stated if name]
    stated = [(name, where) for name, where in stated if name and len(name) <= _LONGEST and "://" not in name]
    proper = [(name, where) for name, where in stated if not _ADDRESS.search(name) and not _HOST.search(name)]
    papers = [(name, where) for name, where in proper if not _COMPANY.search(name)]
    whole = [(name, "JSON-LD isPartOf") for name in structured.texts(node.get("isPartOf")) if len(name) <= _LONGEST]
    own = list(_like_address([*proper, *whole, *_of_title(page)], host))
    if not (chosen := papers or proper or own or stated):
        return host, "address" if host else ""
    name, where = chosen[0]
    letters = _letters(name)
    if letters not in {_letters(other) for other, _ in own} and not _made_of(letters, host):
        for other, place in own:
            if _letters(other) in letters or letters in _letters(other):
                return other, place
    return _LEGAL.sub("", name) if chosen is proper else name, where


def _without_notice(name: str) -> str:
    """A name without the signs, the words and the year of a copyright notice."""
    bare = _MARKS.sub("", name)
    return words.clean(_YEARS.sub("", bare) if bare != name else name).strip(" ,.-–|")


def _of_title(page: HtmlElement) -> list[tuple[str, str]]:
    """The end and the beginning of the page's title, where it has parts."""
    title = page.find(".//title")
    parts = SUFFIX.split(words.clean(title.text or "")) if title is not None else []
    return [(part, "title") for part in (parts[-1:] + parts[:1] if len(parts) > 1 else []) if len(part) <= 40]


def _like_address(names: list[tuple[str, str]], host: str) -> Iterator[tuple[str, str]]:
    """Those of the names that are spelt like the site's address."""
    label = re.sub(r"\W+", "", max(host.split(".")[:-1] or [""], key=len))
    like = {label, *(f"{article}{label}" for article in _ARTICLES)}
    return ((name, where) for name, where in names if len(label) > 3 and _letters(name) in like)


def _made_of(letters: str, host: str) -> bool:
    """Whether a name consists of parts of the address: "Courier Sport" of sport.courier.example."""
    for label in sorted(host.split(".")[:-1], key=len, reverse=True):
        letters = letters.replace(re.sub(r"\W+", "", label), "", 1)
    return not letters


def spelled_out(page: HtmlElement, node: dict, nodes: list[dict], meta: Meta, site: str) -> str:
    """A site's name, with what its letters stand for before it where the page says so: "Northern Coast Radio (NCR)".

    That is another name of an organisation or site in the page's data that is called by these letters as well, or one
    anywhere there, or of a feed, of which these are the first letters. Other names are returned as they are.
    """
    label = site.rpartition("/")[2].partition(".")[0] if _HOST.search(site) else site
    capitals = sum(map(str.isupper, label))
    if not (label.isalpha() and _SHORTEST_INITIALS <= len(label) <= _LONGEST_INITIALS) or (
        label == site and capitals < 2
    ):
        return site
    publisher = node.get("publisher")
    full = next(_long_names(page, meta, [publisher, *nodes] if isinstance(publisher, dict) else nodes, label), "")
    return f"{full} ({label.upper() if label != site else label})" if full else site


def _long_names(page: HtmlElement, meta: Meta, nodes: list[dict], letters: str) -> Iterator[str]:
    called = [
        [name for key in ("name", "alternateName", "legalName") for name in structured.texts({"name": node.get(key)})]
        for node in nodes
        if any(kind in str(node.get("@type")) for kind in _OF_SITES)
    ]
    for names in called:
        known_by = {name.casefold().partition(".")[0] for name in names}
        if letters.casefold() in known_by:
            yield from (name for name in map(_bare, names) if " " in name and _begins_alike(name, letters))
    feeds = [link.get("title") or "" for link in page.iter("link") if "rss" in (link.get("type") or "")]
    others = [name for names in called for name in names] + [
        value for name in SITES for value in meta.values.get(name, [])
    ]
    parts = [part for text in [*others, *feeds] for part in re.split(r"\s+[|–—»:-]+\s+", text)]
    yield from (name for name in map(_bare, parts) if _initials(name) == letters.casefold() and len(name) <= _LONGEST)


def _bare(name: str) -> str:
    return _LEGAL.sub("", _without_notice(name)).strip()


def _begins_alike(name: str, letters: str) -> bool:
    return len(name) > 2 * len(letters) and _folded(name[0]) == _folded(letters[0])


def _initials(name: str) -> str:
    """The first letters of a name's words, without its small words; "" of a single word."""
    found = [word for word in _WORD.findall(name) if word.casefold() not in _SMALL]
    return "".join(word[0] for word in found).casefold() if len(found) > 1 else ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, _folded(text)))


def _folded(text: str) -> str:
    """Small letters without their accents, as addresses are written."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
