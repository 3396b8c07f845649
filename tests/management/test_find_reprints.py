"""Finding reprints among stories that came in past the importers, such as generated or restored ones."""

from io import StringIO

import pytest
from django.core.management import call_command

from articles.editing import reprinting
from articles.models import Article, ChangeSet, Reprint
from tests.factories import make_article
from tests.reprints import OTHER, STORY, cut, edited

pytestmark = pytest.mark.django_db


def find_reprints(*options):
    out = StringIO()
    call_command("find_reprints", *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def stories(*texts):
    return [make_article(body_html=f"<p>{text}</p>") for text in texts]


def test_it_groups_what_is_there_and_only_what_it_has_not_looked_at():
    held = stories(STORY, OTHER, edited(STORY))
    assert "Looked at 3 stories" in find_reprints()
    assert set(Reprint.objects.values_list("article", flat=True)) == {held[0].pk, held[2].pk}
    assert ChangeSet.objects.get().counts == {"looked at": 3, "reprints": 2}

    stories(cut(STORY), "Too short to be told from others.")
    report = find_reprints()
    assert "Looked at 1 story" in report
    assert "3 stories of the archive have other printings in it; collapsed, they are 1." in report


def test_looking_at_everything_again_changes_nothing_that_is_right():
    one, two, three = stories(STORY, edited(STORY), STORY)
    find_reprints()
    reprinting.take_out(Article.objects.filter(pk=three.pk), None)
    before = set(Reprint.objects.values_list("article", "group", "origin"))

    assert "Looked at 3 stories" in find_reprints("--all")
    assert set(Reprint.objects.values_list("article", "group", "origin")) == before
    assert {article for article, group, _ in before if group} == {one.pk, two.pk}
