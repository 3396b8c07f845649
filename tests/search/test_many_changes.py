"""An import or a topic that moved does not hold up a single edit, nor anything that is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.models import Article, ArticleTag
from articles.search import changelog, checking, follower, search
from articles.search.generations import current, read_state
from articles.selection import Selection
from tests.factories import make_article, make_tag

MANY = 30
BATCH = 5


@pytest.fixture
def at_work(committed: None, index_root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[follower.Follower]:
    """A follower for which few is what is many elsewhere, and which does one batch a turn."""
    monkeypatch.setattr(changelog, "FEW", BATCH)
    monkeypatch.setattr(follower, "FEW", BATCH)
    monkeypatch.setattr(follower, "BATCH", BATCH)
    monkeypatch.setattr(follower, "TURN_SECONDS", 0)
    for number in range(MANY):
        make_article(f"Story {number}")
    at_work = follower.Follower()
    at_work.poll()
    at_work.poll()
    assert not at_work.waiting
    yield at_work
    at_work.close()


def total(**conditions: object) -> int:
    return search(Selection(**conditions), facets=False, timeline=False).total


def retag() -> None:
    tag = make_tag("Bases")
    ArticleTag.objects.bulk_create(ArticleTag(article=story, tag=tag) for story in Article.objects.all())


def finish(at_work: follower.Follower) -> int:
    polls = 0
    while at_work.waiting:
        at_work.poll()
        polls += 1
    return polls


def test_they_are_taken_in_turns_and_shown_bit_by_bit(at_work: follower.Follower) -> None:
    retag()
    at_work.poll()
    assert total(topic=("bases",)) == BATCH
    assert finish(at_work) == MANY / BATCH - 1
    assert total(topic=("bases",)) == MANY
    assert list(checking.differences()) == []


def test_a_single_edit_comes_first_though_it_came_last(at_work: follower.Follower) -> None:
    retag()
    oldest = Article.objects.order_by("pk")[:1].get()
    Article.objects.filter(pk=oldest.pk).update(headline="Railway opens")
    at_work.poll()
    assert total(q="railway") == 1
    Article.objects.filter(pk=oldest.pk).update(headline="Harbour opens")
    at_work.poll()
    assert (total(q="railway"), total(q="harbour headline:opens")) == (0, 1)
    assert at_work.waiting


def test_what_is_withdrawn_is_gone_at_once_however_much_it_is(at_work: follower.Follower) -> None:
    retag()
    at_work.poll()
    gone = Article.objects.order_by("pk")[: MANY - 2].values("pk")
    Article.objects.filter(pk__in=gone).update(status="withdrawn", withdrawn_reason="Wrong.")
    at_work.poll()
    assert total() == 2
    finish(at_work)
    assert list(checking.differences()) == []


def test_what_was_waiting_is_found_again_after_a_crash(at_work: follower.Follower) -> None:
    before = read_state(current())
    retag()
    at_work.poll()
    assert at_work.waiting
    assert read_state(current()) == before
    at_work.close()
    follower.catch_up()
    assert total(topic=("bases",)) == MANY
    assert list(checking.differences()) == []


def test_those_that_come_later_wait_their_turn_and_the_first_are_noted(at_work: follower.Follower) -> None:
    before = read_state(current())
    retag()
    at_work.poll()
    for _ in range(4):
        Article.objects.update(standfirst="Again")
        at_work.poll()
    assert at_work.waiting
    for _ in range(2):
        at_work.poll()
    # Were more of them to come for ever, a crash would still not lead back to the beginning.
    assert read_state(current()) != before
    at_work.close()
    follower.catch_up()
    assert list(checking.differences()) == []
