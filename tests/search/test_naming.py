"""Things are found by any of their names, all read in one query, and remembered for the edition."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Country, FormerSlug, Section, Source
from articles.search.naming import NameBook, folded
from tests.factories import make_tag


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("The Philippines", "philippines"),
        ("Côte d’Ivoire", "cote-d-ivoire"),
        ("U.S.-Japan relations", "US–JAPAN Relations"),
        ("Łódź", "lodz"),
        ("The The", "the"),
        ("日本", "日 本"),
        ("!!!", ""),
    ],
)
def test_names_are_compared_without_what_makes_no_difference(name: str, same: str) -> None:
    assert folded(name) == folded(same)


def test_two_things_of_one_name_are_both_meant(db: None) -> None:
    one, other = make_tag("Georgia", kind="place", slug="georgia-place"), make_tag("Caucasus", aliases=["Georgia"])
    assert NameBook().find("topic", "georgia").ids == tuple(sorted([one.pk, other.pk]))
    assert NameBook().find("topic", "georgia-place").ids == (one.pk,)


def test_a_former_address_of_a_tag_still_names_it(db: None) -> None:
    tag = make_tag("Bases abroad")
    FormerSlug.objects.create(slug="camps", tag=tag)
    assert NameBook().find("topic", "camps").labels == ("Bases abroad",)


@pytest.mark.parametrize(
    ("text", "code"),
    [("jp", "JP"), ("JPN", "JP"), ("japan", "JP"), ("Japanese", "JP"), ("ivory coast", "CI"), ("cote d'ivoire", "CI"),
     ("Soviet Union", "SUHH"), ("ussr", "SUHH")],
)  # fmt: skip
def test_countries_have_names_codes_and_adjectives(db: None, text: str, code: str) -> None:
    assert Country.objects.get(code=code).pk in NameBook().find("country", text).ids


def test_a_part_of_a_name_will_do_where_only_one_has_it(db: None) -> None:
    for name in ("Bay Wire Service", "Bay Herald", "The Harbour Post"):
        Source.objects.create(name=name, slug=folded(name).replace(" ", "-"))
    book = NameBook()
    assert book.containing("source", "wire").labels == ("Bay Wire Service",)
    assert book.containing("source", "post harbour").labels == ("The Harbour Post",)
    assert book.containing("source", "bay") is None
    assert book.containing("source", "!") is None


def test_the_nearest_name_is_offered_and_only_where_one_is_near(db: None) -> None:
    Section.objects.create(name="Economy", slug="economy")
    book = NameBook()
    assert book.nearest("section", "econmy") == "Economy"
    assert book.nearest("section", "sports") == ""
    assert book.nearest("country", "Phillipines") == "Philippines"
    assert book.nearest("source", "anything") == ""


def test_all_names_take_one_query_however_many_are_asked_for(db: None) -> None:
    book = NameBook()
    with CaptureQueriesContext(connection) as queries:
        for kind in ("topic", "country", "source", "section", "topic"):
            book.find(kind, "nothing")
            book.nearest(kind, "nothing")
    assert len(queries) == 1


def test_a_name_longer_than_any_is_no_error(db: None) -> None:
    book = NameBook()
    assert book.find("topic", "a" * 100_000) is None
    assert book.nearest("topic", "a" * 100_000) == ""
