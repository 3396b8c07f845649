"""Subscriptions as jobs: what is due is polled once, and what comes in is imported."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.ingest import polling
from articles.jobs import imports, subscriptions
from articles.models import Article, Import, Subscription
from tests.syndication import item, serve

ROOT = Path(__file__).parents[2]
HOUR = dt.timedelta(hours=1)
in_database = pytest.mark.django_db


@pytest.fixture
def site(website, settings):
    settings.FETCH_ALLOW = frozenset({website.place})
    return website


def subscribe(address: str = "https://news.example/feed", **values) -> Subscription:
    return Subscription.objects.create(name="Daily Wharf", address=address, **values)


def queued() -> list[int]:
    jobs = ProcrastinateJob.objects.filter(task_name="poll_subscription").order_by("id")
    return [job.args["subscription_id"] for job in jobs]


@in_database
def test_what_is_due_is_queued_once():
    due = subscribe()
    subscribe("https://news.example/later", next_due_at=timezone.now() + HOUR)
    subscribe("https://news.example/paused", state="paused")
    subscriptions.poll_subscriptions(timestamp=0)
    subscriptions.poll_subscriptions(timestamp=0)
    assert queued() == [due.pk]


@in_database
def test_a_poll_imports_what_came(site):
    subscription = subscribe(serve(site, item(1)))
    subscriptions.poll_subscription(subscription.pk)
    assert Article.objects.get().headline == "Ferry number 1 sails"
    assert Import.objects.get().status == "done"


@in_database
def test_a_poll_that_is_not_due_any_more_asks_nobody(site):
    subscription = subscribe(serve(site, item(1)))
    subscriptions.poll_subscription(subscription.pk)
    subscriptions.poll_subscription(subscription.pk)
    subscriptions.poll_subscription(subscription.pk + 1)
    assert site.paths() == ["/feed"]


@in_database
def test_a_long_feed_is_imported_by_a_job_of_its_own(site):
    subscription = subscribe(serve(site, *(item(number) for number in range(imports.AT_ONCE + 1))))
    subscriptions.poll_subscription(subscription.pk)
    assert not Article.objects.exists()
    assert ProcrastinateJob.objects.get(task_name="run_import").args == {"import_id": Import.objects.get().pk}


@in_database
def test_an_import_that_a_shutdown_interrupted_goes_on(site):
    subscription = subscribe(serve(site, item(1)))
    polling.poll(subscription)
    assert not Article.objects.exists()
    assert imports.resume_orphans() == 1


@in_database
def test_a_fault_of_ours_is_a_failure_with_its_reason(monkeypatch):
    subscription = subscribe()
    monkeypatch.setattr(polling, "poll", lambda one: 1 / 0)
    subscriptions.poll_subscription(subscription.pk)
    subscription.refresh_from_db()
    assert (subscription.failures, subscription.failure) == (1, "A fault of the archive stopped it: division by zero")


@in_database
def test_those_that_run_can_be_polled_at_once():
    later = subscribe(next_due_at=timezone.now() + HOUR)
    paused = subscribe("https://news.example/paused", state="paused", next_due_at=timezone.now() + HOUR)
    subscriptions.poll_now([later, paused])
    assert list(Subscription.objects.due(timezone.now())) == [later]


def test_the_worker_polls_and_imports(committed, website):
    subscription = subscribe(serve(website, *(item(number) for number in range(imports.AT_ONCE + 1))))
    subscriptions.enqueue(subscription.pk)
    database = os.environ["DATABASE_URL"].replace("/newsarchive?", f"/{connection.settings_dict['NAME']}?")
    for _ in range(2):
        subprocess.run(
            [sys.executable, "manage.py", "procrastinate", "worker", "--one-shot", "--queues=subscriptions,imports"],
            cwd=ROOT, env=os.environ | {"DATABASE_URL": database, "FETCH_ALLOW": f"127.0.0.1:{website.port}"},
            check=True, timeout=60,
        )  # fmt: skip

    assert Import.objects.get().status == "done"
    assert Article.objects.count() == imports.AT_ONCE + 1
