"""Merging tags, undoing changes, and what only editors may."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.editing import tagging
from articles.models import Article, ChangeSet, FormerSlug, Tag
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db


def merge_page(tag: Tag) -> str:
    return reverse("admin:articles_tag_merge", args=[tag.pk])


def test_a_merge_is_previewed_and_changes_nothing_yet(at_desk):
    ports, harbours = make_tag("Ports"), make_tag("Harbours")
    make_tag("Piers", parent=ports)
    make_article(tags=[ports, harbours])
    make_article(tags=[ports])
    plan = at_desk.get(merge_page(ports), {"into": harbours.pk}).context["plan"]
    assert (plan.stories, plan.both, [tag.name for tag in plan.children], plan.names) == (2, 1, ["Piers"], ["Ports"])
    assert Tag.objects.filter(pk=ports.pk).exists()


def test_a_merge_keeps_the_old_address(at_desk):
    ports, harbours = make_tag("Ports"), make_tag("Harbours")
    story = make_article(tags=[ports])
    assert at_desk.post(merge_page(ports), {"into": harbours.pk}).status_code == 302
    assert list(story.tags.all()) == [harbours]
    assert FormerSlug.objects.get(slug="ports").tag == harbours


def test_a_merge_that_cannot_be_says_why(at_desk):
    ports = make_tag("Ports")
    piers = make_tag("Piers", parent=ports)
    assert "stands below" in at_desk.post(merge_page(ports), {"into": piers.pk}).content.decode()
    assert "cannot be merged into itself" in at_desk.get(merge_page(ports), {"into": ports.pk}).content.decode()


def test_a_tag_cannot_stand_above_itself(at_desk):
    ports = make_tag("Ports")
    piers = make_tag("Piers", parent=ports)
    data = {"kind": "topic", "name": "Ports", "slug": "ports", "parent": piers.pk, "aliases": "", "introduction": ""}
    answer = at_desk.post(reverse("admin:articles_tag_change", args=[ports.pk]), data)
    assert "stands below this tag" in answer.content.decode()


def test_other_names_are_lines_and_may_hold_commas(at_desk):
    data = {
        "kind": "topic",
        "name": "Ports",
        "slug": "",
        "aliases": "Harbours, large\r\n\r\nDocks ",
        "introduction": "",
        "key_stories-TOTAL_FORMS": 0,
        "key_stories-INITIAL_FORMS": 0,
    }
    assert at_desk.post(reverse("admin:articles_tag_add"), data).status_code == 302
    tag = Tag.objects.get()
    assert (tag.aliases, tag.slug) == (["Harbours, large", "Docks"], "ports")


def test_a_change_is_shown_and_undone(at_desk, editor):
    ports, story = make_tag("Ports"), make_article("Pier opens")
    changeset = tagging.add_tags(Article.objects.all(), [ports], editor)
    undo = reverse("admin:articles_changeset_undo", args=[changeset.pk])
    page = at_desk.get(changeset.get_absolute_url()).content.decode()
    assert "Pier opens" in page and undo in page
    assert at_desk.get(undo).context["plan"].reverts == 1
    assert story.tags.exists()
    at_desk.post(undo)
    assert not story.tags.exists()


def test_an_undo_happens_once(at_desk, editor):
    make_article()
    changeset = tagging.add_tags(Article.objects.all(), [make_tag("Ports")], editor)
    undo = reverse("admin:articles_changeset_undo", args=[changeset.pk])
    at_desk.post(undo)
    assert "already been undone" in at_desk.post(undo, follow=True).content.decode()
    assert ChangeSet.objects.filter(kind="undo").count() == 1


def test_what_was_edited_since_is_named_and_kept(at_desk, editor):
    ports, story = make_tag("Ports"), make_article("Pier opens")
    changeset = tagging.add_tags(Article.objects.all(), [ports], editor)
    tagging.add_tags(Article.objects.all(), [make_tag("Ferries")], editor)
    undo = reverse("admin:articles_changeset_undo", args=[changeset.pk])
    assert "Pier opens" in at_desk.get(undo).context["plan"].conflicts[0]
    at_desk.post(undo)
    assert story.tags.count() == 2


def test_a_contributor_sees_and_undoes_only_their_own_changes(contributor, editor, desk_of):
    make_article(status="draft")
    theirs = tagging.add_tags(Article.objects.all(), [make_tag("Ports")], editor)
    own = tagging.add_tags(Article.objects.all(), [make_tag("Piers")], contributor)
    client = desk_of(contributor)
    assert client.post(reverse("admin:articles_changeset_undo", args=[theirs.pk])).status_code == 404
    assert client.post(reverse("admin:articles_changeset_undo", args=[own.pk])).status_code == 302
    assert Article.objects.get().tags.count() == 1


@pytest.mark.parametrize("model", ["tag", "source", "author", "section"])
def test_a_contributor_makes_and_merges_no_names(contributor, desk_of, model):
    assert desk_of(contributor).get(reverse(f"admin:articles_{model}_add")).status_code == 403
    assert desk_of(contributor).post(merge_page(make_tag("Ports")), {"into": make_tag("Piers").pk}).status_code == 403
    assert Tag.objects.count() == 2


@pytest.mark.parametrize("act", ["add", "change", "delete"])
def test_a_changeset_is_never_edited(at_desk, act):
    changeset = ChangeSet.objects.create(kind="edit", title="Something")
    address = reverse(f"admin:articles_changeset_{act}", args=[] if act == "add" else [changeset.pk])
    at_desk.post(address, {"title": "Other", "post": "yes"})
    assert ChangeSet.objects.get().title == "Something"
