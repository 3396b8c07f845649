"""Embargoes: nobody sees a story before its embargo ends, and within the job's next run everybody does."""

from __future__ import annotations

import datetime as dt
import json
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.editing import publishing, undo
from articles.editing.history import change
from articles.ingest import runs
from articles.jobs import upkeep
from articles.models import Article, ChangeSet, ImportItem
from tests.factories import make_article
from tests.ingest.test_runs import run_import
from tests.ingest.test_senders import ITEM, wire

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
Outcome = ImportItem.Outcome


def stated(moment: dt.datetime) -> str:
    return moment.isoformat()


def embargoed(**values) -> Article:
    """A draft that publishes itself in an hour."""
    return make_article(
        **{"status": "draft", "embargoed_until": timezone.now() + HOUR, "publishes_itself": True} | values
    )


def an_hour_passes() -> None:
    """What stands an hour ahead is now."""
    for story in Article.objects.exclude(embargoed_until=None):
        Article.objects.filter(pk=story.pk).update(embargoed_until=story.embargoed_until - HOUR)


def run_job() -> None:
    upkeep.publish_after_embargo(timestamp=0)


def newer_version() -> ImportItem:
    """A version under embargo of the wire's story."""
    return wire(
        headline="What nobody may know yet",
        embargoed=stated(timezone.now() + HOUR),
        versioncreated="2024-03-25T12:00:00Z",
    )


def state(story: Article) -> str:
    story.refresh_from_db()
    return story.status


# What an import makes of it


def test_an_import_that_publishes_keeps_an_embargoed_story_until_the_embargo_ends():
    until = (timezone.now() + HOUR).replace(microsecond=0)
    item = wire(embargoed=stated(until))
    story = Article.objects.get()
    assert (story.status, story.embargoed_until, story.publishes_itself) == ("draft", until, True)
    assert item.reason.startswith("Kept as a draft: it is under embargo until ")
    assert item.reason.endswith("; it is published then.")

    run_job()
    assert state(story) == "draft"
    an_hour_passes()
    run_job()
    assert state(story) == "published"
    assert (story.embargoed_until, story.publishes_itself) == (None, False)


def test_an_import_that_keeps_drafts_notes_the_embargo_and_publishes_nothing():
    item = ITEM | {"embargoed": stated(timezone.now() + HOUR)}
    run_import(json.dumps(item).encode(), name="wire.json", publish=False)
    story = Article.objects.get()
    assert story.is_under_embargo
    an_hour_passes()
    run_job()
    assert state(story) == "draft"


def test_a_withheld_story_does_not_publish_itself():
    wire(embargoed=stated(timezone.now() + HOUR), pubstatus="withheld")
    an_hour_passes()
    run_job()
    assert Article.objects.get().status == "draft"


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_a_kill_before_the_end_wins(status):
    wire(embargoed=stated(timezone.now() + HOUR))
    item = wire(embargoed=stated(timezone.now() + HOUR), pubstatus=status)
    assert (item.outcome, item.reason) == (
        Outcome.UPDATED,
        f"Its sender has {status} it: it is not published when its embargo ends.",
    )
    an_hour_passes()
    run_job()
    assert Article.objects.get().status == "draft"


def test_a_sender_who_moves_the_end_is_followed():
    wire(embargoed=stated(timezone.now() + HOUR))
    later = (timezone.now() + 5 * HOUR).replace(microsecond=0)
    item = wire(embargoed=stated(later), versioncreated="2024-03-25T12:00:00Z")
    assert (item.outcome, Article.objects.get().embargoed_until) == (Outcome.UPDATED, later)
    assert "embargo" in item.reason


def test_a_sender_who_lifts_it_is_followed():
    wire(embargoed=stated(timezone.now() + HOUR))
    wire(versioncreated="2024-03-25T12:00:00Z")
    run_job()
    assert Article.objects.get().status == "published"


def test_an_editor_who_ended_it_is_not_overruled_by_the_same_item():
    until = stated(timezone.now() + HOUR)
    wire(embargoed=until)
    story = Article.objects.get()
    with change(ChangeSet.Kind.EDIT, "No embargo", None):
        Article.objects.filter(pk=story.pk).update(embargoed_until=None, publishes_itself=False)
    assert wire(embargoed=until).outcome == Outcome.UNCHANGED
    story.refresh_from_db()
    assert story.embargoed_until is None


def test_an_embargoed_version_does_not_reach_the_readers_of_the_one_before():
    wire()
    item = newer_version()
    story = Article.objects.get()
    assert (item.outcome, story.headline, story.status) == (Outcome.REJECTED, "Pilots to be shared", "published")
    assert "this version waits: it is under embargo until" in item.reason


def test_a_version_that_waited_is_taken_in_when_its_embargo_ends():
    wire()
    run = newer_version().run
    run_job()
    assert run.items.get().outcome == Outcome.REJECTED

    later = timezone.now() + 2 * HOUR
    with patch.object(timezone, "now", lambda: later):
        run_job()
        runs.execute(run)
    item = run.items.get()
    assert (item.outcome, item.waits_until) == (Outcome.UPDATED, None)
    assert Article.objects.get().headline == "What nobody may know yet"
    assert ProcrastinateJob.objects.filter(task_name="run_import", args={"import_id": run.pk}).exists()


def test_a_version_of_an_import_that_was_undone_stays_out():
    wire()
    run = newer_version().run
    undo.undo(run.changeset, None)
    ImportItem.objects.update(waits_until=timezone.now())
    run_job()
    assert run.items.get().outcome == Outcome.REJECTED
    assert Article.objects.get().headline == "Pilots to be shared"


# The end


def test_all_that_end_are_one_named_change_set():
    first, second = embargoed(), embargoed(status="review")
    waiting = embargoed(embargoed_until=timezone.now() + 2 * HOUR)
    an_hour_passes()
    run_job()
    assert (state(first), state(second), state(waiting)) == ("published", "published", "draft")
    changeset = ChangeSet.objects.get()
    assert (changeset.kind, changeset.title, changeset.user) == ("publish", "Embargo ended: published 2 stories", None)
    assert set(first.events.filter(pgh_changeset=changeset.pk).values_list("status", flat=True)) == {"published"}

    run_job()
    assert ChangeSet.objects.count() == 1


def test_a_withdrawal_before_the_end_wins():
    story = embargoed()
    publishing.withdraw(Article.objects.all(), "A mistake.", None)
    an_hour_passes()
    run_job()
    assert state(story) == "withdrawn"


def test_what_lacks_a_date_waits_for_it():
    story = embargoed(published_at=None)
    an_hour_passes()
    run_job()
    assert state(story) == "draft"
    assert Article.objects.out_of_embargo(timezone.now()).get() == story
    Article.objects.update(published_at=timezone.now())
    run_job()
    assert state(story) == "published"


def test_an_undo_of_the_publication_stays():
    story = embargoed()
    an_hour_passes()
    run_job()
    undo.undo(ChangeSet.objects.get(), None)
    assert state(story) == "draft"
    run_job()
    assert state(story) == "draft"


def test_an_undo_of_an_early_publication_waits_again():
    story = embargoed()
    undo.undo(publishing.publish(Article.objects.all(), None), None)
    assert (state(story), story.publishes_itself) == ("draft", True)


@pytest.mark.parametrize(
    "values",
    [{"status": "published", "publishes_itself": False}, {"embargoed_until": None, "publishes_itself": True}],
)
def test_the_record_refuses_what_no_reader_may_find(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        embargoed(**values)
