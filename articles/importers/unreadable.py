"""What stands in the way of reading a file."""

from __future__ import annotations

from articles.documents import Problem


class Unreadable(Exception):
    """Why a file, or the rest of it, cannot be read: a sentence for the editor."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(message, line)
