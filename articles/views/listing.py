"""Every list of stories: what its address fixes, what the reader added, and the archive's answer.

The list of all stories and the pages of topics, countries, sources, authors, sections and dates are the same
thing with other fixed conditions; none of them asks the archive in a way of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
from articles.filters import ArticleFilter, has_empty_fields, plain
from articles.models.base import page_of
from articles.search import edition, search
from articles.search.labels import labels
from articles.search.meant import Meant, by_name
from articles.search.results import Results
from articles.selection import PAGE_SIZE, Reprints, Selection, Sort
from articles.views import arrangement, dating, narrowing, timeline
from articles.views.addresses import list_address
from articles.views.arrangement import Arrangement
from articles.views.arriving import opened_from
from articles.views.days import Group, by_day
from articles.views.describing import Chip, Span, chips, in_words, span
from articles.views.relaxing import Way, ways_out
from articles.views.reprints import also_ran
from articles.views.rows import Row, pictures, rows, short_address

Conditions = tuple[tuple[str, str], ...]

# What the filter form has fields for; it carries every other condition along unseen.
FORM_FIELDS = {"q", "from", "to"}
NO_YEAR = "0000"


@dataclass(frozen=True, slots=True)
class SortLink:
    """An order the list can have; the one in force has no address."""

    sort: Sort
    url: str


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A way to show the list; the one in force has no address."""

    arrangement: Arrangement
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
        self.written = {name: plain(request.GET.get(name, "")) for name in ("from", "to")}
        self.filter = ArticleFilter(query)
        self.asked: Selection = self.filter.selection
        self.arrangement, unknown = arrangement.asked(query)
        self.problems: list[str] = [*self.filter.problems, *unknown]

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
        """Where ``selection`` is shown on this page, in the same view."""
        return self.at(self.own(selection).query_string())

    def at(self, query: str, path: str = "") -> str:
        """The address of the page, or of another list at ``path``, with a query string of what the reader adds."""
        query = self.arrangement.kept(query)
        return f"{path or self.path}?{query}" if query else path or self.path

    @property
    def bare(self) -> str:
        """The page without anything that the reader added, in the same view."""
        return self.at("")

    @property
    def is_untouched(self) -> bool:
        """Whether it is the first page, and the reader added nothing."""
        return self.own_selection.is_everything and self.own_selection.page == 1

    @cached_property
    def own_selection(self) -> Selection:
        """What the reader added to the page."""
        return self.own(self.selection)

    @cached_property
    def articles(self) -> list[Row]:
        """The stories of this page of the list."""
        stories = rows(self.results.ids)
        printings = also_ran(self.results.others)
        shown = pictures(self.results.ids) if self.arrangement is Arrangement.CARDS else {}
        # What the page itself fixes needs no explanation.
        opened = opened_from(self.selection, self.arrangement) if not self.own_selection.is_everything else ""
        for story in stories:
            story.address += opened
            story.snippet = self.results.snippets.get(story.pk, "")
            story.marked_headline = self.results.headlines.get(story.pk, "")
            story.also_ran = printings.get(story.pk)
            story.picture = shown.get(story.pk)
        return stories

    @cached_property
    def groups(self) -> list[Group]:
        """The stories as the page shows them: together, or by day."""
        if self.arrangement is Arrangement.DAYS:
            return by_day(self.articles, self.first_number, self.narrowed_to)
        return [Group(self.articles, self.first_number)]

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
    def meant(self) -> Meant | None:
        """What the words of the search name, where that is something, and has stories."""
        return by_name(self.selection) if self.selection.q and self.selection.page == 1 else None

    @property
    def meant_address(self) -> str:
        """Where that is shown: of a single name its own page, else the list."""
        found = self.meant
        if found is None:
            return ""
        if (
            len(found.parts) == 1
            and len(list(found.selection.conditions())) == 1
            and found.parts[0].parameter != "from"
        ):
            part = found.parts[0]
            return page_of(part.parameter, part.value.lower() if part.parameter == "country" else part.value)
        return self.address(found.selection)

    @cached_property
    def span(self) -> Span:
        return span(self.results)

    @cached_property
    def words(self) -> dict[str, list[str]]:
        """The names of all conditions by parameter, for the sentence that says what is shown."""
        return in_words(self.selection, self.labels)

    @cached_property
    def facets(self) -> list[narrowing.Facet]:
        """What the list can be narrowed by."""
        return narrowing.facets(self.results, self.own_selection, self.chips, self.address, self.at)

    @cached_property
    def date_fields(self) -> list[dating.DateField]:
        """The two dates of the form."""
        return dating.fields(self.written, self.own_selection, self.filter.told)

    @property
    def has_wrong_date(self) -> bool:
        """Whether a date was not understood, so that the form should be open."""
        return self.has_dates and any(field.problems for field in self.date_fields)

    @property
    def turned(self) -> str:
        """Where the dates end before they begin: the list with the two the other way round."""
        return self.address(self.filter.turned) if self.filter.turned and self.has_dates else ""

    @cached_property
    def periods(self) -> list[dating.Period]:
        """Stretches of time to choose at once."""
        return dating.periods(self.results.archive, self.own_selection, timezone.localdate(), self._between)

    def _between(self, since: str, until: str) -> str:
        return self._of_no_year.replace(f"from={NO_YEAR}&to={NO_YEAR}", f"from={since}&to={until}")

    @cached_property
    def _of_no_year(self) -> str:
        # What the addresses of all periods have in common: to write each anew takes ten times as long.
        return self.at(self.own_selection.adder("from", "to")(NO_YEAR))

    @cached_property
    def timeline(self) -> timeline.Timeline | None:
        """The timeline, whose bars lead to the list narrowed to a period; on a date page, to the page of that date."""
        return timeline.draw(self.results.timeline, self.narrowed_to)

    @cached_property
    def narrowed_to(self) -> Callable[[str], str]:
        """The address of the list narrowed to a period; on a date page, the page of that date."""
        if not self.has_dates:
            return self._page_of_period
        return lambda period: self._between(period, period)

    def _page_of_period(self, period: str) -> str:
        names = ("year", "month", "day")
        parts = period.split("-")
        return self.at(self.own_selection.on_page(1).query_string(), reverse(names[len(parts) - 1], args=parts))

    @cached_property
    def sorts(self) -> list[SortLink]:
        """The orders one can choose."""
        return [
            SortLink(sort, "" if sort == self.selection.order else self.address(self.selection.sorted_by(sort)))
            for sort in (Sort.RELEVANCE, Sort.NEWEST, Sort.OLDEST)
            if self.selection.q or sort is not Sort.RELEVANCE
        ]

    @cached_property
    def views(self) -> list[ViewLink]:
        """The ways to show the list. By day it is in order of time, so that way leads from best matches to the newest."""
        query = self.own_selection.query_string()
        in_time = query
        if self.selection.order is Sort.RELEVANCE:
            in_time = self.own(self.selection.sorted_by(Sort.NEWEST)).query_string()
        links = []
        for one in Arrangement:
            kept = one.kept(in_time if one is Arrangement.DAYS else query)
            links.append(ViewLink(one, "" if one is self.arrangement else f"{self.path}?{kept}".removesuffix("?")))
        return links

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
            query = self.own_selection.query_string()
            return f"{self.path}?{query}" if query else self.path
        return list_address(self.selection)

    @property
    def list_page(self) -> str:
        """The whole selection in the list of all stories."""
        return list_address(self.selection.on_page(1))

    @cached_property
    def outlets(self) -> dict[str, str]:
        """The same selection as a feed, as files and from the API, by extension."""
        query = f"?{self.query}" if self.query else ""
        feeds = {name: reverse("article-feed", args=[name]) + query for name in ("atom", "rss", "feed.json")}
        files = {name: reverse("article-export", args=[name]) + query for name in EXPORTS}
        return feeds | files

    @property
    def undated_feed(self) -> str:
        """Where the dates are past, and their feed has nothing new to bring, the feed without them; else empty."""
        last = self.selection.last_day
        if last is None or last >= timezone.localdate():
            return ""
        query = replace(self.selection.on_page(1), since="", until="").query_string()
        return f"{reverse('article-feed', args=['atom'])}?{query}".removesuffix("?")

    @cached_property
    def carried(self) -> list[tuple[str, str]]:
        """The reader's conditions that the filter form has no field for, and the view: its hidden fields."""
        kept = [pair for pair in self.own_selection.parameters() if pair[0] not in FORM_FIELDS]
        return [*kept, *self.arrangement.parameters]

    @cached_property
    def whole(self) -> list[tuple[str, str]]:
        """The whole selection and the view: the hidden fields of a form that leads away from the page."""
        return [*self.selection.parameters(), *self.arrangement.parameters]

    @property
    def values_query(self) -> str:
        """The query string with which the page of all values of a facet starts from this list."""
        return self.arrangement.kept(self.query)

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
    query = None if listing.problems else listing.arrangement.kept(listing.own(listing.asked).query_string())
    return caching.cached(request, (edition(), timezone.localdate(), *parts), page, query=query)


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """The list of all stories, with every filter."""
    return respond(request, "articles/article_list.html", Listing(request))
