"""All values that a list can be narrowed or widened by: a page of its own for each facet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles import caching
from articles.filters import ArticleFilter, has_empty_fields, plain
from articles.models import Tag
from articles.search import edition
from articles.search.adding import adding
from articles.search.facets import FACETS
from articles.search.results import FacetValue
from articles.search.suggest import HOW, LONGEST_TEXT, fold, parameter_for
from articles.selection import Selection
from articles.views import arrangement
from articles.views.addresses import list_address
from articles.views.arrangement import Arrangement
from articles.views.narrowing import loosened

# On one page; topics with all their sub-topics count as one.
SHOWN = 500
ORDERS = ("count", "name")
OWN_FIELDS = ("how", "by", "name", "part")


@dataclass(frozen=True, slots=True)
class Node:
    """A value with the list one gets by a click, and the values below it. A selected one leads to the list without."""

    value: FacetValue
    url: str
    below: list[Node]


@dataclass(frozen=True, slots=True)
class View:
    """How the reader wants the values: added how, sorted how, and with which words in the name."""

    how: str
    by: str
    name: str
    part: str

    @classmethod
    def of(cls, request: HttpRequest, facet: str) -> View:
        """Read from the query string; what is not understood is as if it was not there."""
        how, by, name, part = (request.GET.get(field, "") for field in OWN_FIELDS)
        ways = ways_of(facet)
        return cls(how if how in ways else ways[0], by if by in ORDERS else ORDERS[0], plain(name)[:LONGEST_TEXT], part)

    def query(self) -> list[tuple[str, str]]:
        """The fields of this view, without the part, for an address."""
        return [(field, value) for field in OWN_FIELDS[:3] if (value := getattr(self, field))]


def ways_of(facet: str) -> tuple[str, ...]:
    """The ways in which a value of a facet can be added."""
    return tuple(HOW) if facet in ("topic", "country") else ("all",)


@require_safe
def values(request: HttpRequest, parameter: str) -> HttpResponse:
    """All values of a facet for a selection, each with the number of stories that a click yields."""
    if parameter not in FACETS:
        raise Http404("There is no such page of values.")
    filtered = ArticleFilter(request.GET)
    selection = filtered.selection.on_page(1)
    view = View.of(request, parameter)
    shown, _ = arrangement.asked(request.GET)
    carried = [*selection.parameters(), *shown.parameters]

    def page() -> HttpResponse:
        if has_empty_fields(request.GET) and not filtered.problems:
            return redirect(f"{request.path}?{urlencode([*carried, *view.query()])}")
        base = loosened(selection, parameter) if view.how == "any" else selection
        found = adding(base, parameter, view.how)
        link = linking(base, parameter, view.how, shown)
        nodes = tree(found, parents(found) if parameter == "topic" else {}, view, link)
        part = Paginator(nodes, SHOWN).get_page(view.part)
        context = {
            "parameter": parameter,
            "view": view,
            "ways": ways_of(parameter),
            "part": part,
            "earlier": part_address(request, carried, view, part, -1),
            "later": part_address(request, carried, view, part, 1),
            "size": len(found),
            "problems": filtered.problems,
            "carried": carried,
            "back": list_address(selection, shown),
        }
        return render(request, "articles/facet_values.html", context)

    return caching.cached(request, (edition(),), page)


def linking(selection: Selection, facet: str, how: str, shown: Arrangement) -> Callable[[FacetValue], str]:
    """What gives each value the list that a click on it leads to, in the view it came from."""
    parameter = parameter_for(facet, how)

    def link(value: FacetValue) -> str:
        change = selection.without if value.selected else selection.adding
        return list_address(change(parameter, value.value), shown)

    return link


def parents(found: Iterable[FacetValue]) -> dict[str, str]:
    """Of each topic among the values the slug of the one above it."""
    slugs = [value.value for value in found]
    return dict(Tag.objects.filter(slug__in=slugs, parent__isnull=False).values_list("slug", "parent__slug"))


def tree(
    found: Iterable[FacetValue], parents: dict[str, str], view: View, link: Callable[[FacetValue], str]
) -> list[Node]:
    """The values as a hierarchy, sorted within each level; with words to look for, those that fit and all above."""
    kept = {value.value: value for value in found}
    if wanted := fold(view.name):
        fitting = {slug for slug, value in kept.items() if wanted[1:] in fold(value.label)}
        kept = {slug: value for slug, value in kept.items() if slug in _with_above(fitting, parents)}
    below: dict[str, list[FacetValue]] = {}
    for value in kept.values():
        above = parents.get(value.value, "")
        below.setdefault(above if above in kept else "", []).append(value)

    def nodes(above: str) -> list[Node]:
        level = below.get(above, [])
        if view.by == "name":
            level = sorted(level, key=lambda value: (fold(value.label), value.value))
        return [Node(value, link(value), nodes(value.value)) for value in level]

    return nodes("")


def _with_above(slugs: set[str], parents: dict[str, str]) -> set[str]:
    found: set[str] = set()
    for slug in slugs:
        while slug and slug not in found:
            found.add(slug)
            slug = parents.get(slug, "")
    return found


def part_address(request: HttpRequest, carried: list[tuple[str, str]], view: View, part: Page, step: int) -> str:
    """The address of the part before or after; empty where there is none."""
    number = part.number + step
    if not 1 <= number <= part.paginator.num_pages:
        return ""
    return f"{request.path}?{urlencode([*carried, *view.query(), ('part', str(number))])}"
