"""Tags and countries that a text names, each with the sentence that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from articles.models import Country, Tag
from articles.text import words

SENTENCE_LIMIT = 400
SHORTEST_NAME = 3
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A tag or country, the sentence that names it, and how many sentences do."""

    thing: Tag | Country
    evidence: str
    sentences: int
    in_headline: bool


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a text names, most often named first."""

    tags: list[Suggestion] = field(default_factory=list)
    countries: list[Suggestion] = field(default_factory=list)


class Names:
    """The archive's names, ready to be found in many texts."""

    def __init__(self) -> None:
        self.tags = _Finder(_spellings(tag) for tag in Tag.objects.all())
        # Of two countries with one name the later to be added wins: the one that exists today.
        countries = sorted(Country.objects.all(), key=lambda country: country.to_year is None)
        self.countries = _Finder(map(_spellings, countries))

    def suggest(self, headline: str, text: str) -> Suggestions:
        """What ``headline`` and ``text`` (plain, paragraphs apart by a blank line) name."""
        sentences = _sentences(headline, text)
        return Suggestions(self.tags.find(sentences, bool(headline)), self.countries.find(sentences, bool(headline)))


class Told:
    """A story's headline and text, in which sentences are looked up."""

    def __init__(self, headline: str, text: str) -> None:
        self.whole = f"{headline}\n{text}"

    @cached_property
    def folded(self) -> str:
        """All of it without case, letter for letter."""
        folded = self.whole.casefold()
        return folded if len(folded) == len(self.whole) else "".join(map(_folded_letter, self.whole))


def _folded_letter(letter: str) -> str:
    """A letter without case; one that becomes two (ß) stays as it is."""
    folded = letter.casefold()
    return folded if len(folded) == 1 else letter


class Named:
    """A tag or country as it is looked for in many stories."""

    def __init__(self, thing: Tag | Country) -> None:
        spellings = _spellings(thing)
        names = [name.casefold() for name in (*spellings.names, *spellings.exact)]
        self.names = list(dict.fromkeys([*names, *("".join(map(_folded_letter, name)) for name in spellings.names)]))
        self.finder = _Finder([spellings])

    def first_sentence(self, told: Told) -> str:
        """The first sentence that names it, or "" where none does. Nothing is cut into sentences before the name stands."""
        place = 0
        while (at := self._first(told.folded, place)) >= 0:
            start = told.folded.rfind("\n", 0, at) + 1
            place = told.folded.find("\n", at)
            place = place if place >= 0 else len(told.folded)
            line = told.whole[start:place]
            for sentence in words.sentences_of(line, at - start) if start else [line]:
                if (within := self._first(sentence.casefold(), 0)) >= 0 and self.finder.finds(sentence, within):
                    return words.excerpt(sentence, SENTENCE_LIMIT)
        return ""

    def _first(self, text: str, place: int) -> int:
        """Where the first of the names stands, alone and not within a word; -1 where none does."""
        first = -1
        for name in self.names:
            at = text.find(name, place)
            while at >= 0 and _is_within_a_word(text, at, name):
                at = text.find(name, at + 1)
            if at >= 0 and (first < 0 or at < first):
                first = at
        return first


def _is_within_a_word(text: str, at: int, name: str) -> bool:
    """Whether letters adjoin a name; of scripts that do not part words that says nothing."""
    end = at + len(name)
    if text[at - 1 : at].isalnum() and name[0].isalnum():
        return not _is_unparted(name)
    return name[-1].isalnum() and text[end : end + 1].isalnum() and not _is_unparted(name)


@dataclass(frozen=True, slots=True)
class _Spellings:
    """What a thing is called: in any case, in these letters exactly, and where its name means something else."""

    thing: Tag | Country
    names: tuple[str, ...]
    exact: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()


def _spellings(thing: Tag | Country) -> _Spellings:
    if isinstance(thing, Tag):
        return _Spellings(thing, (thing.name, *thing.aliases))
    exact = tuple(thing.case_sensitive_aliases)
    bare = () if thing.ambiguous else (thing.name,)
    names = tuple(name for name in (*bare, *thing.aliases, *thing.adjectives) if name not in exact)
    return _Spellings(thing, names, exact, tuple(thing.not_in))


def _sentences(headline: str, text: str) -> list[str]:
    return [headline, *words.sentences(text)] if headline else words.sentences(text)


class _Finder:
    """Finds names by their first word: a text is read once, however many names there are.

    Names in scripts that do not part words are looked for anywhere in the text.
    """

    def __init__(self, things: Iterable[_Spellings]) -> None:
        self.by_first_word: dict[str, list[_Name]] = {}
        self.unparted: list[_Name] = []
        self.has_phrases = False
        for spellings in things:
            for name in spellings.names:
                if len(name) >= (1 if _is_unparted(name) else SHORTEST_NAME):
                    self._add(_Name(spellings.thing, name.casefold(), exact=False))
            for name in spellings.exact:
                self._add(_Name(spellings.thing, name, exact=True))
            for phrase in spellings.not_in:
                self.has_phrases = True
                self._add(_Name(None, phrase.casefold(), exact=False))
        for names in self.by_first_word.values():
            names.reverse()
            names.sort(key=lambda name: (-len(name.text), not name.exact))

    def _add(self, name: _Name) -> None:
        if _is_unparted(name.text):
            self.unparted.append(name)
        elif words_of := WORD.findall(name.text):
            self.by_first_word.setdefault(words_of[0].casefold(), []).append(name)

    def find(self, sentences: list[str], has_headline: bool) -> list[Suggestion]:
        found: dict[int, list[int]] = {}
        things: dict[int, Tag | Country] = {}
        for number, sentence in enumerate(sentences):
            for thing in self._in(sentence):
                things[thing.pk] = thing
                found.setdefault(thing.pk, []).append(number)
        suggestions = [
            Suggestion(
                things[key], words.excerpt(sentences[numbers[0]], SENTENCE_LIMIT), len(set(numbers)),
                has_headline and numbers[0] == 0,
            )
            for key, numbers in found.items()
        ]  # fmt: skip
        return sorted(suggestions, key=lambda one: (not one.in_headline, -one.sentences, str(one.thing)))

    def finds(self, sentence: str, place: int) -> bool:
        """Whether a sentence names any of the things; before ``place`` no letter of any name stands."""
        start = 0 if self.has_phrases else sentence.rfind(" ", 0, place) + 1
        return next(self._in(sentence, start), None) is not None

    def _in(self, sentence: str, start: int = 0) -> Iterator[Tag | Country]:
        folded = sentence.casefold()
        if len(folded) != len(sentence):
            sentence = folded
        end = 0
        for word in WORD.finditer(folded, start):
            if word.start() < end:
                continue
            for name in self.by_first_word.get(word[0], ()):
                if name.stands_at(word.start(), sentence if name.exact else folded):
                    end = word.start() + len(name.text)
                    if name.thing is not None:
                        yield name.thing
                    break
        for name in self.unparted:
            if name.thing is not None and name.text in folded:
                yield name.thing


@dataclass(frozen=True, slots=True)
class _Name:
    """A name to look for, and what it names; None where the phrase means something else."""

    thing: Tag | Country | None
    text: str
    exact: bool

    def stands_at(self, place: int, text: str) -> bool:
        end = place + len(self.text)
        return text.startswith(self.text, place) and not (self.text[-1].isalnum() and text[end : end + 1].isalnum())


def _is_unparted(name: str) -> bool:
    return any("\u2e80" <= letter <= "\u9fff" or "\u0e00" <= letter <= "\u0eff" for letter in name)
