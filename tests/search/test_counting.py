"""However the work of counting is done, its numbers are those of the stories found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from tantivy import Query

from articles.search import columns, counting
from articles.search.carrying import Question
from articles.search.index import reader
from articles.search.names import KINDS
from tests.factories import make_article, make_tag

HELD = 12


@pytest.fixture
def languages(index: Callable[[], None]) -> Counter[str]:
    """An archive in which two thirds of the stories are in one language; how many are in each."""
    tag = make_tag("Ports")
    written = ["en"] * (HELD - 4) + ["ja"] * 3 + ["fr"]
    for language in written:
        make_article(language=language, tags=[tag], countries=["JP"] if language == "ja" else ["JP", "PH"])
    index()
    return Counter(written)


@pytest.mark.parametrize("fewest_divided", [0, HELD + 1])
@pytest.mark.parametrize("language", ["en", "ja", "fr", "de"])
def test_stories_are_counted_whole_divided_and_by_what_is_left_out(
    languages: Counter[str], monkeypatch: pytest.MonkeyPatch, language: str, fewest_divided: int
) -> None:
    monkeypatch.setattr(counting, "FEWEST_DIVIDED", fewest_divided)
    now = reader()
    query = Query.term_query(now.schema, "language", language, "basic")
    found = languages[language]
    numbers = counting.tally(Question(language), query, now, [*KINDS, "language"], lambda: found)
    assert numbers["language"] == Counter({language: found} if found else {})
    assert sum(numbers["topic"].values()) == found
    assert sum(numbers["country"].values()) == (found if language == "ja" else 2 * found)


def test_the_counts_of_everything_are_the_same_when_asked_again(languages: Counter[str]) -> None:
    now = reader()
    for _ in range(2):
        assert counting.everything(["language"], now)["language"] == languages
        others = Query.term_query(now.schema, "language", "en", "basic")
        found = counting.tally(Question("en"), others, now, ["language"], lambda: languages["en"])
        assert found["language"] == Counter(en=languages["en"])


@pytest.mark.parametrize("fewest", [0, 1_000_000])
def test_every_value_counts_however_many_a_story_has(
    index: Callable[[], None], monkeypatch: pytest.MonkeyPatch, fewest: int
) -> None:
    monkeypatch.setattr(columns, "FEWEST", fewest)
    tags = [make_tag(f"Port {number}") for number in range(columns.COLUMNS["topic"] + 3)]
    codes = ["CN", "FR", "GB", "JP", "KR", "PH", "US"]
    assert len(codes) > columns.COLUMNS["country"]
    make_article(tags=tags, countries=codes)
    make_article(tags=tags[-1:], countries=codes[-1:])
    index()
    now = reader()
    news = Query.term_query(now.schema, "kind", "news", "basic")
    numbers = counting.tally(Question("news"), news, now, ["topic", "country"], lambda: 1)
    assert numbers["topic"] == Counter({tag.pk: 1 for tag in tags[:-1]} | {tags[-1].pk: 2})
    assert sorted(numbers["country"].values()) == [1] * (len(codes) - 1) + [2]
