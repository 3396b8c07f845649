"""Labels that a text names outright: evidence for those that few lessons or none tell of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from articles.learning.lessons import Lesson
from articles.text.naming import Finder, Spellings

FEATURES = 3


class LabelNames:
    """Finds the words of which a label is made: "us-japan-relations" by "US Japan relations"."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._finder = Finder(
            Spellings(number, (label.replace("-", " ").replace("_", " "),)) for number, label in enumerate(labels)
        )

    def evidence(self, lesson: Lesson) -> dict[int, np.ndarray]:
        """By label's number: that it is named, whether in the headline, and how often."""
        in_headline = {number for number, _, _ in self._finder.named_in(lesson.headline)}
        counts = Counter(number for number, _, _ in self._finder.named_in(" ".join(lesson.body.split())))
        counts.update(in_headline)
        return {
            number: np.array([1, number in in_headline, np.log1p(count)], np.float32)
            for number, count in counts.items()
        }
