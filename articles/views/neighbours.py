"""What a country's page and a pair's say beside their list: who else is there, and how it went over the years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext, pgettext

from articles.cartography import Description, describe
from articles.models import Country, Tag
from articles.search import facet, named
from articles.search.pairs import Year, by_year
from articles.search.results import Bar
from articles.speaking import spoken
from articles.views import timeline
from articles.views.listing import Listing
from articles.views.narrowing import FacetLink
from articles.views.timeline import Column, Label

MOST = 6
# A share of fewer stories says nothing.
FEWEST = 4
HEIGHT = 72


@dataclass(frozen=True, slots=True)
class Beside:
    """The foremost topics, people, organisations and countries of a list; each leads to the list with it as well."""

    topics: list[FacetLink]
    people: list[FacetLink]
    organisations: list[FacetLink]
    countries: list[FacetLink]


@dataclass(frozen=True, slots=True)
class Intensity:
    """The years of a pair: a table, and bars as high as the share of stories in each year that name both."""

    years: list[tuple[Year, str]]
    columns: list[tuple[Column, Year]]
    labels: list[Label]
    peak: float
    height: int = HEIGHT
    fewest: int = FEWEST


def beside(listing: Listing) -> Beside:
    """What else the stories of ``listing`` are about. Its own conditions are left out."""
    topics, others, countries = (
        [value for value in values if value.count and not value.selected]
        for values in (facet(listing.asked, "topic"), named(listing.asked), facet(listing.asked, "country"))
    )
    kinds = dict(Tag.objects.filter(slug__in=[value.value for value in others]).values_list("slug", "kind"))

    def links(parameter: str, values: Iterable) -> list[FacetLink]:
        query = listing.own(listing.asked.on_page(1)).adder(parameter)
        return [
            FacetLink(value.label, value.count, f"{listing.path}?{query(value.value)}") for value in [*values][:MOST]
        ]

    def of_kind(kind: str) -> list[FacetLink]:
        return links("topic", (value for value in others if kinds.get(value.value) == kind))

    return Beside(
        topics=links("topic", topics),
        people=of_kind(Tag.Kind.PERSON),
        organisations=of_kind(Tag.Kind.ORGANISATION),
        countries=links("country", countries),
    )


def intensity(listing: Listing) -> Intensity | None:
    """How the stories of ``listing`` went over the years, as a share of those that its address does not narrow.

    Dates that the reader asked for are left out, because each bar sets its own. None where there are fewer than
    two years to compare.
    """
    whole = listing.own(listing.asked.on_page(1)).without("from").without("to")
    part = whole
    for parameter, value in listing.fixed:
        part = part.adding(parameter, value)
    query = whole.adder("from", "to")
    years = {f"{year.year:04}": year for year in by_year(part, whole)}
    drawing = timeline.draw(
        [Bar(period, year.count) for period, year in years.items()], lambda period: f"{listing.path}?{query(period)}"
    )
    if drawing is None:
        return None
    told = [year.share for year in years.values() if year.of >= FEWEST]
    if not told or not max(told):
        return None
    peak = max(told)
    columns = []
    for column in drawing.columns:
        year = years[column.period]
        if year.of < FEWEST:
            continue
        height = max(timeline.LEAST, HEIGHT * year.share / peak)
        columns.append((column._replace(y=f"{HEIGHT - height:.1f}", height=f"{height:.1f}"), year))
    urls = {column.period: column.url for column in drawing.columns}
    return Intensity([(year, urls.get(period, "")) for period, year in years.items()], columns, drawing.labels, peak)


def located(*countries: Country) -> Description | None:
    """The words for the map of these countries; None where one of them is not on any map.

    What is shown in place of a country that is no more is told in the archive's own language only.
    """
    words = on_map(*(country.code for country in countries))
    if words is None or spoken() == settings.LANGUAGE_CODE:
        return words
    first, *other = map(str, countries)
    both = {"before": first, "last": other[0]} if other else {}
    names = {"names": pgettext("names", "%(before)s and %(last)s") % both if both else first}
    return Description(
        gettext("Locator map: %(names)s") % names,
        gettext("Map with %(names)s highlighted.") % names,
        gettext("Map: Newsarchive, from Natural Earth (public domain)"),
    )


def on_map(*codes: str) -> Description | None:
    """The words for the map of the countries with these codes; None where one of them is not on any map."""
    try:
        return describe(codes)
    except ValueError:
        return None
