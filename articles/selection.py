"""What a reader asked: one value, with one canonical query string.

That string is the address of the list, the feed, the export, the API call, the alert and the cache entry.
No database here: names in a selection are slugs and codes that ``articles.filters`` has already checked.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

PAGE_SIZE = 25
PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Reprints(StrEnum):
    """What a list does with the printings of one story beside showing them all: one row for all of them."""

    COLLAPSED = "collapsed"


class Sort(StrEnum):
    """The orders a list can have."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RELEVANCE = "relevance"


def first_day(text: str) -> dt.date:
    """The first day of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``. Raises ValueError for anything else."""
    year, month, day = _parts(text)
    return dt.date(year, 1 if month is None else month, 1 if day is None else day)


def last_day(text: str) -> dt.date:
    """The last day of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``. Raises ValueError for anything else."""
    year, month, day = _parts(text)
    month = 12 if month is None else month
    if not 1 <= month <= 12:
        raise ValueError(f"no such month: {text}")
    return dt.date(year, month, calendar.monthrange(year, month)[1] if day is None else day)


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = PARTIAL_DATE.fullmatch(text)
    if not match or not text.isascii():
        raise ValueError(f"not a date: {text}")
    year, month, day = (int(part) if part else None for part in match.groups())
    return year, month, day


quoted = lru_cache(maxsize=20_000)(quote_plus)


@dataclass(frozen=True, slots=True)
class Selection:
    """A reader's question. Fields carry the names of their query parameters.

    ``topic`` and ``country`` mean all of them, ``…_any`` at least one, ``…_not`` none; the other lists mean
    any of them. ``reprints`` and ``sort`` change how the stories are listed, not which. Topics, sources, authors and sections are slugs, countries upper-case codes, ``since`` and
    ``until`` (the parameters ``from`` and ``to``) partial dates, both included. Values are sorted and
    unique, so that two ways of asking the same thing are equal.
    """

    q: str = ""
    topic: tuple[str, ...] = ()
    topic_any: tuple[str, ...] = ()
    topic_not: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    country_any: tuple[str, ...] = ()
    country_not: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    reprints: Reprints | None = None
    sort: Sort | None = None
    page: int = 1

    def __post_init__(self) -> None:
        for name in MULTIPLE:
            if (values := getattr(self, name)) != ():
                object.__setattr__(self, name, tuple(sorted(set(values))))
        object.__setattr__(self, "q", " ".join(self.q.split()))
        if self.sort == self.default_sort:
            object.__setattr__(self, "sort", None)

    @property
    def default_sort(self) -> Sort:
        """Relevance where there are words to be relevant to, newest first otherwise."""
        return Sort.RELEVANCE if self.q else Sort.NEWEST

    @property
    def order(self) -> Sort:
        """The order in force."""
        return self.sort or self.default_sort

    @property
    def first_day(self) -> dt.date | None:
        return first_day(self.since) if self.since else None

    @property
    def last_day(self) -> dt.date | None:
        return last_day(self.until) if self.until else None

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows it: the whole archive."""
        return not any(True for _ in self.conditions())

    def conditions(self) -> Iterator[tuple[str, str]]:
        """Parameter and value of everything that narrows the selection, in canonical order."""
        for field, parameter in CONDITIONS:
            value = getattr(self, field)
            if isinstance(value, tuple):
                for one in value:
                    yield parameter, one
            elif value:
                yield parameter, value

    def parameters(self) -> list[tuple[str, str]]:
        """Parameter and value of all but the page: what a form carries along in hidden fields."""
        listed = {"reprints": self.reprints, "sort": self.sort}
        return [*self.conditions(), *((name, str(value)) for name, value in listed.items() if value)]

    def query_string(self) -> str:
        """The canonical query string, without ``?``; empty for the whole archive."""
        pairs = self.parameters()
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return urlencode(pairs)

    def adding(self, parameter: str, value: str) -> Selection:
        """The selection with one more condition, from its first page on. A single value is replaced."""
        name = FIELDS.get(parameter, parameter)
        current = getattr(self, name)
        return replace(self, page=1, **{name: (*current, value) if isinstance(current, tuple) else value})

    def adder(self, *parameters: str) -> Callable[[str], str]:
        """The query string one gets by adding a value to each of ``parameters``, as a function of the value.

        For hundreds of values it is much quicker than ``adding`` and ``query_string``, and gives the same.
        """
        kept, marks = {}, {}
        for parameter in parameters:
            name = FIELDS.get(parameter, parameter)
            current = getattr(self, name)
            kept[parameter], marks[name] = (current, (MARK,)) if isinstance(current, tuple) else ((), MARK)
        marked = replace(self, page=1, **marks)
        places = "|".join(re.escape(f"{parameter}={quote_plus(MARK)}") for parameter in parameters)
        pieces = re.split(f"({places})", marked.query_string())

        def query(value: str) -> str:
            written = {
                f"{parameter}={quote_plus(MARK)}": "&".join(
                    f"{parameter}={quoted(one)}" for one in sorted({*before, value})
                )
                for parameter, before in kept.items()
            }
            return "".join(written.get(piece, piece) for piece in pieces)

        return query

    def without(self, parameter: str, value: str | None = None) -> Selection:
        """The selection with one condition dropped (all values of it where ``value`` is None)."""
        name = FIELDS.get(parameter, parameter)
        current = getattr(self, name)
        if not isinstance(current, tuple):
            kept: object = ""
        elif value is None:
            kept = ()
        else:
            kept = tuple(one for one in current if one != value)
        return replace(self, page=1, **{name: kept})

    def sorted_by(self, sort: Sort) -> Selection:
        """The same stories in another order, from the first page on."""
        return replace(self, sort=sort, page=1)

    def listing(self, reprints: Reprints | None) -> Selection:
        """The same stories with reprints collapsed or not, from the first page on."""
        return replace(self, reprints=reprints, page=1)

    def on_page(self, page: int) -> Selection:
        """Another page of the same list."""
        return replace(self, page=page)


# Stands for a value that is not known yet. Nothing that a reader asks for is this character of private use.
MARK = "\ue000"
MULTIPLE = tuple(field.name for field in fields(Selection) if field.type.startswith("tuple"))
AS_LISTED = ("reprints", "sort", "page")
PARAMETERS = {"since": "from", "until": "to"}
FIELDS = {parameter: name for name, parameter in PARAMETERS.items()}
# What narrows a selection, as field and parameter, in canonical order.
CONDITIONS = tuple(
    (field.name, PARAMETERS.get(field.name, field.name)) for field in fields(Selection) if field.name not in AS_LISTED
)
