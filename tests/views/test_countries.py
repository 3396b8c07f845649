"""The world map, the matrix, and the pages of countries and pairs: each number is that of the stories behind its link."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given

from articles.filters import ArticleFilter
from articles.search import search
from articles.search.pairs import by_year, pairs
from articles.selection import Selection
from articles.views.atlas import shade_of, shades_for
from tests.search.test_facets import BROAD, SHARED, Known, archive

__all__ = ["archive"]

ROW = re.compile(
    r'<th scope="row"><a href="([^"]+)"[^>]*>[^<]*</a>(?: <span class="fine">[^<]*</span>)?</th><td>([\d,]+)'
)
ON_MAP = re.compile(r'<a href="([^"]+)"[^>]*aria-label="[^"]*?, ([\d,]+) stor')
CELL = re.compile(r'<a href="([^"]+)"[^>]*title="[^"]*">([\d,]+)</a>')
COUNTED = re.compile(r'<a href="([^"]+)"[^>]*>[^<]*</a>&nbsp;<span class="count">([\d,]+)')
SHARE = re.compile(r'<th scope="row"><a href="([^"]+)" rel="nofollow">\d{4}</a></th><td>([\d,]+)</td>')


def figures(pattern: re.Pattern[str], html: str) -> list[tuple[str, int]]:
    """Addresses and numbers on a page."""
    return [(unescape(address), int(count.replace(",", ""))) for address, count in pattern.findall(html)]


def behind(address: str) -> Selection:
    """What an address of the list, of a country or of a pair asks for."""
    path, _, query = address.partition("?")
    asked = QueryDict(query, mutable=True)
    for code in re.findall(r"(?<=/)[a-z]{2,4}(?=/)", path.removeprefix("/countries")):
        asked.appendlist("country", code)
    return ArticleFilter(asked).selection


@SHARED
@given(asked=BROAD)
def test_figures_of_map_and_matrix_are_those_of_their_lists(archive: list[Known], client: Client, asked: Selection):
    query = asked.query_string()
    found = client.get(f"/map/?{query}").content.decode()
    table = figures(ROW, found)
    assert set(figures(ON_MAP, found)) <= set(table)
    cells = figures(CELL, client.get(f"/countries/matrix/?{query}").content.decode())
    for address, count in {*table, *cells}:
        led_to = behind(address) if address.startswith("/countries") else ArticleFilter(
            QueryDict(address.partition("?")[2])
        ).selection  # fmt: skip
        assert sum(story.fits(led_to) for story in archive) == count, address


@SHARED
@given(asked=BROAD)
def test_each_two_countries_are_counted_together(archive: list[Known], asked: Selection):
    found = pairs(asked, 3)
    assert len(found.countries) <= 3
    codes = [one.value for one in found.countries]
    for one in codes:
        for other in codes:
            both = asked.adding("country", one).adding("country", other)
            assert found.counts.get((one, other), 0) == sum(story.fits(both) for story in archive)


@SHARED
@given(asked=BROAD)
def test_years_are_those_of_their_lists(archive: list[Known], asked: Selection):
    whole = asked.without("from").without("to")
    part = whole.adding("country", "JP")
    for year in by_year(part, whole):
        for selection, count in ((part, year.count), (whole, year.of)):
            text = f"{year.year:04}"
            dated = selection.adding("from", text).adding("to", text)
            assert sum(story.fits(dated) for story in archive) == count


@pytest.mark.parametrize("address", ["/countries/jp/", "/countries/jp/us/", "/countries/jp/us/?topic=asia"])
def test_what_stands_beside_a_country_or_pair_leads_to_as_many_stories(client, archive, address):
    html = client.get(address).content.decode()
    found = figures(COUNTED, html) + figures(SHARE, html)
    assert found
    for to, count in found:
        assert search(behind(to)).total == count, to


def test_the_figures_of_the_matrix_are_the_same_both_ways(archive):
    found = pairs(Selection(), 20)
    assert all(found.counts[other, one] == count for (one, other), count in found.counts.items())


def test_a_country_of_the_past_is_in_the_table_and_not_on_the_map(client, archive):
    html = client.get("/map/").content.decode()
    assert "not on the map" in html
    assert "/countries/suhh/" not in html.partition("</svg>")[0]


@pytest.mark.parametrize("address", ["/countries/jp/map.svg", "/countries/jp/us/map.svg", "/countries/suhh/map.svg"])
def test_maps_are_pictures_that_caches_keep(client, db, address):
    response = client.get(address)
    assert response["Content-Type"] == "image/svg+xml"
    assert "max-age=604800" in response["Cache-Control"]


def test_there_is_no_map_of_an_unknown_country(client, db):
    assert client.get("/countries/zz/map.svg").status_code == 404


@pytest.mark.parametrize("address", ["/map/", "/countries/matrix/"])
@pytest.mark.parametrize("query", ["q=%00", "topic=nothing", "country=zzzz", "from=odd", "page=99", "q=nowhereatall"])
def test_strange_questions_are_answered(client, archive, address, query):
    assert client.get(f"{address}?{query}").status_code == 200


def test_what_was_not_understood_is_named(client, archive):
    assert "nothing" in client.get("/map/?topic=nothing").content.decode()


@pytest.mark.parametrize("greatest", [1, 2, 3, 7, 64, 1000, 123_456])
def test_every_number_has_one_shade_and_more_is_never_paler(greatest):
    shades = shades_for([greatest])
    assert (shades[0].low, shades[-1].high) == (1, greatest)
    found = [shade_of(count, shades) for count in range(1, min(greatest, 2000) + 1)]
    assert found[0] == 1 and found == sorted(found)
    assert shade_of(0, shades) == 0
