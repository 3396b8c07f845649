"""The order of relevance: where the words stand, how near each other, how new the story; and the judged questions."""

from __future__ import annotations

import statistics
from collections.abc import Callable

import pytest

from articles.search import iterate_ids, search
from articles.search.recency import WEIGHED
from articles.selection import PAGE_SIZE, Selection
from tests.benchmarks import ranking
from tests.factories import make_article

FLOOR = 0.88
FILLER = "Nothing of note was said on that quiet morning by anybody in the room. " * 4


def test_the_judged_questions_are_answered_well() -> None:
    scores = ranking.scores()
    assert len(scores) == 30
    assert statistics.mean(scores.values()) >= FLOOR, scores


def test_every_judged_story_is_in_the_sample() -> None:
    held = set(ranking.Sample().headlines)
    for q, grades in ranking.judgements().items():
        assert set(grades) <= held, q
        assert set(grades.values()) <= {1, 2, 3}, q


@pytest.mark.parametrize(
    ("found", "score"),
    [
        (["a", "b", "c"], 1.0),
        ([], 0.0),
        (["x", "y"], 0.0),
        # (3/log2(2) + 7/log2(3)) / (7/log2(2) + 3/log2(3) + 1/log2(4))
        (["b", "a"], 0.7896),
    ],
)
def test_ndcg_is_that_of_the_literature(found: list[str], score: float) -> None:
    assert ranking.ndcg(found, {"a": 3, "b": 2, "c": 1}) == pytest.approx(score, abs=1e-4)


def test_the_benchmarks_have_a_line_to_print() -> None:
    assert ranking.report().startswith("nDCG@10 over 30 judged questions: 0.")


def test_words_side_by_side_count_more_than_words_far_apart(index: Callable[[], None]) -> None:
    apart = make_article(
        "Talks", body_html=f"<p>The harbour was busy. {FILLER} A treaty was signed.</p>", on="2024-03-26"
    )
    near = make_article("Talks", body_html=f"<p>The harbour treaty was busy. {FILLER} A note was signed.</p>")
    index()
    assert search(Selection(q="harbour treaty")).ids == (near.pk, apart.pk)


def test_a_headline_counts_more_than_a_standfirst_and_that_more_than_the_text(index: Callable[[], None]) -> None:
    body = make_article("Ministers met", standfirst="On a day.", body_html="<p>Tariffs, tariffs.</p>", on="2024-03-28")
    standfirst = make_article("Ministers met", standfirst="On tariffs.", body_html="<p>A day.</p>", on="2024-03-27")
    headline = make_article("Tariffs discussed", standfirst="On a day.", body_html="<p>A day.</p>", on="2024-03-26")
    index()
    assert search(Selection(q="tariffs")).ids == (headline.pk, standfirst.pk, body.pk)


def test_of_stories_that_fit_alike_the_newer_comes_first(index: Callable[[], None]) -> None:
    new, old, middle = (make_article("Harbour talks", on=day) for day in ("2024-03-25", "1951-09-08", "1990-01-01"))
    index()
    assert search(Selection(q="harbour")).ids == (new.pk, middle.pk, old.pk)
    assert list(iterate_ids(Selection(q="harbour"))) == [new.pk, middle.pk, old.pk]


def test_a_story_that_fits_better_comes_first_however_old(index: Callable[[], None]) -> None:
    make_article("Talks", body_html=f"<p>The harbour. {FILLER}</p>", on="2024-03-25")
    old = make_article("Harbour talks", on="1951-09-08")
    index()
    assert search(Selection(q="harbour")).ids[0] == old.pk


def test_each_story_is_on_one_page_also_where_the_weighing_ends(index: Callable[[], None]) -> None:
    total = WEIGHED + PAGE_SIZE + 3
    for number in range(total):
        make_article("Harbour talks", on=f"{1950 + number % 70}-03-25")
    index()
    pages = [search(Selection(q="harbour", page=page), facets=False).ids for page in range(1, total // PAGE_SIZE + 2)]
    listed = [id for page in pages for id in page]
    assert len(listed) == len(set(listed)) == total
    assert list(iterate_ids(Selection(q="harbour")))[:WEIGHED] == listed[:WEIGHED]
