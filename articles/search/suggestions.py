"""Did you mean: a question that finds few stories or none, with its misspelt words and names put right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product
from typing import NamedTuple

from articles.search.conditions import conditions
from articles.search.index import Reader
from articles.search.matching import meaning_query
from articles.search.query_language import Named, Reading, Spot, Term
from articles.search.results import Suggestion
from articles.search.spelling import candidates, stories_with
from articles.search.words import WORD, cut
from articles.selection import Selection

# A list with more stories than these answers the question as it was asked.
FEW = 3
# A word that some stories have may be meant; one that so many times more stories have is likelier. Where the
# question finds nothing, less is enough.
TIMES = 20
TIMES_FOR_NONE = 2
MOST_CORRECTED = 4
MOST_TRIED = 6


class Correction(NamedTuple):
    """What may stand instead of a stretch of the question's text."""

    start: int
    end: int
    texts: tuple[str, ...]


def suggestion(selection: Selection, reading: Reading, total: int, reader: Reader) -> Suggestion | None:
    """A better spelling of the question, with the number of stories it finds; None where there is none."""
    if total > FEW or not selection.q:
        return None
    corrections = list(islice(_corrections(reading, TIMES if total else TIMES_FOR_NONE, reader), MOST_CORRECTED))
    if not corrections:
        return None
    choices = product(*(range(len(one.texts)) for one in corrections))
    for choice in islice(sorted(islice(choices, 100), key=sum), MOST_TRIED):
        parts = _parts(reading.text, corrections, choice)
        q = "".join(text for text, _ in parts)
        count = reader.count(conditions(replace(selection, q=q, page=1), reader).query())
        if count > total:
            return Suggestion(q, count, parts)
    return None


def _corrections(reading: Reading, times: int, reader: Reader) -> Iterator[Correction]:
    for spot in reading.spots:
        if isinstance(spot.part, Named):
            if not spot.part.ids and (name := reader.book.nearest(spot.part.kind, spot.part.text)):
                yield Correction(spot.start, _end_of_name(reading.text, spot), (_in_place(name, reading.text, spot),))
        elif not spot.part.prefix:
            yield from _words(reading, spot, times, reader)


def _words(reading: Reading, spot: Spot, times: int, reader: Reader) -> Iterator[Correction]:
    for piece in WORD.finditer(reading.text, spot.start, spot.end):
        words = cut(piece[0])
        if len(words) != 1:
            continue
        if stories_with(words[0], reader.searcher) > FEW:
            continue
        # With its other forms, where it has some in the language of a story.
        alone = Term(tuple(words), spot.part.part, spot.part.quoted)
        if (stories := reader.count(meaning_query(alone, reader))) > FEW:
            continue
        better = [one.word for one in candidates(words[0], reader.searcher) if one.stories >= max(1, stories * times)]
        if better:
            yield Correction(piece.start(), piece.end(), tuple(_cased(word, piece[0], spot) for word in better))


def _cased(word: str, like: str, spot: Spot) -> str:
    """The word with a capital letter where the one it stands for had one."""
    if " " in word and len(spot.part.words) == 1 and spot.part.part:
        word = f'"{word}"'
    return word.title() if like[:1].isupper() else word


def _end_of_name(text: str, spot: Spot) -> int:
    return spot.start + len(text[spot.start : spot.end].rstrip('" '))


def _in_place(name: str, text: str, spot: Spot) -> str:
    """The name as it is written there: within quotation marks, which it needs where it is several words."""
    return f'"{name}"' if " " in name and text[spot.start - 1 : spot.start] != '"' else name


def _parts(text: str, corrections: list[Correction], choice: tuple[int, ...]) -> tuple[tuple[str, bool], ...]:
    parts = []
    here = 0
    for (start, end, texts), number in zip(corrections, choice, strict=True):
        parts += [(text[here:start], False), (texts[number], True)]
        here = end
    return tuple((piece, changed) for piece, changed in [*parts, (text[here:], False)] if piece)
