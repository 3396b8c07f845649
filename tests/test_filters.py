"""Query strings: what is understood becomes a selection, and what is not is named. Nothing is an error page."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.filters import ArticleFilter
from articles.models import Author, FormerSlug, Section, Source, Tag
from articles.selection import Selection, Sort
from tests.factories import make_article, make_tag

LIST = "/api/v1/articles/"


def asked(query: str) -> ArticleFilter:
    return ArticleFilter(QueryDict(query))


@pytest.fixture
def names(db: None) -> None:
    Source.objects.create(name="Harbour Wire", slug="harbour-wire")
    Author.objects.create(name="Ana Reyes", slug="ana-reyes")
    Section.objects.create(name="World", slug="world")
    make_tag("Bases")
    make_tag("日米同盟", slug="日米同盟")


@pytest.mark.usefixtures("names")
class TestWhatIsUnderstood:
    def test_every_parameter_has_its_place_in_the_selection(self) -> None:
        filter = asked(
            "q=treaty&topic=bases&topic_any=bases&topic_not=日米同盟&country=jp&country_any=US&country_not=ph"
            "&source=harbour-wire&author=ana-reyes&section=world&kind=news&language=en&from=2024-03&to=2024"
            "&sort=oldest&page=3"
        )
        assert filter.problems == []
        assert filter.selection == Selection(
            q="treaty",
            topic=("bases",),
            topic_any=("bases",),
            topic_not=("日米同盟",),
            country=("JP",),
            country_any=("US",),
            country_not=("PH",),
            source=("harbour-wire",),
            author=("ana-reyes",),
            section=("world",),
            kind=("news",),
            language=("en",),
            since="2024-03",
            until="2024",
            sort=Sort.OLDEST,
            page=3,
        )

    def test_a_selection_comes_back_from_its_own_query_string(self) -> None:
        selection = asked("page=2&to=2024&topic=bases&country=us&country=JP&q=a+%26+b").selection
        assert asked(selection.query_string()).selection == selection

    def test_empty_fields_of_a_form_ask_nothing(self) -> None:
        filter = asked("q=&topic=&country=&from=&to=&sort=&page=")
        assert (filter.selection, filter.problems) == (Selection(), [])

    def test_a_former_slug_stands_for_the_present_topic(self) -> None:
        FormerSlug.objects.create(slug="garrisons", tag=Tag.objects.get(slug="bases"))
        assert asked("topic=garrisons").selection.topic == ("bases",)

    @pytest.mark.parametrize(("text", "code"), [("su", "SUHH"), ("DD", "DDDE"), ("yu", "YUCS"), ("suhh", "SUHH")])
    def test_a_former_country_is_found_by_its_old_code(self, text: str, code: str) -> None:
        assert asked(f"country={text}").selection.country == (code,)

    def test_a_code_that_two_former_countries_had_is_asked_back(self) -> None:
        filter = asked("country=cs")
        assert filter.selection.country == ()
        (problem,) = filter.problems
        assert "CSHH (Czechoslovakia)" in problem
        assert "CSXX (Serbia and Montenegro)" in problem

    @pytest.mark.parametrize(("text", "tag"), [("EN", "en"), ("pt-br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW")])
    def test_language_tags_are_written_as_the_standard_does(self, text: str, tag: str) -> None:
        assert asked(f"language={text}").selection.language == (tag,)

    def test_a_repeated_single_value_counts_as_last_given(self) -> None:
        assert asked("q=first&q=last&sort=newest&sort=oldest").selection == Selection(q="last", sort=Sort.OLDEST)


@pytest.mark.usefixtures("names")
class TestWhatIsNotUnderstood:
    @pytest.mark.parametrize(
        ("query", "problem"),
        [
            ("topic=nowhere", "There is no topic “nowhere”."),
            ("topic=a%00b", "There is no topic “a�b”."),
            ("topic=../../etc", "There is no topic “../../etc”."),
            ("topic_not=%ff", "There is no topic “�”."),
            ("source=nobody", "There is no source “nobody”."),
            ("author=Ana Reyes", "There is no author “Ana Reyes”."),
            ("section=sport", "There is no section “sport”."),
            ("country=zz", "There is no country code “zz”."),
            ("country=Japan", "There is no country code “Japan”."),
            ("kind=gossip", "There is no kind of story “gossip”."),
            ("language=e", "There is no language tag “e”."),
            ("sort=nosuch", "“nosuch” is not an order: newest, oldest, relevance are."),
            ("sort=?", "“?” is not an order: newest, oldest, relevance are."),
            ("sort=body__%00", "“body__�” is not an order: newest, oldest, relevance are."),
            ("from=2024-05&to=2024-03", "The dates end before they begin: from 2024-05 to 2024-03."),
        ],
    )
    def test_it_is_named_and_left_out(self, query: str, problem: str) -> None:
        filter = asked(query)
        assert filter.problems == [problem]
        assert filter.selection == Selection()

    @pytest.mark.parametrize(
        "date",
        [
            *("notadate", "0000-01-01", "2024-02-30", "2024-13", "9999-12-31T23:59:59-14:00", "0", "10000", "9" * 14),
            *(
                "٢٠٢٤",
                "5/6/2024",
                "on 24 May 2024",
                "24 May 2024 and 25 May 2024",
                "May",
                "2024-03-25T10:00",
                "%00",
                "-2024",
            ),
        ],
    )
    @pytest.mark.parametrize("parameter", ["from", "to"])
    def test_a_date_that_is_none_is_named_and_left_out(self, parameter: str, date: str) -> None:
        filter = asked(f"{parameter}={date}")
        assert filter.selection == Selection()
        (problem,) = filter.problems
        assert problem.endswith("is not a date: write YYYY, YYYY-MM or YYYY-MM-DD.")

    @pytest.mark.parametrize(
        ("said", "date"),
        [
            ("May 2024", "2024-05"), ("24 May 2024", "2024-05-24"), ("May 24, 2024", "2024-05-24"), ("2024-3", "2024-03"),
            ("24.5.2024", "2024-05-24"), ("2024年5月24日", "2024-05-24"), ("März 1987", "1987-03"),
        ],
    )  # fmt: skip
    def test_a_date_in_words_is_understood(self, said: str, date: str) -> None:
        filter = asked(f"from={quote(said)}&to={quote(said)}")
        assert (filter.problems, filter.selection) == ([], Selection(since=date, until=date))

    @pytest.mark.parametrize("page", ["-1", "0", "abc", "1e999", "NaN", "٣", "1.5", "000"])
    def test_a_page_that_is_none_is_the_first(self, page: str) -> None:
        filter = asked(f"page={page}")
        assert filter.selection.page == 1
        assert filter.problems == [f"“{page}” is not the number of a page."]

    def test_a_long_value_is_quoted_in_part(self) -> None:
        (problem,) = asked(f"topic={'x' * 5000}").problems
        assert problem == f"There is no topic “{'x' * 60}…”."


@pytest.mark.usefixtures("names")
class TestLimits:
    def test_twenty_values_of_a_parameter_are_used(self) -> None:
        slugs = [make_tag(f"Topic {number}").slug for number in range(30)]
        filter = asked("&".join(f"topic_any={slug}" for slug in slugs))
        assert filter.selection.topic_any == tuple(sorted(slugs[:20]))
        assert filter.problems == ["At most 20 values of “topic_any” can be asked for."]

    def test_the_same_value_a_thousand_times_is_one(self) -> None:
        filter = asked("&".join(["topic=bases"] * 999))
        assert (filter.selection.topic, filter.problems) == (("bases",), [])

    def test_two_hundred_characters_are_searched_for(self) -> None:
        filter = asked("q=" + "x" * 100_000)
        assert filter.selection.q == "x" * 200
        assert filter.problems == ["At most 200 characters can be searched for."]

    def test_twenty_words_are_searched_for(self) -> None:
        filter = asked("q=" + "+".join("abcdefghijklmnopqrstuvwxyz"))
        assert filter.selection.q == " ".join("abcdefghijklmnopqrst")
        assert filter.problems == ["At most 20 words can be searched for."]

    @pytest.mark.parametrize("page", ["99999999", "9" * 400])
    def test_a_page_beyond_the_last_is_the_last(self, client: Client, index: Callable[[], None], page: str) -> None:
        for _ in range(30):
            make_article()
        index()
        answer = client.get(LIST, {"page": page}).json()
        assert (len(answer["results"]), answer["next"]) == (5, None)


HOSTILE = [
    "q=%00", "q=a%00b", "q=" + "x" * 3000, "q=" + "or+" * 1000, "q=%22unbalanced", "q=%22%22%22", "q=!!!", "q=%26",
    "q=:*", "q=*", "q=-", "q=--", "q=OR", "q=AND+OR+NOT", "q=the", "q=...", "q=%E6%97%A5", "q=((((((((((((((", "q=))))",
    "q=headline:", "q=headline:headline:", "q=a%5CbTO", "q=[a+TO+b]", "q=/.*/", "q=a^9", "q=%22a+b%22~99999", "q=a~9",
    "q=%F0%9F%87%AF%F0%9F%87%B5", "q=" + "(a+OR+" * 30, "q=-(-(-a))", "q=%ff%fe", "q=%ED%A0%80", "q=a;b=c", "q=%2500",
    "topic=%00", "topic=,/%25..", "country=%C4%B0", "page=" + "9" * 3000, "format=../../etc", "callback=x", "limit=-1",
    "from=0001-01-01", "to=9999-12-31", "from=9999", "sort=relevance", "sort=-published", "q=a&sort=oldest&page=400",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_string_is_an_error_of_the_archive(client: Client, index: Callable[[], None], query: str) -> None:
    make_article("日本 talks", countries=["JP"])
    index()
    start = time.monotonic()
    assert client.get(f"{LIST}?{query}").status_code in (200, 400)
    assert time.monotonic() - start < 1


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    values=st.dictionaries(
        st.sampled_from(
            [
                "q",
                "topic",
                "topic_not",
                "country",
                "source",
                "kind",
                "language",
                "from",
                "to",
                "reprints",
                "sort",
                "page",
            ]
        ),
        st.lists(st.text(max_size=12), min_size=1, max_size=3),
    )
)
def test_any_query_string_gives_a_selection_with_a_canonical_form(db: None, values: dict[str, list[str]]) -> None:
    query = QueryDict(mutable=True)
    for name, some in values.items():
        query.setlist(name, some)
    selection = ArticleFilter(query).selection
    again = asked(selection.query_string())
    assert (again.selection, again.problems) == (selection, [])
