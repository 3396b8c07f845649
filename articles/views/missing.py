"""An address at which there is nothing: what its words and dates may have meant."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles import caching
from articles.filters import plain
from articles.selection import Selection
from articles.views.addresses import list_address

DATE = re.compile(r"(?<!\d)(1[6-9]\d\d|2[01]\d\d)(?:[-/_.]?(0[1-9]|1[0-2])(?:[-/_.]?(0[1-9]|[12]\d|3[01]))?)?(?!\d)")
WORD = re.compile(r"[^\W\d_]{2,}")
ENDING = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|cgi|xml|json)$", re.IGNORECASE)
# Words of addresses, ours and other papers', that say nothing of the story.
HOLLOW = {
    "amp", "api", "article", "articles", "author", "authors", "category", "countries", "country", "en", "html", "index",
    "ja", "news", "printings", "section", "sections", "source", "sources", "stories", "story", "tag", "topic", "topics",
    "versions", "www",
}  # fmt: skip
MOST_WORDS = 8
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Meant:
    """What an address may have meant: words to search for, and a year, month or day (YYYY, YYYY-MM, YYYY-MM-DD).

    Empty where the address says nothing of the kind. Each has the address of its page.
    """

    words: str = ""
    search: str = ""
    period: str = ""
    archive: str = ""


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with ways on that the address itself suggests. Asks no database, which may be what is missing."""
    response = render(request, "404.html", {"meant": meant_by(request.path)}, status=404)
    return caching.private(response) if caching.is_private(request) else response


def meant_by(path: str) -> Meant:
    """What the words and the date in a path may have meant."""
    text = plain(unquote(path[:LONGEST]))
    date = DATE.search(text)
    words = WORD.findall(ENDING.sub("", text))
    told = " ".join(list(dict.fromkeys(word for word in words if word.lower() not in HOLLOW))[:MOST_WORDS])
    period, archive = _archive(date) if date else ("", "")
    return Meant(told, list_address(Selection(q=told)) if told else "", period, archive)


def _archive(date: re.Match[str]) -> tuple[str, str]:
    """The period and its archive: to the day where there is such a day, else to the month."""
    parts = [part for part in date.groups() if part]
    if len(parts) == 3:
        try:
            dt.date(*map(int, parts))
        except ValueError:
            parts.pop()
    return "-".join(parts), reverse(("year", "month", "day")[len(parts) - 1], args=parts)
