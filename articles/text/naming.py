"""Names found in running text: each thing by what it is called, the longest name first."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

SHORTEST_NAME = 3
WORD = re.compile(r"\w+")
Thing = TypeVar("Thing", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Spellings(Generic[Thing]):
    """What a thing is called: in any case, in these letters exactly, and where its name means something else."""

    thing: Thing
    names: tuple[str, ...]
    exact: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()


class Finder(Generic[Thing]):
    """Finds names by their first word: a text is read once, however many names there are.

    Names in scripts that do not part words are looked for anywhere in the text. Of two things with one name the
    later one is found.
    """

    def __init__(self, things: Iterable[Spellings[Thing]]) -> None:
        self.by_first_word: dict[str, list[_Name[Thing]]] = {}
        self.unparted: list[_Name[Thing]] = []
        self.has_phrases = False
        for spellings in things:
            for name in spellings.names:
                if len(name) >= (1 if is_unparted(name) else SHORTEST_NAME):
                    self._add(_Name(spellings.thing, name.casefold(), exact=False))
            for name in spellings.exact:
                self._add(_Name(spellings.thing, name, exact=True))
            for phrase in spellings.not_in:
                self.has_phrases = True
                self._add(_Name(None, phrase.casefold(), exact=False))
        for names in self.by_first_word.values():
            names.reverse()
            names.sort(key=lambda name: (-len(name.text), not name.exact))

    def _add(self, name: _Name[Thing]) -> None:
        if is_unparted(name.text):
            self.unparted.append(name)
        elif words_of := WORD.findall(name.text):
            self.by_first_word.setdefault(words_of[0].casefold(), []).append(name)

    def finds(self, text: str, place: int) -> bool:
        """Whether a text names any of the things; before ``place`` no letter of any name stands."""
        start = 0 if self.has_phrases else text.rfind(" ", 0, place) + 1
        return next(self.named_in(text, start), None) is not None

    def named_in(self, text: str, start: int = 0) -> Iterator[tuple[Thing, int, int]]:
        """Each thing as often as it is named, with where its name begins and ends."""
        folded = text.casefold()
        if len(folded) != len(text):
            text = folded
        end = 0
        for word in WORD.finditer(folded, start):
            if word.start() < end:
                continue
            for name in self.by_first_word.get(word[0], ()):
                if name.stands_at(word.start(), text if name.exact else folded):
                    end = word.start() + len(name.text)
                    if name.thing is not None:
                        yield name.thing, word.start(), end
                    break
        for name in self.unparted:
            if name.thing is not None and (place := folded.find(name.text)) >= 0:
                yield name.thing, place, place + len(name.text)


@dataclass(frozen=True, slots=True)
class _Name(Generic[Thing]):
    """A name to look for, and what it names; None where the phrase means something else."""

    thing: Thing | None
    text: str
    exact: bool

    def stands_at(self, place: int, text: str) -> bool:
        end = place + len(self.text)
        return text.startswith(self.text, place) and not (self.text[-1].isalnum() and text[end : end + 1].isalnum())


def is_unparted(name: str) -> bool:
    """Whether a name is in a script that does not part words: Chinese, Japanese, Thai, Lao."""
    return any("\u2e80" <= letter <= "\u9fff" or "\u0e00" <= letter <= "\u0eff" for letter in name)
