"""Comparing two texts word by word: what stands in both, what only one has, and which paragraphs moved.

Nothing is lost: the pieces of a comparison, put together, are both texts again. What differs is told by words; quotation
marks and dashes of another kind, and spaces, are no difference, because every desk sets its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from articles.text import words
from articles.text.aligning import Match, aligned, gaps, longest_rise
from articles.text.readable import readable
from articles.text.tokens import BREAK, Token, tokens

# Beyond this many characters in both texts together, a paragraph is the same or it is not. Some 100,000 words.
MOST_CHARACTERS = 600_000
# A paragraph of fewer words may stand in several places without having moved.
LEAST_MOVED = 8
# A paragraph of which a smaller part than one word in so many stayed is another one.
UNLIKE = 6


class Kind(StrEnum):
    """What became of a piece of text from the one to the other."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    MOVED_AWAY = "moved-away"
    MOVED_HERE = "moved-here"


OF_BEFORE = frozenset([Kind.SAME, Kind.REMOVED, Kind.MOVED_AWAY])
OF_AFTER = frozenset([Kind.SAME, Kind.ADDED, Kind.MOVED_HERE])
SHARED = frozenset([Kind.SAME, Kind.MOVED_AWAY])


@dataclass(slots=True)
class Piece:
    """Words in a row that met the same fate, as each text has them; empty where it has not.

    ``is_replaced`` says that what stands in its place follows, which must not run into it.
    """

    kind: Kind
    before: str = ""
    after: str = ""
    words: int = 0
    is_replaced: bool = False

    @property
    def text(self) -> str:
        """The words as they are shown, without the space after them."""
        return (self.after or self.before).rstrip()

    @property
    def spaced(self) -> bool:
        """Whether a space follows."""
        return self.is_replaced or self.before != self.before.rstrip() or self.after != self.after.rstrip()


@dataclass(slots=True)
class Paragraph:
    """Pieces between two ends of paragraphs. ``end`` says which text has the end; None where neither has."""

    pieces: list[Piece] = field(default_factory=list)
    end: Kind | None = None

    @property
    def kinds(self) -> set[Kind]:
        return {piece.kind for piece in self.pieces}

    @property
    def words(self) -> Counter[Kind]:
        """How many words met which fate."""
        counted: Counter[Kind] = Counter()
        for piece in self.pieces:
            counted[piece.kind] += piece.words
        return counted

    @property
    def kind(self) -> Kind | None:
        """The kind of all its pieces; None where they differ."""
        return next(iter(self.kinds)) if len(self.kinds) == 1 else None

    @property
    def parted(self) -> Kind | None:
        """The kind of its end where only one text ends a paragraph here, and the words around stand in both."""
        return self.end if Kind.SAME in self.kinds and self.end != Kind.SAME else None


@dataclass(frozen=True)
class Comparison:
    """Two texts, compared."""

    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def _words(self) -> Counter[Kind]:
        return sum((paragraph.words for paragraph in self.paragraphs), Counter())

    @cached_property
    def shared(self) -> int:
        """How many words stand in both."""
        return sum(self._words[kind] for kind in SHARED)

    @property
    def of_before(self) -> int:
        """What part of the words of the one stands in the other, in per cent."""
        return percent(self.shared, sum(self._words[kind] for kind in OF_BEFORE))

    @property
    def of_after(self) -> int:
        """What part of the words of the other stands in the one, in per cent."""
        return percent(self.shared, sum(self._words[kind] for kind in OF_AFTER))

    @property
    def is_same(self) -> bool:
        """Whether there is no difference that is shown."""
        return all(paragraph.kinds <= {Kind.SAME} and not paragraph.parted for paragraph in self.paragraphs)

    @property
    def added(self) -> Whole:
        """The paragraphs that only the other text has."""
        return self._whole(Kind.ADDED)

    @property
    def removed(self) -> Whole:
        """The paragraphs that only the one text has."""
        return self._whole(Kind.REMOVED)

    @property
    def moved(self) -> int:
        """How many paragraphs stand elsewhere in the other text."""
        return sum(paragraph.kind == Kind.MOVED_AWAY for paragraph in self.paragraphs)

    def _whole(self, kind: Kind) -> Whole:
        places = [place for place, paragraph in enumerate(self.paragraphs) if paragraph.kind == kind]
        common = [place for place, paragraph in enumerate(self.paragraphs) if Kind.SAME in paragraph.kinds]
        if not places or not common:
            return Whole(len(places))
        at_end, at_start = places[0] > common[-1], places[-1] < common[0]
        return Whole(len(places), "end" if at_end else "beginning" if at_start else "")


@dataclass(frozen=True, slots=True)
class Whole:
    """Paragraphs that only one text has: how many, and at which end of it if all stand at one: "end" or "beginning"."""

    number: int
    where: str = ""


def percent(part: int, whole: int) -> int:
    """A share in per cent: 100 only where it is all, 0 only where it is nothing."""
    if not whole or part in (0, whole):
        return 100 if part else 0
    return min(99, max(1, round(100 * part / whole)))


