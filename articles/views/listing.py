"""Every list of stories: what its address fixes, what the reader added, and the archive's answer.

The list of all stories and the pages of topics, countries, sources, authors, sections and dates are the same
thing with other fixed conditions; none of them asks the archive in a way of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import caching
from articles.exporters import EXPORTS
from articles.filters import ArticleFilter, has_empty_fields
from articles.search import edition, search
from articles.search.results import FacetValue, Results
from articles.selection import PAGE_SIZE, Reprints, Selection, Sort
from articles.views import timeline
from articles.views.addresses import list_address
from articles.views.arriving import opened_from
from articles.views.describing import Chip, Span, chips, in_words, span
from articles.views.labels import labels
from articles.views.relaxing import Way, ways_out
from articles.views.reprints import also_ran
from articles.views.rows import Row, rows, short_address

Conditions = tuple[tuple[str, str], ...]

FACETS = ("topic", "country", "section", "source", "author", "kind", "language")
OPEN_VALUES = 10
# What the filter form has fields for; it carries every other condition along unseen.
FORM_FIELDS = {"q", "from", "to"}


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A value of a facet that can be added, with the list one gets."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """The foremost values of one parameter, and how many there are in all; the others have a page of their own."""

    parameter: str
    foremost: list[FacetLink]
    size: int


@dataclass(frozen=True, slots=True)
class SortLink:
    """An order the list can have; the one in force has no address."""

    sort: Sort
    url: str


class Listing:
    """One list of stories and everything its page shows of it.

    ``fixed`` are the parameters and values that the page's own address stands for. They are part of the
    selection, and of every link away from the page; links that stay on the page leave them out.
    """

    def __init__(self, request: HttpRequest, fixed: Conditions = ()) -> None:
        query = request.GET.copy()
        for parameter, value in fixed:
            if parameter in ("from", "to", "q"):
                query[parameter] = value
            else:
                query.appendlist(parameter, value)
        self.fixed = fixed
        self.path = request.path
        self.short = short_address(request)
        self.filter = ArticleFilter(query)
        self.asked: Selection = self.filter.selection
        self.problems: list[str] = self.filter.problems

    @cached_property
    def results(self) -> Results:
        """The archive's answer."""
        return search(self.asked)

    @cached_property
    def selection(self) -> Selection:
        """The selection as answered: a page beyond the last one has become the last one."""
        return self.results.selection

    def own(self, selection: Selection) -> Selection:
        """``selection`` without what this page fixes."""
        page = selection.page
        for parameter, value in self.fixed:
            selection = selection.without(parameter, value)
        return selection.on_page(page)

    def address(self, selection: Selection) -> str:
        """Where ``selection`` is shown on this page."""
        query = self.own(selection).query_string()
        return f"{self.path}?{query}" if query else self.path

    @cached_property
    def own_selection(self) -> Selection:
        """What the reader added to the page."""
        return self.own(self.selection)

    @cached_property
    def articles(self) -> list[Row]:
        """The stories of this page of the list."""
        stories = rows(self.results.ids)
        printings = also_ran(self.results.others)
        # What the page itself fixes needs no explanation.
        opened = opened_from(self.selection) if not self.own_selection.is_everything else ""
        for story in stories:
            story.address += opened
            story.snippet = self.results.snippets.get(story.pk, "")
            story.marked_headline = self.results.headlines.get(story.pk, "")
            story.also_ran = printings.get(story.pk)
        return stories

    @cached_property
    def suggestion(self) -> str:
        """Where the words are that the reader may have meant; empty where there are none."""
        meant = self.results.suggestion
        return self.address(replace(self.selection.on_page(1), q=meant.q)) if meant else ""

    @cached_property
    def labels(self) -> dict[tuple[str, str], str]:
        return labels(self.selection)

    @cached_property
    def chips(self) -> list[Chip]:
        """The reader's own conditions, each with its way out."""
        return chips(self.own_selection, self.labels, self.address)

    @cached_property
    def span(self) -> Span:
        return span(self.results)

    @cached_property
    def words(self) -> dict[str, list[str]]:
        """The names of all conditions by parameter, for the sentence that says what is shown."""
        return in_words(self.selection, self.labels)

    @cached_property
    def facets(self) -> list[Facet]:
        """What the list can be narrowed by; values already chosen are chips."""
        shown = []
        for parameter in FACETS:
            values = [value for value in self.results.facets.get(parameter, ()) if self._narrows(value)]
            query = self.own_selection.adder(parameter)
            links = [
                FacetLink(value.label, value.count, f"{self.path}?{query(value.value)}")
                for value in values[:OPEN_VALUES]
            ]
            if links:
                size = max(len(values), self.results.facet_sizes.get(parameter, 0))
                shown.append(Facet(parameter, links, size))
        return shown

    def _narrows(self, value: FacetValue) -> bool:
        return not value.selected and value.count > 0 and value.count != self.results.total

    @cached_property
    def timeline(self) -> timeline.Timeline | None:
        """The timeline, whose bars lead to the list narrowed to a period; on a date page, to the page of that date."""
        if self.has_dates:
            query = self.own_selection.adder("from", "to")
            return timeline.draw(self.results.timeline, lambda period: f"{self.path}?{query(period)}")
        return timeline.draw(self.results.timeline, self._page_of_period)

    def _page_of_period(self, period: str) -> str:
        names = ("year", "month", "day")
        parts = period.split("-")
        query = self.own_selection.on_page(1).query_string()
        address = reverse(names[len(parts) - 1], args=parts)
        return f"{address}?{query}" if query else address

    @cached_property
    def sorts(self) -> list[SortLink]:
        """The orders one can choose."""
        return [
            SortLink(sort, "" if sort == self.selection.order else self.address(self.selection.sorted_by(sort)))
            for sort in (Sort.RELEVANCE, Sort.NEWEST, Sort.OLDEST)
            if self.selection.q or sort is not Sort.RELEVANCE
        ]

    @property
    def has_reprints(self) -> bool:
        """Whether the stories have other printings of one another among them."""
        return self.results.collapsed is not None and self.results.collapsed < self.results.total

    @property
    def reprints_link(self) -> str:
        """The same list with reprints collapsed, or, where they are, with every printing; empty where it has none."""
        if not self.has_reprints:
            return ""
        return self.address(self.selection.listing(None if self.selection.reprints else Reprints.COLLAPSED))

    @cached_property
    def pages(self) -> list[tuple[str, str]]:
        """Numbers of pages with their addresses; no address for the present one and for what is left out."""
        paginator = Paginator(range(self.results.pages * PAGE_SIZE), PAGE_SIZE)
        numbers = paginator.get_elided_page_range(self.selection.page, on_each_side=2, on_ends=1)
        return [(str(number), self.page_address(number)) for number in numbers]

    def page_address(self, number: Any) -> str:
        """The address of another page of the list."""
        if not isinstance(number, int) or number == self.selection.page:
            return ""
        return self.address(self.selection.on_page(number))

    @property
    def previous(self) -> str:
        return self.page_address(self.selection.page - 1) if self.selection.page > 1 else ""

    @property
    def next(self) -> str:
        return self.page_address(self.selection.page + 1) if self.selection.page < self.results.pages else ""

    @cached_property
    def first_number(self) -> int:
        """The place in the whole list of the first story on this page."""
        return (self.selection.page - 1) * PAGE_SIZE + 1

    @cached_property
    def last_number(self) -> int:
        return self.first_number + len(self.results.ids) - 1

    @cached_property
    def query(self) -> str:
        """The canonical query string of the whole selection, with which every other outlet shows the same."""
        return self.selection.on_page(1).query_string()

    @cached_property
    def canonical(self) -> str:
        """One address for a selection: the page's own where the reader added nothing, else the list's."""
        if not self.fixed or self.own_selection.is_everything:
            return self.address(self.selection)
        return list_address(self.selection)

    @cached_property
    def outlets(self) -> dict[str, str]:
        """The same selection as a feed, as files and from the API, by extension."""
        query = f"?{self.query}" if self.query else ""
        feeds = {name: reverse("article-feed", args=[name]) + query for name in ("atom", "rss", "feed.json")}
        files = {name: reverse("article-export", args=[name]) + query for name in EXPORTS}
        return feeds | files

    @cached_property
    def carried(self) -> list[tuple[str, str]]:
        """The reader's conditions that the filter form has no field for: its hidden fields."""
        return [pair for pair in self.own_selection.parameters() if pair[0] not in FORM_FIELDS]

    @cached_property
    def ways_out(self) -> list[Way]:
        """For an empty list: what can be asked less strictly, and how many stories there are then."""
        return ways_out(self.own_selection, self.selection, self.chips, self.address)

    @property
    def has_dates(self) -> bool:
        """Whether the page leaves the choice of dates to the reader."""
        return not any(parameter == "from" for parameter, _ in self.fixed)


def respond(
    request: HttpRequest, template: str, listing: Listing, parts: Iterable[object] = (), **context: Any
) -> HttpResponse:
    """The page of a list: ``template`` with ``context``. ``parts`` is what else it depends on.

    A form sends its empty fields as well: then the reader is led to the address without them.
    """
    if has_empty_fields(request.GET) and not listing.problems:
        return redirect(listing.address(listing.asked))

    def page() -> HttpResponse:
        return render(request, template, {"listing": listing, **context}, status=200 if listing.results.ready else 503)

    # What could not be read is told in the words of the address.
    query = None if listing.problems else listing.own(listing.asked).query_string()
    return caching.cached(request, (edition(), timezone.localdate(), *parts), page, query=query)


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """The list of all stories, with every filter."""
    return respond(request, "articles/article_list.html", Listing(request))
