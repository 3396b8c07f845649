"""The generated archive: the same for the same seed, and never on top of a real one by mistake."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.models import Article, ChangeSet, Source, Tag
from articles.search import search
from articles.selection import Selection
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
