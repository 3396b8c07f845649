"""The filters of a list: each value can be asked for as well, instead, or not at all, and the links tell the truth."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles.filters import ArticleFilter
from articles.search import search
from articles.selection import Selection
from articles.views.narrowing import IN_THREE_WAYS, loosened, tightened
from tests.factories import make_article, make_tag
from tests.search.test_facets import BROAD, SHARED, Known, archive
from tests.views.pages import headlines

__all__ = ["archive"]

VALUE = re.compile(
    r'<li><a href="([^"]+)" rel="nofollow">([^<]+)</a> <span>([\d,]+)</span>(.*?)</li>',
    re.DOTALL,
)
WAY = re.compile(r'<a class="way" href="([^"]+)" rel="nofollow">(\w+)<span class="visually-hidden"> ([^<]+)</span></a>')


def facet(client: Client, address: str, name: str) -> str:
    """The section of one facet."""
    html = client.get(address).content.decode()
    return html.partition(f'aria-labelledby="facet-{name}"')[2].partition("</section>")[0]


def ways(client: Client, address: str, name: str) -> dict[tuple[str, str], str]:
    """Where each "and", "or" and "not" of a facet leads, by the way and the name of the value."""
    found = {}
    for url, label, _, rest in VALUE.findall(facet(client, address, name)):
        found["and", unescape(label)] = unescape(url)
        found |= {(way, unescape(of)): unescape(to) for to, way, of in WAY.findall(rest)}
    return found


def selection_of(address: str) -> Selection:
    return ArticleFilter(QueryDict(address.partition("?")[2])).selection


@pytest.fixture
def harbours(index):
    """Stories of three countries that do not all meet."""
    make_article("Japan and the Philippines", countries=["JP", "PH"])
    make_article("Japan and Korea", countries=["JP", "KR"])
    make_article("The Philippines alone", countries=["PH"])
    make_article("Korea alone", countries=["KR"])
    make_article("Nowhere")
    index()


def test_a_first_value_can_be_asked_for_or_left_out(client, harbours):
    found = ways(client, "/articles/", "country")
    assert ("or", "Japan") not in found
    assert set(headlines(client, found["and", "Japan"])) == {"Japan and Korea", "Japan and the Philippines"}
    assert set(headlines(client, found["not", "Japan"])) == {"Korea alone", "Nowhere", "The Philippines alone"}


def test_a_further_value_narrows_widens_or_is_left_out(client, harbours):
    found = ways(client, "/articles/?country=JP", "country")
    assert headlines(client, found["and", "Philippines"]) == ["Japan and the Philippines"]
    assert set(headlines(client, found["or", "Philippines"])) == {
        "Japan and Korea", "Japan and the Philippines", "The Philippines alone",
    }  # fmt: skip
    assert headlines(client, found["not", "Philippines"]) == ["Japan and Korea"]
    assert found["or", "Philippines"] == "/articles/?country_any=JP&country_any=PH"


def test_all_of_several_values_become_any_of_them_and_back(client, harbours):
    switch = re.compile(r'<p class="switch">.*?<a href="([^"]+)"', re.DOTALL)
    narrow, wide = "/articles/?country=JP&country=PH", "/articles/?country_any=JP&country_any=PH"
    assert unescape(switch.search(facet(client, narrow, "country"))[1]) == wide
    assert unescape(switch.search(facet(client, wide, "country"))[1]) == narrow
    assert not switch.search(facet(client, "/articles/?country=JP", "country"))
    assert not switch.search(facet(client, "/articles/?country=JP&country_any=PH", "country"))


def test_what_was_chosen_stands_in_its_facet_and_can_be_taken_away_there(client, harbours):
    part = facet(client, "/articles/?country=JP&country_not=KR&sort=oldest", "country").partition(
        '<ul class="chosen">'
    )[2]
    assert re.findall(r'<a href="([^"]+)"', part.partition("</ul>")[0]) == [
        "/articles/?country_not=KR&amp;sort=oldest", "/articles/?country=JP&amp;sort=oldest",
    ]  # fmt: skip
    assert "not South Korea" in re.sub(r"<.*?>", "", part)


def test_a_facet_stays_while_a_value_of_it_is_chosen_and_no_other_is_left(client, harbours):
    assert "Nothing in the archive fits" in client.get("/articles/?country=JP&country=PH&country=KR").content.decode()
    assert "South Korea" in facet(client, "/articles/?country=JP&country=PH&country=KR", "country")


def test_on_a_countrys_page_another_country_does_not_take_the_place_of_its_own(client, harbours, index):
    assert ways(client, "/countries/jp/", "country")["and", "Philippines"] == "/countries/jp/?country=PH"
    assert ("or", "Philippines") not in ways(client, "/countries/jp/", "country")
    make_article("Japan, the Philippines and Korea", countries=["JP", "PH", "KR"])
    index()
    either = ways(client, "/countries/jp/?country=PH", "country")["or", "South Korea"]
    assert either == "/countries/jp/?country_any=KR&country_any=PH"
    assert set(headlines(client, either)) == {
        "Japan and Korea", "Japan and the Philippines", "Japan, the Philippines and Korea",
    }  # fmt: skip


@SHARED
@given(asked=BROAD, name=st.sampled_from(IN_THREE_WAYS))
def test_each_way_of_each_value_leads_where_it_says(
    archive: list[Known], client: Client, asked: Selection, name: str
) -> None:
    present = {story.id for story in archive if story.fits(asked)}
    for (way, label), address in ways(client, f"/articles/?{asked.query_string()}", name).items():
        led_to = selection_of(address)
        found = {story.id for story in archive if story.fits(led_to)}
        assert search(led_to).total == len(found), (way, label)
        if way == "or":
            assert found >= present or not _is_plain(asked, name), (label, address)
        else:
            assert found < present, (way, label, address)


def _is_plain(asked: Selection, name: str) -> bool:
    """Whether all that is asked of a facet is of one kind, so that a further value can only widen."""
    return not (getattr(asked, name) and getattr(asked, f"{name}_any"))


@SHARED
@given(asked=BROAD, name=st.sampled_from(IN_THREE_WAYS))
def test_to_loosen_loses_no_value_and_to_tighten_takes_it_back(asked: Selection, name: str) -> None:
    every = {*getattr(asked, name), *getattr(asked, f"{name}_any")}
    loose, tight = loosened(asked, name), tightened(asked, name)
    assert {*getattr(loose, name), *getattr(loose, f"{name}_any")} == every
    assert (set(getattr(tight, name)), getattr(tight, f"{name}_any")) == (every, ())


def test_a_name_added_as_an_alternative_is_one_to_what_was_chosen(client, harbours):
    response = client.get("/suggest/add/?name=philippines&how=any&country=JP&view=cards")
    assert response["Location"] == "/articles/?country_any=JP&country_any=PH&view=cards"


def test_the_page_of_all_values_adds_an_alternative_likewise(client, harbours):
    html = client.get("/values/country/?country=JP&how=any").content.decode()
    address, count = re.search(
        r'<a href="([^"]+)" rel="nofollow">Philippines</a>\s*<span class="count">(\d+)', html
    ).groups()
    assert unescape(address) == "/articles/?country_any=JP&country_any=PH"
    assert len(headlines(client, unescape(address))) == int(count) == 3


def test_names_of_sixty_letters_and_forty_topics_are_all_there(client, index):
    tags = [make_tag(f"{'Harbourandquaywallcommission' * 2}{number:04}") for number in range(40)]
    make_article("Forty topics", tags=tags)
    make_article("None")
    index()
    assert len(ways(client, "/articles/", "topic")) == 20
    assert "Show all 40" in facet(client, "/articles/", "topic")
