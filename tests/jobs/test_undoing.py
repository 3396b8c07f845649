"""Large undos run as jobs, and say what they left."""

import json

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.editing.history import change
from articles.ingest import runs
from articles.jobs import undoing
from articles.models import Article, ChangeSet

pytestmark = pytest.mark.django_db


@pytest.fixture
def changeset():
    lines = "\n".join(json.dumps({"id": f"x:{number}", "headline": f"Story {number}"}) for number in range(3))
    run = runs.open_import([runs.Handed("stories.jsonl", lines.encode())], user=None)
    runs.confirm(run)
    return runs.execute(run).changeset


def test_it_waits_in_the_queue_once(changeset):
    for _ in range(2):
        undoing.enqueue(changeset, None, even_edited=False)

    assert undoing.is_waiting(changeset)
    assert ProcrastinateJob.objects.filter(task_name="undo_changeset").count() == 1


def test_it_says_what_was_edited_since_and_leaves_it(changeset):
    with change(ChangeSet.Kind.EDIT, "Edited", None):
        Article.objects.filter(headline="Story 1").update(standfirst="By hand.")

    undoing.undo_changeset(changeset.pk, None, even_edited=False)

    assert [story.headline for story in Article.objects.all()] == ["Story 1"]
    assert "“Story 1” was edited since" in ChangeSet.objects.get(undoes=changeset).note


def test_a_second_undo_changes_nothing_and_says_so(changeset):
    for _ in range(2):
        undoing.undo_changeset(changeset.pk, None, even_edited=False)

    changeset.refresh_from_db()
    assert "already been undone" in changeset.note
    assert ChangeSet.objects.filter(undoes=changeset).count() == 1
