"""Killed at any moment, worker, reader or database, an import goes on where it was and stores each item exactly once."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from django.db import DatabaseError, connection
from django.db.models import Count

from articles.ingest import runs
from articles.models import Appearance, Article, ArticleTag, Import, ImportItem
from tests.following import nursery, until

pytestmark = pytest.mark.usefixtures("committed")

# More of it, where somebody wants to know: how often something is killed, and the seed of when.
KILLS = int(os.environ.get("NEWSARCHIVE_KILLS", "6"))
SEED = int(os.environ.get("NEWSARCHIVE_KILLING_SEED", "4"))
STORIES = 5000


def content() -> bytes:
    """Stories with addresses, tags and reprints, and now and then a line that is none."""
    chance = random.Random(11)
    words = [f"word{number}" for number in range(400)]
    lines = []
    for number in range(STORIES):
        body = " ".join(chance.choices(words, k=60))
        story = {"id": f"x:{number}", "headline": f"Story {number}", "body": body, "topics": [f"Topic {number % 90}"]}
        lines.append(json.dumps(story | {"url": f"https://news.example.org/{number}", "authors": [f"A {number % 70}"]}))
    return "\n".join("{broken" if number % 500 == 499 else line for number, line in enumerate(lines)).encode()


def opened() -> Import:
    run = runs.open_import([runs.Handed("stories.jsonl", content())], user=None)
    runs.confirm(run)
    return run


def reader_of(pid: int) -> psutil.Process:
    """The process that reads for an import."""
    return psutil.Process(pid).children()[0]


def kill_worker(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def kill_reader(pid: int) -> None:
    reader_of(pid).kill()


def kill_database(pid: int) -> None:
    """Kill the server's process that serves an import: the server recovers as after a crash, and drops everybody."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() LIMIT 1"
        )
        (backend,) = cursor.fetchone() or (None,)
    if backend:
        os.kill(backend, signal.SIGKILL)
        # It may answer for another moment before it notices.
        until(is_dropped)
    until(answers)


def is_dropped() -> bool:
    """Whether the server has let go of our own connection."""
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return False
    return True


def answers() -> bool:
    """Whether the database is there."""
    with suppress(DatabaseError):
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    return False


def items_done() -> int:
    """How many items have an outcome."""
    return ImportItem.objects.exclude(outcome="pending").count()


def pause(seconds: float) -> None:
    """Let others work for so long."""
    end = time.monotonic() + seconds
    until(lambda: time.monotonic() > end)


def test_killed_again_and_again_it_stores_each_item_once(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    run = opened()
    reached = set()
    with nursery(tmp_path / "index", tmp_path / "said") as children:
        for number in range(KILLS):
            kill = (kill_reader, kill_worker, kill_database)[number % 3]
            pid = children.start("store", run.pk)
            done = items_done()
            with suppress(TimeoutError):
                # Most often while batches are written, sometimes before the first one is.
                until(lambda done=done: items_done() > done, chance.choice((0.5, 10, 10)))
                pause(chance.uniform(0, 0.4))
            with suppress(psutil.NoSuchProcess, ProcessLookupError, IndexError):
                kill(pid)
            if kill is kill_reader:
                # The worker goes on with another reader, until it dies as well.
                done = items_done()
                with suppress(TimeoutError):
                    until(lambda done=done: items_done() > done, 5)
            with suppress(ProcessLookupError):
                kill_worker(pid)
            children.ended(pid)
            reached.add(items_done())
        pid = children.start("store", run.pk)
        assert children.ended(pid) == 0, (tmp_path / "said").read_text()
    run.refresh_from_db()
    missing = sorted(set(range(STORIES)) - set(run.items.values_list("position", flat=True)))
    assert missing == [], (tmp_path / "said").read_text()
    assert (run.status, run.total) == (Import.Status.DONE, STORIES)
    assert len(reached) >= KILLS / 2
    check_everything(run)


def check_everything(run: Import) -> None:
    """Each item has one outcome, each story is there once with all that hangs on it, and the history knows of one birth."""
    good = STORIES - STORIES // 500
    assert run.counts()["created"] == Article.objects.count() == good
    assert run.counts()["rejected"] == STORIES // 500
    assert [item.position for item in run.items.all()] == list(range(STORIES))
    assert not run.items.filter(outcome="created", article=None).exists()
    assert ArticleTag.objects.count() == Appearance.objects.count() == good
    births = Article.pgh_event_model.objects.values("pgh_obj_id").annotate(times=Count("pgh_id")).exclude(times=1)
    assert not births.exists()
    again = opened()
    again = runs.execute(again)
    assert again.counts()["unchanged"] == good
    assert again.counts()["created"] == again.counts()["updated"] == 0
