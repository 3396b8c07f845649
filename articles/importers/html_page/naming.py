"""Headline and authors of a page, chosen among the places where it states them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from lxml.html import HtmlElement

from articles.importers.html_page import structured
from articles.importers.html_page.blocks import HEADINGS, Block
from articles.importers.html_page.meta import AUTHORS, HEADLINES, SITES, Meta
from articles.importers.html_page.tree import text_of
from articles.text import dates, names, words

# What parts a headline from the name of its site or section in a page's title.
SUFFIX = re.compile(r"\s+(?:[|–—»•·:]|-{1,2})\s+")
_WORDS = re.compile(r"\w+")
_BYLINE_PLACES = (
    "//*[contains(concat(' ', @rel, ' '), ' author ')]",
    "//*[@itemprop='author']",
    "//*[contains(@class, 'byline') or contains(@class, 'author-name') or contains(@class, 'author__name') or contains(@class, 'article-author')"
    " or contains(@class, 'article__author') or contains(@data-testid, 'byline') or contains(@data-testid, 'author')]",
)
_KICKER = re.compile(
    r"kicker|overline|eyebrow|roof-?line|pre-?title|top-?line|dachzeile|spitzmarke|super-?title|over-?title|sur-?titre|antetitulo|occhiello|"
    r"vignette|headline__label|title__label|heading__label|category|rubric",
    re.IGNORECASE,
)
_SHORTEST_HEADLINE = 12
_LONGEST_BYLINE = 120
_ADDRESS = re.compile(r"https?://|^@|^/|\.(?:com|org|net|de|fr|uk)$")


def headline(page: HtmlElement, node: dict, meta: Meta, site: str) -> tuple[str, str, tuple[str, ...]]:
    """The headline, where it stands, and what other places state if they disagree with it.

    A heading on the page that says what the structured data says is the headline as printed, so it wins.
    """
    title = page.find(".//title")
    stated = [(structured.first(node.get("headline")), "JSON-LD headline")]
    stated += [(meta.values[name][0], f"meta {name}") for name in HEADLINES if meta.values.get(name)]
    stated += [(words.clean(title.text or ""), "title")] if title is not None else []
    stated = [(_without_sites(text, [site, *_site_names(node, meta)]), where) for text, where in stated if text]
    alone = {_plain(text) for text, _ in stated}
    printed = [(_without_kicker(element, alone), "h1") for element in page.iter("h1")]
    printed = [(text, where) for text, where in printed if 2 <= len(text) <= 300 and text.casefold() != site.casefold()]
    exact = _twice_stated(stated)
    for text, where in printed:
        if exact and _plain(text) != _plain(exact[0]) and (_within(exact[0], text) or _within(text, exact[0])):
            return (*exact, ())
        agreeing = [other for other, _ in stated if _agree(text, other)]
        if agreeing:
            return text, f"{where}, as the page's data", ()
    if not stated:
        return (*printed[0], ()) if printed else ("", "", ())
    text, where = stated[0]
    others = tuple(dict.fromkeys(other for other, _ in [*printed[:1], *stated[1:]] if not _agree(other, text)))
    return text, where, others


def _without_kicker(heading: HtmlElement, stated: set[str]) -> str:
    """The text of a heading without the line above its headline, where the markup tells them apart.

    An element of the heading is such a line where its class says so, or where the page's data state the rest alone.
    """
    whole = text_of(heading)
    for part in heading.iter("span", "div", "p", "strong", "small"):
        kicker = text_of(part)
        if not kicker or not whole.startswith(kicker):
            continue
        rest = whole[len(kicker) :].lstrip(" :|–—-/•·")
        if len(rest) >= _SHORTEST_HEADLINE and (_KICKER.search(part.get("class") or "") or _plain(rest) in stated):
            return rest
    return whole


def _twice_stated(stated: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The headline that the page's JSON-LD and its data for social networks state alike: it ends where they end."""
    data = next(((text, where) for text, where in stated if where.startswith("JSON-LD")), None)
    shared = next((text for text, where in stated if where == "meta og:title"), "")
    return (data[0], f"{data[1]}, as meta og:title") if data and _plain(data[0]) == _plain(shared) else None


