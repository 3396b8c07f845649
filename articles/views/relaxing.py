"""Ways out of an empty list: what to ask a little less strictly, and how many stories there are then."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, islice

from articles.search import total
from articles.search.query_language import MAX_LENGTH, QUOTES, Group, Without, read
from articles.selection import Selection
from articles.views.describing import Chip, dropped

# Each costs one question that counts and does nothing else.
MOST_CONDITIONS = 20
MOST_PAIRS = 45

PROXIMITY = re.compile(r'"~\d+')
DECADE = 10


@dataclass(frozen=True, slots=True)
class Way:
    """A relaxed selection that has stories: their number and its address.

    ``how`` is "drop" (the conditions ``chips``), "dates" (``since`` to ``until``), "any" (one of the words is
    enough) or "unquoted" (the words without quotation marks).
    """

    how: str
    url: str
    total: int
    chips: tuple[Chip, ...] = ()
    since: str = ""
    until: str = ""


def ways_out(own: Selection, selection: Selection, chips: list[Chip], address: Callable[[Selection], str]) -> list[Way]:
    """What leaves stories, the most first: one relaxation, or where none helps the best pair of conditions to drop.

    ``own`` is what the reader added, which ``chips`` describe; ``selection`` is the whole; ``address`` gives a
    selection's list.
    """
    chips = chips[:MOST_CONDITIONS]
    tried = [(Way("drop", "", 0, (chip,)), _without(selection, (chip,))) for chip in chips]
    # To be shown everything is no help, unless there is no other.
    everything = [one for one in tried if one[1].is_everything]
    found = _with_stories((one for one in tried if one not in everything), address)
    if own.q:
        found += _with_stories(((Way(how, "", 0), replace(selection, q=q)) for how, q in _looser_words(own.q)), address)
    if own.since and own.until:
        dates = ((Way("dates", "", 0, (), *span), _between(selection, *span)) for span in _wider(own))
        found += islice(_with_stories(dates, address), 1)
    found = found or _with_stories(iter(everything), address)
    if found:
        return sorted(found, key=lambda way: -way.total)
    pairs = islice(combinations(chips, 2), MOST_PAIRS)
    both = _with_stories(((Way("drop", "", 0, pair), _without(selection, pair)) for pair in pairs), address)
    return sorted(both, key=lambda way: -way.total)[:1]


def _with_stories(tried: Iterator[tuple[Way, Selection]], address: Callable[[Selection], str]) -> list[Way]:
    """Those of the relaxations that leave stories, with number and address."""
    found = []
    for way, relaxed in tried:
        relaxed = relaxed.on_page(1)
        if number := total(relaxed):
            found.append(replace(way, url=address(relaxed), total=number))
    return found


def _without(selection: Selection, chips: tuple[Chip, ...]) -> Selection:
    for chip in chips:
        selection = dropped(selection, chip.parameter, chip.value)
    return selection


def _between(selection: Selection, since: str, until: str) -> Selection:
    return replace(selection, since=since, until=until)


def _looser_words(q: str) -> Iterator[tuple[str, str]]:
    """The words asked for without their quotation marks, and any of them in place of all."""
    plain = q.translate(QUOTES)
    if '"' in plain:
        yield "unquoted", " ".join(PROXIMITY.sub('"', plain).replace('"', " ").split())
    meaning = read(q).meaning
    if isinstance(meaning, Group) and meaning.all:
        wanted = [part for part in meaning.parts if not isinstance(part, Without)]
        unwanted = [str(part) for part in meaning.parts if isinstance(part, Without)]
        any_of = " OR ".join(f"({part})" if isinstance(part, Group) else str(part) for part in wanted)
        text = " ".join([any_of, *unwanted])
        if len(wanted) > 1 and len(text) <= MAX_LENGTH:
            yield "any", text


def _wider(own: Selection) -> Iterator[tuple[str, str]]:
    """Wider dates, the least wide first: whole years, then whole decades, then all."""
    first, last = int(own.since[:4]), int(own.until[:4])
    years = (f"{first:04}", f"{last:04}")
    if years != (own.since, own.until):
        yield years
    start, end = first // DECADE * DECADE, last // DECADE * DECADE + DECADE - 1
    if start and end <= 9999 and (f"{start:04}", f"{end:04}") != years:
        yield f"{start:04}", f"{end:04}"
    yield "", ""
