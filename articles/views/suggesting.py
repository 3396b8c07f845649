"""Adding a name to a list: suggestions while it is being written, and the plain form that needs no script."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles import caching
from articles.filters import ArticleFilter, plain
from articles.search import edition, total
from articles.search.suggest import FIELDS, HOW, LONGEST_TEXT, Suggestion, directory, parameter_for, widened
from articles.selection import Selection
from articles.views import arrangement
from articles.views.addresses import list_address
from articles.views.arrangement import Arrangement
from articles.views.narrowing import loosened

SUGGESTED = 10
NEAREST = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """A name that can be added, the list one then has, and how many stories are in it."""

    suggestion: Suggestion
    url: str
    total: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form sent: the name as written, how it is to be added, and perhaps which of the suggestions."""

    name: str
    how: str
    choice: str

    @classmethod
    def of(cls, request: HttpRequest) -> Asked:
        """Read from the query string. A way of adding that there is not is the first one."""
        how = request.GET.get("how", "")
        name = plain(request.GET.get("name", ""))
        return cls(name[:LONGEST_TEXT], how if how in HOW else next(iter(HOW)), request.GET.get("choice", ""))

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that can be added in this way."""
        return tuple(parameter for parameter in FIELDS if parameter_for(parameter, self.how))

    @property
    def chosen(self) -> Suggestion | None:
        """The suggestion chosen by the script, if it still is one of those for the name as written."""
        exact = directory().exact(self.name, self.parameters)
        return next((one for one in exact if f"{one.parameter}:{one.value}" == self.choice), None)


@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """Names that begin with, or contain, what was written: JSON for the combobox."""

    def answer() -> HttpResponse:
        asked = Asked.of(request)
        found = directory().find(asked.name, SUGGESTED, asked.parameters)
        rows = [
            {
                "kind": one.kind,
                "choice": f"{one.parameter}:{one.value}",
                "label": one.label,
                "matched": one.matched,
                "count": one.count,
            }
            for one in found
        ]
        return JsonResponse({"names": rows})

    return caching.cached(request, (edition(),), answer)


@require_safe
def add(request: HttpRequest) -> HttpResponse:
    """Add the name written to the selection that came with it.

    The one name that is meant: straight to the list. Several, or none that is written so: a page to choose from.
    """

    def page() -> HttpResponse:
        asked = Asked.of(request)
        filtered = ArticleFilter(request.GET)
        selection = filtered.selection
        shown, _ = arrangement.asked(request.GET)
        exact = directory().exact(asked.name, asked.parameters)
        meant = asked.chosen or (exact[0] if len(exact) == 1 else None)
        if meant and not filtered.problems and (wider := joined(selection, meant, asked.how)):
            return redirect(list_address(wider, shown))
        found = exact or directory().find(asked.name, SUGGESTED, asked.parameters)
        nearest = [] if found else directory().nearest(asked.name, NEAREST, asked.parameters)
        context = {
            "asked": asked,
            "choices": choices(found, selection, asked.how, shown),
            "nearest": choices(nearest, selection, asked.how, shown),
            "carried": [*selection.parameters(), *shown.parameters],
            "problems": filtered.problems,
            "back": list_address(selection, shown),
        }
        return render(request, "articles/add_name.html", context)

    return caching.cached(request, (edition(),), page)


def joined(selection: Selection, suggestion: Suggestion, how: str) -> Selection | None:
    """The selection with the name; asked for as an alternative, it is one to all names of its kind."""
    return widened(loosened(selection, suggestion.parameter) if how == "any" else selection, suggestion, how)


def choices(suggestions: list[Suggestion], selection: Selection, how: str, shown: Arrangement) -> list[Choice]:
    """The suggestions as links, each with the exact number of stories of its list."""
    found = []
    for suggestion in suggestions:
        if wider := joined(selection, suggestion, how):
            found.append(Choice(suggestion, list_address(wider, shown), total(wider)))
    return found
