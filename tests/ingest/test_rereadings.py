"""Reading again never writes over an editor's own change, and what is applied is what was read."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.editing import undo
from articles.editing.history import change
from articles.ingest.again import Looking, item_of, read_again
from articles.ingest.differing import compare
from articles.ingest.renewing import apply_one
from articles.models import Article, ArticleTag, Author, Byline, ChangeSet, Image, Tag
from tests.rereading import PAGE, imported, other_reader, reading_as

OLD = {
    "headline": "An old headline",
    "standfirst": "An old standfirst.",
    "section": "Old section",
    "source": "Old source",
    "credit": "Old credit",
    "dateline": "OLDTOWN",
    "kind": "feature",
    "body_html": "<p>An old body of few words.</p>",
    "authors": ["Olga Old"],
}
NEW = {name: [one.replace("Ol", "Ne") for one in value] if isinstance(value, list) else value.replace("old", "new") for name, value in OLD.items()} | {
    "section": "New section", "source": "New source", "credit": "New credit", "dateline": "NEWTOWN", "kind": "analysis",
}  # fmt: skip
NAMES = {"authors": "byline", "body_html": "body"}
FIELDS = sorted(OLD)
subsets = st.sets(st.sampled_from(FIELDS))


def named(fields: set[str]) -> set[str]:
    """The same as the differences call them."""
    return {NAMES.get(name, name) for name in fields}


def by_hand(story: Article, fields: set[str]) -> None:
    """Change fields as an editor does, in one change-set."""
    with change(ChangeSet.Kind.EDIT, "Edited", None):
        for name in fields - {"authors", "section", "source"}:
            value = {"kind": "opinion", "body_html": "<p>By hand.</p>"}.get(name, "By hand")
            setattr(story, name, value)
        if "section" in fields:
            story.section = None
        if "source" in fields:
            story.source = None
        story.save()
        if "authors" in fields:
            story.bylines.all().delete()
            author = Author.objects.create(name="Hanna Hand", slug="hanna-hand")
            Byline.objects.create(article=story, author=author)


def state(story: Article) -> dict[str, object]:
    """What the story says, by the fields' names."""
    story = Article.objects.select_related("section", "source").get(pk=story.pk)
    return {name: getattr(story, name) for name in OLD if name not in ("authors", "section", "source")} | {
        "authors": story.author_names,
        "section": story.section.name if story.section else "",
        "source": story.source.name if story.source else "",
    }


def compared(story: Article):
    item = item_of(story)
    return compare(Article.objects.get(pk=story.pk), read_again([item])[item.pk], Looking())


class Properties(TestCase):
    """Over random subsets of fields that editors changed, that are read otherwise, and that are chosen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = cls.enterClassContext(other_reader())

    @given(own=subsets, read_otherwise=subsets, chosen=subsets)
    @settings(max_examples=25, phases=[Phase.explicit, Phase.generate])
    def test_an_editors_own_is_never_overwritten_and_the_rest_is_as_chosen(self, own, read_otherwise, chosen):
        self.reader.reads(1, **OLD)
        run = imported(("ferry.html", PAGE))
        story = run.items.get().article
        by_hand(story, own)
        before = state(story)
        new = OLD | {name: NEW[name] for name in read_otherwise}
        self.reader.reads(2, **new)
        found = compared(story)
        assert {one.name for one in found.differences} == named(read_otherwise)
        assert {one.name for one in found.differences if one.own} == named(own & read_otherwise)
        assert found.is_clear == (bool(read_otherwise) and not own & read_otherwise)
        # All is asked for that is chosen, also what was never offered.
        changeset = apply_one(found, named(chosen), None)
        after = state(story)
        written = chosen & read_otherwise - own
        assert after == before | {name: new[name] for name in written}
        undo.undo(changeset, None)
        assert state(story) == before


pytestmark = pytest.mark.django_db


def test_a_tag_that_somebody_took_off_does_not_come_back_and_a_new_label_comes():
    lines = '{"id": "x:1", "headline": "Ferry sails", "body": "It sailed.", "topics": ["Ferries"]}'
    story = imported(("ferry.jsonl", lines)).items.get().article
    with change(ChangeSet.Kind.TAG, "Off", None):
        ArticleTag.objects.all().delete()
    assert compared(story).differences == []
    with reading_as(2, format="json", countries=["JP"]):
        found = compared(story)
        assert [one.name for one in found.differences] == ["labels"]
        apply_one(found, {"labels"}, None)
    assert [link.country.name for link in story.article_countries.all()] == ["Japan"]
    assert not story.article_tags.exists() and Tag.objects.count() == 1


def test_a_caption_that_is_read_otherwise_keeps_its_picture():
    picture = '{"id": "x:1", "headline": "Ferry sails", "body": "It sailed.", "image": "https://x.example/a.jpg", "image_caption": "%s"}'
    run = imported(("ferry.jsonl", picture % "The ferry"))
    story = run.items.get().article
    Image.objects.filter(article=story).update(caption="By hand")
    assert compared(story).kept == ["Lead image"]
    with change(ChangeSet.Kind.EDIT, "Back", None):
        Image.objects.filter(article=story).update(caption="The ferry")
    assert compared(story).kept == [] and compared(story).differences == []


def test_a_published_story_never_loses_its_date():
    line = '{"id": "x:1", "headline": "Ferry sails", "body": "It sailed.", "published": "2024-03-25"}'
    story = imported(("ferry.jsonl", line), publish=True).items.get().article
    with reading_as(2, format="json", published=None):
        (one,) = compared(story).differences
    assert one.name == "published" and not one.offered and "needs one" in one.kept
