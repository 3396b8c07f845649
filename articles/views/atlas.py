"""The world map and the matrix of countries: where the stories of a selection play, and which countries meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import caching
from articles.cartography import world_map as outlined
from articles.filters import ArticleFilter, has_empty_fields
from articles.search import edition, facet, total
from articles.search.labels import labels
from articles.search.pairs import Pairs, pairs
from articles.search.results import FacetValue
from articles.selection import Selection
from articles.views.addresses import list_address
from articles.views.describing import Chip, chips

SHADES = 5
IN_MATRIX = 20


@dataclass(frozen=True, slots=True)
class Shade:
    """A class of numbers that are drawn alike, ``low`` to ``high``, both included. The first is number 1."""

    number: int
    low: int
    high: int

    @property
    def single(self) -> bool:
        """Whether it is one number only."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Place:
    """A country with stories: its name, number, address and shade, and how the map shows it."""

    name: str
    count: int
    url: str
    shade: int
    path: str = ""
    dot: tuple[int, int] | None = None

    @property
    def drawn(self) -> bool:
        """Whether it is on the map; former countries and the Antarctic are not."""
        return bool(self.path or self.dot)


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of the matrix; no address where there is no story."""

    label: str
    count: int
    url: str
    shade: int
    itself: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A country of the matrix with its number beside each of the others."""

    name: str
    url: str
    cells: list[Cell]


class Asked:
    """What a page of figures is asked for: the list's own query string, with each condition's way out."""

    def __init__(self, request: HttpRequest) -> None:
        filtered = ArticleFilter(request.GET)
        self.path = request.path
        self.problems: list[str] = filtered.problems
        self.selection: Selection = filtered.selection.on_page(1)

    @property
    def chips(self) -> list[Chip]:
        """The conditions, each with the address of the page without it."""
        return chips(self.selection, labels(self.selection), self.address)

    def address(self, selection: Selection) -> str:
        """Where ``selection`` is shown on this page."""
        query = selection.query_string()
        return f"{self.path}?{query}" if query else self.path

    def led_to(self, *codes: str) -> str:
        """The stories of the selection that concern all of these countries.

        Of the whole archive that is the page of the country or the pair, which says more than a list.
        """
        if self.selection.is_everything:
            name = "country" if len(codes) == 1 else "country-pair"
            return reverse(name, args=[code.lower() for code in sorted(codes)])
        selection = self.selection
        for code in codes:
            selection = selection.adding("country", code)
        return list_address(selection)


@require_safe
def world_map(request: HttpRequest) -> HttpResponse:
    """The world, each country shaded by its number of stories in the selection; and the same as a table."""
    return figures(request, map_page)


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """The most frequent countries of the selection by each other: how many stories name both."""
    return figures(request, matrix_page)


def figures(request: HttpRequest, draw: Callable[[HttpRequest, Asked], HttpResponse]) -> HttpResponse:
    """The page that ``draw`` makes of what is asked, kept as long as the archive stays at one edition."""
    asked = Asked(request)
    if has_empty_fields(request.GET) and not asked.problems:
        return redirect(asked.address(asked.selection))
    query = None if asked.problems else asked.selection.query_string()
    return caching.cached(request, (edition(),), partial(draw, request, asked), query=query)


def map_page(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The page of the map."""
    values = [value for value in facet(asked.selection, "country") if value.count]
    values.sort(key=lambda value: (-value.count, value.label.casefold()))
    shades = shades_for(value.count for value in values)
    found = places(values, shades, asked)
    context = {
        "world": outlined(),
        "shaded": {code for code, place in found.items() if place.drawn},
        "on_map": sorted((place for place in found.values() if place.drawn), key=lambda place: bool(place.dot)),
        "places": list(found.values()),
        "shades": shades,
    }
    return answer(request, "articles/world_map.html", asked, context)


def matrix_page(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The page of the matrix."""
    found = pairs(asked.selection, IN_MATRIX)
    shades = shades_for(count for (one, other), count in found.counts.items() if one != other)
    context = {"rows": rows_of(found, shades, asked), "shades": shades}
    return answer(request, "articles/country_matrix.html", asked, context)


def answer(request: HttpRequest, template: str, asked: Asked, context: dict[str, object]) -> HttpResponse:
    """A page of figures, with what all of them say of the selection."""
    query = asked.selection.query_string()
    about = {
        "asked": asked,
        "total": total(asked.selection),
        "list": list_address(asked.selection),
        "query": f"?{query}" if query else "",
        "whole": asked.selection.is_everything,
    }
    return render(request, template, about | context, status=200 if edition() else 503)


def places(values: Iterable[FacetValue], shades: list[Shade], asked: Asked) -> dict[str, Place]:
    """The countries of ``values`` by code, each with what the map needs."""
    outlines = {outline.code: outline for outline in outlined().outlines}
    found = {}
    for value in values:
        outline = outlines.get(value.value)
        found[value.value] = Place(
            name=value.label,
            count=value.count,
            url=asked.led_to(value.value),
            shade=shade_of(value.count, shades),
            path=outline.path if outline else "",
            dot=outline.dot if outline else None,
        )
    return found


def rows_of(found: Pairs, shades: list[Shade], asked: Asked) -> list[Row]:
    """The rows of the matrix, in the order of its columns."""
    rows = []
    for one in found.countries:
        cells = []
        for other in found.countries:
            count, itself = found.counts.get((one.value, other.value), 0), one.value == other.value
            url = asked.led_to(*dict.fromkeys((one.value, other.value))) if count else ""
            cells.append(Cell(other.label, count, url, 0 if itself else shade_of(count, shades), itself))
        rows.append(Row(one.label, asked.led_to(one.value), cells))
    return rows


def shades_for(counts: Iterable[int], most: int = SHADES) -> list[Shade]:
    """At most ``most`` classes for these numbers, from one up to the greatest, each as many times wider than the last.

    A few countries have most of the stories: equal steps would leave all the others in the palest class.
    """
    greatest = max(counts, default=0)
    if not greatest:
        return []
    edges = sorted({max(1, round(greatest ** (step / most))) for step in range(1, most + 1)})
    return [Shade(number, low + 1, high) for number, (low, high) in enumerate(zip([0, *edges], edges, strict=False), 1)]


def shade_of(count: int, shades: list[Shade]) -> int:
    """The number of the class that a count falls into; zero for none."""
    return next((shade.number for shade in shades if shade.low <= count <= shade.high), 0)
