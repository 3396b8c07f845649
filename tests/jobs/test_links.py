"""Originals are looked at only where somebody wants that."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from articles.jobs import links
from articles.models import Appearance, LinkCheck
from articles.text.links import digest
from tests.factories import make_article

pytestmark = pytest.mark.django_db
GOING_ON = SimpleNamespace(should_abort=lambda: False)
STOPPING = SimpleNamespace(should_abort=lambda: True)


@pytest.fixture
def original(website, settings):
    """A published story whose original is not there."""
    settings.FETCH_ALLOW = frozenset({website.place})
    settings.FETCH_PAUSE_SECONDS = 0
    return Appearance.objects.create(article=make_article(), url=website.url("/a"), url_digest=digest("a"))


@pytest.mark.parametrize(("days", "looked"), [(0, 0), (30, 1)])
def test_the_setting_turns_it_on(original, settings, days, looked):
    settings.LINK_CHECK_DAYS = days
    links.check_links(GOING_ON, timestamp=0)
    assert LinkCheck.objects.count() == looked


def test_an_editor_may_ask_for_it_at_any_time(original):
    links.look_again(GOING_ON, stories=[original.article_id])
    assert LinkCheck.objects.get().state == "missing"


def test_a_shutdown_is_heeded_after_each(original, website):
    others = [make_article() for _ in range(3)]
    Appearance.objects.bulk_create(
        Appearance(article=one, url=website.url(f"/{one.pk}"), url_digest=digest(f"{one.pk}")) for one in others
    )
    links.look_again(STOPPING, stories=[original.article_id, *(one.pk for one in others)])
    assert LinkCheck.objects.count() == 1
