"""Where the story's text begins and ends on a copied page, and what inside it is no part of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from articles.importers.plain_text.kinds import Judged, Kind
from articles.text import names

# What a block adds to, or takes from, a run that includes it. The run with the highest sum is the story, so these
# say how much prose must follow an interruption for the story to go on behind it.
_WEIGHTS = {
    Kind.LINE: -1.0, Kind.ITEM: -0.8, Kind.RAIL: -3.2, Kind.ENDING: -7.0, Kind.SHARE: -0.7, Kind.NOTICE: -0.9, Kind.BYLINE: -2.5,
    Kind.DATE: -2.5, Kind.CAPTION: -0.4, Kind.CREDIT: -1.0, Kind.TAGS: -4.0, Kind.SECTION: -1.5,
}  # fmt: skip
_PARAGRAPH, _WORD = 1.5, 1 / 12
# A paragraph among no others, or set off from where most of the page's prose stands, is likelier a teaser.
_ALONE, _INDENTED = 0.5, 0.5
_TRANSPARENT = frozenset({Kind.NOTICE, Kind.SHARE, Kind.CAPTION})
_LONGEST_SUBHEADING = 16
_FURTHEST_INSERTION = 60
# The rail has been paid for by its heading.
_LINK_IN_RAIL = 0.4
_ENOUGH_PROSE = 5.0


@dataclass(slots=True)
class Body:
    """The story's text: the run of blocks from ``start`` to ``end`` (not included), and what of it is kept."""

    start: int
    end: int
    kept: list[int] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)


def find_body(page: list[Judged], repeated: set[str]) -> Body:
    """The run of prose that makes the story, with the blocks inside it that belong to it."""
    weights = _weights(page, repeated)
    start, end = _best_run(weights)
    body = Body(_signed_beginning(page, weights, start), end)
    sift(page, repeated, body)
    return body


def _signed_beginning(page: list[Judged], weights: list[float], start: int) -> int:
    """Where the story begins if a long insertion has cut its beginning off: at prose that follows a byline or a date."""
    place = start
    for earlier in range(start - 1, max(0, start - _FURTHEST_INSERTION) - 1, -1):
        if page[earlier].kind is Kind.ENDING:
            break
        if page[earlier].kind in {Kind.BYLINE, Kind.DATE}:
            first, last = _best_run(weights[earlier + 1 : min(earlier + 12, start)])
            if sum(weights[earlier + 1 + first : earlier + 1 + last]) >= _ENOUGH_PROSE:
                place = earlier + 1 + first
    return place


def _weights(page: list[Judged], repeated: set[str]) -> list[float]:
    indents: Counter[int] = Counter()
    for judged in page:
        if judged.kind is Kind.PROSE:
            indents[judged.block.indent] += judged.block.words
    usual = indents.most_common(1)[0][0] if indents else 0
    weights = []
    in_rail = False
    for place, judged in enumerate(page):
        in_rail = judged.kind is Kind.RAIL or (in_rail and judged.kind in {Kind.LINE, Kind.ITEM})
        if judged.kind is not Kind.PROSE:
            weights.append(_WEIGHTS[judged.kind] * (_LINK_IN_RAIL if in_rail and judged.kind is not Kind.RAIL else 1.0))
            continue
        weight = _PARAGRAPH + min(judged.length, 80) * _WORD
        if not _has_neighbour(page, place):
            weight *= _ALONE
        if abs(judged.block.indent - usual) > 2:
            weight *= _INDENTED
        if judged.text.casefold() in repeated:
            weight *= 0.3
        weights.append(weight)
    return weights


def _has_neighbour(page: list[Judged], place: int) -> bool:
    return any(_next_solid(page, place, step) is Kind.PROSE for step in (-1, 1))


def _next_solid(page: list[Judged], place: int, step: int) -> Kind | None:
    place += step
    while 0 <= place < len(page) and page[place].kind in _TRANSPARENT:
        place += step
    return page[place].kind if 0 <= place < len(page) else None


def _best_run(weights: list[float]) -> tuple[int, int]:
    """The contiguous run with the largest sum (Kadane)."""
    best, best_run = 0.0, (0, 0)
    total, start = 0.0, 0
    for place, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, place
        total += weight
        if total > best:
            best, best_run = total, (start, place + 1)
    return best_run


def sift(page: list[Judged], repeated: set[str], body: Body) -> None:
    """Decide block by block of the run. After a rail's heading, short lines are its links until prose returns."""
    body.kept, body.reasons = [], {}
    rail = ""
    seen: set[str] = set()
    for place in range(body.start, body.end):
        judged = page[place]
        text = judged.text.casefold()
        previous = page[place - 1] if place > body.start else None
        reason = ""
        if text in seen or (text in repeated and judged.length < 30 and judged.kind is not Kind.RAIL):
            reason = "repeated text"
        elif judged.kind is Kind.PROSE:
            rail = ""
        elif judged.kind is Kind.RAIL:
            rail = reason = f"rail: {judged.text}"[:80]
        elif judged.kind is Kind.ITEM:
            listed = previous is not None and (
                (place - 1 in body.kept and previous.block.item) or previous.text.endswith((":", "："))
            )
            reason = rail or ("" if listed else "links")
        elif judged.kind in {Kind.LINE, Kind.SECTION}:
            rail = "" if _is_set_apart(page, place, body) else rail
            reason = rail or ("" if _is_subheading(page, place, body) else "links")
        elif judged.kind is Kind.CREDIT and place == body.end - 1:
            reason = "credit"
        else:
            reason = str(judged.kind)
        seen.add(text)
        if reason:
            body.reasons[place] = reason
        else:
            body.kept.append(place)


def _is_set_apart(page: list[Judged], place: int, body: Body) -> bool:
    """Whether a gap parts a line from the links of a rail above it that stand without gaps, and prose is below it."""
    if place - 1 < body.start or place + 1 >= body.end:
        return False
    above, judged, below = page[place - 1], page[place], page[place + 1]
    return judged.block.gap and not above.block.gap and above.kind is Kind.LINE and below.kind is Kind.PROSE


def _is_subheading(page: list[Judged], place: int, body: Body) -> bool:
    """A short line with prose below it, that is no name of a person and no link among links."""
    judged = page[place]
    if judged.length > _LONGEST_SUBHEADING or place + 1 >= body.end:
        return judged.length > _LONGEST_SUBHEADING and place + 1 < body.end
    following = page[place + 1]
    if following.kind is not Kind.PROSE and _next_solid(page, place, 1) is not Kind.PROSE:
        return judged.text.endswith((":", "：")) and following.block.item
    above = page[place - 1] if place > body.start else judged
    apart = _is_set_apart(page, place, body)
    if above is not judged and above.kind in {Kind.LINE, Kind.ITEM} and place - 1 not in body.kept and not apart:
        return judged.block.level > 0
    return bool(
        judged.block.level
        or not (names.person(judged.text) and re.fullmatch(r"\S+(?: \S+){1,2}", judged.text))
        or judged.length <= 1
    )
