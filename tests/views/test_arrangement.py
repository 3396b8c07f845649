"""The ways to show a list: the same stories in the same order, and no part of what is asked."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Image
from tests.factories import make_article, make_tag
from tests.views.pages import headlines, read

VIEWS = ["list", "headlines", "cards", "days"]


@pytest.fixture
def archive(index):
    talks = make_tag("Harbour talks")
    make_article(
        "Ferry sunk", on="2024-03-25", countries=["JP"], standfirst="It was old.", tags=[talks], source="Bay Wire"
    )
    make_article("Ferry raised", on="2024-03-25", countries=["JP"], standfirst="It was light.", authors=["Ana Reyes"])
    make_article("Ferry built", on="1999-05-01", published_precision="month", countries=["PH"])
    index()


def view_links(html: str) -> dict[str, str]:
    part = html.partition('class="sorts views"')[2].partition("</p>")[0]
    return {label: unescape(to) for to, label in re.findall(r'<a href="([^"]+)" rel="nofollow">([^<]+)</a>', part)}


def inner_links(html: str) -> list[str]:
    """Addresses of lists on the page, without the feeds and files and the switch of the view itself."""
    main = re.sub(r'<p class="sorts views">.*?</p>', "", html.partition("<main")[2], flags=re.DOTALL)
    return [
        unescape(to)
        for to in re.findall(r'<a (?:class="way" )?href="(/(?:articles|values|countries)/[^"]*\?[^"]*)"', main)
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_the_same_stories_in_the_same_order(client, archive, view):
    assert headlines(client, f"/articles/?view={view}") == headlines(client, "/articles/")
    assert headlines(client, f"/articles/?view={view}&sort=oldest") == headlines(client, "/articles/?sort=oldest")


def test_each_view_links_the_others(client, archive):
    html = client.get("/countries/jp/?view=cards&sort=oldest").content.decode()
    assert view_links(html) == {
        "List": "/countries/jp/?sort=oldest",
        "Headlines": "/countries/jp/?sort=oldest&view=headlines",
        "By day": "/countries/jp/?sort=oldest&view=days",
    }


def test_every_link_that_stays_on_the_list_keeps_the_view(client, index):
    for number in range(60):
        make_article(on=f"{1990 + number % 3}-01-02", countries=["JP", "PH"][: 1 + number % 2], section="World")
    index()
    links = [
        to
        for to in inner_links(client.get("/articles/?country=JP&page=2&view=days").content.decode())
        if "list=" not in to and not to.startswith("/articles/print/")
    ]
    assert len(links) > 10
    assert [to for to in links if "view=days" not in to] == []


def test_what_leaves_the_page_does_not_name_the_view(client, archive):
    html = client.get("/articles/?country=JP&view=cards").content.decode()
    assert 'rel="canonical"\n      href="http://testserver/articles/?country=JP"' in html
    feeds = re.findall(r'href="(/articles\.[^"]+|/api/[^"]+)"', html)
    assert feeds and not any("view" in to for to in feeds)
    assert (
        client.get("/articles.csv?country=JP&view=cards").getvalue()
        == client.get("/articles.csv?country=JP").getvalue()
    )


def test_the_forms_carry_the_view_along(client, archive):
    html = client.get("/articles/?country=JP&view=cards").content.decode()
    for form in ('id="filter-form"', 'class="add-name stack"'):
        assert '<input type="hidden" name="view" value="cards">' in html.partition(form)[2].partition("</form>")[0]
    response = client.get("/articles/?q=&from=1999&to=&view=cards")
    assert (response.status_code, response["Location"]) == (302, "/articles/?from=1999&view=cards")
    html = client.get("/values/country/?view=cards").content.decode()
    assert 'href="/articles/?country=JP&amp;view=cards"' in html and 'href="/articles/?view=cards"' in html


def test_the_way_back_from_a_story_and_on_to_the_next_keeps_the_view(client, archive):
    html = client.get("/articles/?country=JP&view=headlines").content.decode()
    story, after = re.findall(r'<h3[^>]*><a href="([^"]+)"', html)
    page = client.get(unescape(story)).content.decode()
    assert 'href="/articles/?country=JP&amp;view=headlines"' in page
    assert after.endswith("?list=country%3DJP%26view%3Dheadlines") and f'href="{after}"' in page


def test_no_view_takes_the_place_of_another_in_a_cache(client, archive):
    pages = {view: client.get(f"/articles/?view={view}") for view in VIEWS}
    assert len({page["ETag"] for page in pages.values()}) == len(VIEWS)
    assert len({page.content for page in pages.values()}) == len(VIEWS)
    for view, page in pages.items():
        again = client.get(f"/articles/?view={view}")
        assert (again["ETag"], again.content) == (page["ETag"], page.content)


def test_the_usual_view_is_one_page_whether_it_is_named_or_not(client, archive):
    assert client.get("/articles/?view=list")["ETag"] == client.get("/articles/")["ETag"]


def test_a_view_that_there_is_not_is_named_and_the_usual_one_shown(client, archive):
    page = read(client, "/articles/?view=mosaic")
    assert "“mosaic” is not a way to show a list: list, headlines, cards, days are." in page
    assert 'class="rows list"' in client.get("/articles/?view=mosaic").content.decode()


def test_headlines_leave_out_all_but_date_and_source(client, archive):
    page = read(client, "/articles/?view=headlines")
    assert "Ferry sunk 25 March 2024 Bay Wire" in page
    assert "It was old." not in page and "Harbour talks" not in page.partition("Ferry sunk")[2]


def test_cards_show_pictures_with_one_query_more(client, archive, index):
    story = make_article("Ferry painted")
    Image.objects.create(article=story, file="images/ferry.png", width=1200, height=800, position=1)
    Image.objects.create(article=story, caption="Not stored here", position=0)
    index()
    client.get("/articles/")
    with CaptureQueriesContext(connection) as usual:
        client.get("/articles/?sort=oldest")
    with CaptureQueriesContext(connection) as cards:
        html = client.get("/articles/?sort=oldest&view=cards").content.decode()
    assert len(cards) == len(usual) + 1
    assert html.count("<img ") == 1
    assert '<img src="/media/images/ferry.png" alt="" width="1200" height="800"' in html
    assert "<img " not in client.get("/articles/?sort=oldest").content.decode()


def test_by_day_stories_stand_under_their_day_as_far_as_it_is_known(client, archive):
    html = client.get("/articles/?view=days").content.decode()
    days = re.findall(r'<h2 class="day"><a href="([^"]+)"[^>]*>([^<]+)</a>(?: <span>(\w+)</span>)?</h2>', html)
    assert [(unescape(to), day, weekday) for to, day, weekday in days] == [
        ("/articles/?from=2024-03-25&to=2024-03-25&view=days", "25 March 2024", "Monday"),
        ("/articles/?from=1999-05&to=1999-05&view=days", "May 1999", ""),
    ]
    assert re.findall(r'<ol class="rows days" start="(\d+)"', html) == ["1", "3"]
    assert len(headlines(client, unescape(days[0][0]))) == 2


def test_best_matches_by_day_name_a_day_once(client, index):
    for number, day in enumerate(["2024-01-01", "2024-01-02"] * 4):
        make_article("Ferry " * (1 + number % 3) + str(number), on=day)
    index()
    html = client.get("/articles/?q=ferry&sort=relevance&view=days").content.decode()
    assert sorted(re.findall(r'class="day"><a [^>]*>([^<]+)<', html)) == ["1 January 2024", "2 January 2024"]
    assert len(headlines(client, "/articles/?q=ferry&view=days")) == 8
    assert (
        view_links(client.get("/articles/?q=ferry").content.decode())["By day"]
        == "/articles/?q=ferry&sort=newest&view=days"
    )


@pytest.mark.parametrize("view", VIEWS)
def test_headings_follow_each_other_in_order(client, archive, view):
    levels = [int(level) for level in re.findall(r"<h(\d)", client.get(f"/articles/?view={view}").content.decode())]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("view", VIEWS)
def test_a_story_of_any_shape_has_a_link_with_words(client, index, view):
    shapes = ["A" * 300, "FERRY SINKS IN HARBOUR", "العبارة غرقت في الميناء", "新"]
    for headline in shapes:
        make_article(headline, language="ar" if "ع" in headline else "en")
    index()
    assert set(headlines(client, f"/articles/?view={view}")) == set(shapes)


@pytest.mark.parametrize("address", ["/articles/", "/articles/?country=JP&country=PH", "/countries/kr/"])
def test_the_way_past_the_filters_leads_to_the_list_or_to_what_stands_in_its_place(client, archive, address):
    html = client.get(address).content.decode()
    assert html.count('href="#stories"') == html.count('id="stories"') == 1
