"""The terms of a story: what a linear model weighs, each part of the story counted by itself."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable

from articles.learning.lessons import Lesson

LEAD = 40
# Scripts that set no spaces between words: one character is one term, and two are a pair.
_UNPARTED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_TERM = re.compile(
    rf"[{_UNPARTED}]|(?:(?![{_UNPARTED}])[^\W\d_])+(?:['’](?:(?![{_UNPARTED}])[^\W\d_])+)?|\d[\d.,/\-]*\d|\d|<"
)
_DIGITS = re.compile(r"\d+")
_LONG_NUMBER = 4
Blocks = dict[str, Counter[str]]

TEXT, PAIRS, HEADLINE, HEADLINE_PAIRS, OPENING, DATELINE, NAMED = (
    "text",
    "pairs",
    "head",
    "head2",
    "lead",
    "date",
    "named",
)
BLOCKS = (TEXT, PAIRS, HEADLINE, HEADLINE_PAIRS, OPENING, DATELINE, NAMED)


def terms_of(text: str) -> list[str]:
    """The terms of a text, without case. Of a number only the shape stays: "3,041" and "7,288" are one term.

    A result, a rate and a year are told apart by their shape, and no two stories share the digits.
    """
    return [_DIGITS.sub(_shape, term) if term[0].isdigit() else term for term in _TERM.findall(text.lower())]


def _shape(digits: re.Match[str]) -> str:
    return "0" if digits.end() - digits.start() < _LONG_NUMBER else "0000"


def blocks(lesson: Lesson, named: Iterable[str] = ()) -> Blocks:
    """The terms of a story by part; ``named`` are the names of places found in it, as `places.Places` calls them."""
    headline, body = terms_of(lesson.headline), terms_of(lesson.body)
    return {
        TEXT: Counter(headline + body),
        PAIRS: Counter(_pairs(headline) + _pairs(body)),
        HEADLINE: Counter(headline),
        HEADLINE_PAIRS: Counter(_pairs(headline)),
        OPENING: Counter(body[:LEAD]),
        DATELINE: Counter(terms_of(lesson.dateline)),
        NAMED: Counter(named),
    }


def _pairs(terms: list[str]) -> list[str]:
    return [f"{first} {second}" for first, second in itertools.pairwise(terms)]