def compare(before: str, after: str) -> Comparison:
    """Two texts, whose paragraphs are what blank lines part, word by word."""
    by_paragraph = len(before) + len(after) > MOST_CHARACTERS
    texts = [words.paragraphs(text) for text in (before, after)]
    one, other = ([*tokens(paragraphs, by_paragraph)] for paragraphs in texts)
    gone, come = _moved(one, other)
    matches = aligned(
        [(place, "before") if place in gone else token.key for place, token in enumerate(one)],
        [(place, "after") if place in come else token.key for place, token in enumerate(other)],
    )
    pieces = _pieces(readable(matches, one, other), one, other, gone, come)
    return Comparison(tuple(_paragraphs(pieces)))


def _moved(one: Sequence[Token], other: Sequence[Token]) -> tuple[set[int], set[int]]:
    """The places of the words of paragraphs that both texts have once, but not in one order: those fewest to move."""
    held, others = _single_paragraphs(one), _single_paragraphs(other)
    pairs = [(place, others[key]) for key, place in held.items() if key in others]
    stay = set(longest_rise([after.start for _, after in pairs]))
    moved = [pair for number, pair in enumerate(pairs) if number not in stay]
    gone = {place for before, _ in moved for place in before}
    return gone, {place for _, after in moved for place in after}


def _single_paragraphs(tokens: Sequence[Token]) -> dict[tuple[str, ...], range]:
    """The longer paragraphs that a text has once, and the places of their words, in order."""
    places: dict[tuple[str, ...], range] = {}
    repeated: set[tuple[str, ...]] = set()
    start = 0
    for end in (place for place, token in enumerate(tokens) if token.key == BREAK):
        key = tuple(token.key for token in tokens[start:end])
        if key in places:
            repeated.add(key)
        elif sum(token.words for token in tokens[start:end]) >= LEAST_MOVED:
            places[key] = range(start, end)
        start = end + 1
    return {key: place for key, place in places.items() if key not in repeated}


def _pieces(
    matches: Sequence[Match], one: Sequence[Token], other: Sequence[Token], gone: set[int], come: set[int]
) -> Iterator[tuple[Kind, Token | None, Token | None]]:
    """Every word of both texts once: what it is, and as which of the texts has it."""
    for number, (before, after) in enumerate(gaps(matches, len(one), len(other))):
        out = [(Kind.MOVED_AWAY if place in gone else Kind.REMOVED, one[place], None) for place in before]
        new = [(Kind.MOVED_HERE if place in come else Kind.ADDED, None, other[place]) for place in after]
        # Where two paragraphs became one, what was put between them belongs to the first.
        first = out and out[0][1].key == BREAK and not any(token.key == BREAK for _, _, token in new)
        yield from (*new, *out) if first else (*out, *new)
        if number < len(matches):
            match = matches[number]
            for step in range(match.length):
                yield Kind.SAME, one[match.before + step], other[match.after + step]


def _paragraphs(pieces: Iterable[tuple[Kind, Token | None, Token | None]]) -> Iterator[Paragraph]:
    """The words as paragraphs: one ends where either text ends one."""
    paragraph = Paragraph()
    for kind, before, after in pieces:
        token = before or after
        if token.key == BREAK:
            paragraph.end = kind
            yield from _split(paragraph)
            paragraph = Paragraph()
            continue
        if not paragraph.pieces or paragraph.pieces[-1].kind != kind:
            if paragraph.pieces and kind == Kind.ADDED:
                paragraph.pieces[-1].is_replaced = paragraph.pieces[-1].kind == Kind.REMOVED
            paragraph.pieces.append(Piece(kind))
        piece = paragraph.pieces[-1]
        piece.before += before.text if before else ""
        piece.after += after.text if after else ""
        piece.words += token.words
    if paragraph.pieces:
        yield from _split(paragraph)


def _split(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph that took another's place as two: the old one, and the new one."""
    pieces = _replaced(paragraph) or paragraph.pieces
    if len(pieces) < 2 or any(piece.kind == Kind.SAME for piece in pieces):
        yield paragraph
        return
    *first, last = pieces
    for piece in first:
        yield Paragraph([piece])
    yield Paragraph([last], paragraph.end)


def _replaced(paragraph: Paragraph) -> list[Piece]:
    """The old and the new text of a paragraph of which next to nothing is left; nothing where it is still the same one."""
    counted = paragraph.words
    if paragraph.kinds != {Kind.SAME, Kind.REMOVED, Kind.ADDED}:
        return []
    if counted[Kind.SAME] * UNLIKE > min(counted[Kind.REMOVED], counted[Kind.ADDED]):
        return []
    before, after = ("".join(getattr(piece, side) for piece in paragraph.pieces) for side in ("before", "after"))
    return [
        Piece(Kind.REMOVED, before, "", counted[Kind.SAME] + counted[Kind.REMOVED]),
        Piece(Kind.ADDED, "", after, counted[Kind.SAME] + counted[Kind.ADDED]),
    ]
