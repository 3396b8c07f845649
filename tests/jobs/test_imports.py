"""Imports as jobs: begun once, resumed after a shutdown, stopped by faults with a reason."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.ingest import runs
from articles.jobs import imports
from articles.models import Article, Import

ROOT = Path(__file__).parents[2]


@pytest.fixture
def address():
    """The address of the tests' database, for another process."""
    return os.environ["DATABASE_URL"].replace("/newsarchive?", f"/{connection.settings_dict['NAME']}?")


def confirmed(stories, user=None):
    lines = "\n".join(json.dumps({"id": f"x:{number}", "headline": f"Story {number}"}) for number in range(stories))
    run = runs.open_import([runs.Handed("stories.jsonl", lines.encode())], user=user)
    runs.confirm(run)
    run.refresh_from_db()
    return run


@pytest.mark.django_db
def test_a_short_import_runs_at_once():
    run = confirmed(3)
    imports.start(run)

    run.refresh_from_db()
    assert run.status == Import.Status.DONE
    assert Article.objects.count() == 3


@pytest.mark.django_db
def test_a_long_import_waits_for_the_worker_and_is_queued_once():
    run = confirmed(imports.AT_ONCE + 1)
    imports.start(run)
    imports.start(run)

    assert not Article.objects.exists()
    assert ProcrastinateJob.objects.filter(task_name="run_import").count() == 1


def test_the_worker_runs_it_to_the_end(committed, address):
    run = confirmed(imports.AT_ONCE + 1)
    imports.start(run)
    subprocess.run(
        [sys.executable, "manage.py", "procrastinate", "worker", "--one-shot", "--queues=imports"],
        cwd=ROOT, env=os.environ | {"DATABASE_URL": address}, check=True, timeout=60,
    )  # fmt: skip

    run.refresh_from_db()
    assert run.status == Import.Status.DONE
    assert Article.objects.count() == imports.AT_ONCE + 1


@pytest.mark.django_db
def test_an_import_without_a_job_is_taken_up_again(admin_user):
    run = confirmed(imports.AT_ONCE + 1, admin_user)
    Import.objects.update(status=Import.Status.RUNNING)

    assert imports.resume_orphans() == 1
    assert imports.resume_orphans() == 0
    assert ProcrastinateJob.objects.get().args == {"import_id": run.pk}
