"""Names and dates in questions, what is understood leniently, and that nothing one can type takes long."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Country, FormerSlug, Source, Tag
from articles.search import iterate_ids, search
from articles.search.query_language import read
from articles.selection import Selection
from tests.factories import make_article, make_tag


@pytest.fixture
def archive(index: Callable[[], None]) -> dict[int, str]:
    """Four stories; gives their names by id."""
    alliance = make_tag("US-Japan alliance", aliases=["Nichibei dōmei"])
    bases = make_tag("Bases", parent=alliance)
    FormerSlug.objects.create(slug="camps", tag=bases)
    Source.objects.create(name="Bay Wire Service", slug="bay-wire", aliases=["BWS"])
    Source.objects.create(name="The Harbour Post", slug="harbour-post")
    stories = {
        "bases": make_article("Base opens", on="2023-12-31", tags=[bases], countries=["JP"], source="Bay Wire Service"),
        "alliance": make_article("Talks open", on="2024-01-01", tags=[alliance], countries=["US", "JP"]),
        "seoul": make_article("Trade opens", on="2024-03-15", countries=["KR"], source="The Harbour Post", section="World"),
        "burma": make_article("Border opens", on="2025-01-01", countries=["MM"]),
    }  # fmt: skip
    index()
    return {article.pk: name for name, article in stories.items()}


def found(archive: dict[int, str], q: str) -> set[str]:
    return {archive[id] for id in search(Selection(q=q), facets=False, timeline=False).ids}


def notes(q: str) -> tuple[str, ...]:
    return search(Selection(q=q), facets=False, timeline=False).notes


class TestNames:
    @pytest.mark.parametrize(
        ("q", "names"),
        [
            ("topic:us-japan-alliance", {"bases", "alliance"}),
            ('topic:"US–Japan Alliance"', {"bases", "alliance"}),
            ('topic:"nichibei domei"', {"bases", "alliance"}),
            ("topic:nichibei dōmei talks", {"alliance"}),
            ("topic:bases", {"bases"}),
            ("topic:camps", {"bases"}),
            ("country:jp", {"bases", "alliance"}),
            ("country:JPN", {"bases", "alliance"}),
            ("country:Japan -country:us", {"bases"}),
            ("country:South Korea trade", {"seoul"}),
            ("country: South Korea", {"seoul"}),
            ("country：“South Korea”", {"seoul"}),
            ("country:(us OR kr)", {"alliance", "seoul"}),
            ("country:Burma", {"burma"}),
            ("country:america", {"alliance"}),
            ("source:bay-wire", {"bases"}),
            ("source:bws", {"bases"}),
            ("source:harbour", {"seoul"}),
            ('source:"the harbour post"', {"seoul"}),
            ("agency:bws OR section:world", {"bases", "seoul"}),
            ("SOURCE:BWS opens", {"bases"}),
            ("source:nobody", set()),
            ("opens -source:nobody", {"bases", "alliance", "seoul", "burma"}),
        ],
    )
    def test_a_thing_is_found_by_any_of_its_names(self, archive: dict[int, str], q: str, names: set[str]) -> None:
        assert found(archive, q) == names

    @pytest.mark.parametrize(
        ("q", "told"),
        [
            ("country:Japan", ()),
            ("topic:us-japan-alliance", ()),
            ("country:burma", ("“burma” was read as the country “Burma (1948–1989)” or “Myanmar”.",)),
            ("source:bws", ("“bws” was read as the source “Bay Wire Service”.",)),
            ("source:harbour", ("“harbour” was read as the source “The Harbour Post”.",)),
            ("country:Jappan", ("There is no country “Jappan”. The nearest name is “Japan”.",)),
            ("topic:zzzzzz", ("There is no topic “zzzzzz”.",)),
            ("country:South Korea trade", ('Read as: country:"South Korea" AND trade',)),
        ],
    )
    def test_the_reader_is_told_how_a_name_was_read(
        self, archive: dict[int, str], q: str, told: tuple[str, ...]
    ) -> None:
        assert notes(q) == told

    def test_names_cost_one_query_and_then_none(self, archive: dict[int, str]) -> None:
        with CaptureQueriesContext(connection) as first:
            list(iterate_ids(Selection(q="country:japan topic:bases source:bws section:world topic:nothing")))
        with CaptureQueriesContext(connection) as second:
            list(iterate_ids(Selection(q="country:us topic:alliance source:bay-wire")))
        assert (len(first), len(second)) == (1, 0)

    def test_a_renamed_topic_is_known_by_its_new_name_with_the_next_edition(
        self, archive: dict[int, str], index: Callable[[], None]
    ) -> None:
        assert found(archive, "topic:bases") == {"bases"}
        Tag.objects.filter(slug="bases").update(name="Camps abroad", slug="camps-abroad")
        index()
        assert found(archive, 'topic:"camps abroad"') == found(archive, "topic:bases") == {"bases"}

    def test_every_country_is_found_by_its_name(self, archive: dict[int, str]) -> None:
        book = {country.name: country.pk for country in Country.objects.current()}
        for name in list(book)[::12]:
            assert not any("There is no" in note for note in notes(f'country:"{name}"')), name

    def test_where_only_names_are_asked_for_the_newest_come_first(self, archive: dict[int, str]) -> None:
        ids = search(Selection(q="country:(jp OR kr OR mm)")).ids
        assert [archive[id] for id in ids] == ["burma", "seoul", "alliance", "bases"]
        assert list(iterate_ids(Selection(q="country:(jp OR kr OR mm)"))) == list(ids)


class TestDates:
    @pytest.mark.parametrize(
        ("q", "names"),
        [
            ("after:2024", {"alliance", "seoul", "burma"}),
            ("before:2024", {"bases"}),
            ("after:2024 before:2025", {"alliance", "seoul"}),
            ("until:2024", {"bases", "alliance", "seoul"}),
            ("after:2024-03", {"seoul", "burma"}),
            ("before:2024-03-15", {"bases", "alliance"}),
            ("until:2024-03-15", {"bases", "alliance", "seoul"}),
            ("on:2024-03", {"seoul"}),
            ("year:2024", {"alliance", "seoul"}),
            ("since:2024/3/15 opens", {"seoul", "burma"}),
            ("on:15.3.2024", {"seoul"}),
            ("on:20240315", {"seoul"}),
            ('on:"15 March 2024"', {"seoul"}),
            ('on:"Mar 2024"', {"seoul"}),
            ('on:"March 15th, 2024"', {"seoul"}),
            ("-year:2024", {"bases", "burma"}),
        ],
    )
    def test_a_period_bounds_the_days(self, archive: dict[int, str], q: str, names: set[str]) -> None:
        assert found(archive, q) == names

    @pytest.mark.parametrize(
        ("q", "told"),
        [
            ("a after:2024", ("“after:2024” means 1 January 2024 or later.",)),
            ("a before:2024-03", ("“before:2024-03” means 29 February 2024 or earlier.",)),
            ("a on:2024-03", ("“on:2024-03” means 1 March 2024 to 31 March 2024.",)),
            (
                "a after:03/05/2024",
                ("“03/05/2024” is not a date and was left out: write YYYY, YYYY-MM or YYYY-MM-DD.",),
            ),
            ("a on:2024-13", ("“2024-13” is not a date and was left out: write YYYY, YYYY-MM or YYYY-MM-DD.",)),
            (
                "until:lunch",
                ("“lunch” is not a date; “until” was read as a word.", "Read as: until AND lunch"),
            ),
        ],
    )  # fmt: skip
    def test_the_reader_is_told_which_days_are_meant(self, q: str, told: tuple[str, ...]) -> None:
        assert read(q).notes == told

    @given(
        text=st.text(st.sampled_from("0123456789-/. marchju,"), max_size=14),
        relation=st.sampled_from(["after", "before", "on"]),
    )
    def test_no_date_is_an_error(self, text: str, relation: str) -> None:
        meaning = read(f'{relation}:"{text}"').meaning
        assert str(read(str(meaning or "")).meaning or "") == str(meaning or "")


class TestLeniency:
    @pytest.mark.parametrize(
        ("q", "meaning"),
        [
            ("“base opens”～5 ａｎｄ", '"base opens"~5 AND and'),
            ("harb*r", '"harb r"'),
            ("harbour~2", "harbour"),
            ("a (NOT ) b", "a AND b"),
            ("headline: treaty", "headline:treaty"),
            ("topic:headline:x", "headline:x"),
            ("（base　OR　port）", "base OR port"),
            ("--a", "a"),
            ("source:-japan", 'NOT source:"japan"'),
            ('topic:"a"b"', 'topic:"a" AND b'),
        ],
    )
    def test_what_is_odd_is_read_as_it_was_meant(self, q: str, meaning: str) -> None:
        assert str(read(q).meaning) == meaning

    PIECES = st.sampled_from(
        ["topic:", "country:", "source:", "after:", "before:", "2024", "2024-13", "japan", "south korea", "OR", "NOT",
         "-", "(", ")", '"', "“", "*", "~5", ":", "ab*", "：", "日本", "headline:", " ", "ﷺ", "\u0301", "ة"]
    )  # fmt: skip

    @settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(q=st.lists(PIECES, max_size=14).map("".join) | st.lists(PIECES, max_size=14).map(" ".join))
    def test_what_was_read_can_be_read_again(self, archive: dict[int, str], q: str) -> None:
        results = search(Selection(q=q))
        assert 0 <= results.total <= len(archive)
        meaning = str(read(q).meaning or "")
        if len(meaning) <= 200 and len(meaning.split()) <= 20:
            assert str(read(meaning).meaning or "") == meaning


class TestHostile:
    @pytest.mark.parametrize(
        "q",
        [
            "a" * 100_000,
            "ab " * 33_000,
            "(" * 1_000 + "ab" + ")" * 1_000,
            "-(" * 500,
            '"' * 99_999,
            "* ~ : " * 1_000,
            "a* b* c*",
            "to* op* ta* tr* bo* ba* sp* qu* mo* mi*",
            '"op* op* op*"~50',
            "topic:" * 1_000,
            "country:" + "a " * 1_000,
            "ﷺ" * 200,
            "e" + "\u0301" * 100_000,
            "OR " * 5_000,
            "[a-z]{1,9999}.*" * 10,
        ],
    )
    def test_it_is_answered_at_once(self, archive: dict[int, str], q: str) -> None:
        search(Selection(q="opens"))
        start = time.process_time()
        results = search(Selection(q=q))
        assert results.ready
        assert time.process_time() - start < 2

    def test_what_was_cut_is_told(self, archive: dict[int, str]) -> None:
        assert notes("a" * 100_000)[0] == "At most 200 characters can be searched for."
        assert "a* b* c*" not in notes("a* b* c*")[0]

    def test_of_very_many_words_with_one_beginning_the_most_frequent_are_looked_for(
        self, index: Callable[[], None]
    ) -> None:
        letters = "abcdefghijklmnopqrstuvwxyz"
        body = " ".join(f"zz{a}{b}" for a in letters for b in letters)
        rare = make_article("Rare", body_html=f"<p>{body}</p>")
        make_article("More", body_html="<p>" + " ".join(f"zz{a}{b}q" for a in letters for b in letters) + "</p>")
        often = [make_article("Often", body_html="<p>zzyzx</p>").pk for _ in range(2)]
        index()
        results = search(Selection(q="zz*"))
        assert results.notes == ("More than 500 words begin with “zz”; the most frequent 500 were looked for.",)
        assert set(often) | {rare.pk} <= set(results.ids)
        assert search(Selection(q='"zzaa zza*"')).ids == (rare.pk,)
