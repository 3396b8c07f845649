"""The generated archive: the same for the same seed, and never on top of a real one by mistake."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from articles.editing.undo import undo
from articles.models import Article, ArticleChange, ArticleCountry, ArticleTag, Byline, ChangeSet, Source, Tag
from articles.search import search
from articles.selection import Selection
from articles.text.fingerprints import text_digest
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def stories() -> list[tuple]:
    return list(Article.objects.order_by("pk").values_list("headline", "body_text", "published_at", "source__slug"))


def test_stories_are_published_dated_tagged_and_found(index: Callable[[], None]) -> None:
    call_command("make_corpus", 30, words=40)
    index()
    results = search(Selection(q="the"))
    assert results.total > 20
    assert {name for name, values in results.facets.items() if values} >= {
        "topic",
        "country",
        "source",
        "author",
        "section",
    }
    assert Article.objects.published().filter(published_at__year__range=(2000, 2025)).count() == 30
    assert (Tag.objects.count(), Tag.objects.roots().count(), Source.objects.count()) == (500, 50, 60)
    assert ChangeSet.objects.get().counts == {"created": 30}


def test_every_row_stands_in_history_and_change_log_and_can_be_undone() -> None:
    call_command("make_corpus", 20, words=20)
    changeset = ChangeSet.objects.get()
    ids = set(Article.objects.values_list("pk", flat=True))
    assert set(ArticleChange.objects.values_list("article_id", flat=True)) >= ids
    for model in (Article, ArticleTag, ArticleCountry, Byline):
        recorded = model.pgh_event_model.objects.filter(pgh_changeset=changeset.pk).values_list("id", flat=True)
        assert sorted(recorded) == sorted(model.objects.values_list("pk", flat=True))
    undo(changeset, None)
    assert not Article.objects.exists()


def test_the_tables_are_afterwards_as_they_were() -> None:
    before = shape_of_tables()
    call_command("make_corpus", 3, words=20)
    assert shape_of_tables() == before
    assert len(before) > 100


def shape_of_tables() -> set[tuple[str, str, str]]:
    """Every index, constraint and way of storing a column."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT indexrelid::regclass::text, indrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
            WHERE indrelid::regclass::text LIKE 'articles_%'
            UNION ALL
            SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) || convalidated FROM pg_constraint
            WHERE conrelid::regclass::text LIKE 'articles_%'
            UNION ALL
            SELECT attname, attrelid::regclass::text, attstorage::text FROM pg_attribute
            WHERE attrelid::regclass::text LIKE 'articles_%' AND attnum > 0
            """
        )
        return set(cursor.fetchall())


def test_some_stories_run_twice_in_different_sources() -> None:
    call_command("make_corpus", 300)
    pairs = [
        (one, other)
        for one, other in itertools.pairwise(Article.objects.order_by("pk"))
        if one.headline == other.headline
    ]
    assert 2 <= len(pairs) <= 20
    for one, other in pairs:
        assert one.source_id != other.source_id
        assert one.body_text.startswith(other.body_text[:-1])
        assert text_digest(other.body_text) == bytes(other.text_digest)
        assert one.reprint_group == other.reprint_group is not None


def test_the_same_seed_gives_the_same_stories() -> None:
    call_command("make_corpus", 5, words=20)
    first = stories()
    call_command("make_corpus", 5, words=20, append=True)
    call_command("make_corpus", 5, words=20, append=True, seed=2)
    assert stories()[5:10] == first
    assert not set(stories()[10:]) & set(first)


def test_an_archive_that_holds_stories_is_left_alone() -> None:
    make_article()
    with pytest.raises(CommandError, match="holds stories"):
        call_command("make_corpus", 5)
    assert Article.objects.count() == 1


def test_ids_go_on_after_the_generated_ones() -> None:
    call_command("make_corpus", 5, words=20)
    last = Article.objects.order_by("pk").last().pk
    assert make_article().pk == last + 1
