"""What a rule catches is the same in the archive's index and in an index of stories on their way in."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.ingest import runs
from articles.ingest.entries import Entry
from articles.ingest.resolving import Resolver
from articles.ingest.runs import Handed
from articles.models import Article, Country, TagRule
from articles.search import stories
from articles.search.catching import Batch, caught, caught_without, understanding
from articles.search.stories import Hierarchy
from articles.tagging.incoming import incoming
from articles.tagging.rules import tag_new
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


def emptied() -> None:
    Article.objects.all().delete()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(told, min_size=1, max_size=8), st.lists(queries, min_size=1, max_size=4), st.integers(0, 8))
def test_the_archive_and_a_part_of_it_agree(index, some, asked, cut):
    emptied()
    topic = make_tag("Fisheries", slug="fisheries") if not Hierarchy.read().topics else None
    ids = [make_article(**one, tags=[topic] if topic and number % 2 else ()).pk for number, one in enumerate(some)]
    index()
    japan = Country.objects.get(code="BR")
    part = stories.read(ids[:cut], Hierarchy.read())
    batch = Batch(part)
    for q in asked:
        whole = {id for chunk in caught_without(q, japan) for id in chunk}
        _, found = batch.find(q)
        assert found == whole & set(ids[:cut]), q
        counted = caught(q, japan)
        assert counted.total == len(whole)
