"""Invented prose for generated stories: words as frequent as Zipf's law has them, in sentences and paragraphs.

The frequencies follow Mandelbrot's form of the law, 1 / (rank + 2.7), which fits running text better at the top.
"""

from __future__ import annotations

import bisect
import itertools
import random
from collections.abc import Iterator
from typing import Any, NamedTuple

COMMON = {
    "en": (
        "the of to and in a for that on said with is as at by from was has have it be its an will not who are were "
        "government minister talks president country trade security state officials after year would economic new japan "
        "china defence treaty united alliance military summit election market foreign policy between over under first "
        "nuclear energy border climate court human rights aid exports budget semiconductor harbour philippines"
    ),
    "fr": "de la le et les des en un du une que est pour qui dans par plus au ministre sommet élection marché sécurité",
    "es": "de la que el en y los del se las por un para con una su ministro cumbre elección mercado país más también",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein minister gipfel wahl länder größe",
}
SYLLABLES = [a + b for a in ("b d f g h k l m n p r s t v z br dr gr kl pr st tr").split() for b in "a e i o u".split()]
VOCABULARY = 60_000
FLATTENING = 2.7

# A story's words are picked from a sample of the vocabulary by two random bytes each, which is ten times faster than
# weighing every word; a new sample is drawn before the old one has been used up so often that it would show.
SAMPLE = 1 << 16
USES = 16

SHORTEST_SENTENCE, LONGEST_SENTENCE = 7, 29
SENTENCES_A_PARAGRAPH = (2, 3, 3, 4, 5)


class Spread:
    """Choices by Zipf's law: the first is the most frequent, and the further down, the rarer."""

    def __init__(self, population: list[Any], flattening: float = 0.0) -> None:
        self.population = population
        self.weights = list(itertools.accumulate(1 / (rank + flattening) for rank in range(1, len(population) + 1)))

    def one(self, chance: random.Random) -> Any:
        """One of them."""
        return self.population[bisect.bisect(self.weights, chance.random() * self.weights[-1])]

    def few(self, chance: random.Random, most: int) -> list[Any]:
        """From one to ``most`` different ones."""
        return list(dict.fromkeys(self.one(chance) for _ in range(1 + int(chance.random() * most))))

    def sample(self, chance: random.Random, number: int) -> list[Any]:
        """So many, with repetitions."""
        return chance.choices(self.population, cum_weights=self.weights, k=number)


class Text(NamedTuple):
    """A story's body: its words in small letters, and the paragraphs that they make."""

    words: list[str]
    paragraphs: list[str]


class Prose:
    """Prose in one language."""

    def __init__(self, chance: random.Random, language: str, invented: list[str]) -> None:
        """``invented`` are the words that follow the language's own common ones, from frequent to rare."""
        self.chance = chance
        common = dict.fromkeys(COMMON[language].split())
        self.vocabulary = Spread([*common, *(word for word in invented if word not in common)], FLATTENING)
        self.sample: list[str] = []
        self.left = 0

    def words(self, number: int) -> list[str]:
        """So many words, one after the other."""
        if self.left < number:
            self.sample = self.vocabulary.sample(self.chance, SAMPLE)
            self.left = SAMPLE * USES
        self.left -= number
        return list(map(self.sample.__getitem__, memoryview(self.chance.randbytes(2 * number)).cast("H")))

    def text(self, number: int) -> Text:
        """So many words as paragraphs of sentences."""
        words = self.words(number)
        sentences = list(self._sentences(words))
        paragraphs = []
        start = 0
        while start < len(sentences):
            end = start + SENTENCES_A_PARAGRAPH[int(self.chance.random() * len(SENTENCES_A_PARAGRAPH))]
            paragraphs.append(". ".join(sentences[start:end]) + ".")
            start = end
        return Text(words, paragraphs)

    def _sentences(self, words: list[str]) -> Iterator[str]:
        random = self.chance.random
        start = 0
        while start < len(words):
            end = start + SHORTEST_SENTENCE + int(random() * (LONGEST_SENTENCE - SHORTEST_SENTENCE))
            yield " ".join(words[start:end]).capitalize()
            start = end


def invented_words(chance: random.Random) -> list[str]:
    """Different words that no language has, the short ones first: frequent words are short."""
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4)))] = None
    return sorted(words, key=len)
