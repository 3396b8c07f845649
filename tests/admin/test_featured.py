"""The front page and key stories at the desk."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.editing import merging, undo
from articles.models import Article, ChangeSet, FrontPick, KeyStory, Tag
from tests.admin.test_actions import carry_out, choose
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db

FRONT = "admin:articles_frontpick_changelist"


def pick(headline: str, position: int, **values) -> FrontPick:
    return FrontPick.objects.create(article=make_article(headline, **values), position=position)


def test_stories_are_put_on_the_front_page_after_a_preview_below_those_there(at_desk):
    there = pick("There", 4)
    older, newer = make_article("Older", on="2024-01-01"), make_article("Newer", on="2024-02-01", status="draft")
    preview = choose(at_desk, "put_on_front", [there.article, older, newer], step="preview")
    assert preview.context["effect"].lines == [
        "2 stories will stand on the front page, below what editors chose before.",
        "1 story chosen for it before.",
        "1 story not published: readers see them once they are.",
    ]
    assert FrontPick.objects.count() == 1
    carry_out(at_desk, "put_on_front", [there.article, older, newer])
    assert list(FrontPick.objects.values_list("article__headline", "position")) == [
        ("There", 4), ("Newer", 5), ("Older", 6),
    ]  # fmt: skip
    undo.undo(ChangeSet.objects.get(), None)
    assert FrontPick.objects.get() == there


def test_the_list_says_where_each_stands_and_its_order_is_changed_there(at_desk):
    picks = [pick(f"Story {place}", place) for place in range(1, 8)]
    FrontPick.objects.filter(pk=picks[0].pk).update(until=timezone.localdate() - dt.timedelta(days=1))
    Article.objects.filter(pk=picks[1].article_id).update(status=Article.Status.DRAFT)
    page = at_desk.get(reverse(FRONT))
    states = {one.position: page.context["cl"].model_admin.state(one) for one in page.context["cl"].result_list}
    assert states == {
        1: "not shown: its last day is over", 2: "not shown: not published", 3: "leads the page",
        4: "below the lead", 5: "below the lead", 6: "below the lead", 7: "below the lead",
    }  # fmt: skip
    rows = {f"form-{n}-id": one.pk for n, one in enumerate(picks)} | {
        f"form-{n}-position": 9 - n for n in range(len(picks))
    }
    rows |= {"form-TOTAL_FORMS": 7, "form-INITIAL_FORMS": 7, "_save": "Save"}
    assert at_desk.post(reverse(FRONT), rows).status_code == 302
    assert FrontPick.objects.first().article.headline == "Story 7"
    assert "front page" in ChangeSet.objects.first().title


def test_taking_off_is_a_change_that_can_be_undone(at_desk):
    picks = [pick("One", 1), pick("Two", 2)]
    at_desk.post(reverse(FRONT), {"action": "take_off", "_selected_action": [picks[0].pk]})
    assert list(FrontPick.objects.all()) == [picks[1]]
    undo.undo(ChangeSet.objects.get(), None)
    assert list(FrontPick.objects.all()) == picks


def test_being_on_the_front_page_is_no_edit_of_the_story(at_desk):
    story, tag = make_article("Tagged"), make_tag("Quay walls")
    carry_out(at_desk, "add_tags", [story], tags=tag.pk)
    carry_out(at_desk, "put_on_front", [story])
    tagged = ChangeSet.objects.get(kind=ChangeSet.Kind.TAG)
    assert undo.preview(tagged).conflicts == []
    undo.undo(tagged, None)
    assert not story.tags.exists()
    assert FrontPick.objects.get().article == story


def test_contributors_see_the_front_page_and_change_nothing(contributor, desk_of):
    one, client = pick("One", 1), desk_of(contributor)
    assert client.get(reverse(FRONT)).status_code == 200
    client.post(reverse(FRONT), {"action": "take_off", "_selected_action": [one.pk]})
    address = reverse("admin:articles_frontpick_change", args=[one.pk])
    assert client.post(address, {"article": one.article_id, "position": 5}).status_code == 403
    assert FrontPick.objects.get().position == 1


def save_tag(client, tag: Tag, *keys: tuple[Article, str]):
    rows = {
        f"key_stories-{n}-{name}": value
        for n, (story, reason) in enumerate(keys)
        for name, value in {"article": story.pk, "reason": reason, "position": n + 1, "tag": tag.pk}.items()
    }
    counts = {"key_stories-TOTAL_FORMS": len(keys), "key_stories-INITIAL_FORMS": 0}
    form = {"kind": tag.kind, "name": tag.name, "slug": tag.slug, "aliases": "", "introduction": "", "parent": ""}
    return client.post(reverse("admin:articles_tag_change", args=[tag.pk]), form | rows | counts)


def test_key_stories_are_chosen_on_the_form_of_the_tag_and_need_a_reason(at_desk):
    tag, story = make_tag("Harbours"), make_article("Pact signed")
    assert "This field is required" in save_tag(at_desk, tag, (story, "")).content.decode()
    assert "duplicate" in save_tag(at_desk, tag, (story, "One."), (story, "Two.")).content.decode()
    assert save_tag(at_desk, tag, (story, "It still binds.")).status_code == 302
    assert KeyStory.objects.get().reason == "It still binds."
    history = at_desk.get(reverse("admin:articles_tag_history", args=[tag.pk])).content.decode()
    assert "Key story added" in history and "Pact signed" in history


def test_key_stories_go_along_when_tags_are_merged_and_come_back_when_that_is_undone():
    old, new = make_tag("Treaties"), make_tag("Alliances")
    both, one = make_article("Both"), make_article("One")
    for tag, story, reason in ((old, both, "Old."), (new, both, "New."), (old, one, "Alone.")):
        KeyStory.objects.create(tag=tag, article=story, reason=reason)
    changeset = merging.merge_tags(old, new, None)
    assert set(KeyStory.objects.values_list("tag__name", "reason")) == {("Alliances", "New."), ("Alliances", "Alone.")}
    undo.undo(changeset, None)
    assert set(KeyStory.objects.values_list("tag__name", "reason")) == {
        ("Treaties", "Old."), ("Alliances", "New."), ("Treaties", "Alone."),
    }  # fmt: skip
