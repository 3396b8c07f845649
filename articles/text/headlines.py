"""Whether a text speaks of what a headline says."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The share of a headline's words that a text has to have: sites change a word or two after printing.
ENOUGH = 0.6
_WORDS = re.compile(r"\w+")
_SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def holds(text: str, headline: str) -> bool:
    """Whether a text has a headline in it, or most of its words. Any text has one without words."""
    wanted = list(_pieces(headline))
    if not wanted:
        return True
    there = set(_pieces(text))
    return sum(piece in there for piece in wanted) >= ENOUGH * len(wanted)


def _pieces(text: str) -> Iterator[str]:
    """The words of a text; of scripts that set no spaces between words, each two letters in a row."""
    for word in _WORDS.findall(text.casefold()):
        if _SPACELESS.search(word) and len(word) > 2:
            yield from (word[place : place + 2] for place in range(len(word) - 1))
        else:
            yield word
