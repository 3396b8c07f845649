"""Embargoes at the desk: shown, ended, filtered by, and never broken by accident."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from articles.admin import waiting
from articles.models import Article
from tests.admin.test_article_form import filled
from tests.factories import make_article

HOUR = dt.timedelta(hours=1)


def change_page(story: Article) -> str:
    return reverse("admin:articles_article_change", args=[story.pk])


@pytest.fixture
def held(db) -> Article:
    """A draft that publishes itself in an hour."""
    return make_article(
        "Held by its sender", status="draft", embargoed_until=timezone.now() + HOUR, publishes_itself=True
    )


def kept(story: Article, **values) -> dict:
    """The form with the embargo as it is."""
    until = localtime(story.embargoed_until)
    stated = {"embargoed_until_0": f"{until:%Y-%m-%d}", "embargoed_until_1": f"{until:%H:%M:%S}"}
    return filled(story, **stated, publishes_itself="on") | values


NONE = {"embargoed_until_0": "", "embargoed_until_1": ""}


def test_publishing_before_the_end_is_refused_in_words_and_ending_the_embargo_allows_it(at_desk, held):
    answer = at_desk.post(change_page(held), kept(held, status="published"))
    assert answer.status_code == 200
    assert "The story is under embargo until" in answer.context["adminform"].form.errors["status"][0]
    held.refresh_from_db()
    assert held.status == "draft"

    ended = kept(held, status="published", **NONE)
    assert at_desk.post(change_page(held), ended).status_code == 302
    held.refresh_from_db()
    assert (held.status, held.embargoed_until, held.publishes_itself) == ("published", None, False)


def test_an_embargo_that_is_removed_publishes_nothing(at_desk, held):
    assert at_desk.post(change_page(held), kept(held, **NONE)).status_code == 302
    held.refresh_from_db()
    assert (held.status, held.embargoed_until, held.publishes_itself) == ("draft", None, False)


def test_a_withdrawal_lets_nothing_publish_itself(at_desk, held):
    sent = kept(held, status="withdrawn", withdrawn_reason="A mistake.")
    assert at_desk.post(change_page(held), sent).status_code == 302
    held.refresh_from_db()
    assert (held.status, held.publishes_itself) == ("withdrawn", False)


def test_an_embargo_that_is_over_is_no_obstacle(at_desk, held):
    Article.objects.update(embargoed_until=timezone.now() - HOUR)
    held.refresh_from_db()
    assert at_desk.post(change_page(held), kept(held, status="published")).status_code == 302
    held.refresh_from_db()
    assert (held.status, held.embargoed_until) == ("published", None)


def test_the_list_says_it_and_filters_by_it(at_desk, held):
    over = make_article("Over", status="draft", embargoed_until=timezone.now() - HOUR)
    make_article("Free", status="draft")
    listed = reverse("admin:articles_article_changelist")
    running, ended = (
        list(at_desk.get(f"{listed}?embargo={value}").context["cl"].result_list) for value in ("running", "over")
    )
    assert (running, ended) == ([held], [over])
    page = at_desk.get(listed).content.decode()
    assert page.count("embargo until") == page.count("embargo over since") == 1


def test_publishing_many_says_whose_embargo_it_breaks(at_desk, held):
    listed = reverse("admin:articles_article_changelist")
    answer = at_desk.post(listed, {"action": "publish", "_selected_action": [held.pk]})
    assert "1 story under embargo, the first until" in answer.content.decode()


def test_the_front_page_counts_embargoes(editor, held):
    make_article("Forgotten", status="draft", embargoed_until=timezone.now() - HOUR)
    heaps = {heap.label: heap.number for heap in waiting.waiting_for(editor).states}
    assert (heaps["Under embargo"], heaps["Embargo over"]) == (1, 1)


def test_the_draft_bar_tells_the_editor(at_desk, held):
    page = at_desk.get(held.get_absolute_url()).content.decode()
    assert "Under embargo until" in page and "it is published then" in page


def test_a_contributor_neither_sees_the_fields_nor_changes_what_publishes_itself(contributor, desk_of, held):
    client = desk_of(contributor)
    page = client.get(change_page(held))
    assert "embargoed_until" not in page.context["adminform"].form.fields
    assert not page.context["has_change_permission"]
    assert client.post(change_page(held), {"headline": "Mine now"}).status_code == 403
