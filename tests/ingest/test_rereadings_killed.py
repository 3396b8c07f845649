"""Killed while readings are applied, it goes on where it was, and each story is written once."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from articles.editing import undo
from articles.ingest import rereadings
from articles.models import Article, RereadItem
from tests.following import nursery, until
from tests.rereading import imported, reading_as

pytestmark = pytest.mark.usefixtures("committed")

LINES = "\n".join(
    f'{{"id": "x:{number}", "headline": "Ferry {number} sails", "body": "Boat {number} left.", "credit": "New"}}'
    for number in range(400)
)


def test_killed_while_applying_it_goes_on_and_writes_each_story_once(tmp_path: Path) -> None:
    with reading_as(1, format="json", credit="Old"):
        imported(("ferries.jsonl", LINES))
    run = rereadings.open_rereading(Article.objects.all(), "Again", None)
    rereadings.look(run)
    rereadings.begin_applying(run, None)
    with nursery(tmp_path / "index", tmp_path / "said") as children:
        for number in range(3):
            pid, before = children.start("reread", run.pk), applied()
            with suppress(TimeoutError):
                until(lambda before=before: applied() > before, 30)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            children.ended(pid)
            assert number or 0 < applied() < 400
        assert children.ended(children.start("reread", run.pk)) == 0, (tmp_path / "said").read_text()
    run.refresh_from_db()
    assert (run.status, applied(), run.changeset.counts) == ("applied", 400, {"stories": 400})
    assert set(Article.objects.values_list("credit", "version")) == {("New", 2)}
    undo.undo(run.changeset, None)
    assert set(Article.objects.values_list("credit", flat=True)) == {"Old"}


def applied() -> int:
    """How many stories are written."""
    return RereadItem.objects.filter(outcome="applied").count()
