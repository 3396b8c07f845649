"""Stories as sparse vectors: log counts, weighed by how rare a term is, every block of length one.

TF-IDF as in Salton and Buckley, "Term-weighting approaches in automatic text retrieval" (1988).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse

from articles.learning.terms import BLOCKS, Blocks

LEAST_STORIES = 2
Parts = dict[str, np.ndarray]


class Space:
    """The terms that count, and what each weighs."""

    def __init__(self, terms: list[list[str]], rarity: np.ndarray) -> None:
        self.terms = [term for block in terms for term in block]
        self.sizes = [len(block) for block in terms]
        self.rarity = rarity
        self.block = np.repeat(np.arange(len(BLOCKS)), self.sizes)
        starts = np.cumsum([0, *self.sizes])
        self.places = {
            name: {term: int(start) + number for number, term in enumerate(block)}
            for name, start, block in zip(BLOCKS, starts, terms, strict=False)
        }

    @classmethod
    def of(cls, stories: Sequence[Blocks]) -> Space:
        """The terms that stand in at least two of the stories."""
        terms, rarity = [], []
        for name in BLOCKS:
            stories_with: Counter[str] = Counter()
            for story in stories:
                stories_with.update(story[name].keys())
            kept = sorted(term for term, number in stories_with.items() if number >= LEAST_STORIES)
            terms.append(kept)
            rarity.append(np.log((1 + len(stories)) / (1 + np.array([stories_with[term] for term in kept]))) + 1)
        return cls(terms, np.concatenate(rarity).astype(np.float32))

    def vectors(self, stories: Sequence[Blocks]) -> sparse.csr_matrix:
        """A row for each story, with every block of length one."""
        ends, places, counts = [0], [], []
        for story in stories:
            for name in BLOCKS:
                known = self.places[name]
                for term, count in story[name].items():
                    if (place := known.get(term)) is not None:
                        places.append(place)
                        counts.append(count)
            ends.append(len(places))
        columns = np.array(places, np.int32)
        values = ((1 + np.log(np.array(counts, np.float64))) * self.rarity[columns]).astype(np.float32)
        rows = np.repeat(np.arange(len(stories)), np.diff(ends))
        part = rows * len(BLOCKS) + self.block[columns]
        length = np.sqrt(np.bincount(part, values.astype(np.float64) ** 2, minlength=len(stories) * len(BLOCKS)))
        values /= length[part].astype(np.float32)
        return sparse.csr_matrix((values, columns, ends), (len(stories), len(self.terms)))

    def weighed(self, vectors: sparse.csr_matrix, weights: Mapping[str, float]) -> sparse.csr_matrix:
        """The same rows with each block at its weight, those without one left out, and every row of length one."""
        weight = np.array([weights.get(name, 0.0) for name in BLOCKS], np.float32)[self.block]
        rows = vectors.multiply(weight).tocsr()
        rows.eliminate_zeros()
        length = np.sqrt(np.asarray(rows.multiply(rows).sum(1)).ravel())
        return (sparse.diags(1 / np.maximum(length, 1e-9)) @ rows).tocsr().astype(np.float32)

    def parts(self) -> Parts:
        """The arrays of which `Space.restored` makes the same space."""
        return {
            "terms": np.frombuffer("\n".join(self.terms).encode(), np.uint8),
            "sizes": np.array(self.sizes),
            "rarity": self.rarity,
        }

    @classmethod
    def restored(cls, parts: Parts) -> Space:
        """The space whose parts these are; ValueError where they do not fit together."""
        text = parts["terms"].tobytes().decode()
        names = text.split("\n") if text else []
        sizes = [int(size) for size in parts["sizes"]]
        if len(sizes) != len(BLOCKS) or sum(sizes) != len(names) or len(parts["rarity"]) != len(names):
            raise ValueError("The terms of the model do not fit together.")
        starts = np.cumsum([0, *sizes])
        return cls([names[start : start + size] for start, size in zip(starts, sizes, strict=False)], parts["rarity"])
