"""What a story's text says of the agency it comes from: a dateline before it, a credit after it. The text stays as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.importers.plain_text import vocabulary
from articles.importers.plain_text.datelines import DATELINE
from articles.text import names, words

_IN_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]{2,80})[)）\]]\s*\.?$")


@dataclass(frozen=True, slots=True)
class Wire:
    """Dateline, credit line and the agency that both of them, or the authors, name."""

    dateline: str = ""
    credit: str = ""
    agency: str = ""


def find_wire(paragraphs: Sequence[str], credit: str, authors: Sequence[str]) -> Wire:
    """The wire of a story whose text begins and ends with ``paragraphs``; ``credit`` is a line already set apart."""
    dateline, agency = "", ""
    opening = DATELINE.match(paragraphs[0]) if paragraphs else None
    if opening and (not opening["agency"] or names.agency(opening["agency"])):
        dateline = words.clean(opening[0].strip(" -–—:"))
        agency = names.agency(opening["agency"] or "")
    closing = _IN_BRACKETS.search(paragraphs[-1]) if paragraphs and not credit else None
    if closing and (names.agencies(closing[1]) or vocabulary.CREDIT.fullmatch(closing[1])):
        credit = closing[0].strip()
    named = (*map(names.agency, authors), agency, names.agency(credit), *names.agencies(credit))
    return Wire(dateline, credit, next(filter(None, named), ""))
