"""Tags and countries that a text names, each with the sentence that shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from articles.models import Country, Tag
from articles.text import words
from articles.text.naming import Finder, Spellings, is_unparted

SENTENCE_LIMIT = 400


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
        self.tags = Finder(_spellings(tag) for tag in Tag.objects.all())
        # Of two countries with one name the later to be added wins: the one that exists today.
        countries = sorted(Country.objects.all(), key=lambda country: country.to_year is None)
        self.countries = Finder(map(_spellings, countries))

    def suggest(self, headline: str, text: str) -> Suggestions:
        """What ``headline`` and ``text`` (plain, paragraphs apart by a blank line) name."""
        sentences = _sentences(headline, text)
        has_headline = bool(headline)
        return Suggestions(_found(self.tags, sentences, has_headline), _found(self.countries, sentences, has_headline))


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
        self.finder = Finder([spellings])

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
        return not is_unparted(name)
    return name[-1].isalnum() and text[end : end + 1].isalnum() and not is_unparted(name)


def _spellings(thing: Tag | Country) -> Spellings[Tag | Country]:
    if isinstance(thing, Tag):
        return Spellings(thing, (thing.name, *thing.aliases))
    exact = tuple(thing.case_sensitive_aliases)
    bare = () if thing.ambiguous else (thing.name,)
    names = tuple(name for name in (*bare, *thing.aliases, *thing.adjectives) if name not in exact)
    return Spellings(thing, names, exact, tuple(thing.not_in))


def _sentences(headline: str, text: str) -> list[str]:
    return [headline, *words.sentences(text)] if headline else words.sentences(text)


def _found(finder: Finder[Tag | Country], sentences: list[str], has_headline: bool) -> list[Suggestion]:
    """What the sentences name; the first of them is the headline where there is one."""
    found: dict[int, list[int]] = {}
    things: dict[int, Tag | Country] = {}
    for number, sentence in enumerate(sentences):
        for thing, _, _ in finder.named_in(sentence):
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
