"""On the pages of all values, each number is the number of stories in the list that a click leads to."""

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
from articles.search.adding import adding
from articles.search.facets import FACETS
from articles.search.suggest import HOW, parameter_for
from articles.selection import Selection
from tests.factories import make_article, make_tag
from tests.search.test_facets import BROAD, PARENTS, SELECTIONS, SHARED, Known, archive

__all__ = ["archive"]

LINK = re.compile(r'<a href="([^"]+)" rel="nofollow">(.*?)</a>\s*<span class="count">([\d,]+)</span>', re.DOTALL)


def clicks(client: Client, address: str) -> list[tuple[str, str, int]]:
    """The values of a page: where each leads, its name, and its number."""
    html = client.get(address).content.decode().partition('<ul class="values">')[2]
    return [
        (unescape(to), unescape(re.sub(r"<.*?>", "", label)), int(count.replace(",", "")))
        for to, label, count in LINK.findall(html)
    ]


def led_to(address: str) -> Selection:
    return ArticleFilter(QueryDict(address.partition("?")[2])).selection


@SHARED
@given(asked=SELECTIONS | BROAD, how=st.sampled_from(tuple(HOW)), name=st.sampled_from(("topic", "country")))
def test_each_number_is_what_one_gets_by_adding_to_all_any_or_none(
    archive: list[Known], asked: Selection, how: str, name: str
) -> None:
    parameter = parameter_for(name, how)
    for value in adding(asked, name, how):
        added = asked.adding(parameter, value.value)
        assert value.count == sum(story.fits(added) for story in archive), value
        assert value.selected == (value.value in getattr(asked, parameter))


@SHARED
@given(asked=BROAD, how=st.sampled_from(tuple(HOW)), name=st.sampled_from(("topic", "country")))
def test_a_value_is_missing_only_where_it_would_leave_none_or_change_nothing(
    archive: list[Known], asked: Selection, how: str, name: str
) -> None:
    parameter = parameter_for(name, how)
    total = sum(story.fits(asked) for story in archive)
    widens = how == "none" or (how == "any" and getattr(asked, parameter))
    shown = {value.value for value in adding(asked, name, how)}
    for value in set().union(*(story.values[name] for story in archive)) - shown:
        count = sum(story.fits(asked.adding(parameter, value)) for story in archive)
        assert count == (total if widens else 0), value


@SHARED
@given(asked=BROAD, how=st.sampled_from(tuple(HOW)), name=st.sampled_from(FACETS))
def test_each_link_of_the_page_leads_to_as_many_stories_as_it_says(
    archive: list[Known], client: Client, asked: Selection, how: str, name: str
) -> None:
    for address, label, count in clicks(client, f"/values/{name}/?{asked.query_string()}&how={how}"):
        if "chosen" not in label:
            assert search(led_to(address)).total == count, (address, label)


def test_a_topic_holds_its_sub_topics_stories_once_and_stands_above_them(client, archive: list[Known]):
    html = client.get("/values/topic/?by=name").content.decode()
    for slug, parent in PARENTS.items():
        count = sum(slug in story.values["topic"] for story in archive)
        assert (slug.capitalize(), count) in [(label, number) for _, label, number in clicks(client, "/values/topic/")]
        if parent:
            assert html.index(f">{parent.capitalize()}</a>") < html.index(f">{slug.capitalize()}</a>")
    assert (
        html.count('<ul class="values">') == 1
        and html.partition("</main>")[0].partition('<ul class="values">')[2].count("<ul>") == 3
    )


@pytest.mark.parametrize("how", tuple(HOW))
def test_a_chosen_value_stays_visible_with_no_story_left(client, archive, how):
    parameter = parameter_for("topic", how)
    html = client.get(f"/values/topic/?q=nowhereatall&{parameter}=bases&how={how}").content.decode()
    assert "(chosen; remove)" in html
    assert [count for _, label, count in clicks(client, f"/values/topic/?q=nowhereatall&{parameter}=bases&how={how}")
            if "chosen" in label] == [0]  # fmt: skip


def test_two_hundred_values_are_all_there_and_can_be_sorted_and_looked_through(client, index):
    tags = [make_tag(f"Topic {number:03}") for number in range(200)]
    make_article(tags=tags)
    make_article(tags=tags[150:])
    make_article()
    index()
    assert "Show all 200" in client.get("/articles/").content.decode()
    assert len(clicks(client, "/values/topic/")) == 200
    assert clicks(client, "/values/topic/")[0][1:] == ("Topic 150", 2)
    assert clicks(client, "/values/topic/?by=name")[0][1:] == ("Topic 000", 1)
    assert [label for _, label, _ in clicks(client, "/values/topic/?name=c+19")] == [
        f"Topic {n}" for n in range(190, 200)
    ]


def test_more_values_than_a_page_holds_are_shown_in_parts(client, index):
    for number in range(4):
        make_article(authors=[f"Author {number}-{one:03}" for one in range(150)])
    index()
    first, second = clicks(client, "/values/author/"), clicks(client, "/values/author/?part=2")
    assert (len(first), len(second)) == (500, 100)
    assert len({address for address, _, _ in first + second}) == 600


def test_looking_for_a_sub_topic_shows_those_above_it(client, archive):
    assert [label for _, label, _ in clicks(client, "/values/topic/?name=bases")] == ["Asia", "Alliances", "Bases"]


def test_empty_fields_of_the_form_are_left_out_of_the_address(client, archive):
    response = client.get("/values/topic/?name=&how=any&by=name&country=JP")
    assert (response.status_code, response["Location"]) == (302, "/values/topic/?country=JP&how=any&by=name")


@pytest.mark.parametrize(
    "query", ["how=odd", "by=odd", "part=odd", "part=-1", "part=9999999999", "name=%00", "topic=nothing"]
)
def test_strange_questions_are_answered(client, archive, query):
    assert client.get(f"/values/topic/?{query}").status_code == 200


def test_a_page_of_values_of_nothing_is_not_there(client, archive):
    assert client.get("/values/colour/").status_code == 404
