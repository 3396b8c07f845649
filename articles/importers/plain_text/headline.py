"""Which of the lines above a story is its headline."""

from __future__ import annotations

import re

from articles.importers.plain_text import vocabulary
from articles.importers.plain_text.body import Body
from articles.importers.plain_text.kinds import Judged, Kind
from articles.text import names

SIGNED = frozenset({Kind.BYLINE, Kind.DATE})
_REACH = 60
_SIGNED_REACH = 25
_LETTERS = re.compile(r"[^\W\d_]{4,}|[\u3040-\u30ff\u3400-\u9fff]{2}")
_CANDIDATES = frozenset({Kind.LINE, Kind.PROSE, Kind.ITEM})
_COUNTED_BETWEEN = frozenset({Kind.LINE, Kind.ITEM, Kind.SECTION, Kind.RAIL, Kind.ENDING})
_NAME_FOLLOWS = re.compile(r"\s*[|–—•·-]\s")
_ENDS_PLAINLY = re.compile(r"[^.]\.$|。$")
_LEAST = -1.5
# Marks of a heading, as renderers of Markdown set them: the page's own word for what its title is.
_LEVELS = {0: 0.0, 1: 3.5, 2: 1.0}


def find_headline(page: list[Judged], body: Body, repeated: set[str]) -> int | None:
    """The line above the story that says most of what the story says, and stands where headlines do.

    The weights were fitted to some seven hundred copies of pages, rounded, and checked on pages of other publishers.
    """
    topic = _topic(page, body)
    first = max(0, body.start - _REACH)
    signed = next(
        (place for place in range(max(0, body.start - _SIGNED_REACH), body.start) if page[place].kind in SIGNED), None
    )
    others = [judged.text.casefold() if judged.kind is not Kind.PROSE else "" for judged in page[first : body.start]]
    best, best_score, between = None, _LEAST, 0.0
    for place in range(body.start - 1, first - 1, -1):
        judged = page[place]
        text = judged.text.casefold()
        captioned = judged.kind is Kind.CAPTION and not vocabulary.PICTURE_CREDIT.match(judged.text)
        if judged.kind in _CANDIDATES or (captioned and text in repeated):
            score = _own_score(judged, topic) + _place_score(page, place, body, topic)
            score += 1.2 if text in repeated else 0.0
            score += 2.5 if judged.length >= 4 and any(_echoes(other, text) for other in others) else 0.0
            score -= 2.6 if signed is not None and place > signed else 0.16 * min(between, 20.0)
            if score > best_score:
                best, best_score = place, score
        if place == signed:
            between = 0.0
        elif judged.kind in _COUNTED_BETWEEN:
            between += 1.0 if judged.length >= 3 else 0.5
    return best


def _echoes(other: str, text: str) -> bool:
    """Whether another line holds a text and more, as breadcrumbs ("Home › Sport › text") and page titles do."""
    place = other.find(text)
    if place < 0 or len(other) <= len(text) + 2:
        return False
    return place + len(text) == len(other) or bool(_NAME_FOLLOWS.match(other, place + len(text)))


def _own_score(judged: Judged, topic: set[str]) -> float:
    """What the line's own look says."""
    length = judged.length
    score = 5.5 * _overlap(judged, topic) + _LEVELS.get(judged.block.level, 0.0)
    score += 2.1 if 5 <= length <= 20 else -1.9 if length < 5 else 0.7 if length <= 28 else -0.6
    score -= 1.0 if judged.block.item else 0.0
    score -= 3.0 if _ENDS_PLAINLY.search(judged.text) else 0.0
    score -= 3.5 if judged.kind is Kind.CAPTION else 1.5 if judged.kind is Kind.PROSE else 0.0
    score -= 2.0 if judged.dates and length < 8 else 0.0
    score -= 2.0 if names.person(judged.text) and length <= 4 else 0.0
    return score


def _place_score(page: list[Judged], place: int, body: Body, topic: set[str]) -> float:
    """What stands right above and below: a second line of the kind is the one that explains the first."""
    judged = page[place]
    score = 0.0
    if place and _may_head(page[place - 1], judged, topic):
        score -= 2.0
    if place + 1 < body.start:
        below = page[place + 1]
        score += 1.0 if below.kind is Kind.PROSE else 1.8 if below.kind is Kind.CAPTION else 0.0
        explained = below.kind in {Kind.LINE, Kind.PROSE} and not below.block.item and below.length >= 6
        score += 1.5 if explained and _overlap(below, topic) >= 0.2 else 0.0
    else:
        score -= 0.6
    return score


def _may_head(above: Judged, judged: Judged, topic: set[str]) -> bool:
    plain = above.kind is Kind.LINE and not above.block.item and 5 <= above.length <= 22 and "|" not in above.text
    return plain and judged.text.casefold() not in above.text.casefold() and _overlap(above, topic) >= 0.3


def _overlap(judged: Judged, topic: set[str]) -> float:
    own = {word.casefold() for word in _LETTERS.findall(judged.text)}
    return len(own & topic) / max(len(own), 4)


def _topic(page: list[Judged], body: Body) -> set[str]:
    return {word.casefold() for place in body.kept[:8] for word in _LETTERS.findall(page[place].text)}
