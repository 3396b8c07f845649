"""A story as COinS, by which reference managers find what a list holds (OpenURL 1.0, ANSI/NISO Z39.88-2004).

Keys and values are those of the matrix "journal" in the KEV format, in the order of ContextObjects in Spans.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol
from urllib.parse import quote_plus

from articles.documents import Precision

START = "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&rft.genre=article&rft.atitle="
LENGTHS = {Precision.YEAR: 4, Precision.MONTH: 7}


class Listed(Protocol):
    """What a row of a list knows of a story."""

    pk: int
    headline: str
    source: object
    author_names: list[str]
    published_on: dt.date | None
    published_precision: str


def coins(story: Listed, short: str) -> str:
    """The ``title`` of a story's ``Z3988`` span, not yet escaped. ``short`` is its permanent address less the number."""
    # As few calls as can be: a list has twenty-five of these.
    parts = [START, quote_plus(story.headline)]
    if source := story.source:
        parts += "&rft.jtitle=", quote_plus(str(source))
    if day := story.published_on:
        parts += "&rft.date=", day.isoformat()[: LENGTHS.get(story.published_precision, 10)]
    for name in story.author_names:
        parts += "&rft.au=", quote_plus(name)
    parts += "&rft_id=", quote_plus(f"{short}{story.pk}")
    return "".join(parts)
