"""Lists: what is shown, what is said about it, and where its links lead."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from articles.models import FormerSlug
from tests.factories import make_article, make_tag
from tests.views.pages import headlines, read

LIST = "/articles/"


@pytest.fixture
def archive(index):
    """Two topics, one below the other; three stories."""
    alliance = make_tag("Harbour alliance", introduction="How two harbours came to trust each other.")
    bases = make_tag("Harbour bases", parent=alliance)
    make_article(
        "Pact signed", on="1951-09-08", tags=[alliance], countries=["JP", "US"], section="World", source="Bay Wire"
    )
    make_article(
        "Base returned", on="1972-05-15", tags=[bases], countries=["JP"], section="World", authors=["Ana Reyes"]
    )
    make_article("Port opened", on="2024-03-25", countries=["PH"], kind="opinion", section="Opinion")
    index()


def test_it_shows_all_stories_newest_first(client, archive):
    assert headlines(client, LIST) == ["Port opened", "Base returned", "Pact signed"]


def test_it_shows_the_oldest_first_where_asked(client, archive):
    assert headlines(client, f"{LIST}?sort=oldest") == ["Pact signed", "Base returned", "Port opened"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "3 stories, 1951–2024, newest first."),
        ("?topic=harbour-alliance&country=jp", "2 stories about Harbour alliance and Japan, 1951–1972, newest first."),
        ("?country=us", "1 story about the United States, 1951."),
        ("?country=jp&country=us", "1 story about Japan and the United States, 1951."),
        ("?country_any=jp&country_any=ph&topic_not=harbour-bases", "2 stories, concerning Japan or the Philippines, not on Harbour bases, 1951–2024, newest first."),
        ("?from=1951&to=1972-05", "2 stories, 1951 to May 1972, newest first."),
        ("?from=1972-05-15&to=1972-05-15", "1 story, 15 May 1972."),
        ("?from=1960", "2 stories, from 1960 on, newest first."),
        ("?to=1960", "1 story, up to 1960."),
        ("?section=world&sort=oldest", "2 stories, in World, 1951–1972, oldest first."),
        ("?author=ana-reyes", "1 story, by Ana Reyes, 1972."),
        ("?source=bay-wire", "1 story, from Bay Wire, 1951."),
        ("?kind=opinion", "1 opinion story, 2024."),
        ("?q=harbour&topic=harbour-alliance", "2 stories that match harbour about Harbour alliance, 1951–1972, best matches first."),
    ],
)  # fmt: skip
def test_a_sentence_says_what_is_shown(client, archive, query, sentence):
    assert sentence in read(client, LIST + query)


def test_each_condition_is_a_chip_that_can_be_removed(client, archive):
    html = client.get(f"{LIST}?topic=harbour-alliance&country=jp&sort=oldest").content.decode()
    assert 'href="/articles/?country=JP&amp;sort=oldest"' in html
    assert 'href="/articles/?topic=harbour-alliance&amp;sort=oldest"' in html


def test_a_facet_gives_as_many_stories_as_it_says(client, archive):
    html = client.get(LIST).content.decode()
    links = re.findall(r'<li>\s*<a href="([^"]+)"\s+rel="nofollow">[^<]+</a>\s*<span>(\d+)</span>', html)
    assert len(links) >= 8
    for address, count in links:
        assert len(headlines(client, unescape(address))) == int(count), address


def test_a_bar_of_the_timeline_gives_as_many_stories_as_it_says(client, archive):
    html = client.get(LIST).content.decode()
    bars = re.findall(r'<a href="([^"]+)" tabindex="-1">\s*<title>[^:<]+: (\d+) stor', html)
    assert [int(count) for _, count in bars] == [1, 1, 1]
    for address, count in bars:
        assert len(headlines(client, unescape(address))) == int(count)


def test_the_timeline_is_there_as_a_table(client, archive):
    rows = "1951 1 1952 to 1971 nothing held 1972 1 1973 to 2023 nothing held 2024 1"
    assert f"Year Stories {rows}" in read(client, LIST)


def test_a_value_not_understood_is_named_and_ignored(client, archive):
    page = read(client, f"{LIST}?from=2024-02-30&topic=nonsense&country=jp")
    assert "“2024-02-30” is not a date" in page
    assert "There is no topic “nonsense”." in page
    assert "2 stories about Japan" in page


def test_an_empty_list_offers_each_condition_to_drop_with_its_number(client, archive):
    page = read(client, f"{LIST}?topic=harbour-alliance&country=ph")
    assert "Nothing in the archive fits all of this" in page
    assert "1 story without topic Harbour alliance" in page
    assert "2 stories without country Philippines" in page


def test_an_empty_list_says_where_no_single_condition_helps(client, archive):
    page = read(client, f"{LIST}?topic=harbour-alliance&topic=harbour-bases&country=ph&country=us")
    assert "Dropping any one condition does not help either" in page


def test_a_form_with_empty_fields_leads_to_the_address_without_them(client, archive):
    response = client.get(f"{LIST}?q=&from=1951&to=&country=jp")
    assert (response.status_code, response["Location"]) == (302, "/articles/?country=JP&from=1951")


def test_it_has_pages(client, index):
    for number in range(1, 28):
        make_article(f"Story {number:02}", on=f"2001-01-{number:02}")
    index()
    assert len(headlines(client, LIST)) == 25
    assert headlines(client, f"{LIST}?page=2") == ["Story 02", "Story 01"]
    assert 'href="/articles/?page=2"' in client.get(LIST).content.decode()
    assert headlines(client, f"{LIST}?page=99999999") == ["Story 02", "Story 01"]


def test_words_found_are_marked(client, archive):
    assert "<mark>harbour</mark>" in client.get(f"{LIST}?q=harbour").content.decode()


def test_what_a_reader_types_is_never_markup(client, archive):
    html = client.get(f"{LIST}?q=%3Cscript%3Ealert(1)%3C/script%3E&from=%3Cimg%3E").content.decode()
    assert "<script>alert" not in html
    assert "<img>" not in html


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/topics/harbour-alliance/", ["Base returned", "Pact signed"]),
        ("/topics/harbour-bases/", ["Base returned"]),
        ("/countries/jp/", ["Base returned", "Pact signed"]),
        ("/countries/jp/us/", ["Pact signed"]),
        ("/sources/bay-wire/", ["Pact signed"]),
        ("/authors/ana-reyes/", ["Base returned"]),
        ("/sections/world/", ["Base returned", "Pact signed"]),
        ("/1972/", ["Base returned"]),
        ("/1972/05/", ["Base returned"]),
        ("/1972/05/15/", ["Base returned"]),
        ("/1972/05/16/", []),
    ],
)
def test_every_thing_with_a_page_lists_its_stories(client, archive, address, expected):
    assert headlines(client, address) == expected


def test_a_page_keeps_its_own_condition_when_the_reader_adds_one(client, archive):
    assert headlines(client, "/countries/jp/?section=world&to=1960") == ["Pact signed"]
    html = client.get("/countries/jp/?section=world").content.decode()
    assert 'href="/articles.atom?country=JP&amp;section=world"' in html
    assert 'href="/countries/jp/"' in html


def test_a_date_page_keeps_its_dates(client, archive):
    assert headlines(client, "/1972/?from=1951&to=1951") == ["Base returned"]


def test_a_narrowed_page_names_the_lists_own_address_as_canonical(client, archive):
    html = client.get("/countries/jp/?section=world").content.decode()
    assert 'href="http://testserver/articles/?country=JP&amp;section=world"' in html
    assert 'href="http://testserver/countries/jp/"' in client.get("/countries/jp/").content.decode()


def test_a_topics_page_shows_its_introduction_parent_and_sub_topics(client, archive):
    assert "How two harbours came to trust each other." in read(client, "/topics/harbour-alliance/")
    assert 'href="/topics/harbour-bases/"' in client.get("/topics/harbour-alliance/").content.decode()
    assert 'href="/topics/harbour-alliance/"' in client.get("/topics/harbour-bases/").content.decode()


def test_a_topics_former_address_leads_to_the_present_one(client, archive):
    FormerSlug.objects.create(slug="old-name", tag=make_tag("New name"))
    response = client.get("/topics/old-name/?country=jp")
    assert (response.status_code, response["Location"]) == (301, "/topics/new-name/?country=jp")


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("/countries/JP/", "/countries/jp/"),
        ("/countries/us/jp/", "/countries/jp/us/"),
        ("/countries/jp/jp/", "/countries/jp/"),
        ("/countries/su/", "/countries/suhh/"),
        ("/countries/jp/su/?page=2", "/countries/jp/suhh/?page=2"),
    ],
)
def test_a_country_has_one_address(client, archive, address, right):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, right)


def test_a_former_country_shows_what_came_after_it(client, archive):
    html = client.get("/countries/suhh/").content.decode()
    assert 'href="/countries/ru/"' in html
    assert 'href="/countries/suhh/"' in client.get("/countries/ru/").content.decode()


def test_a_month_has_a_calendar_and_the_way_to_other_months(client, archive):
    html = client.get("/1972/05/").content.decode()
    assert 'href="/1972/05/15/"' in html
    assert 'href="/1951/09/"' in html
    assert 'href="/2024/03/"' in html
    assert 'href="/1972/05/16/"' not in html


@pytest.mark.parametrize("address", ["/2024/13/", "/2024/02/30/", "/0001/", "/9999/12/31/", "/2024/00/"])
def test_there_is_no_page_for_a_day_that_is_none(client, archive, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["topic", "source", "author", "section"])
def test_what_is_not_known_has_no_page(client, archive, name):
    assert client.get(reverse(name, args=["no-such"])).status_code == 404
    assert client.get("/countries/xx/").status_code == 404


def test_the_indexes_count_the_stories(client, archive):
    assert "Harbour alliance 2 Harbour bases 1" in read(client, "/topics/")
    assert "Japan 2" in read(client, "/countries/")
    assert "Soviet Union (1922–1991) 0" in read(client, "/countries/")
    assert "Bay Wire 1" in read(client, "/sources/")
    assert "Ana Reyes 1" in read(client, "/authors/")
    assert "World 2" in read(client, "/sections/")
    assert "3 stories, from 1951 to 2024" in read(client, "/coverage/")


def test_a_story_that_is_not_published_is_in_no_list(client, index):
    make_article("Secret plan", status="draft")
    make_article("Wrong figures", status="withdrawn", withdrawn_reason="Wrong.")
    index()
    for address in (LIST, "/", "/2024/", "/articles.atom", "/articles.jsonl", "/sitemap/2024.xml"):
        content = client.get(address).getvalue().decode()
        assert "Secret plan" not in content
        assert "Wrong figures" not in content


def test_a_story_in_any_script_has_a_row_and_a_page(client, index):
    stories = [make_article(headline) for headline in ("新闻", "🔥🔥", "...", "اليابان والولايات المتحدة", "A" * 500)]
    index()
    assert set(headlines(client, LIST)) == {story.headline for story in stories}
    for story in stories:
        assert client.get(story.get_absolute_url()).status_code == 200


def test_without_an_index_the_list_says_so(client, db, index_root):
    response = client.get(LIST)
    assert response.status_code == 503
    assert "index is being built" in response.content.decode()
