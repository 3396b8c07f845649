"""What a rule catches is the same in the archive's index and in an index of stories on their way in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.editing.history import change
from articles.ingest.entries import Entry
from articles.ingest.pipeline import store
from articles.ingest.preparing import prepare_entry
from articles.ingest.resolving import Resolver
from articles.models import Article, Author, ChangeSet, Country, Source, Tag
from articles.search import stories
from articles.search.catching import Batch, caught, caught_without, understanding
from articles.search.stories import Hierarchy, Story
from articles.tagging.incoming import incoming
from tests.factories import make_article, make_document, make_tag

WORDS = [
    "treaty",
    "treaties",
    "harbour",
    "harbours",
    "Manila",
    "trade",
    "trading",
    "Küste",
    "nation",
    "nations",
    "東京",
]
PARTS = ["", "headline:", "body:", "byline:"]
LANGUAGES = ["en", "de", "fr", "ru", "ja"]

word = st.sampled_from(WORDS)
text = st.lists(word, min_size=1, max_size=9).map(" ".join)


def terms() -> st.SearchStrategy[str]:
    plain = st.builds("{}{}".format, st.sampled_from(PARTS), word)
    phrase = st.builds('"{} {}"'.format, word, word)
    near = st.builds('"{} {}"~{}'.format, word, word, st.integers(1, 5))
    begun = word.map(lambda one: f"{one[:3]}*")
    named = st.sampled_from(["country:Japan", "country:PH", "topic:Fisheries", "source:Bay", "after:2024-03-01"])
    return st.one_of(plain, phrase, near, begun, named)


queries = st.recursive(
    terms(),
    lambda inner: st.one_of(
        st.builds("({} OR {})".format, inner, inner),
        st.builds("({} {})".format, inner, inner),
        st.builds("{} -{}".format, inner, terms()),
    ),
    max_leaves=5,
)
told = st.fixed_dictionaries(
    {
        "headline": text,
        "body_html": text.map(lambda body: f"<p>{body}.</p>"),
        "language": st.sampled_from(LANGUAGES),
        "on": st.sampled_from(["2024-02-10", "2024-03-25"]),
        "countries": st.sampled_from([(), ("JP",), ("JP", "PH")]),
        "authors": st.sampled_from([(), ("Nation Trade",)]),
        "source": st.sampled_from(["", "Bay"]),
    }
)


ASKED = st.lists(queries, min_size=1, max_size=4)
CAREFUL = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def found_in(part: list[Story], q: str) -> set[int]:
    return set(Batch(part).find(q)[1])


def found_in_archive(q: str) -> set[int]:
    """All stories that ``q`` catches; none of them is about Brazil."""
    return {id for ids in caught_without(q, Country.objects.get(code="BR")) for id in ids}


@CAREFUL
@given(st.lists(told, min_size=1, max_size=8), ASKED, st.integers(0, 8))
def test_the_archive_and_a_part_of_it_agree(index, some, asked, cut):
    Article.objects.all().delete()
    topic = Tag.objects.filter(slug="fisheries").first() or make_tag("Fisheries")
    ids = [make_article(**one, tags=[topic] if number % 2 else ()).pk for number, one in enumerate(some)]
    index()
    part = stories.read(ids[:cut], Hierarchy.read())
    japan = Country.objects.get(code="JP")
    about = {id for id, one in zip(ids, some, strict=True) if "JP" in one["countries"]}
    for q in asked:
        whole = found_in_archive(q)
        assert found_in(part, q) == whole & set(ids[:cut]), q
        counted = caught(q, japan)
        assert (counted.total, counted.tagged, counted.missed) == (len(whole), len(whole & about), len(about - whole))
        assert set(counted.ids) == whole - about


@CAREFUL
@given(st.lists(told, min_size=1, max_size=6), ASKED)
def test_an_item_is_caught_before_it_is_stored_as_afterwards(index, some, asked):
    Article.objects.all().delete()
    Author.objects.get_or_create(name="Nation Trade", slug="nation-trade")
    Source.objects.get_or_create(name="Bay", slug="bay")
    resolver = Resolver(new_tags=False)
    entries = [Entry(make_document(**as_document(one, number))) for number, one in enumerate(some)]
    before = [incoming(entry, resolver, number) for number, entry in enumerate(entries)]
    with change(ChangeSet.Kind.IMPORT, "An import", None) as changeset:
        results = store(
            [prepare_entry(entry) for entry in entries], changeset, resolver, publish=True, duplicates="skip"
        )
    index()
    for q in asked:
        afterwards = found_in_archive(q)
        assert found_in(before, q) == {number for number, one in enumerate(results) if one.story in afterwards}, q


def as_document(story: dict[str, Any], number: int) -> dict[str, Any]:
    values = {name: value for name, value in story.items() if name not in ("on", "body_html")}
    body = story["body_html"].removeprefix("<p>").removesuffix("</p>")
    return values | {"body": body, "published": story["on"], "guid": f"x:{number}"}


@pytest.mark.parametrize(
    ("language", "q", "is_caught"),
    [("en", "treaty", True), ("ru", "treaty", False), ("ja", "treaty", True), ("de", "küsten", True)],
)
def test_a_form_counts_in_the_languages_in_which_it_is_one(index, language, q, is_caught):
    make_article("Trade", language="ru")
    make_article("Commerce", language="fr")
    index()
    story = make_article("Old treaties, Küste", language=language)
    part = stories.read([story.pk], Hierarchy.read())
    assert (found_in(part, q) == {story.pk}) is is_caught
    index()
    assert (found_in_archive(q) == {story.pk}) is is_caught


@pytest.mark.django_db
def test_what_a_question_says_of_a_story():
    assert understanding("herring -cod")[1] and understanding("country:norway")[1]
    assert not understanding("-cod")[1] and not understanding("after:2024 -cod")[1]
    assert not understanding("herring OR -cod")[1] and understanding("after:2024 herring")[1]
