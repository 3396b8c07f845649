"""The second stage: of the labels that come into question for a story, which are meant.

One logistic regression judges every pair of story and label by the opinions of the first stage, by what other labels
the story is likely to have, and by the evidence in its text. Being one for all labels, it has something to say of
labels with few lessons; what is peculiar to a frequent label it learns as that label's own term.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from articles.learning.vectors import Parts

# A pair is judged where the first stage does not wholly deny it; these let through 97 of 100 labels of wire stories.
LEAST_MARGIN = -0.85
LEAST_SHARE = 0.15
LEADERS = 3
STEEPNESS = 4
LIKELY_FROM = -0.2
KNOTS = (0.2, 0.4, 0.6, 0.8)
MARGIN = 5
FARTHEST = 5.0


@dataclass(slots=True)
class Opinions:
    """What the first stage says: a row for each story, a column for each label, or a number for each story."""

    wide: np.ndarray
    plain: np.ndarray
    eager: np.ndarray
    shares: np.ndarray
    nearest: np.ndarray


@dataclass(slots=True)
class Pairs:
    """The pairs of story and label that are judged."""

    stories: np.ndarray
    labels: np.ndarray
    features: np.ndarray


@dataclass(slots=True)
class Company:
    """How frequent each label is, and how likely another label is beside it."""

    prior: np.ndarray
    beside: np.ndarray

    @classmethod
    def of(cls, given: np.ndarray) -> Company:
        """From which story (row) has which label (column)."""
        together = given.T.astype(np.float32) @ given.astype(np.float32)
        beside = together / (np.diag(together)[:, None] + 5)
        np.fill_diagonal(beside, 0)
        return cls(given.mean(axis=0) + 1 / len(given), beside)


@dataclass(slots=True)
class Evidence:
    """What stands in the texts themselves: a vector of ``values`` for some pairs of story and label."""

    stories: np.ndarray
    labels: np.ndarray
    values: np.ndarray

    def at(self, stories: np.ndarray, labels: np.ndarray, size: tuple[int, int]) -> np.ndarray:
        """The vectors of these pairs, zeros where there is none."""
        places = sparse.csr_matrix((np.arange(1, len(self.labels) + 1), (self.stories, self.labels)), size)
        found = np.asarray(places[stories, labels]).ravel().astype(np.int64)
        return np.vstack([np.zeros((1, self.values.shape[1])), self.values])[found]


def pairs(opinions: Opinions, company: Company, evidence: Evidence) -> Pairs:
    """The pairs that come into question: by the first stage, or because the text gives evidence."""
    mean = (opinions.wide + opinions.plain + opinions.eager) / 3
    judged = (mean > LEAST_MARGIN) | (opinions.shares > LEAST_SHARE)
    judged[evidence.stories, evidence.labels] = True
    # Near misses too, or the second stage of an archive that is easily told apart would see nothing but truths.
    ahead = np.argpartition(-mean, min(LEADERS, mean.shape[1]) - 1, axis=1)[:, :LEADERS]
    np.put_along_axis(judged, ahead, True, axis=1)
    stories, labels = np.nonzero(judged)
    order = -np.sort(-mean, axis=1)
    rank = (-mean).argsort(axis=1).argsort(axis=1)
    best = order[:, 0]
    second = order[:, 1] if mean.shape[1] > 1 else np.full(len(best), -1.0)
    here = mean[stories, labels]
    rival = np.where(here >= best[stories], second[stories], best[stories])
    likely = 1 / (1 + np.exp(-STEEPNESS * (mean - LIKELY_FROM)))
    own = likely[stories, labels]
    features = np.column_stack(
        [
            opinions.wide[stories, labels],
            opinions.plain[stories, labels],
            opinions.eager[stories, labels],
            opinions.shares[stories, labels],
            opinions.nearest[stories],
            here,
            here - rival,
            rival,
            np.minimum(rank[stories, labels], 12),
            np.log(company.prior[labels]),
            (likely @ company.beside)[stories, labels],
            likely[stories].sum(axis=1) - own,
            opinions.shares[stories].max(axis=1),
            opinions.shares[stories].sum(axis=1),
            evidence.at(stories, labels, mean.shape),
        ]
    )
    return Pairs(stories, labels, features.astype(np.float64))


@dataclass(slots=True)
class Bends:
    """Makes of each feature a line that may bend at four places, and gives every label a term of its own."""

    mean: np.ndarray
    spread: np.ndarray
    knots: np.ndarray
    labels: int

    @classmethod
    def of(cls, seen: Pairs, labels: int) -> Bends:
        mean, spread = seen.features.mean(axis=0), seen.features.std(axis=0) + 1e-6
        knots = np.quantile((seen.features - mean) / spread, KNOTS, axis=0)
        return cls(mean, spread, knots, labels)

    def columns(self, some: Pairs) -> sparse.csr_matrix:
        """A row for each pair."""
        level = np.clip((some.features - self.mean) / self.spread, -FARTHEST, FARTHEST)
        bent = np.hstack([level, *(np.maximum(0, level - knot) for knot in self.knots)])
        size = (len(some.labels), self.labels)
        rows = np.arange(len(some.labels))
        own = sparse.csr_matrix((np.full(len(rows), 0.7), (rows, some.labels)), size)
        slope = sparse.csr_matrix((0.5 * level[:, MARGIN], (rows, some.labels)), size)
        return sparse.hstack([sparse.csr_matrix(bent), own, slope]).tocsr()


@dataclass(slots=True)
class Judge:
    """How likely a pair is true, and from which probability on it is suggested."""

    bends: Bends
    weights: np.ndarray
    offset: float
    threshold: float

    def probabilities_of(self, columns: sparse.csr_matrix) -> np.ndarray:
        """Of pairs as `Bends.columns` writes them."""
        return 1 / (1 + np.exp(-(columns @ self.weights + self.offset)))

    def scores(self, some: Pairs) -> np.ndarray:
        """Between 0 and 1; the threshold lies at a half."""
        chance, threshold = self.probabilities_of(self.bends.columns(some)), self.threshold
        return np.where(chance < threshold, chance / threshold / 2, 0.5 + (chance - threshold) / (1 - threshold) / 2)

    def parts(self) -> Parts:
        bends = self.bends
        return {
            "mean": bends.mean, "spread": bends.spread, "knots": bends.knots, "weights": self.weights,
            "numbers": np.array([bends.labels, self.offset, self.threshold]),
        }  # fmt: skip

    @classmethod
    def restored(cls, parts: Parts) -> Judge:
        labels, offset, threshold = (float(number) for number in parts["numbers"])
        bends = Bends(parts["mean"], parts["spread"], parts["knots"], int(labels))
        return cls(bends, parts["weights"], offset, threshold)


def threshold_for(chances: np.ndarray, truths: np.ndarray, wanted: int) -> float:
    """The probability from which on suggesting gives the best micro-F1, where ``wanted`` labels are right in all.

    The middle of all thresholds that are nearly as good as the best: the best one alone is an accident of the sample.
    """
    grid = np.arange(0.2, 0.71, 0.01)
    scores = np.array([2 * truths[chances > level].sum() / max((chances > level).sum() + wanted, 1) for level in grid])
    return float(np.mean(grid[scores >= scores.max() - 0.0007]))
