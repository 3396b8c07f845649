"""Who wrote a story, from the lines around its headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.importers.plain_text import vocabulary
from articles.importers.plain_text.body import Body
from articles.importers.plain_text.kinds import Judged, Kind
from articles.text import names, words

# How far into the story a byline may stand: below a standfirst that is set as a paragraph.
_INTO_STORY = 6
_FURTHEST_NAME = 14
_BARE = frozenset({Kind.LINE, Kind.DATE, Kind.ITEM})
_WORD_OF_NAME = re.compile(r"[^\W\d_][\w.'’ʼ·\-]*\.?")
_HANDLE = re.compile(r"\s*@\w+")
# A Chinese or Japanese name has no spaces; it is believed only right below the headline.
_HAN_NAME = re.compile("[\u4e00-\u9fff]{3,5}")
_NO_CASE_NAME = re.compile(r"[^\W\d_]+(?:[\s・·][^\W\d_]+){1,3}")


def find_authors(page: list[Judged], body: Body, headline: int | None, topic: str) -> tuple[list[int], tuple[str, ...]]:
    """The places of the bylines and the authors: what "By" introduces first, then a name that stands by itself.

    ``topic`` is the headline and the story's beginning: who is named there is whom the story is about.
    """
    top = headline if headline is not None else max(0, body.start - 8)
    between = range(top + 1, body.start)
    inside = range(body.start, min(body.start + _INTO_STORY, body.end))
    around = (*range(max(0, top - 3), top), *range(body.end, min(body.end + 4, len(page))))
    for found in (
        _introduced(page, between),
        _introduced(page, inside),
        _bare(page, between, topic),
        _bare(page, inside, topic, least=3),
        _introduced(page, around),
    ):
        places, authors = [place for place, _ in found], [name for _, name in found]
        if authors:
            return list(dict.fromkeys(places)), tuple(dict.fromkeys(authors))
    return [], ()


def _introduced(page: list[Judged], places: range | tuple[int, ...]) -> list[tuple[int, str]]:
    """Names that "By" introduces, on its line or on those below it."""
    found: list[tuple[int, str]] = []
    for place in places:
        if page[place].kind is Kind.BYLINE:
            found += ((place, name) for name in byline(page[place]))
            found += _listed(page, place) if vocabulary.GOES_ON.search(page[place].text) else ()
        elif vocabulary.OPENER_ALONE.match(page[place].text):
            found += _listed(page, place)
    return found


def _listed(page: list[Judged], place: int) -> Iterator[tuple[int, str]]:
    """The names on the lines below an opener that stands alone, or below a byline that ends in "and"."""
    alone, open_end = page[place].kind is not Kind.BYLINE, True
    for below in range(place + 1, min(place + 6, len(page))):
        text = page[below].text
        if vocabulary.JOINER.match(text):
            open_end = True
            continue
        named = _names_alone(page[below])
        if not named or not (open_end or alone):
            return
        yield from ((below, name) for name in named)
        open_end = bool(vocabulary.GOES_ON.search(text))


def byline(judged: Judged) -> list[str]:
    """The names of a byline, which may have its date behind them. A single word is no name: "Of risks and gains"."""
    found = names.from_byline(vocabulary.GOES_ON.sub("", _undated(judged)))
    known = [
        name for name in found if " " in name or names.agency(name) or not (name[0].isupper() or name[0].islower())
    ]
    return found if known else []


def _undated(judged: Judged) -> str:
    """A line without its date and what introduces it: "Jane Doe, updated on 3 May 2024" is "Jane Doe"."""
    text = judged.text[: judged.dates[0].start] if judged.dates else judged.text
    labels = [
        label.start() for pattern in (vocabulary.UPDATED, vocabulary.PUBLISHED) if (label := pattern.search(text))
    ]
    return text[: min(labels)] if judged.dates and labels and min(labels) else text


def _bare(page: list[Judged], places: range, topic: str, least: int = 1) -> list[tuple[int, str]]:
    """The name that stands alone and most like an author's: beside the date, above a post, below the headline."""
    best: list[tuple[int, str]] = []
    best_score = least - 1
    for place in places[:_FURTHEST_NAME]:
        judged = page[place]
        if judged.kind is Kind.CREDIT:
            named = _agencies(judged)
        elif place == places.start and judged.kind is Kind.LINE and _HAN_NAME.fullmatch(judged.text):
            named = [judged.text]
        else:
            named = [name for name in _names_alone(judged) if name not in topic]
        if not named:
            continue
        score = 1 + _standing(page, place, places)
        if best and best[-1][0] == place - 1 and score >= best_score - 1:
            best += ((place, name) for name in named)
        elif score > best_score:
            best = [(place, name) for name in named]
        best_score = max(score, best_score)
    return best


def _standing(page: list[Judged], place: int, places: range) -> int:
    """How much the place of a name speaks for an author."""
    near = [page[other] for other in range(max(places.start, place - 2), min(places.stop, place + 3)) if other != place]
    score = 2 if page[place].dates or any(judged.kind is Kind.DATE for judged in near) else 0
    below = page[place + 1].text if place + 1 < places.stop else ""
    score += 2 if len(below) < 60 and names.is_role(below) else 0
    return score + (1 if place == places.start else 0)


def _names_alone(judged: Judged) -> list[str]:
    """The names of a line that holds hardly anything else."""
    if judged.kind is Kind.CREDIT:
        return _agencies(judged)
    if judged.kind not in _BARE or judged.length > 14:
        return []
    text = _HANDLE.sub("", _undated(judged))
    if vocabulary.NO_AUTHOR.search(text) or vocabulary.UPDATED.match(text) or vocabulary.PUBLISHED.match(text):
        return []
    if names.is_desk(text):
        return [words.clean(text)]
    found = [name for name in names.from_byline(names.before_role(text)) if names.agency(name) or _is_full_name(name)]
    return found if found and len(words.clean(text)) <= 2.2 * sum(map(len, found)) + 12 else []


def _agencies(judged: Judged) -> list[str]:
    return [names.agency(judged.text)] if names.agency(judged.text) else names.agencies(judged.text)


def _is_full_name(name: str) -> bool:
    parts = name.split()
    if not name[:1].isupper() and not name[:1].islower():
        return len(name) <= 30 and bool(_NO_CASE_NAME.fullmatch(name))
    return (
        2 <= len(parts) <= 4
        and all(map(_WORD_OF_NAME.fullmatch, parts))
        and all(parts[end][0].isupper() for end in (0, -1))
    )
