"""What is remembered as long as the index stays at one edition: numbers that the next page of a list needs again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

REMEMBERED = 128

Answer = TypeVar("Answer")


class Memory:
    """A few of the latest answers of one edition. Threads may share it: at worst, one works out the same again."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, Any] = {}
        self._lock = threading.Lock()

    def get(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """The answer to ``question``, worked out by ``answer`` where it is not remembered."""
        with self._lock:
            known = self._answers.pop(question, None)
        if known is None:
            known = answer()
        with self._lock:
            # Put back at the end: the first is the one that was not asked for longest.
            self._answers[question] = known
            if len(self._answers) > REMEMBERED:
                del self._answers[next(iter(self._answers))]
        return known
