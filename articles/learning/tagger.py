"""One kind of label (topics, countries) as it was learned: two stages and what they stand on. Needs no scikit-learn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from articles.learning.judging import Company, Evidence, Judge, Opinions, Pairs, pairs
from articles.learning.margins import Margins, Neighbours
from articles.learning.terms import (
    BLOCKS,
    DATELINE,
    HEADLINE,
    HEADLINE_PAIRS,
    NAMED,
    OPENING,
    PAIRS,
    TEXT,
)
from articles.learning.vectors import Parts, Space

# What each part of a story weighs, in the model that sees all of them and in the one that sees the words alone.
WIDE = {
    "topics": {TEXT: 1, PAIRS: 0.6, HEADLINE: 0.6, HEADLINE_PAIRS: 0.4, OPENING: 0.4, DATELINE: 0.2},
    "countries": {TEXT: 1, HEADLINE: 0.5, DATELINE: 0.8, NAMED: 1},
}
PLAIN = {
    "topics": {TEXT: 1, HEADLINE: 0.5},
    "countries": {TEXT: 0.6, HEADLINE: 0.3, DATELINE: 0.6, NAMED: 1},
}
MOST_WORDS = 6


@dataclass(slots=True)
class Views:
    """The same stories as the two kinds of model see them."""

    wide: sparse.csr_matrix
    plain: sparse.csr_matrix

    @classmethod
    def of(cls, kind: str, space: Space, vectors: sparse.csr_matrix) -> Views:
        return cls(space.weighed(vectors, WIDE[kind]), space.weighed(vectors, PLAIN[kind]))

    def some(self, chosen: np.ndarray) -> Views:
        return Views(self.wide[chosen], self.plain[chosen])


@dataclass(slots=True)
class FirstStage:
    """Three linear models and the neighbours."""

    wide: Margins
    plain: Margins
    eager: Margins
    neighbours: Neighbours

    def opinions(self, views: Views) -> Opinions:
        shares, nearest = self.neighbours.of(views.plain)
        return Opinions(
            self.wide.of(views.wide), self.plain.of(views.plain), self.eager.of(views.plain), shares, nearest
        )


@dataclass(slots=True)
class Tagger:
    """Scores the labels of one kind."""

    kind: str
    labels: list[str]
    first: FirstStage
    company: Company
    judge: Judge

    def judged(self, views: Views, evidence: Evidence) -> tuple[Pairs, np.ndarray]:
        """The pairs that come into question, and the score of each."""
        found = pairs(self.first.opinions(views), self.company, evidence)
        return found, self.judge.scores(found)

    def words(self, space: Space, wide: sparse.csr_matrix, story: int, label: int) -> tuple[str, ...]:
        """The terms of a story that weighed most for a label, heaviest first."""
        row = wide[story]
        weights = np.asarray(self.first.wide.weights[label, row.indices].todense()).ravel() * row.data
        # Names of places are terms of our own ("JP 0"), which stand in no text.
        weights[space.block[row.indices] == BLOCKS.index(NAMED)] = 0
        heaviest = [space.terms[row.indices[place]] for place in np.argsort(-weights) if weights[place] > 0]
        shown = (term for term in heaviest if any(letter.isalpha() for letter in term))
        return tuple(dict.fromkeys(shown))[:MOST_WORDS]

    def parts(self) -> Parts:
        """The arrays of which `Tagger.restored` makes the same tagger."""
        named: Mapping[str, Parts] = {
            "wide": self.first.wide.parts(), "plain": self.first.plain.parts(), "eager": self.first.eager.parts(),
            "neighbours": self.first.neighbours.parts(), "judge": self.judge.parts(),
            "company": {"prior": self.company.prior, "beside": self.company.beside.astype(np.float16)},
        }  # fmt: skip
        return {f"{part}.{name}": array for part, arrays in named.items() for name, array in arrays.items()}

    @classmethod
    def restored(cls, kind: str, labels: Sequence[str], parts: Parts) -> Tagger:
        """The tagger whose parts these are; KeyError or ValueError where some are missing or do not fit."""

        def part(name: str) -> Parts:
            return {key.removeprefix(f"{name}."): array for key, array in parts.items() if key.startswith(f"{name}.")}

        first = FirstStage(
            Margins.restored(part("wide")), Margins.restored(part("plain")), Margins.restored(part("eager")),
            Neighbours.restored(part("neighbours")),
        )  # fmt: skip
        company = Company(part("company")["prior"], part("company")["beside"].astype(np.float32))
        if len(labels) != len(company.prior) or first.wide.weights.shape[0] != len(labels):
            raise ValueError("The labels of the model do not fit together.")
        return cls(kind, list(labels), first, company, Judge.restored(part("judge")))
