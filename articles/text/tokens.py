"""A text cut into what a comparison moves and counts: words, marks, the ends of paragraphs; nothing lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from articles.text import words

BREAK = "\n\n"

# Scripts written without spaces are taken by the character, each with the marks that stand on it: Thai to Khmer,
# kana, bopomofo, Han.
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_ON_THEM = "".join(
    character
    for start, end in ((0x0E00, 0x0F00), (0x1000, 0x10A0), (0x1780, 0x1800), (0x3099, 0x309B))
    for character in map(chr, range(start, end))
    if unicodedata.category(character).startswith("M")
)
# What is neither a space nor one of these belongs to a word: letters, figures and, in many scripts, vowel signs.
_PUNCTUATION = (
    r"!-/:-@\[-`{-~\u00a1-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u055a-\u055f\u0589\u060c\u061b\u061f\u06d4"
    r"\u0964\u0965\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3008-\u3030\uff01-\uff0f"
    r"\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_LETTER = rf"[^\s{_PUNCTUATION}{_SPACELESS}]"
_TOKEN = re.compile(rf"(?:([{_SPACELESS}][{_ON_THEM}]*|{_LETTER}+(?:['’.,‐‑\-]{_LETTER}+)*)|\.{{2,}}|-{{2,}}|\S)\s*")
# One key for what is one mark in several shapes.
_SHAPES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("‘’‚‛＇", "'") | dict.fromkeys("‐‑‒–—―−", "-"))


class Token(NamedTuple):
    """A word or mark with the space after it; two are the same if their keys are. ``words`` is 0 for a mark."""

    text: str
    key: str
    words: int


def tokens(paragraphs: Iterable[str], by_paragraph: bool = False) -> Iterator[Token]:
    """The tokens of paragraphs, each closed by a token of the key ``BREAK``; or each paragraph as one token."""
    for paragraph in paragraphs:
        if by_paragraph:
            yield Token(paragraph, paragraph.translate(_SHAPES), words.word_count(paragraph))
        else:
            yield from _of_line(paragraph)
        yield Token(BREAK, BREAK, 0)


def _of_line(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        bare = found[0].rstrip()
        yield Token(found[0], _key(bare), 1 if found[1] else 0)


def _key(bare: str) -> str:
    if bare.startswith(".."):
        return "…"
    if bare.startswith("--"):
        return "-"
    return bare if bare.isascii() else bare.translate(_SHAPES)
