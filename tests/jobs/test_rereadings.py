"""Rereadings as jobs."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.ingest import rereadings
from articles.jobs import rereadings as jobs
from articles.models import Article, Rereading
from tests.rereading import imported, reading_as

pytestmark = pytest.mark.django_db
LINE = '{"id": "x:%s", "headline": "Ferry sails", "body": "It sailed at %s.", "credit": "New"}'


def opened(user: User | None) -> Rereading:
    with reading_as(1, format="json", credit="Old"):
        imported(("ferry.jsonl", "\n".join(LINE % (number, number) for number in range(3))))
    return rereadings.open_rereading(Article.objects.all(), "Again", user)


def work(run: Rereading, stop: bool = False) -> Rereading:
    jobs.run_rereading.func(SimpleNamespace(should_abort=lambda: stop), run.pk)
    return Rereading.objects.get(pk=run.pk)


def test_an_orderly_stop_leaves_it_at_work_and_it_goes_on(admin_user, monkeypatch):
    monkeypatch.setattr(rereadings, "BATCH", 2)
    run = work(opened(admin_user), stop=True)
    assert (run.status, run.counts()["pending"]) == ("running", 1)
    run = work(run)
    assert (run.status, run.counts()["differs"]) == ("done", 3)
    run = work(rereadings.begin_applying(run, admin_user), stop=True)
    assert (run.status, run.counts()["applied"]) == ("applying", 2)
    run = work(run)
    assert (run.status, run.counts()["applied"]) == ("applied", 3)


def test_what_lost_its_worker_is_queued_again_once(admin_user):
    run = opened(admin_user)
    assert (jobs.resume_orphans(), jobs.resume_orphans()) == (1, 0)
    assert ProcrastinateJob.objects.get(task_name="run_rereading").args == {"rereading_id": run.pk}


def test_one_of_the_command_line_waits_for_its_owner():
    opened(None)
    assert jobs.resume_orphans() == 0


def test_a_fault_of_one_story_does_not_stop_the_others(admin_user, monkeypatch):
    run = opened(admin_user)
    bad = Article.objects.first().pk
    compare = rereadings.compare

    def faulty(story, *others):
        if story.pk == bad:
            raise ZeroDivisionError("made up")
        return compare(story, *others)

    monkeypatch.setattr(rereadings, "compare", faulty)
    run = work(run)
    assert (run.status, run.counts()["failed"], run.counts()["differs"]) == ("done", 1, 2)
    assert run.items.get(outcome="failed").reason == "A fault stopped this story: ZeroDivisionError: made up"


def test_one_that_is_gone_or_has_ended_is_passed_over(admin_user):
    run = work(opened(admin_user))
    assert work(run).finished_at == run.finished_at
    jobs.run_rereading.func(SimpleNamespace(should_abort=lambda: False), 10**12)
