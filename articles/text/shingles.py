"""Shingles: the overlapping runs of words by which two printings of one story are told from two stories.

A story that is printed again is shortened, gets another first sentence or a paragraph of its own; most runs of five
words stay as they were. Two stories that merely report alike, such as two days' market reports, share few of
them, and their figures differ. See A. Broder, "On the resemblance and containment of documents" (1997).
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Words in a run: fewer are shared by chance, more are all broken by a light edit.
LENGTH = 5
# A line of figures or a bare announcement is printed alike for other events.
ENOUGH_WORDS = 30
# How many of a story's shingles lead to its other printings: some of the whole text, which light edits leave, and
# some of its beginning, which is what a printing that is cut to a third still has.
KEYS = 7
# No story is longer. A file that is, by mistake, must not hold up the others.
LONGEST_TEXT = 200_000
KEYS_OF_BEGINNING = 3
BEGINNING = 80

# How much of both texts together has to be the same, or how much of the shorter one. In a short text a form that
# is filled in anew each day (a bank's daily notice, a bond issue) is most of the text, so it takes more, and days
# apart they are two notices.
SHORT = 100
SHORT_APART = dt.timedelta(days=2)
SAME, SAME_IF_SHORT = 0.4, 0.8
CONTAINED, CONTAINED_IF_SHORT = 0.65, 0.95
# A part of a story is at least this part of it: a paragraph of background may stand in many stories.
SHORTEST_PART = 0.2
# Of the figures of the text that has fewer, how many the other one has as well. A form has others each time.
SAME_FIGURES = 0.85
FEW_FIGURES = 4
NINE = ord("9")

Hashes = NDArray[np.uint64]

# Scripts written without spaces are taken by the character: Thai to Khmer, kana, bopomofo, Han.
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_WORD = re.compile(rf"[{_SPACELESS}]|(?:(?![{_SPACELESS}])[^\W_])+")
_ASCII_WORD = re.compile(rb"[a-z0-9]+")
# Odd numbers (the 64-bit golden ratio and Steele's mixing constants) that spread hashes over all bits.
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@dataclass(frozen=True, slots=True)
class Shingles:
    """A text as its shingles' hashes, in order and once, its figures, and the number of its words.

    ``keys`` are a few of the hashes, chosen alike in every text, as signed 32-bit numbers; none for a short text. Two
    texts that have a part J of their shingles in common share each key with a probability of about J.
    """

    words: int
    hashes: Hashes
    figures: frozenset[bytes]
    keys: tuple[int, ...] = ()


def shingles(text: str) -> Shingles:
    """The shingles of a text. Case, punctuation, quotation marks and line breaks do not count."""
    words = _words(text)
    # Letters come after the figures, in ASCII and in UTF-8.
    figures = frozenset(word for word in set(words) if word[0] <= NINE)
    if len(words) < LENGTH:
        return Shingles(len(words), np.empty(0, np.uint64), figures)
    mixed = _runs(words)
    keys = _keys(mixed) if len(words) >= ENOUGH_WORDS else ()
    return Shingles(len(words), np.unique(mixed), figures, keys)


def keys(text: str) -> tuple[int, ...]:
    """The keys of a text alone, in half the time."""
    words = _words(text)
    return _keys(_runs(words)) if len(words) >= ENOUGH_WORDS else ()


def _words(text: str) -> list[bytes]:
    if text.isascii():
        return _ASCII_WORD.findall(text.lower().encode())
    plain = unicodedata.normalize("NFKC", text).casefold()
    return [word.encode(errors="replace") for word in _WORD.findall(plain)]


def _runs(words: list[bytes]) -> Hashes:
    """The hashes of the runs of words, in order."""
    hashes = np.fromiter(map(zlib.crc32, words), np.uint64, len(words))
    runs = hashes[: len(words) - LENGTH + 1].copy()
    for place in range(1, LENGTH):
        runs *= _STEP
        runs += hashes[place : len(words) - LENGTH + 1 + place]
    return _mixed(runs)


def _keys(mixed: Hashes) -> tuple[int, ...]:
    chosen = _smallest(mixed[:BEGINNING], KEYS_OF_BEGINNING) + _smallest(mixed, KEYS)
    signed = np.array(chosen, np.uint64).astype(np.uint32).astype(np.int32)
    return tuple(dict.fromkeys(signed.tolist()))[:KEYS]


def _smallest(hashes: Hashes, number: int) -> list[int]:
    """The smallest distinct ones, in order."""
    ordered = np.sort(hashes)
    few = list(dict.fromkeys(ordered[: 4 * number].tolist()))
    return (few if len(few) >= number else np.unique(ordered).tolist())[:number]


def _mixed(hashes: Hashes) -> Hashes:
    """Hashes in which every bit depends on every bit: the end of Steele's splitmix64."""
    hashes ^= hashes >> np.uint64(30)
    hashes *= _MIX[0]
    hashes ^= hashes >> np.uint64(27)
    hashes *= _MIX[1]
    hashes ^= hashes >> np.uint64(31)
    return hashes


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts share: the part of all their shingles, of the shorter one's, and of the fewer figures.

    ``part`` is how long the shorter text is, of the longer one; ``words`` how many words it has.
    """

    words: int
    part: float
    resemblance: float
    containment: float
    figures: float

    def is_reprint(self, apart: dt.timedelta | None = None) -> bool:
        """Whether one is another printing of the other. ``apart`` is the time between them, where it is known."""
        if self.words < ENOUGH_WORDS or self.figures < SAME_FIGURES:
            return False
        if self.words < SHORT:
            if apart is not None and apart > SHORT_APART:
                return False
            return self.resemblance >= SAME_IF_SHORT or self._is_part_of_it(CONTAINED_IF_SHORT)
        return self.resemblance >= SAME or self._is_part_of_it(CONTAINED)

    def _is_part_of_it(self, contained: float) -> bool:
        return self.containment >= contained and self.part >= SHORTEST_PART


def likeness(one: Shingles, other: Shingles) -> Likeness:
    """How alike two texts are."""
    words = min(one.words, other.words)
    smaller, larger = sorted((len(one.hashes), len(other.hashes)))
    if not smaller:
        return Likeness(words, 0.0, 0.0, 0.0, 0.0)
    shared = len(np.intersect1d(one.hashes, other.hashes, assume_unique=True))
    return Likeness(
        words,
        smaller / larger,
        shared / (smaller + larger - shared),
        shared / smaller,
        _figures(one.figures, other.figures),
    )


def _figures(one: frozenset[bytes], other: frozenset[bytes]) -> float:
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer >= FEW_FIGURES else 1.0
