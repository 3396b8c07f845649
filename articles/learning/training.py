"""Learning from lessons. The one module that needs scikit-learn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from articles.learning.judging import Bends, Company, Evidence, Judge, Opinions, Pairs, pairs, threshold_for
from articles.learning.margins import Margins, Neighbours
from articles.learning.tagger import FirstStage, Tagger, Views

# Of few lessons each is dear, and a third fold leaves more to learn from; of many it only takes time.
FOLDS_OF_FEW, FOLDS_OF_MANY = 3, 2
MANY = 3000
# Lessons are laid aside in runs, so that a story and its update, which stand near one another, are laid aside
# together: scores of stories whose twin was learned from would be better than those of tomorrow's stories.
RUNS = 40
THREADS = 2
SMALLEST_WEIGHT = 1e-3
TOLERANCE = 0.1
CERTAIN = 4.0


def tagger(kind: str, labels: list[str], views: Views, given: np.ndarray, evidence: Evidence) -> Tagger:
    """Both stages learned from the lessons; ``given`` says which lesson (row) has which label (column)."""
    company = Company.of(given)
    seen = pairs(opinions_of_others(views, given), company, evidence)
    judge = judge_of(seen, given)
    return Tagger(kind, labels, first_stage(views, given), company, judge)


def opinions_of_others(views: Views, given: np.ndarray) -> Opinions:
    """For each lesson what a first stage says of it that has not learned from it."""
    fold = folds(len(given))
    said = [(fold == number, _opinions(views, given, fold == number)) for number in range(fold.max() + 1)]
    whole = {}
    for name in ("wide", "plain", "eager", "shares", "nearest"):
        first = getattr(said[0][1], name)
        whole[name] = np.zeros((len(given), *first.shape[1:]), np.float32)
        for aside, opinions in said:
            whole[name][aside] = getattr(opinions, name)
    return Opinions(**whole)


def _opinions(views: Views, given: np.ndarray, aside: np.ndarray) -> Opinions:
    return first_stage(views.some(~aside), given[~aside]).opinions(views.some(aside))


def folds(number: int) -> np.ndarray:
    """To which fold each of ``number`` lessons belongs."""
    return np.arange(number) * min(RUNS, number) // number % (FOLDS_OF_MANY if number >= MANY else FOLDS_OF_FEW)


def first_stage(views: Views, given: np.ndarray) -> FirstStage:
    """Linear models and neighbours of these lessons."""
    return FirstStage(
        margins(views.wide, given, C=1.5),
        margins(views.plain, given, C=0.7),
        # Counting every lesson that has the label four times finds more of the rare labels, at the price of some
        # wrong ones; the second stage weighs the one against the other.
        margins(views.plain, given, C=0.5, class_weight={True: 4, False: 1}),
        Neighbours(views.plain, sparse.csr_matrix(given, dtype=np.float32)),
    )


def margins(vectors: sparse.csr_matrix, given: np.ndarray, **options: Any) -> Margins:
    """A support vector machine for each label; a label that none of the lessons has is denied."""
    vectors = vectors.astype(np.float64)
    # Else each of the machines sorts a copy of its own.
    vectors.sort_indices()

    def learned(label: int) -> tuple[sparse.csr_matrix, float]:
        truths = given[:, label]
        if not truths.any() or truths.all() or not vectors.shape[1]:
            return sparse.csr_matrix((1, vectors.shape[1]), dtype=np.float32), 1.0 if truths.all() else -1.0
        machine = LinearSVC(tol=TOLERANCE, random_state=0, **options).fit(vectors, truths)
        weights = machine.coef_[0].astype(np.float32)
        weights[np.abs(weights) < SMALLEST_WEIGHT * np.abs(weights).max()] = 0
        return sparse.csr_matrix(weights[None, :]), float(machine.intercept_[0])

    with ThreadPoolExecutor(THREADS) as threads:
        machines = list(threads.map(learned, range(given.shape[1])))
    return Margins(sparse.vstack([weights for weights, _ in machines]).tocsr(), np.array([own for _, own in machines]))


def judge_of(seen: Pairs, given: np.ndarray) -> Judge:
    """The second stage, and its threshold from pairs that it was not learned from."""
    bends = Bends.of(seen, given.shape[1])
    columns = bends.columns(seen)
    truths = given[seen.stories, seen.labels]
    fold = folds(len(given))[seen.stories]
    chances = np.zeros(len(truths))
    for number in range(fold.max(initial=0) + 1):
        aside = fold == number
        weights, offset = _regression(columns[~aside], truths[~aside])
        chances[aside] = Judge(bends, weights, offset, 0.5).probabilities_of(columns[aside])
    weights, offset = _regression(columns, truths)
    return Judge(bends, weights, offset, threshold_for(chances, truths, given.sum()))


def _regression(columns: sparse.csr_matrix, truths: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and offset; where all pairs are true, or none is, there is nothing to weigh."""
    if truths.all() or not truths.any():
        return np.zeros(columns.shape[1]), CERTAIN if truths.any() else -CERTAIN
    machine = LogisticRegression(C=0.3, solver="liblinear", tol=1e-3, random_state=0).fit(columns, truths)
    return machine.coef_[0], float(machine.intercept_[0])
