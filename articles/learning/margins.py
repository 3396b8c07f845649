"""Linear models, one for each label, and nearest neighbours: the first stage's opinions of a story."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from articles.learning.vectors import Parts

NEIGHBOURS = 30
ROWS_AT_ONCE = 500
# Neighbours count by the cube of their likeness: one near reprint outweighs thirty stories of the same trade.
SHARPNESS = 3


class Margins:
    """The distance of a story from each label's plane: above 0 it lies on the label's side."""

    def __init__(self, weights: sparse.csr_matrix, offsets: np.ndarray) -> None:
        self.weights = weights
        self.offsets = offsets

    def of(self, vectors: sparse.csr_matrix) -> np.ndarray:
        """A row for each story, a column for each label."""
        return np.asarray((vectors @ self.weights.T).todense()) + self.offsets

    def parts(self) -> Parts:
        return {**_packed(self.weights), "offsets": self.offsets.astype(np.float32)}

    @classmethod
    def restored(cls, parts: Parts) -> Margins:
        return cls(_unpacked(parts), parts["offsets"])


class Neighbours:
    """Which labels the most similar lessons have."""

    def __init__(self, vectors: sparse.csr_matrix, labels: sparse.csr_matrix) -> None:
        self.vectors = vectors
        self.labels = labels
        self._columns = vectors.T.tocsr()

    def of(self, vectors: sparse.csr_matrix) -> tuple[np.ndarray, np.ndarray]:
        """For each story the neighbours' share of each label, and the likeness of the nearest."""
        number = min(NEIGHBOURS, self.vectors.shape[0])
        shares = np.zeros((vectors.shape[0], self.labels.shape[1]), np.float32)
        nearest = np.zeros(vectors.shape[0], np.float32)
        for start in range(0, vectors.shape[0], ROWS_AT_ONCE):
            likeness = np.asarray((vectors[start : start + ROWS_AT_ONCE] @ self._columns).todense())
            chosen = np.argpartition(-likeness, number - 1, axis=1)[:, :number]
            weights = np.take_along_axis(likeness, chosen, axis=1)
            nearest[start : start + len(weights)] = weights.max(axis=1)
            weights = weights**SHARPNESS
            weights /= weights.sum(axis=1, keepdims=True) + 1e-9
            rows = np.repeat(np.arange(len(chosen)), number)
            spread = sparse.csr_matrix((weights.ravel(), (rows, chosen.ravel())), (len(chosen), self.vectors.shape[0]))
            shares[start : start + len(weights)] = (spread @ self.labels).todense()
        return shares, nearest

    def parts(self) -> Parts:
        labels = {f"labels_{name}": part for name, part in _packed(self.labels).items()}
        return {**_packed(self.vectors), **labels}

    @classmethod
    def restored(cls, parts: Parts) -> Neighbours:
        return cls(_unpacked(parts), _unpacked({name: parts[f"labels_{name}"] for name in _PACKED}))


_PACKED = ("values", "columns", "ends", "shape")


def _packed(matrix: sparse.csr_matrix) -> Parts:
    values = matrix.data.astype(np.float16)
    arrays = (values, matrix.indices.astype(np.int32), matrix.indptr.astype(np.int64), np.array(matrix.shape))
    return dict(zip(_PACKED, arrays, strict=True))


def _unpacked(parts: Parts) -> sparse.csr_matrix:
    values, columns, ends, shape = (parts[name] for name in _PACKED)
    matrix = sparse.csr_matrix((values.astype(np.float32), columns, ends), tuple(int(length) for length in shape))
    matrix.check_format(full_check=True)
    return matrix
