"""The archive's own words: which it has that begin so, which are forms of one word, and how many stories have them.

Each question is answered from the index's dictionary and remembered as long as the index stays at one edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from tantivy import Searcher

from articles.search.stems import base, beginnings, forms_among, has_stems, may_be

# Where words of running text stand.
FIELDS = ("headline", "standfirst", "body")
# A short beginning may begin half of a large dictionary; the most frequent words come first.
MOST_BEGUN = 500
MOST_WALKED = 3_000
MOST_FORMS = 60
REMEMBERED = 2_000


@dataclass(frozen=True, slots=True)
class Forms:
    """Other forms of a word: those that are so in every language of the archive, and the rest by language."""

    shared: tuple[str, ...] = ()
    of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def all(self) -> tuple[str, ...]:
        """All of them, whatever the language."""
        return tuple(sorted({*self.shared, *(form for forms in self.of.values() for form in forms)}))


class Vocabulary:
    """What is remembered of the dictionary of one edition.

    ``also`` are languages, as tags, that count although the index has no story in them: those of the archive for an
    index of a few stories that are on their way into it.
    """

    def __init__(self, also: Iterable[str] = ()) -> None:
        self._also = tuple(also)
        self._languages: dict[str, tuple[str, ...]] | None = None
        self._forms: dict[str, Forms] = {}
        self._begun: dict[tuple[str, str], tuple[tuple[str, ...], bool]] = {}

    @property
    def own(self) -> str:
        """The language of the archive itself: stories whose language has no stems are taken to quote it."""
        return base(settings.LANGUAGE_CODE)

    def languages(self, searcher: Searcher) -> dict[str, tuple[str, ...]]:
        """The languages with stems that the archive has stories in, each with its tags: ``pt`` with pt and pt-BR.

        The language of the archive itself is always among them.
        """
        if self._languages is None:
            found: dict[str, tuple[str, ...]] = {self.own: ()}
            for tag in dict.fromkeys([*(tag for tag, _ in searcher.terms_with_prefix("language", "")), *self._also]):
                if has_stems(tag):
                    found[base(tag)] = (*found.get(base(tag), ()), tag)
            self._languages = found
        return self._languages

    def forms(self, word: str, searcher: Searcher) -> Forms:
        """Other forms of ``word`` that the archive's texts have."""
        known = self._forms.get(word)
        if known is None:
            known = _forms(word, self.languages(searcher), searcher)
            _remember(self._forms, word, known)
        return known

    def beginning(self, start: str, name: str, searcher: Searcher) -> tuple[tuple[str, ...], bool]:
        """The words of a field that begin with ``start``, the most frequent ones; and whether that is all of them."""
        known = self._begun.get((name, start))
        if known is None:
            words = [word for word, _ in searcher.terms_with_prefix(name, start, limit=MOST_BEGUN + 1)]
            known = tuple(words[:MOST_BEGUN]), len(words) <= MOST_BEGUN
            _remember(self._begun, (name, start), known)
        return known


def _remember(memory: dict, key: object, value: object) -> None:
    if len(memory) >= REMEMBERED:
        memory.clear()
    memory[key] = value


def _forms(word: str, languages: Iterable[str], searcher: Searcher) -> Forms:
    possible = [language for language in languages if may_be(word, language)]
    starts = {start for language in possible for start in beginnings(word, language)}
    # One walk for all beginnings that begin alike.
    starts = {start for start in starts if not any(start != other and start.startswith(other) for other in starts)}
    known = {
        form
        for name in FIELDS
        for start in starts
        for form, _ in searcher.terms_with_prefix(name, start, limit=MOST_WALKED)
        if form != word
    }
    found = {language: forms_among(known, word, language)[:MOST_FORMS] for language in possible}
    shared = set.intersection(*map(set, found.values())) if found else set()
    rest = {language: tuple(sorted(set(forms) - shared)) for language, forms in found.items()}
    return Forms(tuple(sorted(shared)), {language: forms for language, forms in rest.items() if forms})
