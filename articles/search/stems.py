"""The stem of a word in the languages that have one here: words with one stem are forms of one word.

The index holds words as they stand. Their forms are found when a question is asked, in the archive's own dictionary:
so a phrase can mean its very words, and a story's language decides which words are forms of each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

SHORTEST = 4

# By the first part of a BCP 47 tag, the engine's name for Snowball's stemmer. Its Tamil one is of no use here, because
# a Tamil word is cut at each vowel that is left out.
SNOWBALL = {
    "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french",
    "hu": "hungarian", "it": "italian", "nb": "norwegian", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
ARABIC = "ar"
SCRIPTS = {"el": re.compile("[α-ω]+"), "ru": re.compile("[а-я]+"), ARABIC: re.compile("[ء-ي]+")}
LATIN = re.compile("[a-z]+")

# Light stemming as in light10 (Larkey, Ballesteros and Connell, 2002), with the letters that ``words`` makes one.
# Snowball's stemmer takes the first letter of many roots for a conjunction.
ARTICLES = ("وبال", "وال", "فال", "بال", "كال", "ولل", "ال", "لل")
ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
SHORTEST_ROOT = 3


def base(language: str) -> str:
    """The language of a BCP 47 tag without region and script: ``pt`` for ``pt-BR``."""
    return language.partition("-")[0].lower()


def has_stems(language: str) -> bool:
    """Whether words of a language (BCP 47) have stems here."""
    return base(language) in SNOWBALL or base(language) == ARABIC


def may_be(word: str, language: str) -> bool:
    """Whether ``word`` can be a word of the language that has other forms: long enough, and in its script."""
    return len(word) >= SHORTEST and bool(SCRIPTS.get(base(language), LATIN).fullmatch(word))


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """The stem of a word of the index in a language (BCP 47); the word itself where it has none."""
    if base(language) == ARABIC:
        return _arabic(word)
    stems = _stemmer(SNOWBALL[base(language)]).analyze(word)
    return stems[0] if len(stems) == 1 else word


def are_forms(one: str, other: str, language: str) -> bool:
    """Whether two words are forms of one word in a language (BCP 47)."""
    # Only Arabic puts its article before a word; texts are long, so this comes first.
    if one[:2] != other[:2] and base(language) != ARABIC:
        return False
    if not has_stems(language) or not (may_be(one, language) and may_be(other, language)):
        return False
    return stem(one, language) == stem(other, language)


def forms_among(others: Iterable[str], word: str, language: str) -> list[str]:
    """Those of ``others`` that are forms of ``word`` in a language that it may be a word of."""
    root = stem(word, language)
    return [other for other in others if may_be(other, language) and stem(other, language) == root]


def beginnings(word: str, language: str) -> list[str]:
    """What all forms of ``word`` begin with, one of them each: a stem may differ in its last letter."""
    root = stem(word, language)
    start = root[: max(SHORTEST - 1, len(root) - 1)]
    return [start, *(article + start for article in ARTICLES)] if base(language) == ARABIC else [start]


@lru_cache(maxsize=len(SNOWBALL))
def _stemmer(name: str) -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.stemmer(name)).build()


def _arabic(word: str) -> str:
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= SHORTEST_ROOT:
            word = word.removeprefix(article)
            break
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_ROOT:
            word = word.removesuffix(ending)
    return word
