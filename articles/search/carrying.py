"""Numbers that outlive the edition they were counted at.

A story that is edited makes a new edition, and in an archive at work there is one every few seconds. Counting a broad
list anew each time would be most of what a page costs. But the numbers of a list differ between two editions by the
few stories that changed: what those counted then is taken away, and what they count now is added.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from tantivy import Searcher

# Lists whose numbers are kept, and how many editions they may be behind: each keeps its searcher, and with it files.
KEPT = 128
FARTHEST = 8

Counts = dict[str, Counter[Any]]


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is counted of a selection: the values of its fields; the ordinal numbers of its first and last day; and how
    many of its stories collapsing reprints leaves out. The last two are None where they were not counted.
    """

    counts: Counts
    ends: tuple[int, int] | None = None
    surplus: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is counted, and all that its query takes from the edition: names, and the forms of words.

    Where two editions have the same ``basis``, a story that did not change is found in both or in neither.
    """

    key: Hashable
    basis: Hashable = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """Numbers as they were at an edition. Large counts are packed: a list of thousands of authors is not small."""

    stamp: int
    searcher: Searcher
    basis: Hashable
    counts: Mapping[str, Any]
    ends: tuple[int, int] | None
    surplus: int | None

    def numbers(self) -> Numbers:
        """The numbers, for the caller to change."""
        return Numbers({name: _unpacked(counts) for name, counts in self.counts.items()}, self.ends, self.surplus)


@dataclass(slots=True)
class Kept:
    """The numbers of the lists that were asked for last. Threads share it: at worst, one counts again."""

    _lists: dict[tuple[Hashable, tuple[str, ...]], Counted] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, question: Question, names: Iterable[str]) -> Counted | None:
        """What was counted last of a question; None where nothing was, or on another basis."""
        with self._lock:
            found = self._lists.get((question.key, tuple(names)))
        return found if found and found.basis == question.basis else None

    def put(self, question: Question, numbers: Numbers, stamp: int, searcher: Searcher) -> None:
        """Keep the numbers of a question, and let go of those that are too old."""
        packed = {name: _packed(counts) for name, counts in numbers.counts.items()}
        counted = Counted(stamp, searcher, question.basis, packed, numbers.ends, numbers.surplus)
        key = (question.key, tuple(numbers.counts))
        with self._lock:
            self._lists.pop(key, None)
            self._lists[key] = counted
            while len(self._lists) > KEPT:
                del self._lists[next(iter(self._lists))]
            stamps = sorted({one.stamp for one in self._lists.values()})
            for old in stamps[:-FARTHEST]:
                self._lists = {key: one for key, one in self._lists.items() if one.stamp != old}


def _packed(counts: Mapping[Any, int]) -> Any:
    if not counts or isinstance(next(iter(counts)), str):
        return dict(counts)
    return np.fromiter(counts, np.uint64, len(counts)), np.fromiter(counts.values(), np.uint32, len(counts))


def _unpacked(packed: Any) -> Counter[Any]:
    if isinstance(packed, dict):
        return Counter(packed)
    keys, values = packed
    return Counter(dict(zip(keys.tolist(), values.tolist(), strict=True)))