def _plain(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def _within(part: str, whole: str) -> bool:
    """Whether a text is the beginning or the end of another, which adds a kicker, a rubric or a site's name."""
    part, whole = _plain(part), _plain(whole)
    return len(part) > 10 and (whole.endswith(f" {part}") or whole.startswith(f"{part} "))


def _site_names(node: dict, meta: Meta) -> list[str]:
    """What else the page calls its site; a title may end with any of these."""
    return [structured.first(node.get("publisher")), *(meta.first((name,))[0] for name in SITES[:2])]


def _without_sites(text: str, sites: list[str]) -> str:
    for site in dict.fromkeys(filter(None, sites)):
        text = without_site(text, site)
    return text


def without_site(text: str, site: str) -> str:
    """A title without the site's name at its end or beginning ("… | The Times")."""
    parts = SUFFIX.split(text)
    if len(parts) < 2 or not site:
        return text
    joints = SUFFIX.findall(text)
    plain = "".join(_WORDS.findall(site.casefold()))

    def is_site(part: str) -> bool:
        own = "".join(_WORDS.findall(part.casefold()))
        return bool(own) and (
            own == plain
            or (len(own) > 3 and len(plain) > 3 and (own in plain or plain in own) and len(own) < 2.5 * len(plain))
        )

    first, last = 0, len(parts)
    while last - first > 1 and is_site(parts[last - 1]):
        last -= 1
    if last - first > 1 and is_site(parts[first]):
        first += 1
    joined = parts[first]
    for place in range(first + 1, last):
        joined += joints[place - 1] + parts[place]
    return joined


def _agree(a: str, b: str) -> bool:
    one, two = _WORDS.findall(a.casefold()), _WORDS.findall(b.casefold())
    if not one or not two:
        return False
    if SequenceMatcher(None, one, two, autojunk=False).ratio() >= 0.6:
        return True
    shorter, longer = sorted((" ".join(one), " ".join(two)), key=len)
    return len(shorter) > 15 and shorter in longer


def authors(
    page: HtmlElement, head: Sequence[Block], node: dict, meta: Meta, site: str
) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """The authors, where they stand, and whom another place names instead.

    Structured data come first, then meta, then a byline on the page; ``head`` are the blocks from the headline on.
    """
    chosen, where = _authors(page, head, node, meta, site)
    if where != "JSON-LD author":
        return chosen, where, ()
    others = next((found for name in AUTHORS if (found := _people(meta.values.get(name, []), site))), ())
    disagree = bool(others) and not set(map(_letters, others)) & set(map(_letters, chosen))
    return chosen, where, (", ".join(others),) if disagree else ()


def _authors(
    page: HtmlElement, head: Sequence[Block], node: dict, meta: Meta, site: str
) -> tuple[tuple[str, ...], str]:
    stated = structured.people(node.get("author"))
    persons = _people([name for name, organisation in stated if not organisation], site)
    persons += tuple(name for name, organisation in stated if not organisation and _as_stated(name, persons, site))
    if persons:
        wires = [name for name, organisation in stated if organisation and names.agency(name)]
        return tuple(dict.fromkeys([*persons, *wires])), "JSON-LD author"
    for name in AUTHORS:
        if found := _people(meta.values.get(name, []), site):
            return found, f"meta {name}"
    for place in _BYLINE_PLACES:
        printed = [text_of(element) for element in page.xpath(place)[:6]]
        if found := _people([text for text in printed if len(text) <= _LONGEST_BYLINE], site):
            return found, "byline"
    for block in head:
        if found := _people(list(_byline(block)), site):
            return found, "printed near the headline"
    collective = tuple(dict.fromkeys(name for name, _ in stated if len(name) <= 60 and not _ADDRESS.search(name)))
    return collective, "JSON-LD author" if collective else ""


def _byline(block: Block) -> Iterator[str]:
    """What a short line near the headline says of an author: "By Jane Doe", "Jane Doe | 5 April 2025"."""
    text = block.text
    if len(text) > _LONGEST_BYLINE or block.kind in HEADINGS:
        return
    dated = next(dates.find(text), None)
    before = text[: dated.start].strip(" |,·•–—-") if dated else text
    if (
        names.opens_byline(before)
        or (dated and dated.start and " " in before and names.person(before))
        or (any(box.reason == "byline" for box in block.boxes) and " " in before and names.person(before))
    ):
        yield before


def _as_stated(name: str, persons: tuple[str, ...], site: str) -> bool:
    """Whether a name that is read as nobody's is taken as the page states it: initials, a desk."""
    return (
        not persons
        and 2 <= len(name) <= 60
        and not _ADDRESS.search(name)
        and not _same(name, site)
        and not names.from_byline(name)
    )


def _people(printed: list[str], site: str) -> tuple[str, ...]:
    found: list[str] = []
    for text in printed:
        if _ADDRESS.search(text) or _same(text, site):
            continue
        if names.agency(text) and not names.opens_byline(text) and names.from_byline(text) == [names.agency(text)]:
            found.append(text)  # An agency signs with the name it has on this page.
            continue
        found += [name for name in names.from_byline(text) if not _same(name, site)]
    persons = [name for name in found if not _is_desk(name, site)]
    return tuple(dict.fromkeys(persons or found))


def _is_desk(name: str, site: str) -> bool:
    """Whether a name is a part of the site itself: "Courier Sports" of The Courier."""
    first = name.casefold().split(" ")[0]
    return len(site) > 2 and first == site.casefold().removeprefix("the ") and name.casefold() != first


def _same(a: str, b: str) -> bool:
    one, two = "".join(_WORDS.findall(a.casefold())), "".join(_WORDS.findall(b.casefold()))
    return bool(one) and (one == two or one.removeprefix("the") == two.removeprefix("the"))


def _letters(text: str) -> str:
    return "".join(_WORDS.findall(text.casefold()))
