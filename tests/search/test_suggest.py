"""Names suggested for what a reader begins to write."""

from __future__ import annotations

import pytest

from articles.models import Article, Tag
from articles.search import search
from articles.search.suggest import Directory, Entry, Suggestion, directory, fold
from articles.selection import Selection
from tests.factories import make_article, make_tag


def labels(text: str, *parameters: str, most: int = 10) -> list[str]:
    found = directory().find(text, most, parameters or ("topic", "country", "source"))
    return [f"{one.matched} → {one.label}" if one.matched else one.label for one in found]


@pytest.fixture
def archive(index):
    harbours = make_tag("Harbours", aliases=["Ports and quays"])
    make_article(tags=[harbours, make_tag("Łódź talks")], countries=["MM", "US"], source="Bay Agency")
    make_article(tags=[harbours, make_tag("José Harbin", kind="person")], countries=["MM"])
    make_article(tags=[make_tag("Harbour Guild", kind="organisation"), make_tag("Old harbours")])
    gone = make_tag("Harbour strike")
    make_article(tags=[gone], status=Article.Status.WITHDRAWN, withdrawn_reason="Retracted")
    make_tag("Harbour dues")
    index()


def test_beginnings_of_names_come_first_then_those_of_inner_words_by_number_of_stories(archive):
    assert labels("harb") == ["Harbours", "Harbour Guild", "José Harbin", "Old harbours"]


def test_a_name_written_in_full_comes_before_more_frequent_ones(index):
    make_article(tags=[frequent := make_tag("Trade unions"), make_tag("Trade")])
    make_article(tags=[frequent])
    index()
    assert labels("trade") == ["Trade", "Trade unions"]


def test_accents_and_case_do_not_matter(archive):
    assert labels("lodz") == labels("ŁÓDŹ") == ["Łódź talks"]
    assert labels("jose h") == ["José Harbin"]


def test_an_alias_is_shown_with_the_name_it_stands_for(archive):
    assert labels("burma") == ["Burma → Myanmar"]
    assert labels("quay") == ["Ports and quays → Harbours"]


def test_a_former_address_of_a_tag_finds_it(archive, index):
    tag = Tag.objects.get(slug="harbour-guild")
    tag.slug, tag.name = "dockers-union", "Dockers union"
    tag.save()
    index()
    assert labels("harbour gui") == ["harbour guild → Dockers union"]


def test_a_renamed_topic_is_found_by_its_new_name_at_once(archive, index):
    assert labels("wharves") == []
    Tag.objects.filter(slug="harbours").update(name="Wharves")
    index()
    assert labels("wharves") == ["Wharves"]


def test_names_without_a_published_story_are_never_suggested(archive):
    assert not any("strike" in label or "dues" in label for label in labels("harbour"))


def test_a_withdrawn_story_takes_its_names_along(archive, index):
    Article.objects.filter(source__slug="bay-agency").update(
        status=Article.Status.WITHDRAWN, withdrawn_reason="Retracted"
    )
    index()
    assert labels("bay") == labels("united states") == []


@pytest.mark.parametrize("text", ["harb", "burma", "us", "lodz", "bay"])
def test_each_number_is_that_of_the_list_of_the_name(archive, text):
    found = directory().find(text, 10)
    assert found
    for one in found:
        assert one.count == search(Selection().adding(one.parameter, one.value)).total


def test_only_the_parameters_asked_for_are_suggested(archive):
    assert labels("bay", "topic", "country") == []
    assert labels("bay", "source") == ["Bay Agency"]


@pytest.mark.parametrize("text", ["", "  ", "!?", "\x00", "%", "_"])
def test_what_has_no_letters_finds_nothing(archive, text):
    assert labels(text) == []


def test_letters_inside_a_word_count_from_three_on(archive):
    assert labels("arbo") == ["Harbours", "Harbour Guild", "Old harbours"]
    assert "Harbours" not in labels("ar")


def test_a_misspelt_name_has_nearest_ones(archive):
    assert next(one.label for one in directory().nearest("harbuors", 3)) == "Harbours"
    assert directory().nearest("zzzzqqq", 3) == []


def test_it_is_found_whole_among_many_names():
    entries = [
        Entry(Suggestion("Topic", "topic", f"name-{n}", f"Name {n}", "", n % 7 + 1), fold(f"Name {n}"))
        for n in range(5000)
    ]
    many = Directory(entries)
    assert [one.label for one in many.find("name 4321", 10)] == ["Name 4321"]
    assert len(many.find("name", 10)) == 10
    assert {one.count for one in many.find("name", 10)} == {7}


def test_without_an_index_there_are_no_names(index_root, db):
    assert directory().find("harbour", 5) == []
