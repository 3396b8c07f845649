"""Headlines as the styles print them: their case, their quotation marks, the mark at their end.

citeproc-py knows neither the marks that American English puts inside the quotation marks, nor quotations within
quotations, nor capitals after an opening quotation mark; so it is handed headlines that have all this already.
"""

from __future__ import annotations

import re
from enum import Enum

# Words that headline-style capitals leave small (Chicago 18, 8.160; MLA 9, 2.90). "Up", "down", "off", "out" and "over"
# are prepositions as well, but in a headline mostly part of a verb ("steps up"), where both manuals want the capital.
SMALL = frozenset("a an the and but or nor for as at by from in into of on onto per than to via with vs".split())
# MLA leaves prepositions of any length small; Chicago, since its 18th edition, those of up to four letters.
LONG = frozenset(
    "about above across against along among around behind below beneath beside between beyond despite during inside "
    "near outside through throughout toward towards under upon within without".split()
)
ENDS = tuple(".?!…。？！؟")
CLOSERS = "”’»"
START = re.compile(r"^(\W*)(\w)", re.UNICODE)
OPENING = re.compile(r"(^|[\s(\[{—–/-]|[“‘])([\"'])")
INNER_SINGLE = re.compile(r"‘([^‘’]+(?:’\w[^‘’]*)*)’(?!\w)")


class Case(Enum):
    """How a style writes titles: as printed, or with capitals, with or without those of long prepositions."""

    AS_PRINTED = 0
    CHICAGO = 1
    MLA = 2


def headline_case(title: str, case: Case) -> str:
    """``title`` with capitals on all words that count. A word that has a capital anywhere keeps its own."""
    if case is Case.AS_PRINTED:
        return title
    small = SMALL | LONG if case is Case.MLA else SMALL
    words = title.split(" ")
    last = len(words) - 1
    after_stop = True
    for place, word in enumerate(words):
        bare = word.strip("“”‘’\"'(),.:;?!…—–")
        if after_stop or place == last or bare.lower() not in small:
            words[place] = "-".join(
                part if number and part in small else capital(part) for number, part in enumerate(word.split("-"))
            )
        elif (bare.lower() in small and bare[1:].islower()) or len(bare) == 1:
            words[place] = word.lower()
        after_stop = word.endswith((":", "?", "!", ".", "—", "–"))
    return " ".join(words)


def capital(word: str) -> str:
    """``word`` with its first letter as a capital, where it has none of its own."""
    return START.sub(lambda found: found[1] + found[2].upper(), word) if word.islower() else word


def curled(title: str) -> str:
    """``title`` with typographic quotation marks and apostrophes in place of straight ones."""
    marks = {'"': ("“", "”"), "'": ("‘", "’")}
    opened = title
    while (found := OPENING.sub(lambda one: one[1] + marks[one[2]][0], opened)) != opened:
        opened = found
    return opened.replace('"', "”").replace("'", "’")


def within_double(title: str) -> str:
    """A title that will stand in double quotation marks: its own become single ones, and the other way round."""
    swapped = INNER_SINGLE.sub("\x00\\1\x01", title).replace("“", "‘").replace("”", "’")
    return swapped.replace("\x00", "“").replace("\x01", "”")


def within_single(title: str) -> str:
    """A title that will stand in single quotation marks: single ones of its own become double."""
    return INNER_SINGLE.sub(r"“\1”", title)


def closed(title: str, mark: str) -> str:
    """``title`` with ``mark`` at its end, inside its own quotation marks.

    A full stop is left out where another mark ends the title; a comma is not (Chicago 18, 6.134).
    """
    bare = title.rstrip(CLOSERS)
    if mark == "." and bare.endswith(ENDS):
        return title
    return bare.removesuffix(".") + mark + title[len(bare) :] if mark else title
