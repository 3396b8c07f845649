"""Several values in one cell: how topics, names and places are told apart.

The rule, first match wins:

1. A list in brackets or of quoted parts is what it says: ``["Doe, Jane", "Roe"]``, ``"Doe, Jane", "Roe"``.
2. A semicolon, a bar or a line end parts; then a comma belongs to its part: ``Doe, Jane; Roe, Richard``.
3. Names of persons, where every first of two pieces between commas is a family name alone, are pairs of family and given
   name: ``Doe, Jane, Roe, Richard``. ``Jane Doe, Richard Roe`` are two names.
4. A comma parts.
"""

from __future__ import annotations

import re

from articles.text import names, words

_QUOTED = r"""(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')"""
_LIST = re.compile(rf"\[\s*+(?:{_QUOTED}(?:\s*+,\s*+{_QUOTED})*+)?\s*+,?\s*+\]|{_QUOTED}(?:\s*+[,;|]\s*+{_QUOTED})++")
_ONE = re.compile(_QUOTED)
_STRONG = re.compile(r"[;|；｜\n]")
_COMMA = re.compile(r"[,，、]")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|PhD|Ph\.D|MD|M\.D|Esq)\.?", re.IGNORECASE)
MOST_GIVEN_NAMES = 3
LONGEST = 100_000


def parts(text: str) -> list[str]:
    """The values of a cell, each on one line."""
    text = text[:LONGEST]
    strong = _strongly(text)
    return _cleaned(_COMMA.split(text) if strong is None else strong)


def persons(text: str) -> list[str]:
    """The names of a cell, "Doe, Jane" as "Jane Doe"."""
    text = text[:LONGEST]
    strong = _strongly(text)
    if strong is not None:
        strong = _cleaned(strong)
        pairs = [_cleaned(_COMMA.split(part)) for part in strong]
        # One name with a family name of two words proves nothing; a list of such does.
        filed = len(pairs) > 1 and all(len(pair) == 2 and _given(pair[1]) for pair in pairs)
        return [f"{pair[1]} {pair[0]}" if filed else turned(part) for part, pair in zip(strong, pairs, strict=True)]
    pieces = _cleaned(_COMMA.split(text))
    pairs = list(zip(pieces[::2], pieces[1::2], strict=False))
    if pieces and len(pieces) % 2 == 0 and all(_filed(*pair) for pair in pairs):
        return [f"{given} {family}" for family, given in pairs]
    return pieces


def turned(text: str) -> str:
    """A name filed under its family name the way it is said: "Doe, Jane" → "Jane Doe". Anything else stays."""
    pieces = _cleaned(_COMMA.split(text))
    return f"{pieces[1]} {pieces[0]}" if len(pieces) == 2 and _filed(*pieces) else words.clean(text)


def _strongly(text: str) -> list[str] | None:
    """The parts that brackets, quotation marks, semicolons, bars or line ends make; None where there are none."""
    text = text.strip()
    if _LIST.fullmatch(text):
        return [re.sub(r"\\(.)", r"\1", one[1:-1]) for one in _ONE.findall(text)]
    return _STRONG.split(text) if _STRONG.search(text) else None


def _cleaned(found: list[str]) -> list[str]:
    return [part for part in map(words.clean, found) if part]


def _filed(family: str, given: str) -> bool:
    *particles, name = family.split()
    alone = name[:1].isupper() and all(particle.islower() for particle in particles)
    return alone and bool(names.person(family)) and not names.agency(family) and _given(given)


def _given(text: str) -> bool:
    return (
        len(text.split()) <= MOST_GIVEN_NAMES
        and text[:1].isupper()
        and bool(names.person(text))
        and not names.agency(text)
        and not _SUFFIX.fullmatch(text)
    )
