"""Which of the words that two texts share are worth showing as shared: the matches of two texts, as a reader takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.aligning import Match, gaps, joined
from articles.text.tokens import BREAK, Token

# So few words in common between two changes are chance, where the changes are so many times as long.
CHANCE, TIMES = 3, 3
# Words and marks: a longer run has more words than that, and need not be counted.
LONGEST_CHANCE = 12


def readable(matches: Sequence[Match], one: Sequence[Token], other: Sequence[Token]) -> list[Match]:
    """The matches without those that are chance, and with whole paragraphs where only one text has more."""
    return _by_paragraph(_without_chance(matches, one, other), one, other)


def _without_chance(matches: Sequence[Match], one: Sequence[Token], other: Sequence[Token]) -> list[Match]:
    """The matches without the "of the" and the commas that two passages share which have nothing else in common.

    The ends of paragraphs stay: they show which passage stands in place of which. What is left out makes the changes
    around it longer, so it is gone through again.
    """
    for _ in range(TIMES):
        sizes = [_Size.of(gap, one, other) for gap in gaps(matches, len(one), len(other))]
        kept: list[Match] = []
        size = sizes[0]
        for match, following in zip(matches, sizes[1:], strict=True):
            run = one[match.before : match.before + match.length]
            count = sum(token.words for token in run) if match.length <= LONGEST_CHANCE else CHANCE + 1
            if count > CHANCE or not (size.makes_chance_of(count) and following.makes_chance_of(count)):
                kept.append(match)
                size = following
                continue
            ends = [step for step, token in enumerate(run) if token.key == BREAK]
            kept += [Match(match.before + step, match.after + step, 1) for step in ends]
            size = following if ends else size.with_run(count, following)
        if len(kept) == len(matches):
            break
        matches = kept
    return joined(kept)


@dataclass(frozen=True, slots=True)
class _Size:
    """How many words a change takes out and puts in, and whether it does both."""

    removed: int
    added: int
    both: bool

    @classmethod
    def of(cls, gap: tuple[range, range], one: Sequence[Token], other: Sequence[Token]) -> _Size:
        before, after = gap
        removed, added = (
            sum(token.words for token in side[place.start : place.stop])
            for side, place in ((one, before), (other, after))
        )
        return cls(removed, added, bool(before) and bool(after))

    def with_run(self, count: int, following: _Size) -> _Size:
        """The change together with a run of common words after it and the next change."""
        return _Size(self.removed + count + following.removed, self.added + count + following.added, True)

    def makes_chance_of(self, count: int) -> bool:
        """Whether a run of so many common words beside it means nothing."""
        return max(self.removed, self.added) >= TIMES * count if count else self.both


def _by_paragraph(matches: Sequence[Match], one: Sequence[Token], other: Sequence[Token]) -> list[Match]:
    """The matches moved so that a paragraph that only one text has is one with its own end.

    Between "A ¶ B ¶" and "A ¶ NEW ¶ B ¶", either end may be the new one, and a full stop before it as well.
    """
    made: list[Match] = []
    for match, (before, after) in zip(matches, gaps(matches, len(one), len(other)), strict=False):
        side = other[after.start : after.stop] if not before else one[before.start : before.stop] if not after else []
        shift = _shift(side, one[match.before : match.before + match.length])
        if shift:
            made.append(Match(before.start, after.start, shift))
        elif one[match.before].key == BREAK:
            gone = next((place for place in before if one[place].key == BREAK), None)
            come = next((place for place in after if other[place].key == BREAK), None)
            if (gone is None) != (come is None):
                made.append(Match(match.before if gone is None else gone, match.after if come is None else come, 1))
                shift = 1
        if shift < match.length:
            made.append(Match(match.before + shift, match.after + shift, match.length - shift))
    return joined(made)


def _shift(side: Sequence[Token], following: Sequence[Token]) -> int:
    """How many of the words that follow to leave before what one text has more, so that it ends with a paragraph."""
    if not side or side[-1].key == BREAK:
        return 0
    for step, (token, same) in enumerate(zip(side, following, strict=False), 1):
        if token.key != same.key:
            break
        if token.key == BREAK:
            return step
    return 0
