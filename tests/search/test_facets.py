"""Facets never lie: the number beside a value is the number of stories one gets by adding it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Tag
from articles.search import facet, iterate_ids, search
from articles.search.facets import FACETS
from articles.selection import PAGE_SIZE, Selection, Sort, first_day, last_day
from tests.factories import make_article, make_tag

WORDS = ("harbour", "treaty", "Łódź", "tariff")
COUNTRIES = ("JP", "US", "PH", "SUHH", "DE")
NAMES = {
    "source": ("harbour-wire", "north-post", "bay-agency"),
    "author": ("ana-reyes", "bo-lind", "chie-mori"),
    "section": ("world", "business"),
    "kind": ("news", "opinion", "analysis"),
    "language": ("en", "ja", "pt-BR"),
}
PARENTS = {"asia": None, "alliances": "asia", "bases": "alliances", "trade": None, "chips": "trade", "law": None}


@dataclass(frozen=True)
class Known:
    """What the test knows of a story, by the means of the test alone."""

    id: int
    day: dt.date
    words: frozenset[str]
    values: dict[str, frozenset[str]]

    def fits(self, asked: Selection) -> bool:
        every = all(set(getattr(asked, name)) <= self.values[name] for name in ("topic", "country"))
        some = all(
            set(getattr(asked, name)) & self.values[name.removesuffix("_any")]
            for name in ("topic_any", "country_any", *NAMES)
            if getattr(asked, name)
        )
        none = not any(set(getattr(asked, f"{name}_not")) & self.values[name] for name in ("topic", "country"))
        since = not asked.since or first_day(asked.since) <= self.day
        until = not asked.until or self.day <= last_day(asked.until)
        return every and some and none and since and until and set(asked.q.split()) <= self.words


def with_parents(topics: set[str]) -> frozenset[str]:
    found = set()
    for topic in topics:
        while topic:
            found.add(topic)
            topic = PARENTS[topic]
    return frozenset(found)


@pytest.fixture
def archive(index: Callable[[], None]) -> list[Known]:
    """Eighty stories of a small world, in the index."""
    chance = random.Random(7)
    tags: dict[str, Tag] = {}
    for name, parent in PARENTS.items():
        tags[name] = make_tag(name.capitalize(), parent=tags.get(parent))
    stories = []
    for _ in range(80):
        own = set(chance.sample(sorted(PARENTS), chance.randint(0, 3)))
        day = dt.date(chance.choice([1951, 2023, 2024]), chance.choice([3, 4]), chance.randint(1, 28))
        words = chance.sample(WORDS, chance.randint(0, 3))
        one = {name: chance.choice((*values, "")) for name, values in NAMES.items()}
        countries = chance.sample(COUNTRIES, chance.randint(0, 3))
        story = make_article(
            f"Delegates meet {' '.join(words)}",
            body_html="<p>They met.</p>",
            on=day.isoformat(),
            tags=[tags[name] for name in own],
            countries=countries,
            authors=[one["author"].replace("-", " ").title()] if one["author"] else [],
            source=one["source"].replace("-", " ").title(),
            section=one["section"].title(),
            kind=one["kind"] or Article.Kind.FEATURE,
            language=one["language"] or "fr",
        )
        values = {name: frozenset([value] if value else []) for name, value in one.items()}
        values |= {"topic": with_parents(own), "country": frozenset(countries)}
        values |= {"kind": frozenset([story.kind]), "language": frozenset([story.language])}
        stories.append(Known(story.pk, day, frozenset(words), values))
    make_article("Unpublished talks", status=Article.Status.DRAFT, tags=[tags["asia"]])
    index()
    return stories


def some_of(values: tuple[str, ...], most: int = 2) -> st.SearchStrategy:
    return st.lists(st.sampled_from(values), max_size=most).map(tuple)


SELECTIONS = st.builds(
    Selection,
    q=st.sampled_from(("", "", "harbour", "treaty harbour", "Łódź")),
    topic=some_of(tuple(PARENTS)),
    topic_any=some_of(tuple(PARENTS)),
    topic_not=some_of(tuple(PARENTS), 1),
    country=some_of(COUNTRIES, 1),
    country_any=some_of(COUNTRIES),
    country_not=some_of(COUNTRIES, 1),
    source=some_of(NAMES["source"]),
    author=some_of(NAMES["author"]),
    section=some_of(NAMES["section"]),
    kind=some_of(NAMES["kind"]),
    language=some_of(NAMES["language"]),
    since=st.sampled_from(("", "", "1951", "2023-04", "2024-03-05")),
    until=st.sampled_from(("", "", "2024", "2024-03")),
    sort=st.sampled_from((None, Sort.OLDEST, Sort.NEWEST)),
)
# Mostly few conditions at once: many of them leave nothing to count.
BROAD = st.builds(
    lambda asked, kept: Selection(**{name: getattr(asked, name) for name in kept}),
    SELECTIONS,
    st.lists(st.sampled_from([*NAMES, "q", "topic", "topic_any", "topic_not", "country_not", "since"]), max_size=3),
)
SHARED = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SHARED
@given(asked=SELECTIONS | BROAD)
def test_a_selection_finds_what_fits_and_nothing_else(archive: list[Known], asked: Selection) -> None:
    expected = {story.id for story in archive if story.fits(asked)}
    results = search(asked)
    assert results.total == len(expected)
    assert set(results.ids) <= expected
    assert len(results.ids) == min(len(expected), PAGE_SIZE)
    assert set(iterate_ids(asked)) == expected


@SHARED
@given(asked=BROAD)
def test_each_count_of_a_facet_is_what_one_gets_by_adding_the_value(archive: list[Known], asked: Selection) -> None:
    facets = search(asked).facets
    assert set(facets) == set(FACETS)
    for parameter, values in facets.items():
        for value in values:
            added = asked.adding(parameter, value.value)
            assert value.count == sum(story.fits(added) for story in archive), (parameter, value)
            assert value.selected == (value.value in getattr(asked, parameter))


@SHARED
@given(asked=BROAD)
def test_no_value_that_would_leave_or_bring_stories_is_missing(archive: list[Known], asked: Selection) -> None:
    total = search(asked).total
    for parameter in FACETS:
        shown = {value.value for value in facet(asked, parameter)}
        known = set().union(*(story.values[parameter] for story in archive))
        for value in known - shown:
            wider = parameter in NAMES and getattr(asked, parameter)
            count = sum(story.fits(asked.adding(parameter, value)) for story in archive)
            assert count == (total if wider else 0), (parameter, value)


@SHARED
@given(asked=BROAD)
def test_the_bars_of_the_timeline_add_up_to_the_total(archive: list[Known], asked: Selection) -> None:
    results = search(asked)
    assert sum(bar.count for bar in results.timeline) == results.total
    for bar in results.timeline:
        in_bar = [story for story in archive if story.fits(asked) and story.day.isoformat().startswith(bar.period)]
        assert bar.count == len(in_bar)


def test_a_selected_value_stays_visible_when_nothing_is_left(archive: list[Known]) -> None:
    results = search(Selection(q="nowhereatall", topic=("bases",), source=("north-post",)))
    assert results.total == 0
    assert [(value.value, value.label, value.count) for value in results.facets["topic"]] == [("bases", "Bases", 0)]
    assert [(value.value, value.selected) for value in results.facets["source"]] == [("north-post", True)]


def test_a_facet_shows_its_foremost_values_and_says_how_many_there_are(index: Callable[[], None]) -> None:
    tags = [make_tag(f"Topic {number:02}") for number in range(40)]
    make_article(tags=tags)
    make_article(tags=tags[-5:])
    index()
    results = search(Selection())
    shown = results.facets["topic"]
    assert [value.label for value in shown[:6]] == [f"Topic {number}" for number in (35, 36, 37, 38, 39)] + ["Topic 00"]
    assert (len(shown), results.facet_sizes["topic"]) == (30, 40)
    assert len(facet(Selection(), "topic")) == 40


def test_a_story_under_two_sub_topics_counts_once_for_the_topic_above(index: Callable[[], None]) -> None:
    above = make_tag("Security")
    make_article(tags=[make_tag("Bases", parent=above), make_tag("Missiles", parent=above)])
    index()
    counts = {value.label: value.count for value in search(Selection()).facets["topic"]}
    assert counts == {"Security": 1, "Bases": 1, "Missiles": 1}


def test_people_and_places_are_selected_like_topics_but_not_listed_among_them(index: Callable[[], None]) -> None:
    make_article(tags=[make_tag("Ana Reyes", kind="person"), make_tag("Ports")])
    index()
    assert [value.label for value in search(Selection()).facets["topic"]] == ["Ports"]
    assert search(Selection(topic=("ana-reyes",))).total == 1


def test_a_story_may_have_more_values_than_most(index: Callable[[], None]) -> None:
    people = [f"Writer {number}" for number in range(6)]
    codes = ["JP", "US", "PH", "DE", "FR", "KE", "BR"]
    make_article(authors=people, countries=codes)
    make_article(authors=people[-1:], countries=codes[-2:])
    index()
    results = search(Selection())
    assert {value.value: value.count for value in results.facets["country"]} == dict.fromkeys(codes, 1) | {
        "KE": 2,
        "BR": 2,
    }
    assert sorted(value.count for value in results.facets["author"]) == [1, 1, 1, 1, 1, 2]
