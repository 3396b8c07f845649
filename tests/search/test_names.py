"""Names are read once in an edition, all in one query, and a reader sees a new name with the next edition."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Author, Country, Source, Tag
from articles.search import names as present_names
from articles.search import search
from articles.search.names import REMEMBERED, Name, Names
from articles.selection import Selection
from tests.factories import make_article, make_tag


@pytest.fixture
def archive(index: Callable[[], None]) -> Tag:
    tag = make_tag("Harbour alliance")
    make_article(tags=[tag], countries=["JP"], source="Bay Wire", authors=["Ana Reyes"], section="World")
    index()
    return tag


def topics(selection: Selection) -> list[tuple[str, str]]:
    return [(value.value, value.label) for value in search(selection).facets["topic"]]


def test_names_of_all_kinds_take_one_query(archive: Tag) -> None:
    wanted = {"topic": ["harbour-alliance", "nothing"], "country": ["JP"], "source": ["bay-wire"], "author": ["ana-reyes"],
              "section": ["world"]}  # fmt: skip
    with CaptureQueriesContext(connection) as queries:
        found = Names().by_value(wanted)
    assert len(queries) == 1
    assert {kind: [name.label for name in known.values()] for kind, known in found.items()} == {
        "topic": ["Harbour alliance"], "country": ["Japan"], "source": ["Bay Wire"], "author": ["Ana Reyes"],
        "section": ["World"],
    }  # fmt: skip


def test_what_was_found_by_its_slug_is_known_by_its_number(archive: Tag) -> None:
    names = Names()
    name = names.by_value({"topic": ["harbour-alliance"]})["topic"]["harbour-alliance"]
    with CaptureQueriesContext(connection) as queries:
        assert names.by_id({"topic": [archive.pk]}) == {"topic": {archive.pk: name}}
    assert len(queries) == 0


def test_what_was_not_there_is_looked_for_again(db: None) -> None:
    names = Names()
    assert names.by_value({"topic": ["bases"]}) == {"topic": {}}
    make_tag("Bases")
    assert names.by_value({"topic": ["bases"]})["topic"]["bases"].label == "Bases"


def test_a_country_that_is_no_more_is_named_with_its_years(db: None) -> None:
    assert Names().by_value({"country": ["SUHH"]})["country"]["SUHH"].label == str(Country.objects.get(code="SUHH"))


def test_a_full_memory_still_answers(db: None) -> None:
    names = Names()
    for number in range(REMEMBERED):
        names.remember("author", Name(-number, f"author-{number}", "Somebody"))
    ana = Author.objects.create(name="Ana Reyes", slug="ana-reyes")
    assert names.by_id({"author": [ana.pk]})["author"][ana.pk].label == "Ana Reyes"


def test_a_new_name_shows_with_the_next_edition(archive: Tag, index: Callable[[], None]) -> None:
    assert topics(Selection()) == [("harbour-alliance", "Harbour alliance")]
    Tag.objects.filter(pk=archive.pk).update(name="Bay alliance", slug="bay-alliance")
    index()
    assert topics(Selection()) == [("bay-alliance", "Bay alliance")]


def test_a_new_address_works_before_the_next_edition(archive: Tag, client: Client) -> None:
    topics(Selection(topic=("harbour-alliance",)))
    Tag.objects.filter(pk=archive.pk).update(name="Bay alliance", slug="bay-alliance")
    response = client.get("/topics/bay-alliance/")
    assert response.status_code == 200
    assert response.context["listing"].results.total == 1
    assert topics(Selection(topic=("bay-alliance",))) == [("bay-alliance", "Bay alliance")]


def test_a_slug_that_passed_to_another_tag_means_that_one_with_the_next_edition(
    archive: Tag, index: Callable[[], None]
) -> None:
    assert search(Selection(topic=("harbour-alliance",))).total == 1
    Tag.objects.filter(pk=archive.pk).update(name="Bay alliance", slug="bay-alliance")
    make_tag("Harbour alliance")
    index()
    assert search(Selection(topic=("harbour-alliance",))).total == 0


def test_without_an_index_nothing_is_remembered(db: None, index_root: object) -> None:
    source = Source.objects.create(name="Bay Wire", slug="bay-wire")
    assert present_names().by_value({"source": ["bay-wire"]})["source"]["bay-wire"].label == "Bay Wire"
    source.delete()
    assert present_names().by_value({"source": ["bay-wire"]}) == {"source": {}}
