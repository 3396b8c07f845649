"""A story as COinS, by which reference managers find what a list holds (OpenURL 1.0, ANSI/NISO Z39.88-2004).

Keys and values are those of the matrix "journal" in the KEV format, in the order of ContextObjects in Spans.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote_plus

from django.utils.safestring import SafeString

from articles.documents import Precision

# Written for an attribute of HTML, with "&amp;": what quote_plus() leaves needs no escaping there.
START = (
    "ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&amp;rft.genre=article&amp;rft.atitle="
)
LENGTHS = {Precision.YEAR: 4, Precision.MONTH: 7}
# Lists name the same sources and authors again and again.
quoted = lru_cache(maxsize=2000)(quote_plus)


class Listed(Protocol):
    """What a row of a list knows of a story."""

    pk: int
    headline: str
    source: object
    author_names: list[str]
    published_on: dt.date | None
    published_precision: str


def coins(story: Listed, short: str) -> SafeString:
    """The ``title`` of a story's ``Z3988`` span. ``short`` is the story's permanent address less its number."""
    # As few calls as can be: a list has twenty-five of these.
    text = START + quote_plus(story.headline)
    if story.source:
        text += f"&amp;rft.jtitle={quoted(str(story.source))}"
    if story.published_on:
        day = story.published_on.isoformat()[: LENGTHS.get(story.published_precision, 10)]
        text += f"&amp;rft.date={day}"
    for name in story.author_names:
        text += f"&amp;rft.au={quoted(name)}"
    return SafeString(f"{text}&amp;rft_id={quoted(short)}{story.pk}")
