"""Originals are looked at only where somebody wants that."""

from __future__ import annotations

import pytest

from articles.jobs import links
from articles.models import Appearance, LinkCheck
from articles.text.links import digest
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def original(website, settings):
    """A published story whose original is not there."""
    settings.FETCH_ALLOW = frozenset({website.place})
    settings.FETCH_PAUSE_SECONDS = 0
    return Appearance.objects.create(article=make_article(), url=website.url("/a"), url_digest=digest("a"))


@pytest.mark.parametrize(("days", "looked"), [(0, 0), (30, 1)])
def test_the_setting_turns_it_on(original, settings, days, looked):
    settings.LINK_CHECK_DAYS = days
    links.check_links(timestamp=0)
    assert LinkCheck.objects.count() == looked


def test_an_editor_may_ask_for_it_at_any_time(original):
    links.look_again(stories=[original.article_id])
    assert LinkCheck.objects.get().state == "missing"
