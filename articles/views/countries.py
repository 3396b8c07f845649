"""Countries: their index by continent, the page of each, and of each pair."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from articles import caching
from articles.cartography import locator_map_svg
from articles.models import Country
from articles.search import edition, facet
from articles.views.counts import counted
from articles.views.describing import WITH_ARTICLE
from articles.views.listing import Listing, respond
from articles.views.neighbours import beside, intensity, located, on_map

PARTNERS = 10
MAP_WIDTH, MAP_HEIGHT = 640, 360
# The drawing changes with a release only.
MAP_SECONDS = 7 * 24 * 3600


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All countries with their number of stories, by continent and region; those that are no more stand apart."""

    def page() -> HttpResponse:
        counts = counted("country")
        countries = list(Country.objects.only("code", "name", "continent", "region", "from_year", "to_year"))
        for one in countries:
            one.stories = counts.get(one.code, 0)
        current = sorted(
            (one for one in countries if one.to_year is None), key=lambda one: (one.continent, one.region, one.name)
        )
        continents = [
            (name, [(region, list(those)) for region, those in groupby(group, key=lambda one: one.region)])
            for name, group in groupby(current, key=lambda one: one.continent)
        ]
        former = [one for one in countries if one.to_year is not None]
        return render(request, "articles/country_list.html", {"continents": continents, "former": former})

    return caching.cached(request, (edition(),), page)


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """A country: what it was called, what came before and after it, and its stories."""
    found = by_code(code)
    address = found.get_absolute_url()
    if request.path != address:
        return caching.moved(request, address)
    listing = Listing(request, (("country", found.code),))
    context = {
        "country": found,
        "successors": found.successors.all(),
        "predecessors": found.predecessors.all(),
        "map": located(found),
        # Asked while the page is drawn, so that it is never older than the edition that its ETag names.
        "beside": SimpleLazyObject(lambda: beside(listing)),
        "partners": SimpleLazyObject(lambda: partners(listing, found)),
    }
    return respond(request, "articles/country.html", listing, (found.note,), **context)


@require_safe
def pair(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """The stories that concern both of two countries. Their codes stand in order."""
    first, second = sorted((by_code(one), by_code(other)), key=lambda country: country.code)
    if first == second:
        return caching.moved(request, first.get_absolute_url())
    address = pair_address(first.code, second.code)
    if request.path != address:
        return caching.moved(request, address)
    listing = Listing(request, (("country", first.code), ("country", second.code)))
    return respond(
        request,
        "articles/country_pair.html",
        listing,
        first=first,
        second=second,
        second_article=bool(WITH_ARTICLE.search(second.name)),
        map=located(first, second),
        beside=SimpleLazyObject(lambda: beside(listing)),
        years=SimpleLazyObject(lambda: [intensity(listing)]),
    )


@require_safe
def locator(request: HttpRequest, one: str, other: str = "") -> HttpResponse:
    """The map of a country, or of two, as a picture. Raises Http404 for what is on no map."""
    codes = [code.upper() for code in (one, other) if code]
    if on_map(*codes) is None:
        raise Http404("There is no map of this.")

    def picture() -> HttpResponse:
        svg = locator_map_svg(codes, width=MAP_WIDTH, height=MAP_HEIGHT)
        return HttpResponse(svg, content_type="image/svg+xml")

    return caching.cached(request, (), picture, MAP_SECONDS, query="")


def by_code(code: str) -> Country:
    """The country with this code in any case; a former one also by the two letters it had. Raises Http404."""
    code = code.upper()
    found = (
        Country.objects.filter(code=code).first() or Country.objects.filter(alpha2=code).order_by("-to_year").first()
    )
    if found is None:
        raise Http404(f"No country has the code {code}.")
    return found


def pair_address(one: str, other: str) -> str:
    """The one address that a pair of countries has."""
    return reverse("country-pair", args=[code.lower() for code in sorted((one, other))])


def partners(listing: Listing, country: Country) -> list[tuple[str, int, str]]:
    """The countries that appear most often beside this one: name, number of stories, the pair's address.

    The address carries what the reader added, so that the number is that of the stories behind it.
    """
    query = listing.own(listing.asked.on_page(1)).query_string()
    others = [value for value in facet(listing.asked, "country") if value.count and not value.selected]
    return [
        (value.label, value.count, pair_address(country.code, value.value) + (f"?{query}" if query else ""))
        for value in others[:PARTNERS]
    ]
