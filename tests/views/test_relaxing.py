"""Ways out of an empty list, each a link with the number of stories it leads to."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.http import QueryDict

from articles.filters import ArticleFilter
from articles.search import search
from tests.factories import make_article, make_tag

WAY = re.compile(
    r'<li><a href="([^"]+)" rel="nofollow"><strong>([\d,]+)</strong> (?:story|stories)</a>(.*?)</li>', re.DOTALL
)


@pytest.fixture
def archive(index):
    harbours, law = make_tag("Harbours"), make_tag("Law")
    make_article("Harbour talks", on="2024-03-25", tags=[harbours], countries=["JP"])
    make_article("Harbour treaty signed", on="2024-06-02", tags=[harbours], countries=["US"])
    make_article("Treaty of the river", on="1951-09-08", tags=[law], countries=["PH"])
    index()


def ways(client, query: str) -> list[tuple[str, int, str]]:
    """The ways out of a list: what each says, its number, and the number of stories behind its link."""
    html = (
        client.get(f"/articles/?{query}").content.decode().partition('<ul class="ways-out">')[2].partition("</ul>")[0]
    )
    found = []
    for address, count, said in WAY.findall(html):
        selection = ArticleFilter(QueryDict(unescape(address).partition("?")[2])).selection
        assert search(selection).total == int(count), address
        found.append((" ".join(re.sub(r"<.*?>", "", said).split()), int(count), selection.query_string()))
    return found


def test_each_condition_that_can_be_dropped_is_named_with_its_number_the_most_first(client, archive):
    assert [(said, count) for said, count, _ in ways(client, "topic=harbours&country=PH")] == [
        ("without country Philippines", 2),
        ("without topic Harbours", 1),
    ]


def test_dates_are_widened_to_years_before_decades(client, archive):
    found = ways(client, "topic=harbours&from=2024-04&to=2024-05")
    assert ("in 2024", 2, "topic=harbours&from=2024&to=2024") in found
    found = ways(client, "topic=harbours&from=2021&to=2022")
    assert ("from 2020 to 2029", 2, "topic=harbours&from=2020&to=2029") in found
    found = ways(client, "topic=harbours&from=1951&to=1959")
    assert ("of any date", 2, "topic=harbours") in found


def test_one_day_month_or_year_is_one_condition_and_dropped_whole(client, archive):
    assert ("without date May 2024", 2, "topic=harbours") in ways(client, "topic=harbours&from=2024-05&to=2024-05")
    page = client.get("/articles/?topic=harbours&from=2024&to=2024").content.decode()
    chips = re.findall(r'<li><a href="([^"]+)" rel="nofollow"><span>(\w+)</span> ([^<]+|<bdi>.*?</bdi>)', page)
    assert [(kind, address) for address, kind, _ in chips] == [
        ("topic", "/articles/?from=2024&amp;to=2024"),
        ("date", "/articles/?topic=harbours"),
    ]


def test_any_of_the_words_is_offered_in_place_of_all(client, archive):
    assert ("with any of the words in place of all", 3, "q=treaty+OR+talks") in ways(client, "q=treaty+talks")


def test_what_was_not_wanted_stays_unwanted_among_any_of_the_words(client, archive):
    found = ways(client, "q=treaty+talks+-river")
    assert ("with any of the words in place of all", 2, "q=treaty+OR+talks+NOT+river") in found


def test_a_phrase_is_offered_without_its_quotation_marks(client, archive):
    found = ways(client, "q=“signed+harbour”")
    assert ("with the words not in quotation marks", 1, "q=signed+harbour") in found


def test_where_no_single_one_helps_the_best_pair_is_offered(client, archive):
    assert ways(client, "topic=harbours&country=PH&kind=opinion") == [
        ("without country Philippines and kind Opinion", 2, "topic=harbours")
    ]


def test_what_the_page_itself_stands_for_is_never_dropped(client, archive):
    html = client.get("/topics/harbours/?country=PH").content.decode()
    found = WAY.findall(html)
    assert [address for address, _, _ in found] == ["/topics/harbours/"]


def test_many_conditions_that_nothing_helps_are_answered(client, archive):
    codes = "JP US PH DE FR IT ES SE NO FI DK PL".split()
    page = client.get("/articles/", {"country": codes, "topic": "law", "kind": "opinion"})
    assert page.status_code == 200
    assert "Dropping any one condition does not help either" in page.content.decode()
